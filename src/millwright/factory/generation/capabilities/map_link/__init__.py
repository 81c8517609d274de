"""Where a place is: its address, with a link to a map."""
