"""Handing on: who has a piece of work gives it to a colleague, with a word; those in charge give it to anybody."""
