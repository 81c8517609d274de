"""The contract's endpoints, one module a section."""
