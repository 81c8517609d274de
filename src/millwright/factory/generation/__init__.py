"""Generation: from a prompt to an application specification, and from that to the application's source."""
