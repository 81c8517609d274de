"""What is written down while something is worked on: who did what and when, by hand and with each step."""
