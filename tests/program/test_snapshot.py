from dataclasses import fields, replace
from datetime import date

import pytest

from leadline.program.decisions import Decision
from leadline.program.people import Allocation, Person
from leadline.program.promises import Promise
from leadline.program.risks import Risk
from leadline.program.snapshot import HEAD, NOUNS, PLACES, Snapshot, label
from leadline.program.work import Dependency, Milestone, WorkItem

RAIL = Snapshot(
    "rail",
    date(2026, 3, 2),
    people=(Person("mara", "Mara"),),
    milestones=(Milestone("beta"),),
    work=(WorkItem("pay-1"),),
)


def test_every_field_is_head_noun_or_the_view_of_other_programs() -> None:
    assert {one.name for one in fields(Snapshot)} == {"id", "as_of", "elsewhere", *HEAD, *PLACES.values()}


def test_each_noun_has_an_id_and_a_place_of_its_own() -> None:
    assert len(set(PLACES.values())) == len(NOUNS)
    assert all("id" in {one.name for one in fields(kind)} for kind in NOUNS.values())
    assert PLACES["work"] == "work"
    assert PLACES["dependency"] == "dependencies"


def test_a_reference_of_two_kinds_is_found_in_both() -> None:
    assert RAIL.find("work|milestone", "beta") == Milestone("beta")
    assert RAIL.find("work|milestone", "pay-1") == WorkItem("pay-1")
    assert RAIL.find("work", "beta") is None


def test_what_was_looked_up_in_one_snapshot_is_not_remembered_in_its_copy() -> None:
    assert RAIL.find("person", "ines") is None

    copy = replace(RAIL, people=(*RAIL.people, Person("ines", "Ines")))

    assert copy.find("person", "ines") == Person("ines", "Ines")
    assert RAIL.find("person", "ines") is None


def test_of_two_with_one_id_the_first_is_meant() -> None:
    twice = Snapshot("twice", date(2026, 3, 2), people=(Person("mara", "First"), Person("mara", "Second")))

    assert twice.find("person", "mara") == Person("mara", "First")


def test_an_unknown_noun_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        RAIL.of("wrok")


def test_everything_comes_in_the_order_of_the_document() -> None:
    assert [(noun, one.id) for noun, one in RAIL.everything()] == [
        ("person", "mara"), ("milestone", "beta"), ("work", "pay-1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "value", "called"),
    [
        ("person", Person("mara", "Mara"), "Mara"),
        ("person", Person("mara"), "mara"),
        ("decision", Decision("d", "Which queue?"), "Which queue?"),
        ("risk", Risk("r", "The supplier is late"), "The supplier is late"),
        ("dependency", Dependency("d", "a", "b"), "b waits for a"),
        ("promise", Promise("p", milestone="beta"), "commitment for beta"),
        ("allocation", Allocation("a", "mara"), "a"),
    ],
)
def test_people_call_a_noun_by_its_name_or_what_it_says(noun: str, value: object, called: str) -> None:
    assert label(noun, value) == called
