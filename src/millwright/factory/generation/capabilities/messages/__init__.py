"""Conversations between people: two or a group, kept, with what is unread."""
