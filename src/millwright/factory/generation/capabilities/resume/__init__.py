"""Résumés: one page of what somebody has done, made of the entries that they keep, to share by a link and as PDF."""
