"""
What can go wrong when a program is read from elsewhere.

    SourceError            the sentence says who must do what
    ├── Unreadable         it is not what it says it is, or it is broken
    ├── TooLarge           a limit was reached; the sentence names it
    ├── BadDocument        a program document has problems, each with file and line
    └── BadMapping         a mapping says something that cannot be done, or does not fit the tables
"""

from collections.abc import Sequence
from dataclasses import dataclass


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
