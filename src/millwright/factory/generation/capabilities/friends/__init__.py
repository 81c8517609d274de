"""Friends: people ask each other, accept, decline and part."""
