"""Visitors ask what something would cost."""
