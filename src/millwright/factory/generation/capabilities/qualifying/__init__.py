"""What people need first: who has no approved certificate or training does not book, join or borrow."""
