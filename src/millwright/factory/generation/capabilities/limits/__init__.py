"""Limits: whether numbers are within theirs is worked out, shown, listed and told."""
