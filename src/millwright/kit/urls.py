"""Hosts as they stand in addresses."""


def bracketed(host: str) -> str:
    """The host as it stands before a port: an IPv6 address in brackets, everything else as it is."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
