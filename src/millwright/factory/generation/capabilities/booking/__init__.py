"""Booking what there is only so much of: times, days or places; people change their own, and nothing is promised twice."""
