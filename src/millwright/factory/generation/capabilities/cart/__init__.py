"""A cart with a checkout: prices and stock settled on the server, a test payment, orders with states."""
