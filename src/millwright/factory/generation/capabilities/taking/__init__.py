"""Taking work: who finds something to do that nobody has puts their own name to it, and may hand it back."""
