"""All 42 standard solutions are accounted for: a file each, or a reason."""

from pathlib import Path

import pytest

from leadline import playbook
from leadline.playbook.left_out import LEFT_OUT
from leadline.playbook.registry import solutions
from leadline.playbook.solution import HEADINGS, solution
from leadline.program import document
from leadline.program.case import Case
from leadline.program.finding import Remedy

NOWHERE = (
    "work:gone",
    "milestone:gone",
    "roadblock:gone",
    "risk:gone",
    "decision:gone",
    "dependency:gone",
    "project:gone",
)


def test_built_and_left_out_are_all_42_and_none_is_both() -> None:
    built = [one.number for one in solutions() if one.number]

    assert sorted([*built, *(one.number for one in LEFT_OUT)]) == list(range(1, 43))


def test_what_is_left_out_says_why_in_a_sentence() -> None:
    assert all(one.name and one.why.endswith(".") and len(one.why) > 40 for one in LEFT_OUT)


def test_every_solution_gives_its_reasons() -> None:
    for one in solutions():
        assert all(one.sections[heading].endswith(".") for heading in HEADINGS), one.name
        assert one.about


def test_a_solution_stands_in_the_file_of_its_name() -> None:
    files = {file.stem for folder in playbook.__path__ for file in Path(folder).glob("*.py")}

    assert {one.name for one in solutions()} <= files


def test_it_has_nothing_to_say_about_what_is_not_there() -> None:
    case = Case(document.read({"as_of": "2026-03-02"}))

    assert all(
        one(case, subject) == [] for one in solutions() for subject in (*NOWHERE, "", "program:x", "person:mara")
    )


def test_one_without_reasons_or_about_no_noun_is_refused() -> None:
    def bare(case: Case, subject: str) -> list[Remedy]:
        """Says nothing about itself."""
        return []

    with pytest.raises(ValueError, match="bare says nothing under “## What it does”"):
        solution(number=43, about=("work",))(bare)
    with pytest.raises(ValueError, match="“gizmo” is no noun"):
        solution(number=43, about=("gizmo",))
