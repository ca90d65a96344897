"""
A seeded fault script around any fake tracker's `handle`.

Each request may be answered as networks, proxies and trackers answer on a bad day. What changes the tracker itself (edits while
it is read, many in one second) is done through its `edit`. A request to any host but the tracker's own fails the test when the
token is in it.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

import httpx2
from tests.sources.fake.clock import Clock, chance

Handle = Callable[[httpx2.Request], httpx2.Response]
Limited = Callable[[Clock, int], dict[str, str] | httpx2.Response]
JSON = {"content-type": "application/json; charset=utf-8"}
BOMB = gzip.compress(b"[" + b" " * (33 * 2**20) + b"]", 9)
"""33 MB of nothing in 33 kB: one more than the client takes."""
LIST_KEYS = ("issues", "values", "changelogs", "comments", "items")
"""Where vendors put the list of a page that is not a list itself."""


class Faults:
    """
    Faults by a seed.

    Args:
        handle: the healthy tracker.
        seed: which faults come when.
        clock: moves while slow bodies drip, and says when a pause is over.
        rate: the share of requests that fail.
        limited: a vendor's own way to say "too much" for a pause of so many seconds: the headers of a 429, or a whole reply.
        only: the name of the one fault that comes, if not all.

    `edit_with` lets the tracker change while it is read: a few edits, one before each of the requests it serves first.

    `sent` counts all requests, `served` those that reached the tracker and were answered whole; `came` counts faults by name.
    `stop` makes everything healthy. `early` counts requests that came before a pause was over.
    """

    def __init__(
        self,
        handle: Handle,
        seed: int,
        clock: Clock,
        *,
        host: str,
        rate: float = 0.2,
        limited: Limited | None = None,
        only: str = "",
    ) -> None:
        self._handle, self._clock, self._host, self.rate, self.only = handle, clock, host, rate, only
        self._limited, self._rng = limited or _retry_after, chance(seed)
        self._edit: Callable[[], None] = lambda: None
        self._edits = 0
        self.sent = self.served = self.early = 0
        self.came: Counter[str] = Counter()
        self._closed_until = clock.now()

    def edit_with(self, edit: Callable[[Random], None], rng: Random, times: int) -> None:
        """From now on the tracker changes as often before requests are served; the same with and without faults."""
        self._edit, self._edits = lambda: edit(rng), times

    def edit_now(self) -> None:
        """Make the edits that are left, while nobody reads."""
        while self._edits:
            self._edits -= 1
            self._edit()

    def stop(self) -> None:
        """Everything is healthy from here on, and nothing changes any more."""
        self.rate, self._edits = 0.0, 0

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to a request, sometimes a bad one."""
        self.sent += 1
        if request.url.host != self._host:
            raise AssertionError(f"a request went to {request.url.host}: {sorted(request.headers)}")
        if self._clock.now() < self._closed_until:
            self.early += 1
        if self.rate and self._rng.random() < self.rate:
            # A bomb costs this machine a tenth of a second, so it comes rarely.
            name = self.only or self._rng.choices(tuple(FAULTS), [0.1 if one == "bomb" else 1.0 for one in FAULTS])[0]
            self.came[name] += 1
            return FAULTS[name](self, request)
        if self._edits:
            self._edits -= 1
            self._edit()
        self.served += 1
        return self._handle(request)

    def failed(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(500, headers=JSON, content=b'{"message": "Server Error"}')

    def proxy_page(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            502, headers={"content-type": "text/html"}, content=b"<!DOCTYPE html><title>Unicorn!</title>"
        )

    def sign_in_page(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            200, headers={"content-type": "text/html"}, content=b"<html><body>Please sign in</body></html>"
        )

    def busy(self, request: httpx2.Request) -> httpx2.Response:
        pause = self._close()
        when = format_datetime(self._clock.now() + timedelta(seconds=pause), usegmt=True)
        told = self._rng.choice((str(pause), when))
        return httpx2.Response(503, headers={"retry-after": told, "date": self._date()}, content=b"")

    def too_much(self, request: httpx2.Request) -> httpx2.Response:
        found = self._limited(self._clock, self._close())
        if isinstance(found, dict):
            found = httpx2.Response(429, headers=JSON | found, content=b'{"message": "API rate limit exceeded"}')
        found.headers["date"] = self._date()
        return found

    def expired(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(401, headers=JSON, content=b'{"message": "Bad credentials"}')

    def scope_lost(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(403, headers=JSON, content=b'{"message": "Forbidden"}')

    def cut(self, request: httpx2.Request) -> httpx2.Response:
        whole = self._handle(request)
        content = whole.content
        half = content[: self._rng.randrange(len(content))] if content else b""
        return httpx2.Response(whole.status_code, headers=_plain(whole), stream=_Cut(half))

    def broken_json(self, request: httpx2.Request) -> httpx2.Response:
        whole = self._handle(request)
        return httpx2.Response(whole.status_code, headers=_plain(whole), content=whole.content[:-2] + b'"]')

    def wrong_charset(self, request: httpx2.Request) -> httpx2.Response:
        whole = self._handle(request)
        if not whole.content:
            return whole
        text = json.dumps(json.loads(whole.content), ensure_ascii=False)
        code = self._rng.choice(("latin-1", "utf-16"))
        headers = _plain(whole) | {"content-type": "application/json; charset=iso-8859-1"}
        return httpx2.Response(whole.status_code, headers=headers, content=text.encode(code, "replace"))

    def bomb(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers=JSON | {"content-encoding": "gzip"}, stream=httpx2.ByteStream(BOMB))

    def sent_away(self, request: httpx2.Request) -> httpx2.Response:
        status = self._rng.choice((301, 302, 307, 308))
        place = self._rng.choice(
            (
                "https://evil.example/x",
                "//evil.example/",
                f"https://{self._host}@evil.example/",
                "http://169.254.169.254/",
            )
        )
        return httpx2.Response(status, headers={"location": place}, content=b"")

    def slow(self, request: httpx2.Request) -> httpx2.Response:
        whole = self._handle(request)
        return httpx2.Response(whole.status_code, headers=_plain(whole), stream=_Slow(whole.content, self._clock))

    def refused(self, request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("connection refused", request=request)

    def twice(self, request: httpx2.Request) -> httpx2.Response:
        """A page that brings its first item twice: a listing that moved while it was read."""
        whole = self._handle(request)
        found = json.loads(whole.content) if whole.content else None
        if isinstance(found, list) and found:
            found.append(found[0])
        elif isinstance(found, dict):
            for key in LIST_KEYS:
                if isinstance(found.get(key), list) and found[key]:
                    found[key].append(found[key][0])
            for listing in _connections(found.get("data")):
                listing.append(listing[0])
        return httpx2.Response(whole.status_code, headers=_plain(whole), content=json.dumps(found).encode())

    def _date(self) -> str:
        return format_datetime(self._clock.now(), usegmt=True)

    def _close(self) -> int:
        pause = self._rng.choice((1, 5, 15, 90, 1800))
        self._closed_until = max(self._closed_until, self._clock.now() + timedelta(seconds=pause))
        return pause


FAULTS: dict[str, Callable[[Faults, httpx2.Request], httpx2.Response]] = {
    "failed": Faults.failed,
    "proxy page": Faults.proxy_page,
    "sign-in page": Faults.sign_in_page,
    "busy": Faults.busy,
    "too much": Faults.too_much,
    "expired": Faults.expired,
    "scope lost": Faults.scope_lost,
    "cut": Faults.cut,
    "broken JSON": Faults.broken_json,
    "wrong charset": Faults.wrong_charset,
    "bomb": Faults.bomb,
    "sent away": Faults.sent_away,
    "slow": Faults.slow,
    "refused": Faults.refused,
    "twice": Faults.twice,
}


class _Cut(httpx2.SyncByteStream):
    def __init__(self, half: bytes) -> None:
        self._half = half

    def __iter__(self) -> Iterator[bytes]:
        yield self._half
        raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body")


class _Slow(httpx2.SyncByteStream):
    """A byte a second: nobody waits for it to end."""

    def __init__(self, content: bytes, clock: Clock) -> None:
        self._content, self._clock = content, clock

    def __iter__(self) -> Iterator[bytes]:
        for at in range(len(self._content)):
            self._clock.advance(1.0)
            yield self._content[at : at + 1]


def _connections(found: Any) -> Iterator[list[Any]]:
    """The listings that a query language answers with, the outermost ones."""
    for one in found.values() if isinstance(found, dict) else ():
        if isinstance(one, dict) and isinstance(one.get("nodes"), list) and one["nodes"]:
            yield one["nodes"]


def _plain(whole: httpx2.Response) -> dict[str, str]:
    return {k: v for k, v in whole.headers.items() if k.lower() not in ("content-length", "content-encoding")}


def _retry_after(clock: Clock, seconds: int) -> dict[str, str]:
    return {"retry-after": str(seconds)}
