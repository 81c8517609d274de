"""Codes by which people without an account fill in a form, for whoever made the code."""
