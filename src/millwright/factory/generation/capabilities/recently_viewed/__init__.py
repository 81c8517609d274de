"""Recently viewed: what somebody has looked at on the site, shown again."""
