"""What every door over HTTP shares: the services behind it, transactions of a request, bodies, errors, streams."""
