"""The contract's endpoints, by section of the document."""
