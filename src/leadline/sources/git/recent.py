"""What happened in a repository within a year: how often and how much each file was changed, and what for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from leadline.sources.git.history import BEGIN, PART, Author, moment

FORMAT = "%x1e%H%x1f%P%x1f%at%x1f%ct%x1f%aN%x1f%aE%x1f%(trailers:key=Reviewed-by,valueonly,separator=%x1d)%x1f%B%x1f"
_REFERENCE = re.compile(r"(?<![\w/&-])(?:[\w.-]+/[\w.-]+)?[#!]\d{1,9}\b|(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}\b")
_REVERT = re.compile(r"^This reverts commit [0-9a-f]{7,}|^Revert \"", re.MULTILINE)
_FIX = re.compile(r"\b(fix|fixes|fixed|hotfix|bugfix)\b", re.IGNORECASE)
MOST_REFERENCES = 10
LONGEST_MESSAGE = 4_000


@dataclass(frozen=True)
class Recent:
    """
    A commit of the last year. `lines` are lines added and taken away by file. `mentions` are what its message names: `#12`,
    `acme/checkout#12`, `PAY-7`. `reviewed`: its message says that somebody looked at it.
    """

    sha: str
    parents: tuple[str, ...]
    written_at: datetime
    taken_at: datetime
    by_program: bool
    reviewed: bool
    reverts: bool
    fixes: bool
    mentions: tuple[str, ...]
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day it was taken in."""
        return self.taken_at.date()


def recent(pieces: Iterable[bytes]) -> Iterator[Recent]:
    """The commits in the output of `git log -z --numstat --format=FORMAT`, read as it comes."""
    rest = b""
    for piece in pieces:
        rest += piece
        whole, _, rest = rest.rpartition(BEGIN.encode())
        yield from (found for one in whole.split(BEGIN.encode()) if (found := _recent(one)))
    if found := _recent(rest):
        yield found


def _recent(piece: bytes) -> Recent | None:
    parts = piece.decode("utf-8", "replace").split(PART, 8)
    if len(parts) < 9:
        return None
    sha, parents, written, taken, name, email, reviewed, message, rest = parts
    message = message[:LONGEST_MESSAGE]
    subject = message.partition("\n")[0]
    return Recent(
        sha,
        tuple(parents.split()),
        moment(written),
        moment(taken),
        Author(name, email).is_bot,
        bool(reviewed.strip()),
        bool(_REVERT.search(message)),
        bool(_FIX.search(subject)),
        mentioned(message),
        dict(_lines(rest)),
    )


def mentioned(message: str) -> tuple[str, ...]:
    """The things a message names, each once, in its order: issues by number, and keys such as PAY-7."""
    found = dict.fromkeys(one.group().replace("!", "#") for one in _REFERENCE.finditer(message))
    return tuple(found)[:MOST_REFERENCES]


def _lines(rest: str) -> Iterator[tuple[str, int]]:
    """`12⇥3⇥path`; for a rename `12⇥3⇥`, then the two paths. Of what is no text, `-⇥-`, no lines are known."""
    words: Iterator[str] = iter(one.lstrip("\n") for one in rest.split("\0"))
    for word in words:
        numbers: Sequence[str] = word.split("\t", 2)
        if len(numbers) < 3:
            continue
        path = numbers[2]
        if not path:
            next(words, "")
            path = next(words, "")
        if path:
            yield path, sum(int(one) for one in numbers[:2] if one.isdigit())
