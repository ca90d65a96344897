"""Adding, changing, retiring and undoing: what every noun can do as soon as it exists."""

from collections.abc import Callable
from typing import Any

import pytest

from leadline.program.ranges import Range
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record.doors import Refused
from leadline.record.models import JournalLine, Program

Act = Callable[..., Any]
Plan = Callable[[Program], Snapshot]


def test_it_adds_a_milestone_with_an_id_made_from_its_name(program: Program, act: Act, plan: Plan) -> None:
    act(program, "add", noun="milestone", fields={"name": "API ready", "project": "core"})

    assert plan(program).find("milestone", "api-ready").project == "core"


def test_it_gives_a_second_one_of_that_name_another_id(program: Program, act: Act, plan: Plan) -> None:
    act(program, "add", noun="milestone", fields={"name": "API ready"})
    act(program, "add", noun="milestone", fields={"name": "API ready"})

    assert {"api-ready", "api-ready-2"} <= {one.id for one in plan(program).milestones}


def test_it_reads_an_estimate_as_people_type_it(program: Program, act: Act, plan: Plan) -> None:
    act(program, "change", noun="work", id="A", fields={"estimate": "1-2w"})

    assert plan(program).find("work", "A").estimate == Range(5, 10)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "x", "project": "nowhere"}, "There is no project “nowhere”"),
        ({"name": "x", "owner": "nobody"}, "There is no person “nobody”"),
        ({"name": "x", "colour": "red"}, "has no field “colour”"),
        ({"id": "live", "name": "x"}, "There already is a milestone “live”"),
    ],
)
def test_it_refuses_what_would_not_read_as_a_document_and_leaves_no_trace(
    program: Program, act: Act, plan: Plan, fields: dict[str, str], says: str
) -> None:
    before = plan(program)

    with pytest.raises(Refused) as refusal:
        act(program, "add", noun="milestone", fields=fields)

    assert says in refusal.value.says
    assert plan(program) == before
    assert not JournalLine.objects.exists()


def test_it_refuses_a_dependency_that_closes_a_circle_and_names_it(program: Program, act: Act) -> None:
    with pytest.raises(Refused, match=r"A → B → A|B → A → B"):
        act(program, "add", noun="dependency", fields={"before": "B", "after": "A"})


def test_it_refuses_to_retire_what_others_still_use(program: Program, act: Act) -> None:
    with pytest.raises(Refused, match="still used by"):
        act(program, "retire", noun="person", id="mara")


def test_it_refuses_to_edit_the_date_of_a_promise(program: Program, act: Act) -> None:
    with pytest.raises(Refused, match="Propose another date"):
        act(program, "change", noun="promise", id="p1", fields={"due": "2026-09-30"})


def test_undo_brings_back_the_plan_as_it_was_and_is_a_line_itself(program: Program, act: Act, plan: Plan) -> None:
    before = plan(program)
    act(program, "change", noun="work", id="B", fields={"estimate": "20-30d", "assignee": ""})

    act(program, "undo")

    assert plan(program) == before
    assert [line.verb for line in JournalLine.objects.order_by("id")] == ["change", "undo"]


def test_undo_twice_takes_back_two_changes_and_a_third_says_there_is_nothing(
    program: Program, act: Act, plan: Plan
) -> None:
    before = plan(program)
    act(program, "add", noun="milestone", fields={"name": "Beta"})
    act(program, "change", noun="work", id="A", fields={"priority": 5})

    act(program, "undo")
    act(program, "undo")

    assert plan(program) == before
    with pytest.raises(Refused, match="nothing to take back"):
        act(program, "undo")


def test_a_line_can_be_taken_back_once(program: Program, act: Act) -> None:
    act(program, "add", noun="milestone", fields={"name": "Beta"})
    line = JournalLine.objects.get()
    act(program, "undo", line=line.pk)

    with pytest.raises(Refused, match="taken back already"):
        act(program, "undo", line=line.pk)


def test_changing_nothing_is_refused_rather_than_journalled(program: Program, act: Act) -> None:
    with pytest.raises(Refused, match="Nothing is different"):
        act(program, "change", noun="work", id="A", fields={"name": "Payments"})


ENDS = {
    "dependency": {"before": "A", "after": "live"},
    "reference": {"source": "A", "target": "B"},
    "allocation": {"person": "mara", "project": "core"},
    "stakeholder": {"person": "mara"},
    "judgement": {"milestone": "live"},
    "estimation": {"work": "A"},
    "revision": {"subject": "A", "changed_on": "2026-03-02"},
}


@pytest.mark.parametrize("noun", sorted(set(NOUNS) - {"promise"}))
def test_every_noun_can_be_added_and_retired_again(program: Program, act: Act, plan: Plan, noun: str) -> None:
    before = plan(program)
    fields: dict[str, Any] = {"id": "new-one", **ENDS.get(noun, {})}

    act(program, "add", noun=noun, fields=fields)
    assert plan(program).find(noun, "new-one") is not None

    act(program, "retire", noun=noun, id="new-one")
    assert plan(program) == before


@pytest.mark.parametrize(
    ("noun", "fields", "says"),
    [
        ("dependency", {}, "A dependency says nothing without “what comes first”"),
        ("dependency", {"before": "A"}, "A dependency says nothing without “what waits”"),
        ("allocation", {"person": "mara"}, "An allocation says nothing without “project”"),
        ("judgement", {"reason": "I know."}, "A judgement says nothing without “milestone”"),
    ],
)
def test_what_has_no_name_of_its_own_needs_its_ends(
    program: Program, act: Act, noun: str, fields: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        act(program, "add", noun=noun, fields=fields)
