"""Rows about somebody's own: what is kept of a child is seen by the child's parents."""
