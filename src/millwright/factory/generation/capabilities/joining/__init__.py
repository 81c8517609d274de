"""Putting oneself down for what others offer: applying, enrolling, signing up, joining, and stepping back."""
