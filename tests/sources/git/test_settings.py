"""Addresses of repositories: which are read, and which git must never be given."""

from pathlib import Path

import pytest
from tests.sources.git.repository import NOON

from leadline.sources.errors import BadAddress, NotAllowedThere
from leadline.sources.git.settings import parse
from leadline.sources.git.tracker import may_be_asked
from leadline.sources.tracker import Surroundings


@pytest.mark.parametrize(
    ("address", "remote", "name"),
    [
        ("git:https://git.example/acme/checkout.git", "https://git.example/acme/checkout.git", "checkout"),
        ("GIT: https://Git.Example:8443/acme/checkout/", "https://git.example:8443/acme/checkout", "checkout"),
        ("git:ssh://git.example/acme/checkout", "ssh://git@git.example/acme/checkout", "checkout"),
        ("git:/srv/code/checkout", "file:///srv/code/checkout", "checkout"),
    ],
)
def test_an_address_is_understood_as_people_write_it(address: str, remote: str, name: str) -> None:
    found = parse(address, {})

    assert (found.remote, found.name) == (remote, name)
    assert parse(found.address, {}) == found


@pytest.mark.parametrize(
    "address",
    [
        "git:", "git:checkout", "git:ext::sh -c id", "git:file:///etc", "git:ftp://git.example/a", "git://git.example/a",
        "git:--upload-pack=id", "git:https://mara:secret@git.example/a", "git:https://git.example/a?x=1", "git:/srv/../etc",
        "git:ssh://-oProxyCommand=id/a", "git:ssh://git.example/-a", "git:https://git.example", "git:/", "git://srv/code",
        "git:https://git.example/a\nb", "git:https://git.example:99999/a", "git:https://git.example/" + "a" * 300,
        "git:transport::address", "git:git@git.example:acme/checkout",
    ],
)  # fmt: skip
def test_what_git_must_not_be_given_is_refused_with_how_it_is_written(address: str) -> None:
    with pytest.raises(BadAddress, match="git:https://host/owner/repository"):
        parse(address, {})


def around(hosts: str = "", folders: str = "") -> Surroundings:
    return Surroundings(frozenset(hosts.split()), frozenset(folders.split()), Path("/nowhere"), lambda: NOON)


def test_a_folder_of_the_machine_is_read_only_where_an_administrator_named_it() -> None:
    own = parse("git:/srv/code/checkout", {})

    may_be_asked(own, around(folders="/srv/code"))
    with pytest.raises(NotAllowedThere, match="LEADLINE_GIT_FOLDERS"):
        may_be_asked(own, around(folders="/srv/co"))


def test_a_host_over_ssh_is_asked_only_where_an_administrator_named_it() -> None:
    own = parse("git:ssh://git.example:2222/acme/checkout", {})

    may_be_asked(own, around(hosts="git.example"))
    with pytest.raises(NotAllowedThere, match="LEADLINE_ALLOW_HOSTS"):
        may_be_asked(own, around())
