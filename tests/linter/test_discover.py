"""Every file in a rules folder is a rule, and every solution a rule names is in the playbook."""

import inspect
from pathlib import Path

import pytest

from leadline.linter.discover import discover, rule_named, solution
from leadline.linter.rule import HEADINGS
from leadline.program import document
from leadline.program.case import Case

ROOMS = {
    "S": "strategy",
    "D": "direction",
    "L": "leadership",
    "C": "change",
    "T": "decisions",
    "K": "communication",
    "P": "portfolio",
}
PLAYBOOK = Path(inspect.getsourcefile(solution("retire_risk")) or "").parent
SOLUTIONS = sorted(one.stem for one in PLAYBOOK.glob("*.py") if one.stem not in ("__init__", "plan"))


def test_rules_come_in_the_order_of_their_ids_and_no_id_twice() -> None:
    ids = [one.id for one in discover()]

    assert ids == sorted(set(ids))
    assert {"S101", "S201", "S304", "S401", "D102", "D116", "D201", "D203", "D407", "P101", "P102", "P103"} <= set(ids)


def test_a_rule_lives_in_the_room_of_its_letter_and_is_documented() -> None:
    for one in discover():
        assert ROOMS[one.id[0]] == one.room
        assert all(one.sections[heading] for heading in HEADINGS)
        assert all(setting.says.endswith(".") for setting in one.settings.values()), one.id


def test_a_file_that_holds_no_rule_of_its_name_is_refused() -> None:
    with pytest.raises(ModuleNotFoundError):
        rule_named("strategy", "no_such_rule")


def test_the_playbook_holds_nothing_that_no_rule_names_and_rules_name_nothing_else() -> None:
    named = {name for one in discover() for name in one.playbook}

    assert named == set(SOLUTIONS)


@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_says_its_precondition_and_has_nothing_to_say_about_what_is_not_there(name: str) -> None:
    case = Case(document.read({"as_of": "2026-03-02"}))

    assert "Precondition: " in (inspect.getdoc(solution(name)) or "")
    assert all(
        solution(name)(case, subject) == [] for subject in ("work:gone", "milestone:gone", "risk:gone", "", "program:x")
    )
