"""Which addresses a stranger may have us call."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network

_SPECIAL = tuple(map(IPv4Network, ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24")))
"""Carriers' own, protocol assignments, relays: not all of them count as private for Python."""
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for the open Internet."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: the last four bytes are an IPv4 address."""


def is_refused(address: str, allow: Sequence[Network]) -> bool:
    """Whether `address` is not on the open Internet and in no network of `allow`.

    What stands for an IPv4 address inside an IPv6 one is judged as that. Anything that is not an address is refused.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return True
    return not all(_is_public(form) or any(form in network for network in allow) for form in _forms(parsed))


def _forms(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """What has to be judged: the address, or what it only spells in another way, or both."""
    if isinstance(address, IPv4Address):
        return [address]
    if address in _TRANSLATED:
        return [IPv4Address(address.packed[-4:])]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    return [address] if address.sixtofour is None else [address, address.sixtofour]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        return address in _UNICAST and address.is_global and address.teredo is None
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return address.is_global and not any(address in network for network in _SPECIAL)
