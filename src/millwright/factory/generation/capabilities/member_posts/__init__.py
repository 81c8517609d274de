"""Who registers adds records to the public site, where the prompt or the kind of application says so."""
