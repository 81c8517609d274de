"""Likes: one for each person and record, counted, and lists ordered by them."""
