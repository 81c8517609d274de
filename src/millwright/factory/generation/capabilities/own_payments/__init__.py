"""Own payments: people pay what has no price here, for a purpose and an amount that they say."""
