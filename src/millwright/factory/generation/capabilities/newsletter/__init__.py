"""Visitors leave their address for a newsletter."""
