"""The append-only log of everything that happens, and how to read on from where one was."""
