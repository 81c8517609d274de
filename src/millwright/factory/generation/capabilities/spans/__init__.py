"""Several times in one booking, one after the other: a court for three hours."""
