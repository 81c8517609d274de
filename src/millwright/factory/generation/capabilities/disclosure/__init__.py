"""What donations are used for, published for everybody."""
