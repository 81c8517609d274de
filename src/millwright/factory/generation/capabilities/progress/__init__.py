"""Progress: people mark what they have worked through, and see how far they are with the whole."""
