"""
The one way out to a tracker: one place to ask, one token that never leaves it, limits on size, time and rate.

Reading is tried again when the tracker or the network stumbles, and stops with `Later` when the tracker says so: nobody sleeps
for an hour holding a lease. Writing is tried once.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from leadline.sources.errors import (
    Later,
    Moved,
    NotAllowedThere,
    NotPermitted,
    NotSignedIn,
    NotThere,
    SourceError,
    StrangeReply,
    TooLarge,
    Unreachable,
    WriteUnsure,
)
from leadline.sources.http.egress import Egress
from leadline.sources.http.hiding import check_sendable, hidden, secrets_of
from leadline.sources.http.pacing import Budget, budget, retry_at, says_too_much
from leadline.sources.http.reply import Reply

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 32 * 2**20
"""A reply, as it is sent and unpacked. A page of a hundred items with long texts stays far below."""
CONNECT_SECONDS, QUIET_SECONDS, WHOLE_SECONDS = 10.0, 30.0, 90.0
"""Until the connection stands, between two pieces of a reply, and for all of it."""
PIECE_BYTES, UNPACKED_BYTES = 16_384, 262_144
TRIES = 4
FIRST_PAUSE_SECONDS = 1.0
PATIENCE = timedelta(seconds=20)
"""So long a tracker's pause is waited out here; for a longer one reading stops, and goes on later from its cursor."""
MOST_REDIRECTS = 5

Sleep = Callable[[float], None]


class Client:
    """
    Asks one tracker.

    Args:
        base_url: the beginning of every request, such as `https://api.github.com/`. Nothing else is ever asked.
        headers: sent with every request, the one with the token among them.
        now: gives the moment; tells when a pause that the tracker asked for is over.
        sleep: waits so many seconds.
        elapsed: seconds of a clock that never jumps.
        egress: which addresses may be connected to; without it, public ones only.
        transport: what carries requests; without it, sockets that `egress` lets open.

    `requests` counts what was sent, `budget` is what the last reply said is left.
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        *,
        now: Callable[[], datetime],
        sleep: Sleep,
        elapsed: Callable[[], float],
        egress: Egress | None = None,
        transport: "httpx2.BaseTransport | None" = None,
    ) -> None:
        import httpx2

        egress = egress or Egress()
        _check_base(base_url, egress)
        check_sendable(headers)
        self._secrets = secrets_of(headers)
        if transport is None:
            from leadline.sources.http.transport import GuardedTransport

            transport = GuardedTransport(egress)
        self.base_url, self.requests = base_url, 0
        self.budget: Budget | None = None
        self._now, self._sleep, self._elapsed = now, sleep, elapsed
        self._http = httpx2.Client(
            headers={"User-Agent": "Leadline", "Accept": "application/json", "Accept-Encoding": "gzip", **headers},
            timeout=httpx2.Timeout(QUIET_SECONDS, connect=CONNECT_SECONDS),
            transport=transport,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of open connections."""
        self._http.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(
        self, path: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask for something. `path` may be an address that the tracker gave, as long as it is the same tracker."""
        return self._read("GET", path, params=params, headers=headers)

    def ask(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask with a body (a query language); like `get` it changes nothing, so it may be tried again."""
        return self._read("POST", path, body=body, headers=headers)

    def pages(self, path: str, params: Mapping[str, Any] | None = None) -> Iterator[Reply]:
        """A listing page by page, along its `Link` headers. Ends with `StrangeReply` where the links go in a circle."""
        reply = self.get(path, params)
        seen = {reply.url}
        yield reply
        while following := reply.links().get("next"):
            if following in seen:
                raise StrangeReply(f"{following} names itself as its next page. The listing would never end.")
            seen.add(following)
            reply = self.get(following)
            yield reply

    def said(self, reply: Reply) -> str:
        """What the tracker says of an error in a reply that was none by its status, without the token it may repeat."""
        return reply.says(self._secrets)

    def write(self, method: str, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """
        Change something, once.

        Raises:
            WriteUnsure: the connection broke before the answer: it may or may not have been written.
            SourceError: the tracker declined, or may not be asked now; nothing was written.
        """
        self._wait_for_budget()
        try:
            reply = self._led(method, self._place(path), body, headers)
        except _Stumbled as problem:
            raise WriteUnsure(
                f"The connection broke while {self._host()} was written to ({problem}). It may have been written: "
                f"Leadline reads it again before it tries once more."
            ) from problem
        if reply.status >= 500:
            raise WriteUnsure(
                f"{self._host()} failed while it was written to ({reply.status}). It is read again first."
            )
        if (pause := self._pause(reply)) is not None:
            raise self._later(pause)
        self._answered(reply)
        return reply

    def _led(self, method: str, url: str, body: Any, headers: Mapping[str, str] | None) -> Reply:
        """A write, and where the tracker says that it was not done because the thing lies elsewhere in it, once more there."""
        reply = self._once(method, url, None, body, headers)
        place = reply.headers.get("location", "")
        if reply.status in (307, 308) and place:
            return self._once(method, self._place(urljoin(url, place)), None, body, headers)
        return reply

    def _read(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        url, why = self._place(path), ""
        for attempt in range(TRIES):
            if attempt:
                self._sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            self._wait_for_budget()
            try:
                reply = self._followed(method, url, params, body, headers)
            except _Stumbled as problem:
                why = str(problem)
                continue
            if (pause := self._pause(reply)) is not None:
                self._wait_until(pause)
                why = f"it asked to wait ({reply.status})"
            elif reply.status >= 500:
                why = f"it failed with {reply.status}"
            elif reply.status < 300 and not _is_whole(reply):
                why = "what it sent is broken"
            else:
                self._answered(reply)
                return reply
        raise Unreachable(f"{self._host()} could not be read after {TRIES} tries: {why}. It is tried again later.")

    def _followed(
        self, method: str, url: str, params: Mapping[str, Any] | None, body: Any, headers: Mapping[str, str] | None
    ) -> Reply:
        for _ in range(MOST_REDIRECTS):
            reply = self._once(method, url, params, body, headers)
            place = reply.headers.get("location", "")
            if reply.status not in (301, 302, 303, 307, 308) or not place:
                return reply
            # Asked again with the token only at the same tracker; `_place` refuses any other.
            url, params = self._place(urljoin(url, place)), None
        raise StrangeReply(f"{self._host()} sends from one address to the next without end.")

    def _once(
        self, method: str, url: str, params: Mapping[str, Any] | None, body: Any, headers: Mapping[str, str] | None
    ) -> Reply:
        import httpx2

        self.requests += 1
        began = self._elapsed()
        try:
            request = self._http.build_request(method, url, params=params, json=body, headers=headers)
            reply = self._http.send(request, stream=True)
            try:
                found = b"".join(self._pieces(reply, began))
            finally:
                reply.close()
        except (httpx2.TransportError, httpx2.DecodingError) as problem:
            raise _Stumbled(hidden(str(problem), self._secrets) or type(problem).__name__) from problem
        except httpx2.InvalidURL as problem:
            raise StrangeReply(f"{self._host()} names an address that is none.") from problem
        answer = Reply(str(reply.url), reply.status_code, {k.lower(): v for k, v in reply.headers.items()}, found)
        self.budget = budget(answer.headers, self._now()) or self.budget
        return answer

    def _pieces(self, reply: "httpx2.Response", began: float) -> Iterator[bytes]:
        """The reply, unpacked as it comes: what is sent, what it comes to, and how long it takes are all limited."""
        # A reply that was made in memory is unpacked already.
        whole = reply.is_stream_consumed
        unpack = None if whole else _unpacker(reply.headers.get("content-encoding", ""))
        sent = size = 0
        for raw in reply.iter_bytes(PIECE_BYTES) if whole else reply.iter_raw(PIECE_BYTES):
            if self._elapsed() - began > WHOLE_SECONDS:
                raise _Stumbled(f"its reply was not there after {WHOLE_SECONDS:.0f} seconds")
            sent += len(raw)
            for piece in unpack(raw) if unpack else (raw,):
                size += len(piece)
                if max(sent, size) > MOST_BYTES:
                    raise TooLarge(
                        f"{self._host()} sent more than {MOST_BYTES >> 20} MB in one reply, which no page of items is. "
                        f"It was not read."
                    )
                yield piece

    def _place(self, path: str) -> str:
        url = urljoin(self.base_url, path)
        if _origin(url) != _origin(self.base_url):
            raise Moved(
                f"{self._host()} sends to another place ({_origin(url)}), and its token goes nowhere else. If the tracker "
                f"has moved, connect it again at its new address."
            )
        return url

    def _wait_for_budget(self) -> None:
        if self.budget and (until := self.budget.spent_until(self._now())):
            self._wait_until(until)

    def _wait_until(self, until: datetime) -> None:
        pause = until - self._now()
        if pause > PATIENCE:
            raise self._later(until)
        self._sleep(max(pause.total_seconds(), 0.0))

    def _later(self, until: datetime) -> Later:
        return Later(f"{self._host()} lets us ask again at {until:%H:%M} (UTC).", until)

    def _pause(self, reply: Reply) -> datetime | None:
        """When a reply says that we asked too much: the moment from which asking is allowed."""
        asked = retry_at(reply.headers, self._now())
        spent = self.budget.spent_until(self._now()) if self.budget else None
        if says_too_much(reply.status, reply.body):
            # One that does not say for how long asks for a minute.
            return asked or spent or self._now() + timedelta(seconds=60)
        if reply.status == 503 or (reply.status == 403 and (asked or spent)):
            return asked or spent
        return None

    def _answered(self, reply: Reply) -> None:
        """Raises what the status of a reply means, in words that say who must do what."""
        if reply.status < 300:
            return
        own = f" It says: “{said}”." if (said := reply.says(self._secrets)) else ""
        if reply.status == 401:
            raise NotSignedIn(
                f"{self._host()} does not accept the token any more.{own} Make a new one and connect the source again."
            )
        if reply.status == 403:
            raise NotPermitted(f"{self._host()} does not let this token do that ({_path(reply.url)}).{own}")
        if reply.status in (404, 410):
            raise NotThere(f"{self._host()} has nothing at {_path(reply.url)}, or does not show it to this token.{own}")
        raise StrangeReply(f"{self._host()} declined with {reply.status} at {_path(reply.url)}.{own}", reply.status)

    def _host(self) -> str:
        return urlsplit(self.base_url).hostname or self.base_url


class _Stumbled(Exception):
    """A request that got no whole answer; reading tries again."""


def _unpacker(encoding: str) -> "Callable[[bytes], Iterator[bytes]] | None":
    """
    What unpacks a reply piece by piece; None for one that is not packed.

    The library unpacks each piece whole, which lets a few kB become many MB at once, and reads on without end behind the end of
    what was packed. This one gives small pieces, and nothing is behind the end.
    """
    if encoding.strip().casefold() in ("", "identity"):
        return None
    if encoding.strip().casefold() not in ("gzip", "x-gzip", "deflate"):
        raise _Stumbled(f"its reply is packed in a way that was not asked for ({encoding[:40]})")
    stream = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def unpack(raw: bytes) -> Iterator[bytes]:
        if stream.eof and raw:
            raise _Stumbled("something follows its reply")
        try:
            piece = b""
            # A full piece may have more behind it, even when all that came has been taken in.
            while not stream.eof and (raw or len(piece) == UNPACKED_BYTES):
                piece = stream.decompress(raw, UNPACKED_BYTES)
                raw = stream.unconsumed_tail
                yield piece
        except zlib.error as problem:
            raise _Stumbled("its reply cannot be unpacked") from problem
        if stream.unused_data:
            raise _Stumbled("something follows its reply")

    return unpack


def _is_whole(reply: Reply) -> bool:
    """Whether a reply that says it is JSON can be read as such: a cut or a broken one is asked for again."""
    if "json" not in reply.headers.get("content-type", "") and reply.body[:1] not in (b"{", b"["):
        return reply.body.lstrip()[:1] != b"<"
    try:
        reply.json()
    except SourceError:
        return False
    return True


def _check_base(base_url: str, egress: Egress) -> None:
    import httpx2

    try:
        httpx2.URL(base_url)
        parts = urlsplit(base_url)
        host = parts.hostname or ""
    except (httpx2.InvalidURL, ValueError) as problem:
        raise NotAllowedThere(f"{base_url[:200]} is not asked: it is no address. Check its spelling.") from problem
    named = parts.scheme == "http" and egress.names(host)
    if host and not parts.username and (parts.scheme == "https" or named):
        return
    raise NotAllowedThere(
        f"{base_url} is not asked: a token goes only over https, to an address without a user name in it. A host that an "
        f"administrator named in LEADLINE_ALLOW_HOSTS may be asked over http."
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return f"{parts.scheme}://{(parts.hostname or '').casefold()}:{port}"


def _path(url: str) -> str:
    return urlsplit(url).path
