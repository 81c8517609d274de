"""Moments: what people of a messenger share of their lives with all who are there."""
