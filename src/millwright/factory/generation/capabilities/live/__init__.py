"""Open pages load again what somebody else has changed, as it happens."""
