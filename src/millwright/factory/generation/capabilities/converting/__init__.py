"""Converting: one record becomes another, with what is known of it, once, and each leads to the other."""
