"""A way to pass on the address of a record's page."""
