"""A wish list: what a person may want to buy, kept with their account."""
