"""Pages of the site that people lay out themselves, block by block."""
