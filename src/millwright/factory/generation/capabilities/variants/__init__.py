"""Variants of what is sold: sizes or colours, each with a stock and, where it differs, a price of its own."""
