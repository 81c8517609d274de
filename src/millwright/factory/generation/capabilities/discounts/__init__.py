"""Codes that make an order cheaper: by percent or by an amount, from a minimum, for a time."""
