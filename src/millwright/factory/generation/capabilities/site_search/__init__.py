"""One search over everything that a public site shows."""
