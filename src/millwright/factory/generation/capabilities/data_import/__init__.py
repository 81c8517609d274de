"""Many rows at once, from a CSV file."""
