"""Payments: people pay what they owe by a test card, get a receipt, and those in charge pay it back."""
