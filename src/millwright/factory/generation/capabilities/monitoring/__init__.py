"""Machines that report by themselves what they measure, and what is told of it."""
