"""A timeline: public records along a line, each at its day or year, the earliest first."""
