"""Parts of the composition root: what each floor needs of the settings, opened and closed."""
