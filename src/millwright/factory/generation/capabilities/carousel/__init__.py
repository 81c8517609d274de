"""Pictures or news that pass by on home."""
