"""A list of things that people put together and send: like a cart, with an answer instead of a payment."""
