"""What is free and taken of everything that can be booked, in one table from which one books."""
