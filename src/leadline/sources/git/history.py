"""Commits, as `git log` lists them, oldest first."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

BEGIN, PART, MANY = "\x1e", "\x1f", "\x1d"
FORMAT = "%x1e%H%x1f%at%x1f%ct%x1f%aN%x1f%aE%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1d)%x1f%s%x1f"
_AUTHOR = re.compile(r"\s*(.*?)\s*<([^<>]*)>\s*")
_BOT = re.compile(
    r"\[bot\]|\bbot\b|-bot\b|\bbot-|dependabot|renovate|github-actions|jenkins|pre-commit-ci", re.IGNORECASE
)
_KINDS = {"A": "A", "C": "A", "D": "D", "R": "R"}
FULL_NAME_WORDS = 2


@dataclass(frozen=True)
class Author:
    """Whoever wrote a commit. The same address is the same author, and so is the same full name."""

    name: str
    email: str

    @property
    def is_bot(self) -> bool:
        """Whether it is a program."""
        return bool(_BOT.search(self.name) or _BOT.search(self.email.partition("@")[0]))


@dataclass(frozen=True)
class Touched:
    """What a commit did to a file: `kind` A added, M changed, D deleted, V moved as it was (from `was`), R moved and changed."""

    kind: str
    path: str
    was: str = ""


@dataclass(frozen=True)
class Commit:
    """One commit that is no merge: when it was written and taken in (UTC), by whom together, and what it touched."""

    sha: str
    written_at: datetime
    taken_at: datetime
    authors: tuple[Author, ...]
    subject: str
    touched: tuple[Touched, ...] = field(default=())

    @property
    def day(self) -> date:
        """The day it was taken in."""
        return self.taken_at.date()


def commits(pieces: Iterable[bytes]) -> Iterator[Commit]:
    """The commits in the output of `git log -z --raw --format=FORMAT`, read as it comes."""
    rest = b""
    for piece in pieces:
        rest += piece
        whole, _, rest = rest.rpartition(BEGIN.encode())
        yield from (found for one in whole.split(BEGIN.encode()) if (found := _commit(one)))
    if found := _commit(rest):
        yield found


def _commit(piece: bytes) -> Commit | None:
    """One commit; None for a piece that is none, which whoever puts our marks into a message can make of it."""
    parts = piece.decode("utf-8", "replace").split(PART, 7)
    if len(parts) < 8:
        return None
    sha, written, taken, name, email, others, subject, rest = parts
    own = [
        Author(name, email),
        *(Author(*found.groups()) for one in others.split(MANY) if (found := _AUTHOR.fullmatch(one))),
    ]
    return Commit(sha, moment(written), moment(taken), tuple(dict.fromkeys(own)), subject, tuple(_touched(rest)))


def moment(seconds: str) -> datetime:
    """A stamp; one of a year that no calendar has is the beginning of all stamps."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _touched(rest: str) -> Iterator[Touched]:
    """`:100644 100644 1234 5678 M`, then the path, or the two paths of a rename; submodules (160000) are no files."""
    words = iter(one.lstrip("\n") for one in rest.split("\0"))
    for head in words:
        if not head.startswith(":"):
            continue
        said = head.rpartition(" ")[2]
        was = next(words, "") if said[:1] in "RC" else ""
        path = next(words, "")
        if path and head.split(" ", 2)[1] != "160000":
            yield Touched("V" if said == "R100" else _KINDS.get(said[:1], "M"), path, was)


class People:
    """Which authors are one person: the same address, or the same full name. Gives each person a number."""

    def __init__(self) -> None:
        self._by: dict[str, int] = {}
        self.names: list[str] = []

    def number(self, author: Author) -> int:
        """The number of who this is."""
        keys = [f"mail:{author.email.casefold()}"] if author.email else []
        if len(author.name.split()) >= FULL_NAME_WORDS or not keys:
            keys.append(f"name:{author.name.casefold()}")
        found = next((self._by[key] for key in keys if key in self._by), None)
        if found is None:
            found = len(self.names)
            self.names.append(author.name or author.email)
        for key in keys:
            self._by.setdefault(key, found)
        return found

    def plain(self) -> dict[str, object]:
        """As plain JSON, to be kept beside the repository."""
        return {"by": self._by, "names": self.names}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "People":
        """What `plain` kept. Raises `TypeError` or `KeyError` for something else."""
        made = cls()
        made._by, made.names = dict(plain["by"]), list(plain["names"])
        return made
