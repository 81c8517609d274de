"""Who does the work, and what is delivered."""
