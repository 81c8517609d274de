"""What Millwright exists for: from a prompt to a running application."""
