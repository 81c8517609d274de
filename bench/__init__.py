"""Benchmarks: what Millwright is measured by."""
