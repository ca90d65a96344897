"""The trackers there are, by the word their addresses begin with; each is loaded when it is first asked for."""

from importlib import import_module
from typing import cast
from urllib.parse import urlsplit

from leadline.sources.errors import BadAddress
from leadline.sources.tracker import Tracker

KINDS = ("github", "gitlab", "jira", "linear", "redmine", "git")
PAGES = {
    "github": ("github.com",),
    "gitlab": ("gitlab.com",),
    "jira": (".atlassian.net", ".jira.com"),
    "linear": ("linear.app",),
}
PARTS = {"gitlab": ("/-/",), "jira": ("/browse/",)}
"""How the hosts of trackers end, and parts of addresses that only their pages have: so people paste them."""


def tracker(kind: str) -> Tracker:
    """The tracker of a kind. Raises `BadAddress` where there is none."""
    if kind not in KINDS:
        raise BadAddress(
            f"Leadline knows no tracker “{kind[:40]}”. It reads {', '.join(KINDS)}: an address begins with one of these words "
            f"and a colon, such as github:owner/repository."
        )
    return cast(Tracker, import_module(f"leadline.sources.{kind}.tracker").TRACKER)


def kind_of(address: str) -> str:
    """
    The kind of tracker that an address names: the word it begins with, or of a web address the one whose page it is.

    Raises:
        BadAddress: there is no such tracker, or a web address could be a page of several.
    """
    word = address.partition(":")[0].strip().casefold()
    if word not in ("http", "https"):
        tracker(word)
        return word
    place = urlsplit(address.strip())
    host = (place.hostname or "").removeprefix("www.")
    for kind, ends in PAGES.items():
        if host.endswith(ends) or any(part in place.path for part in PARTS.get(kind, ())):
            return kind
    raise BadAddress(
        f"“{address[:200]}” could be a page of several trackers. Write which one before it and a colon, such as "
        f"redmine:{address[:200]}: {', '.join(KINDS)}."
    )
