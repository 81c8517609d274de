"""Checking in by a code: each row has one, its owner shows it, and whoever works there scans it, once."""
