"""Hosts as they stand in addresses."""


def bracketed(host: str) -> str:
    """The host as it stands before a port: an IPv6 address in brackets, everything else as it is."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def local_address(host: str, port: int) -> str:
    """How this machine reaches what listens on `host`; one that means all addresses is spelled as the loopback one."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    return f"http://{bracketed(reached)}:{port}"
