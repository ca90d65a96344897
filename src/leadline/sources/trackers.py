"""The trackers there are, by the word their addresses begin with; each is loaded when it is first asked for."""

from importlib import import_module
from typing import cast

from leadline.sources.errors import BadAddress
from leadline.sources.tracker import Tracker

KINDS = ("github", "gitlab", "jira", "linear", "redmine", "git")


def tracker(kind: str) -> Tracker:
    """The tracker of a kind. Raises `BadAddress` where there is none."""
    if kind not in KINDS:
        raise BadAddress(
            f"Leadline knows no tracker “{kind[:40]}”. It reads {', '.join(KINDS)}: an address begins with one of these words "
            f"and a colon, such as github:owner/repository."
        )
    return cast(Tracker, import_module(f"leadline.sources.{kind}.tracker").TRACKER)


def kind_of(address: str) -> str:
    """The kind of tracker an address names. Raises `BadAddress`."""
    kind = address.partition(":")[0].strip().casefold()
    tracker(kind)
    return kind
