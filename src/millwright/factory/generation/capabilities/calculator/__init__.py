"""Calculators of a site: a few numbers in, the result at once, by a known formula and rates that the team edits."""
