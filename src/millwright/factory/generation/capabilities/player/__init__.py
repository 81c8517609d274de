"""Films and sound, played on the page of their record."""
