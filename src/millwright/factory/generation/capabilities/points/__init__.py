"""Points: people earn them by what they do here, and redeem them for rewards."""
