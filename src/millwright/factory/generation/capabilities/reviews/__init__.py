"""Reviews with stars: one per person and thing, their average on cards and pages, and staff who can take one away."""
