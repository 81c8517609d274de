"""Reports of chosen content: records, columns, days and groups, on screen, as CSV or printed, and kept."""
