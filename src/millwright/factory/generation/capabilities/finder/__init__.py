"""Choices that narrow each other: a brand, then its series, then a year, and what there is for them."""
