"""Locked threads: nobody comments on a record any more, until it is opened again."""
