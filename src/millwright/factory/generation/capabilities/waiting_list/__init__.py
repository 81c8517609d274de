"""Waiting lists: whoever comes when all places are taken waits, and moves up when one is free."""
