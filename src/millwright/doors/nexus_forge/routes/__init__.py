"""The contract's routes, by noun."""
