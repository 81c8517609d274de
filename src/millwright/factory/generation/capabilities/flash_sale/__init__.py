"""Flash sales: a lower price until a day, with the time that is left."""
