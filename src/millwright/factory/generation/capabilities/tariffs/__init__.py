"""Prices of times and days of their own: peak and off-peak hours, weekends, seasons."""
