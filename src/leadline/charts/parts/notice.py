"""What a page says beside its answer: something to know, nothing there, something under way."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Banner:
    """Something to know, with at most one thing to do. Components: banner, blind."""

    title: str
    says: str = ""
    status: str = ""
    icon: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Empty:
    """Nothing yet, nothing left, or nothing for you. Component: empty."""

    title: str
    says: str
    icon: str = ""
    status: str = ""
    url: str = ""
    verb: str = ""
    strong: bool = False


@dataclass(frozen=True)
class ProgressStep:
    """A step of a round: `state` is done, now or next."""

    says: str
    state: str = "next"
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """
    Something under way. Component: progress.

    Attributes:
        share: 0 to 1; None while that is not known.
        poll_url: gives this panel anew until it comes without one; empty once it is over.
        done_url: where the finished result stands; with `reload` script goes there by itself.
    """

    id: str
    label: str
    share: float | None = None
    left: str = ""
    steps: Sequence[ProgressStep] = ()
    poll_url: str = ""
    done_url: str = ""
    done_says: str = "New numbers are ready. Show them"
    reload: bool = False
    bones: bool = False
