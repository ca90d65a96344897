import base64
import gzip
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock
from tests.sources.fake.faults import FAULTS, Faults

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
from leadline.sources.http.client import Client
from leadline.sources.http.egress import Egress

BASE, TOKEN = "https://tracker.example/api/", "Bearer canary-token"
JSON = {"content-type": "application/json"}
Answer = httpx2.Response | Exception


def test_it_reads_what_is_there() -> None:
    seen: list[httpx2.Request] = []

    with asked(lambda request: seen.append(request) or said({"ok": True})) as client:
        found = client.get("issues", {"page": 2, "since": "2026-03-02T09:00:00Z"})

    assert found.json() == {"ok": True}
    assert str(seen[0].url) == "https://tracker.example/api/issues?page=2&since=2026-03-02T09%3A00%3A00Z"
    assert seen[0].headers["authorization"] == TOKEN
    assert client.requests == 1


@pytest.mark.parametrize(
    "bad",
    [
        httpx2.Response(500, content=b"{}"),
        httpx2.Response(502, headers={"content-type": "text/html"}, content=b"<html>Bad gateway</html>"),
        httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<!DOCTYPE html>Please sign in"),
        httpx2.Response(200, headers=JSON, content=b'{"issues": [{"id": 1}, {"i'),
        httpx2.Response(200, headers=JSON, content='{"name": "größer"}'.encode("latin-1")),
        httpx2.Response(200, headers=JSON, content=b"[" * 100_000),
        httpx2.Response(200, headers=JSON | {"content-encoding": "gzip"}, stream=httpx2.ByteStream(b"this is no gzip")),
        httpx2.ConnectError("refused"),
        httpx2.ReadTimeout("nothing came"),
        httpx2.RemoteProtocolError("cut"),
    ],
    ids=str,
)
def test_it_asks_again_when_the_tracker_stumbles(bad: Answer) -> None:
    client = asked(answers(bad, said([1])))

    assert client.get("issues").json() == [1]
    assert client.requests == 2


def test_it_gives_up_after_four_tries_with_longer_and_longer_pauses() -> None:
    clock = Clock()
    client = asked(lambda request: httpx2.Response(500), clock)

    with pytest.raises(Unreachable, match=r"tracker\.example could not be read after 4 tries: it failed with 500"):
        client.get("issues")

    assert client.requests == 4
    assert clock.slept == 1 + 2 + 4


@pytest.mark.parametrize("form", ["seconds", "date", "reset"])
@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_short_pause_is_waited_out_to_the_second(status: int, form: str) -> None:
    clock = Clock()
    until = clock.now() + timedelta(seconds=15)
    headers = {
        "seconds": {"retry-after": "15"},
        "date": {"retry-after": format_datetime(until, usegmt=True)},
        "reset": {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(until.timestamp()))},
    }[form]
    asked_at: list[datetime] = []
    replies = iter([httpx2.Response(status, headers=headers), said([1])])

    client = asked(lambda request: asked_at.append(clock.now()) or next(replies), clock)

    assert client.get("issues").json() == [1]
    assert asked_at[1] >= until


def test_a_long_pause_ends_the_reading_until_then() -> None:
    clock = Clock()
    client = asked(lambda request: httpx2.Response(429, headers={"retry-after": "3600"}), clock)

    with pytest.raises(Later) as pause:
        client.get("issues")

    assert pause.value.until == clock.now() + timedelta(hours=1)
    assert (clock.slept, client.requests) == (0, 1)


def test_nothing_more_is_asked_once_the_budget_is_spent() -> None:
    clock = Clock()
    reset = str(int(clock.now().timestamp()) + 1800)
    client = asked(lambda request: said([1], {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}), clock)
    client.get("issues")

    for ask in (lambda: client.get("issues"), lambda: client.write("PATCH", "issues/1", {})):
        with pytest.raises(Later):
            ask()

    assert client.requests == 1


@pytest.mark.parametrize(
    "reply",
    [httpx2.Response(429), httpx2.Response(403, content=b'{"message": "You have exceeded a secondary rate limit."}')],
    ids=["429", "403"],
)
def test_too_much_without_a_word_on_how_long_is_a_minute(reply: httpx2.Response) -> None:
    clock = Clock()

    with pytest.raises(Later) as pause:
        asked(lambda request: reply, clock).get("issues")

    assert pause.value.until == clock.now() + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("status", "means", "says"),
    [
        (401, NotSignedIn, "Make a new one"),
        (403, NotPermitted, "does not let this token do that"),
        (404, NotThere, "or does not show it to this token"),
        (410, NotThere, "has nothing at /api/issues"),
        (422, StrangeReply, "declined with 422"),
    ],
)
def test_what_the_tracker_declines_is_said_in_words_and_not_asked_again(
    status: int, means: type[SourceError], says: str
) -> None:
    client = asked(lambda request: httpx2.Response(status, headers=JSON, content=b'{"message": "Because."}'))

    with pytest.raises(means, match=says) as problem:
        client.get("issues")

    assert "Because." in str(problem.value)
    assert client.requests == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/api/issues", "//evil.example/", "https://tracker.example:8443/", "http://tracker.example/api/",
        "https://tracker.example@evil.example/", "https://tracker.example.evil.example/", "http://169.254.169.254/latest",
        "https://evil.example#tracker.example", "https://evil.example\\@tracker.example/", "file:///etc/passwd", "ftp://tracker.example/",
    ],
)  # fmt: skip
def test_the_token_follows_nobody_to_another_place(status: int, place: str) -> None:
    seen: list[httpx2.Request] = []
    client = asked(lambda request: seen.append(request) or httpx2.Response(status, headers={"location": place}))

    with pytest.raises((Moved, StrangeReply)):
        client.get("issues")

    assert {request.url.host for request in seen} == {"tracker.example"}


def test_it_follows_within_the_tracker_but_not_without_end() -> None:
    client = asked(answers(httpx2.Response(301, headers={"location": "/api/repositories/7/issues"}), said([7])))
    assert client.get("issues").json() == [7]

    round_and_round = asked(lambda request: httpx2.Response(302, headers={"location": "/api/issues"}))
    with pytest.raises(StrangeReply, match="without end"):
        round_and_round.get("issues")
    assert round_and_round.requests == 5


def test_a_link_to_another_place_is_not_followed_either() -> None:
    client = asked(lambda request: said([1], {"link": '<https://evil.example/?page=2>; rel="next"'}))

    with pytest.raises(Moved):
        list(client.pages("issues"))

    assert client.requests == 1


def test_pages_that_go_in_a_circle_end() -> None:
    client = asked(lambda request: said([1], {"link": '<https://tracker.example/api/issues?page=2>; rel="next"'}))

    with pytest.raises(StrangeReply, match="never end"):
        list(client.pages("issues"))


@pytest.mark.parametrize("packed", [True, False])
def test_an_endless_reply_is_cut_off(packed: bool) -> None:
    drawn = 0

    def endless() -> Iterator[bytes]:
        nonlocal drawn
        piece = gzip.compress(b" " * 2**20) if packed else b" " * 2**20
        for _ in range(1000):
            drawn += 1
            yield piece

    headers = JSON | ({"content-encoding": "gzip"} if packed else {})
    client = asked(lambda request: httpx2.Response(200, headers=headers, stream=_Stream(endless)))

    # Packed, each piece has its own end: what follows an end was not asked for.
    with pytest.raises((TooLarge, Unreachable), match=r"32 MB|something follows"):
        client.get("issues")

    assert drawn <= 4 * 34


def test_a_reply_that_drips_is_given_up() -> None:
    clock = Clock()

    def drip() -> Iterator[bytes]:
        for _ in range(10_000):
            clock.advance(1)
            yield b" " * 16_384

    client = asked(lambda request: httpx2.Response(200, headers=JSON, stream=_Stream(drip)), clock)

    with pytest.raises(Unreachable, match="not there after 90 seconds"):
        client.get("issues")

    assert clock.elapsed() < 4 * 92 + 7


def test_ten_megabytes_of_text_are_read() -> None:
    long = "ö" * (5 * 2**20)

    assert asked(lambda request: said({"body": long})).get("issues").json() == {"body": long}


@pytest.mark.parametrize(
    "bad", [httpx2.ConnectError("refused"), httpx2.ReadTimeout("quiet"), httpx2.Response(500), httpx2.Response(502)]
)
def test_a_write_without_an_answer_is_unsure_and_not_tried_again(bad: Answer) -> None:
    client = asked(answers(bad, said({})))

    with pytest.raises(WriteUnsure, match="read"):
        client.write("PATCH", "issues/1", {"title": "New"})

    assert client.requests == 1


@pytest.mark.parametrize(
    ("status", "means"),
    [(401, NotSignedIn), (403, NotPermitted), (404, NotThere), (409, StrangeReply), (429, Later)],
)
def test_a_write_that_is_declined_is_sure(status: int, means: type[SourceError]) -> None:
    client = asked(lambda request: httpx2.Response(status, headers={"retry-after": "60"} if status == 429 else {}))

    with pytest.raises(means):
        client.write("PATCH", "issues/1", {})

    assert client.requests == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_is_not_led_to_another_place_nor_taken_for_done(status: int) -> None:
    client = asked(lambda request: httpx2.Response(status, headers={"location": "https://evil.example/"}))

    with pytest.raises((Moved, StrangeReply)):
        client.write("PATCH", "issues/1", {"title": "New"})

    assert client.requests == 1


def test_a_write_follows_what_was_renamed_within_the_tracker() -> None:
    seen: list[httpx2.Request] = []
    replies = iter([httpx2.Response(307, headers={"location": "/api/repositories/7/issues/1"}), said({"title": "New"})])

    client = asked(lambda request: seen.append(request) or next(replies))

    assert client.write("PATCH", "issues/1", {"title": "New"}).json() == {"title": "New"}
    assert [(one.method, one.url.path, one.content) for one in seen] == [
        ("PATCH", "/api/issues/1", b'{"title":"New"}'),
        ("PATCH", "/api/repositories/7/issues/1", b'{"title":"New"}'),
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_shows_the_token_or_goes_unnamed(fault: str) -> None:
    clock = Clock()
    faults = Faults(lambda request: said([{"id": 1}] * 40), 7, clock, host="tracker.example", rate=1.0, only=fault)
    client = asked(faults.handle, clock)

    if fault in ("twice", "wrong charset"):
        # What is there twice, or in another alphabet that JSON allows, can be read.
        assert client.get("issues").json()[0] == {"id": 1}
        return
    with pytest.raises(SourceError) as problem:
        client.get("issues")
    assert "canary" not in str(problem.value)
    assert str(problem.value).endswith((".", "”"))
    assert faults.early == 0


@pytest.mark.parametrize("echo", ["canary-token", "Bearer canary-token", f"{'long ' * 58}canary-token"])
def test_a_tracker_that_repeats_the_token_is_quoted_without_it(echo: str) -> None:
    refused = httpx2.Response(401, headers=JSON, content=json.dumps({"message": f"Unknown: {echo}"}).encode())

    with asked(lambda request: refused) as client, pytest.raises(NotSignedIn) as problem:
        client.get("issues")

    assert "Unknown: " in str(problem.value)
    assert "canary" not in str(problem.value)


def test_the_password_of_a_packed_pair_is_not_repeated_either() -> None:
    refused = httpx2.Response(403, headers=JSON, content=b'{"message": "mara may not, with canary-pass"}')
    pair = base64.b64encode(b"mara:canary-pass").decode()

    with asked(lambda request: refused, token=f"Basic {pair}") as client, pytest.raises(NotPermitted) as problem:
        client.get("issues")

    assert "“mara may not, with …”" in str(problem.value)


@pytest.mark.parametrize("token", ["Bearer canary\ntoken", "Bearer canary\x01token", "Bearer canary–token"])
def test_a_token_that_cannot_be_sent_is_not_repeated(token: str) -> None:
    with pytest.raises(NotSignedIn, match="signs that no token has") as problem:
        asked(lambda request: said({}), token=token)

    assert "canary" not in str(problem.value)


class _OneServer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(
            {"path": self.path, "token": self.headers["Authorization"], "agent": self.headers["User-Agent"]}
        ).encode()
        packed = gzip.compress(body)
        self.send_response(200)
        for name, value in (
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(packed))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_: object) -> None:
        pass


def test_it_reads_over_a_real_socket_only_what_was_named() -> None:
    clock, server = Clock(), ThreadingHTTPServer(("127.0.0.1", 0), _OneServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/api/"
    named = Egress(frozenset({"127.0.0.1"}))
    try:
        with Client(
            base, {"Authorization": TOKEN}, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, egress=named
        ) as client:
            found = client.get("issues", {"page": 1}).json()
        with pytest.raises(NotAllowedThere):
            Client(base, {}, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed)
    finally:
        server.shutdown()
        server.server_close()

    assert found == {"path": "/api/issues?page=1", "token": TOKEN, "agent": "Leadline"}


class _Stream(httpx2.SyncByteStream):
    def __init__(self, pieces: Callable[[], Iterator[bytes]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces()


def said(body: Any, headers: dict[str, str] | None = None) -> httpx2.Response:
    return httpx2.Response(200, headers=JSON | (headers or {}), content=json.dumps(body).encode())


def answers(*found: Answer) -> Callable[[httpx2.Request], httpx2.Response]:
    """One after the other; an exception is raised."""
    left = iter(found)

    def answer(request: httpx2.Request) -> httpx2.Response:
        one = next(left)
        if isinstance(one, Exception):
            raise one
        return one

    return answer


def asked(
    handle: Callable[[httpx2.Request], httpx2.Response], clock: Clock | None = None, token: str = TOKEN
) -> Client:
    clock = clock or Clock()
    transport = httpx2.MockTransport(handle)
    return Client(
        BASE, {"Authorization": token}, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )
