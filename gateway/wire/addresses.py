"""The address of a client, also behind proxies that we know.

Anybody can write X-Forwarded-For, so only the part that our own proxies added counts; without
`LINLI_TRUSTED_PROXIES` none does.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class TrustedProxies:
    """How many proxies stand before the gateway, or in which networks they do."""

    count: int = 0
    networks: tuple[_Network, ...] = ()

    def client(self, hops: Sequence[_Address]) -> _Address:
        """The caller's address, among at least one from the nearest to the farthest."""
        if self.networks:
            return next((hop for hop in hops if not self._is_ours(hop)), hops[-1])
        # A chain shorter than our proxies did not come through them all.
        return hops[self.count] if self.count < len(hops) else hops[0]

    def is_proxy(self, peer: str) -> bool:
        """Whether this address is one of our proxies; any is, where proxies are counted."""
        nearest = _read(peer)
        return self.count > 0 or (nearest is not None and self._is_ours(nearest))

    def _is_ours(self, hop: _Address) -> bool:
        return any(hop in network for network in self.networks)


#: With IPv6 a household has a network of 64 bits, and an organisation one of 48 on request.
_HOUSEHOLD, _ORGANISATION = 64, 48
NO_PROXIES = TrustedProxies()


def proxies(setting: str | None) -> TrustedProxies:
    """The setting `LINLI_TRUSTED_PROXIES`, which was checked at the start."""
    if setting is None:
        return NO_PROXIES
    if setting.isdigit():
        return TrustedProxies(count=int(setting))
    return TrustedProxies(
        networks=tuple(ipaddress.ip_network(one.strip()) for one in setting.split(","))
    )


def client_address(environ: dict[str, Any], trusted: TrustedProxies) -> str | None:
    """The client's address; None where the server does not know one."""
    nearest = _read(environ.get("REMOTE_ADDR", ""))
    if nearest is None:
        return None
    hops = [nearest]
    if trusted != NO_PROXIES:
        for text in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            hop = _read(text.strip())
            if hop is None:
                # Entries farther left were not written by a proxy of ours.
                break
            hops.append(hop)
    return str(trusted.client(hops))


def place_of(address: str) -> str:
    """An address as one counts it: of IPv6 the network of 64 bits, which one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, ipaddress.IPv6Address):
        return str(found)
    return str(ipaddress.ip_network((found, _HOUSEHOLD), strict=False))


def network_of(address: str) -> str | None:
    """The wider network of an IPv6 address, which one customer may hold; none for others."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    if not isinstance(found, ipaddress.IPv6Address):
        return None
    return str(ipaddress.ip_network((found, _ORGANISATION), strict=False))


def _read(text: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(_without_port(text))
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        # Without its zone, which means something to one machine only.
        return found.ipv4_mapped or ipaddress.IPv6Address(int(found))
    return found


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    host, _, port = text.partition(":")
    return host if port and ":" not in port else text
