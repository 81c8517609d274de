"""Budgets by month and category: what was spent of each is worked out, and people are told when one is exceeded."""
