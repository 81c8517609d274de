"""One's own account and password; on public sites a page for each person with what they made."""
