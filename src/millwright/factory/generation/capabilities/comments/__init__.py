"""Comments on records, with replies, on the public site and in the workspace."""
