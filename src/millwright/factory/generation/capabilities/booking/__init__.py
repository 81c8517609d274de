"""Booking what there is only so much of: times, days or places; nothing is promised twice."""
