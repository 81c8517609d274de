"""Millwright: from plain words to a running, tested application."""
