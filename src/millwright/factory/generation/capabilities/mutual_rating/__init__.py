"""Both sides rate each other: who put something up and who answered it, once each, when it is done."""
