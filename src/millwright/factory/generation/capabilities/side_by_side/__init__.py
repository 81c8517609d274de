"""Numbers side by side: of several things, and of one period beside another."""
