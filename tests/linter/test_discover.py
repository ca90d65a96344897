"""Every file in a rules folder is a rule, and every solution a rule names is in the playbook."""

import pytest

from leadline.linter.discover import discover, rule_named
from leadline.linter.rule import HEADINGS
from leadline.playbook.registry import solutions

ROOMS = {
    "S": "strategy",
    "D": "direction",
    "L": "leadership",
    "C": "change",
    "T": "decisions",
    "K": "communication",
    "P": "portfolio",
}


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


def test_every_solution_a_rule_names_is_in_the_playbook() -> None:
    named = {name for one in discover() for name in one.playbook}

    assert named <= {one.name for one in solutions()}
