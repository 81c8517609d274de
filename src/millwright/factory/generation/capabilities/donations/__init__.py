"""Donations: a free amount to a cause with a goal, paid by the test card; what was raised is shown."""
