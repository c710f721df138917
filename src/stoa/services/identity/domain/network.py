"""Where a request comes from, as coarse as one customer of a provider."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NewType

Network = NewType("Network", str)
UNKNOWN = Network("unknown")


def network_of(peer: str | None, forwarded: str | None) -> Network:
    """An IPv4 address, or the /64 that one line of IPv6 has. UNKNOWN for anything else.

    peer: who is connected to us. forwarded: X-Forwarded-For, believed only from a peer of our own
    surroundings, and of it only what our edge wrote: the last.
    """
    near = _address(peer)
    if forwarded and (near is None or near.is_private):
        near = _address(forwarded.rpartition(",")[2].strip()) or near
    if near is None:
        return UNKNOWN
    if isinstance(near, IPv6Address):
        return Network(str(ip_network((near, 64), strict=False)))
    return Network(str(near))


def _address(text: str | None) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address((text or "").strip("[]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
