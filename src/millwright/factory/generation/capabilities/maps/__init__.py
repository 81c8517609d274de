"""Maps: records stand somewhere, are seen on a map, and found by how near they are."""
