"""
What a tracker is to Leadline: something that is read, understood, and written to only by approval.

Each tracker is a folder with four files. `settings.py` understands its address, `read.py` fetches payloads, `translate.py`
makes nouns of them and is pure, `push.py` writes accepted changes back. `trackers.py` finds them by name.

What reading brings, payloads and nouns, stands in `leadline.program.heard`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from leadline.program.heard import Cursor, Gone, Parts, Payload, Stated, Step, Translated, Write
from leadline.sources.http.client import Client
from leadline.sources.http.pacing import Budget

__all__ = [
    "Checked", "Cursor", "Dated", "Event", "Gone", "OwnWay", "Parts", "Payload", "Reached", "Settings", "Stated", "Step",
    "Surroundings", "Tracker", "Translated", "Write", "Written",
]  # fmt: skip


@dataclass(frozen=True)
class Event:
    """
    What a webhook's body tells: payloads and subjects gone, `reread` for subjects whose body says too little to be used.

    `known` is False for a kind of event that means nothing to us: it is kept and counted, and nothing else happens.
    """

    payloads: Sequence[Payload] = ()
    gone: Sequence[Gone] = ()
    reread: Sequence[str] = ()
    known: bool = True


@dataclass(frozen=True)
class Checked:
    """
    What the tracker says when it is first asked: who the token is, what will be read, and what it may not read.

    `counts` are things by their tracker's word ("open issues": 1300). `missing` are sentences on rights or features the token
    lacks, each with what is lost without it and who must do what. `names` are the words found in the tracker for which a meaning
    is proposed: by kind of word (`states`, `kinds`, `people`, `teams`), word → proposed meaning ("" where there is none).
    """

    title: str
    signed_in_as: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: Sequence[str] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """
    What came of a write.

    `state` is `written`, `same` (it already said so), `conflict` (it says something else than was heard; `now` has it, nothing
    was written) or `refused` (the tracker declined; `says` has its words). `payloads` are what the subject says afterwards.
    """

    state: str
    says: str = ""
    now: str = ""
    payloads: Sequence[Payload] = ()


class Settings(Protocol):
    """
    What a source is: an address people can read, the place its requests go to, and what words in it mean.

    `mapping` holds, by kind of word (`states`, `kinds`, `people`, `teams`, `fields`), what a person said each word means.
    """

    @property
    def address(self) -> str:
        """As people write it: `github:acme/checkout`."""

    @property
    def base_url(self) -> str:
        """The beginning of every request; the token never goes anywhere else."""

    @property
    def mapping(self) -> Mapping[str, Mapping[str, str]]:
        """What a person said the tracker's words mean."""


@runtime_checkable
class Dated(Protocol):
    """A tracker whose webhooks say, under their signature, when they were sent."""

    def fresh(self, body: bytes, now: datetime) -> bool:
        """Whether a webhook was sent just now: what is older was kept by somebody and sent again."""


@dataclass(frozen=True)
class Surroundings:
    """
    What an installation lets a source use: hosts and folders that an administrator named, the folder of the installation, and
    what gives the moment.
    """

    hosts: frozenset[str]
    folders: frozenset[str]
    home: Path
    now: Callable[[], datetime]


class Reached(Protocol):
    """What a tracker is asked through: a client, or something of its own. It counts what it asks."""

    requests: int

    @property
    def budget(self) -> Budget | None:
        """What the tracker lets us ask yet, where it says so."""

    def __enter__(self) -> Any:
        """Itself."""

    def __exit__(self, *_: object) -> None:
        """Lets go of what is open."""


@runtime_checkable
class OwnWay(Protocol):
    """A tracker that is not asked over HTTP by our client."""

    def may_be_asked(self, settings: Any, around: Surroundings) -> None:
        """Raises `NotAllowedThere` where an administrator would have to name it first."""

    def reach(self, settings: Any, token: str, around: Surroundings) -> Reached:
        """What it is asked through. Raises `SourceError`."""


class Tracker(Protocol):
    """
    One kind of tracker: the functions of its folder, behind one name.

    All of them raise only `SourceError`. What reads takes a `Client`, which keeps to limits of size, time, place and rate.
    """

    name: str
    title: str
    example: str
    """How an address is written, for somebody who has never seen one."""
    token_says: str
    """What its token must be allowed to do."""
    sends_webhooks: bool
    """Whether it tells by itself that something changed, under a signature; what does not is only asked."""
    can_be_written: bool

    def settings(self, address: str, mapping: Mapping[str, Mapping[str, str]]) -> Any:
        """The settings of an address such as `github:acme/checkout`. Raises `BadAddress` with how it is written."""

    def authorization(self, token: str) -> Mapping[str, str]:
        """The headers that carry the token."""

    def check(self, client: Client, settings: Any) -> Checked:
        """Ask the tracker who we are and what there is. Reads little and keeps nothing."""

    def changes(self, client: Client, settings: Any, cursor: Cursor) -> Iterator[Step]:
        """
        What changed since the cursor, oldest first, in steps; the last step's cursor is where the next reading begins.

        The cursor is inclusive and overlaps with what was read before: reading something again is harmless, missing it is not.
        """

    def everything(self, client: Client, settings: Any, cursor: Cursor) -> Iterator[Step]:
        """Every subject there is, whole, in steps, for the reconciliation; resumes at its own cursor."""

    def one(self, client: Client, settings: Any, subject: str) -> Step:
        """One subject, read now: its payloads, or that it is gone."""

    def event(self, headers: Mapping[str, str], body: Any, settings: Any) -> Event:
        """What the body of a webhook tells. Pure; the signature was checked before."""

    def signed(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """Whether a webhook comes from somebody who knows the secret; compared in constant time."""

    def delivery(self, headers: Mapping[str, str]) -> str:
        """The tracker's own id of a webhook delivery, so that a repeated one has no effect; "" where it has none."""

    def translate(self, subject: str, parts: Parts, settings: Any) -> Translated:
        """The nouns that the parts of one subject come to. Pure: same parts and settings, same nouns."""

    def write(self, client: Client, settings: Any, write: Write) -> Written:
        """Write one approved change, once, if the tracker still says what was heard."""
