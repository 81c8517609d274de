"""Who has the messages of the application open, and when others last had."""
