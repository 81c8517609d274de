"""A guest book: visitors write into it without an account, and read what was accepted."""
