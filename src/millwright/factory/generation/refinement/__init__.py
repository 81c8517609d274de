"""Refinement: a wish about an application that is there, read against its specification; its rows are migrated."""
