"""Generation: what a prompt asks for, as an application specification, and the application compiled from it."""
