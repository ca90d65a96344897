import socket
from collections.abc import Iterator, Sequence

import httpcore2
import httpx2
import pytest
from tests.sources.fake.clock import Clock

from leadline.sources.errors import NotAllowedThere, Unreachable
from leadline.sources.http.client import Client
from leadline.sources.http.egress import Egress
from leadline.sources.http.transport import GuardedTransport

INSIDE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.1", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1", "2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
)  # fmt: skip
"""Addresses that lead inside, in every dress: mapped, 6to4 (2002:), Teredo (2001:0:, the host is in the last 32 bits, inverted), NAT64."""

OUTSIDE = ("140.82.121.6", "8.8.8.8", "2606:50c0:8000::153", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808")


@pytest.mark.parametrize("address", INSIDE)
def test_it_does_not_connect_inside(address: str) -> None:
    with pytest.raises(NotAllowedThere, match="LEADLINE_ALLOW_HOSTS"):
        Egress().check("tracker.example", 443, address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_it_connects_outside(address: str) -> None:
    assert Egress().check("tracker.example", 443, address) == address


@pytest.mark.parametrize("port", [21, 22, 23, 25, 110, 2375, 3306, 5432, 6379, 9200, 11211, 27017])
def test_it_asks_no_other_service_on_a_public_host(port: int) -> None:
    with pytest.raises(NotAllowedThere, match="port"):
        Egress().check("tracker.example", port, "8.8.8.8")


def test_a_host_that_an_administrator_named_may_be_inside_and_on_any_port() -> None:
    named = Egress(frozenset({"jira.intern", "10.1.0.0/16", "fd12::/16"}))

    assert named.check("JIRA.intern.", 8085, "192.168.1.7") == "192.168.1.7"
    assert named.check("other.intern", 8085, "10.1.2.3") == "10.1.2.3"
    assert named.check("other.intern", 8085, "::ffff:10.1.2.3") == "::ffff:10.1.2.3"
    assert named.names("[fd12::7]")
    for host, address in (("other.intern", "10.2.0.1"), ("jira.intern.evil.example", "10.2.0.1")):
        with pytest.raises(NotAllowedThere):
            named.check(host, 443, address)


HOSTS = (
    "127.0.0.1", "127.1", "2130706433", "0177.0.0.1", "017700000001", "0x7f.0.0.1", "0x7f000001", "0", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254",
    "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "localhost", "localhost.",
)  # fmt: skip
"""Spellings that the system's own resolver takes for an address inside."""


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_an_inner_address_opens_a_socket(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = _no_sockets(monkeypatch)

    # Whatever does not come to an address at all is as good as refused.
    with pytest.raises((NotAllowedThere, Unreachable)), _client(f"https://{host}/") as client:
        client.get("x")

    assert opened == []


@pytest.mark.parametrize(
    "host",
    [
        "metadata.google.internal",
        "metadata",
        "instance-data.ec2.internal",
        "127.0.0.1.nip.example",
        "app.localhost",
        "ⓛocalhost",
    ],
)
def test_a_name_that_leads_inside_opens_no_socket(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = _no_sockets(monkeypatch)
    inside = GuardedTransport(Egress(), lambda host, port: ["169.254.169.254"])

    with pytest.raises(NotAllowedThere), _client(f"https://{host}/", inside) as client:
        client.get("x")

    assert opened == []


def test_one_inner_address_among_outer_ones_makes_a_name_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = _no_sockets(monkeypatch)
    mixed = GuardedTransport(Egress(), lambda host, port: ["8.8.8.8", "127.0.0.1"])

    with pytest.raises(NotAllowedThere), _client("https://tracker.example/", mixed) as client:
        client.get("x")

    assert opened == []


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # It answers with a public address while it is checked, and with an inner one whenever it is asked again.
    opened, asked = _no_sockets(monkeypatch), []
    answers: Iterator[Sequence[str]] = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"]])

    def look_up(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with (
        pytest.raises(NotAllowedThere),
        _client("https://rebound.example/", GuardedTransport(Egress(), look_up)) as client,
    ):
        client.get("x")

    # The one socket that was tried went to the very address that was checked.
    assert opened == ["8.8.8.8"]
    assert len(asked) == 2


@pytest.mark.parametrize(
    "base",
    [
        "http://tracker.example/", "ftp://tracker.example/", "file:///etc/passwd", "gopher://tracker.example/", "https://",
        "https://mara@tracker.example/", "https://github.com@127.0.0.1/", "https://mara:pw@tracker.example/", "tracker.example",
    ],
)  # fmt: skip
def test_a_token_goes_only_over_https_to_a_plain_host(base: str) -> None:
    with pytest.raises(NotAllowedThere):
        _client(base)


def test_a_named_host_may_be_asked_without_encryption() -> None:
    _client("http://jira.intern/", egress=Egress(frozenset({"jira.intern"}))).close()


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = _no_sockets(monkeypatch)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")

    with (
        pytest.raises(Unreachable),
        _client("https://tracker.example/", GuardedTransport(Egress(), lambda host, port: ["8.8.8.8"])) as client,
    ):
        client.get("x")

    assert set(opened) == {"8.8.8.8"}


def _client(base: str, transport: httpx2.BaseTransport | None = None, egress: Egress | None = None) -> Client:
    clock = Clock()
    return Client(
        base,
        {"Authorization": "t"},
        now=clock.now,
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        egress=egress,
        transport=transport,
    )


def _no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is connected to; the list tells what would have been."""
    opened: list[str] = []

    def connect(self: object, host: str, *_: object, **__: object) -> None:
        opened.append(host)
        raise httpcore2.ConnectError("no sockets in tests")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    monkeypatch.setattr(socket, "create_connection", connect)
    return opened
