"""What is like what one looks at, saved or liked: told by what rows have in common, with the reason."""
