"""Settings of the application itself: a page of its administrators whose values are obeyed at once."""
