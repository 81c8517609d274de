"""Texts with headings, lists, links and the like, where the prompt asks for an editor of such."""
