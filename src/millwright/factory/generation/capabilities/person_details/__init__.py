"""A picture and a telephone number of everybody who has an account."""
