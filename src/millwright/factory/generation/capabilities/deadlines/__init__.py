"""Days that the application works out: so long after another day of the row, as the row or what it refers to says."""
