"""Comparison: a few records side by side, fact by fact."""
