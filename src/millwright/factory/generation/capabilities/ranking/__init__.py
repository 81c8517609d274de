"""Rankings: records in the order of a number that they have, the best first."""
