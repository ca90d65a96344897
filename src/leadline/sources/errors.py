"""
What can go wrong when a program is read from elsewhere.

    SourceError            the sentence says who must do what
    ├── Unreadable         it is not what it says it is, or it is broken
    ├── TooLarge           a limit was reached; the sentence names it
    ├── BadDocument        a program document has problems, each with file and line
    ├── BadMapping         a mapping says something that cannot be done, or does not fit the tables
    ├── BadAddress         the address of a tracker is not written as it must be
    ├── Later              the tracker asks us to wait; reading goes on from its cursor then
    ├── Unreachable        no whole answer came after several tries; it is tried again later
    ├── StrangeReply       an answer came and cannot be meant for us
    ├── Moved              the tracker sends us to another place, where its token does not go
    ├── NotAllowedThere    the address lies where Leadline must not ask
    ├── NotSignedIn        the token is not accepted: somebody makes a new one
    ├── NotPermitted       the token may not do this: somebody gives it the right
    ├── NotThere           there is no such thing, or this token does not see it
    └── WriteUnsure        a write got no answer; it is read again before anything else is tried
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class SourceError(Exception):
    """A program could not be read; the text says what, why and what next."""


class Unreadable(SourceError):
    """The file is not what it says it is, or it is broken."""


class TooLarge(SourceError):
    """The file is larger than what is read; the text names the limit."""


@dataclass(frozen=True)
class FileProblem:
    """What is wrong at one line of a file (0: with the file as a whole), as a sentence that says what to do."""

    file: str
    line: int
    place: str
    says: str

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}" if self.line else self.file
        return f"{spot}: {self.place}: {self.says}" if self.place else f"{spot}: {self.says}"


class BadDocument(SourceError):
    """Documents with problems; `problems` has all of them, in the order of the files and lines."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class BadMapping(SourceError):
    """A mapping that cannot be used; `problems` has a sentence for each reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class BadAddress(SourceError):
    """The address of a tracker is not written as it must be; the text says how."""


class Later(SourceError):
    """The tracker asks us to wait until `until`."""

    def __init__(self, says: str, until: datetime) -> None:
        self.until = until
        super().__init__(says)


class Unreachable(SourceError):
    """No whole answer came; nobody has to do anything yet."""


class StrangeReply(SourceError):
    """An answer came and cannot be used; `status` is its HTTP status where that was the trouble."""

    def __init__(self, says: str, status: int = 0) -> None:
        self.status = status
        super().__init__(says)


class Moved(SourceError):
    """The tracker is at another place now."""


class NotAllowedThere(SourceError):
    """An address that must not be asked."""


class NotSignedIn(SourceError):
    """The token is not accepted."""


class NotPermitted(SourceError):
    """The token may not do this."""


class NotThere(SourceError):
    """There is no such thing, or it is not shown to this token."""


class WriteUnsure(SourceError):
    """It is not known whether something was written."""
