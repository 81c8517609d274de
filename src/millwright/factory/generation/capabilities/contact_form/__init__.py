"""Visitors write to the people behind a site; the messages wait in the workspace."""
