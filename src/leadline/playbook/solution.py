"""What a standard solution is: one pure function, what it may be about, and its reasons."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from leadline.program.case import Case
from leadline.program.finding import Remedy
from leadline.program.snapshot import NOUNS

HEADINGS = ("What it does", "When it applies", "How it is tried", "Source")

Look = Callable[[Case, str], Iterable[Remedy]]


@dataclass(frozen=True)
class Solution:
    """
    A standard solution. Call it with a case and a subject (`noun:id`) to get its remedies, best first.

    `number` is its place among the 42 of SCIENCE.md §4, 0 where it is a yardstick of our own. `about` are the nouns it has
    something to say about; `sections` are the parts of its docstring by heading.
    """

    number: int
    name: str
    about: tuple[str, ...]
    sections: Mapping[str, str]
    look: Look

    def __call__(self, case: Case, subject: str) -> list[Remedy]:
        """What it would do about a subject; empty where its precondition does not hold."""
        return list(self.look(case, subject)) if subject.partition(":")[0] in self.about else []

    @property
    def title(self) -> str:
        """Its name for people: “Escalate with proposal”."""
        return self.name.replace("_", " ").capitalize()


def solution(*, number: int, about: tuple[str, ...]) -> Callable[[Look], Solution]:
    """
    Makes a standard solution of a function `(case, subject)`.

    Raises:
        ValueError: its docstring lacks a heading, or it is about something that is no noun.
    """
    if odd := [noun for noun in about if noun not in {*NOUNS, "program"}]:
        raise ValueError(f"“{odd[0]}” is no noun, so no solution can be about it.")

    def make(function: Look) -> Solution:
        return Solution(number, function.__name__, about, _sections(function), function)

    return make


def _sections(function: Look) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", inspect.getdoc(function) or "", flags=re.MULTILINE)
    found = {heading.strip(): text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)}
    if lacking := [heading for heading in HEADINGS if not found.get(heading)]:
        raise ValueError(f"The docstring of {function.__name__} says nothing under “## {lacking[0]}”.")
    return found
