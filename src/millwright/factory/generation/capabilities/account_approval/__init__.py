"""Accounts that wait: whoever signs up for some roles signs in when the administrator has approved it."""
