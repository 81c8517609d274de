"""Numbers that people take when they come, and those who call the next one."""
