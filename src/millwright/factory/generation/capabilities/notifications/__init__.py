"""Notifications: a bell with what is unread, and the page of all that somebody was told."""
