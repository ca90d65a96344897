"""Opening sockets: a host is looked up once, its address checked, and that very address connected to."""

from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2

from leadline.sources.http.egress import Egress, Resolve, resolve


class GuardedTransport(httpx2.HTTPTransport):
    """
    Requests over sockets that `Egress` lets open.

    Looking up and connecting are one step here, so a name that answers with a public address first and a private one later
    gains nothing. Proxies named in the environment are not used: they would undo the check.
    """

    def __init__(self, egress: Egress, look_up: Resolve = resolve) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        # The client has no argument for the network beneath it; its pool does.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=4,
            keepalive_expiry=30.0,
            network_backend=_Guarded(egress, look_up),
        )


class _Guarded(httpcore2.NetworkBackend):
    def __init__(self, egress: Egress, look_up: Resolve) -> None:
        self._egress, self._look_up, self._sockets = egress, look_up, httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            found = self._look_up(host, port)
        except OSError as problem:
            raise httpcore2.ConnectError(f"the name {host} is not known ({problem})") from problem
        # Every address is checked before any is used: one private address among them makes the name suspect.
        checked = [self._egress.check(host, port, one) for one in found]
        for last, address in enumerate(checked, 1):
            try:
                return self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if last == len(checked):
                    raise
        raise httpcore2.ConnectError(f"the name {host} has no address")
