"""States with transitions: who may approve, decline, close or ship a record, and from which state."""
