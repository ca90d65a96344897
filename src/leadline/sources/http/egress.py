"""Where requests may go: public addresses, and the private ones an administrator has named. Checked as the socket opens."""

import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from leadline.sources.errors import NotAllowedThere

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

NAT64 = IPv6Network("64:ff9b::/96")
NEVER = tuple(map(ip_network, ("192.88.99.0/24", "224.0.0.0/4", "fec0::/10", "ff00::/8", "::/96")))
"""Ranges that count as global and are not: relays, multicast, site-local, addresses compatible with the old protocol."""

PORTS = frozenset({80, 443, 3000, 8000, 8080, 8443})
"""Ports on which a tracker on a public address is asked; a private host that was named may use any."""


@dataclass(frozen=True)
class Egress:
    """
    What may be connected to.

    `allowed` are hosts or networks (`jira.intern`, `10.1.0.0/16`) that an administrator named: they may be private, and need no
    encryption. Everything else must be on a public address.
    """

    allowed: frozenset[str] = frozenset()

    def names(self, host: str) -> bool:
        """Whether an administrator named this very host, or a network it is literally an address of."""
        return host.casefold().rstrip(".") in self.allowed or any(self._holds(one) for one in _literal(host))

    def check(self, host: str, port: int, address: str) -> str:
        """The address, if it may be connected to for this host. Raises `NotAllowedThere`."""
        found = _unwrapped(ip_address(address.partition("%")[0]))
        if host.casefold().rstrip(".") in self.allowed or self._holds(found):
            return address
        if not _is_public(found):
            raise NotAllowedThere(
                f"{host} is at {address}, an address inside a private network, and Leadline asks nothing there. If your "
                f"tracker is there, name its host in LEADLINE_ALLOW_HOSTS and start again."
            )
        if port not in PORTS:
            raise NotAllowedThere(
                f"{host} is to be asked on port {port}, and only {', '.join(map(str, sorted(PORTS)))} are asked on public "
                f"addresses. Name the host in LEADLINE_ALLOW_HOSTS if this is right."
            )
        return address

    def _holds(self, address: Address) -> bool:
        return any(address in network for network in _networks(self.allowed) if network.version == address.version)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them. Raises `OSError` where it knows none."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_public(address: Address) -> bool:
    kept_out = any(address in network for network in NEVER if network.version == address.version)
    return address.is_global and not address.is_multicast and not kept_out


def _unwrapped(address: Address) -> Address:
    """The address inside an address: IPv4 mapped, 6to4, Teredo and NAT64 all lead to an IPv4 host."""
    if isinstance(address, IPv4Address):
        return address
    if inner := address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None):
        return inner
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address


def _literal(host: str) -> Iterable[Address]:
    try:
        return [_unwrapped(ip_address(host.strip("[]").partition("%")[0]))]
    except ValueError:
        return []


def _networks(allowed: Iterable[str]) -> Iterable[IPv6Network]:
    for one in allowed:
        try:
            yield ip_network(one)  # type: ignore[misc]  # both kinds are asked for `in` and `version` only
        except ValueError:
            continue
