"""What is wrong with a document, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

Path = tuple[str | int, ...]
"""The way to a place in a document: field names and positions from 0."""


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of a document, as a sentence that says what to do."""

    path: Path
    says: str


class DocumentError(ValueError):
    """A document cannot be read; `problems` has every reason, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{where(one.path)}: {one.says}" if one.path else one.says for one in problems))


def where(path: Path) -> str:
    """A place in words a person can follow, counted from 1: `work[3].estimate`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def got(value: Any) -> str:
    """A value as a message quotes it."""
    return "nothing" if value is None else f"“{str(value)[:60]}”"


def unknown_field(name: str, noun: str, known: Iterable[str]) -> str:
    """The sentence for a field that a noun does not have."""
    return f"A {noun} has no field “{name}”. {did_you_mean(name, known)}"


def unknown_noun(noun: Any, known: Iterable[str]) -> str:
    """The sentence for a word that is no noun."""
    return f"“{noun}” is no noun. {did_you_mean(str(noun), known)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, or all of them."""
    words = list(known)
    close = get_close_matches(word, words, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known are {', '.join(words)}."
