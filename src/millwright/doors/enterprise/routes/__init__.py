"""The contract's endpoints, one module a noun."""
