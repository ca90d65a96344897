"""What came of an import: the nouns, and everything there is to say about the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadline.program.snapshot import Snapshot


@dataclass(frozen=True)
class RowProblem:
    """Something in a row that could not be used, and why; `column` is "" where it is about the whole row."""

    table: str
    line: int
    column: str
    says: str

    def __str__(self) -> str:
        return f"{self.table}:{self.line}: {f'{self.column}: ' if self.column else ''}{self.says}"


@dataclass(frozen=True)
class Question:
    """A name that means several things: asked, not guessed. What refers to it is left out until it is answered."""

    noun: str
    name: str
    candidates: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Imported:
    """
    The program that tables describe, with nothing in it but what they say.

    `counts` are nouns by kind, `skipped` rows by the reason a mapping gave, `without_odds` milestones by theirs. Of
    `rows` rows, `used` made a noun or were looked up.
    """

    snapshot: Snapshot
    problems: tuple[RowProblem, ...]
    questions: tuple[Question, ...]
    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    without_odds: Mapping[str, int]
    rows: int
    used: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """An import as it would be: the first nouns of each kind in document form, and the columns nothing is made of."""

    imported: Imported
    samples: Mapping[str, tuple[Mapping[str, Any], ...]]
    unused: Mapping[str, tuple[str, ...]]
