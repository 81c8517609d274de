"""What every floor builds on: ids, time, database sessions, blobs, errors; no domain rule."""
