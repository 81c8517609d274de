"""Who made, changed and deleted which record, when, and what from what to what."""
