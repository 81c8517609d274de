"""Reports of chosen content: records, columns, a period and groups, on screen, as CSV or printed, and kept for later."""
