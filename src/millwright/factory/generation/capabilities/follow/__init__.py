"""Following people, and a page of what they have made lately."""
