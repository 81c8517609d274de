"""Polls: a question with answers to choose from, one vote each, and the results as bars."""
