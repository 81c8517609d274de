"""How the world comes in: contracts over HTTP and the command line."""
