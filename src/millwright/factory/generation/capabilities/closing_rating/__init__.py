"""Ratings at the end: whoever asked for something says once what they think of it, when it is done."""
