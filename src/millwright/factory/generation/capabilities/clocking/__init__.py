"""Coming and going: one button says that somebody is there, and the same button that they leave."""
