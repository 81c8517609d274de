"""A balance: people top it up, pay from it, and see what came and went."""
