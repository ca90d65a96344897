"""Publishing the plan: the work gets its days and people in one line of the journal, and undo takes them back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.direction import built

from leadline.program.codec import plain, squeeze
from leadline.program.plan import Plan, PlannedItem, StartReason
from leadline.record.access import Who
from leadline.record.doors import Refused, perform
from leadline.record.models import Intent, JournalLine, Program, Round
from leadline.record.snapshots import load_snapshot, store

WEEK = (date(2026, 3, 2), date(2026, 3, 6))
NEXT_WEEK = (date(2026, 3, 9), date(2026, 3, 13))


def item(id: str, days: tuple[date, date], *people: str) -> PlannedItem:
    first, last = days
    start, finish = ((day - built.MONDAY).days for day in days)
    return PlannedItem(id, start, finish + 1.0, first, last, people, StartReason("at once", "It starts at once."))


def plan(*items: PlannedItem) -> Plan:
    """A plan of these, in their order, that ends with the last."""
    last = max((one.finish_on for one in items), default=built.MONDAY)
    return Plan(built.MONDAY, 1, 10, 5.0, last, {one.id: one for one in items}, tuple(one.id for one in items))


TWO = plan(item("cert", WEEK, "tomas"), item("tax", NEXT_WEEK, "mara"))


def keep(program: Program, planned: Plan | None, number: int = 1) -> None:
    """The plan of a round."""
    if number > 1:
        built.keep_round(program, built.outlook(), built.snapshot(), number=number)
    Round.objects.filter(number=number).update(plan=squeeze(plain(planned)) if planned else None)


def publish(program: Program, who: Who, **given: Any) -> str:
    return perform("publish_plan", who, built.NOON, program, given).says


def published(program: Program) -> dict[str, tuple[date | None, date | None, tuple[str, ...]]]:
    work = load_snapshot(program, built.MONDAY).work
    return {one.id: (one.planned_from, one.planned_to, one.planned_for) for one in work if one.planned_to}


def test_it_writes_days_and_people_to_the_work_in_one_line(program: Program, noor: Who) -> None:
    keep(program, TWO)

    says = publish(program, noor, round="1")

    assert says == "Published the plan. 2 pieces of work are planned."
    assert published(program) == {"cert": (*WEEK, ("tomas",)), "tax": (*NEXT_WEEK, ("mara",))}
    assert JournalLine.objects.filter(verb="publish_plan").count() == 1


def test_undo_takes_all_of_it_back(program: Program, noor: Who) -> None:
    keep(program, TWO)
    publish(program, noor)

    perform("undo", noor, built.NOON, program, {})

    assert published(program) == {}


def test_only_what_differs_is_written_the_next_time(program: Program, noor: Who) -> None:
    keep(program, TWO)
    publish(program, noor)
    keep(program, plan(item("cert", WEEK, "tomas"), item("tax", WEEK, "joana")), number=2)

    says = publish(program, noor)

    assert says == "Published the plan. Of the work, 1 moved and 1 is for other people."
    line = JournalLine.objects.latest("id")
    assert [(one["id"], sorted(one["fields"])) for one in line.edits] == [
        ("tax", ["planned_for", "planned_from", "planned_to"])
    ]


def test_what_a_tracker_owns_gets_it_laid_over_and_its_rows_stay_as_they_are(program: Program, noor: Who) -> None:
    store(replace(built.snapshot(), id="heard"), built.NOON, heard_from="jira", pinned=True)
    heard = Program.objects.get(key="heard")
    built.keep_round(heard, built.outlook(), built.snapshot())
    keep(heard, TWO)
    who = Who("Ana", system=True)

    publish(heard, who)

    assert published(heard)["tax"] == (*NEXT_WEEK, ("mara",))
    assert Intent.objects.filter(program=heard, state=Intent.OPEN).count() == 6
    perform("undo", who, built.NOON, heard, {})
    assert published(heard) == {}
    assert not Intent.objects.filter(program=heard, state=Intent.OPEN).exists()


def test_a_plan_that_was_computed_elsewhere_is_published_in_its_place(program: Program, noor: Who) -> None:
    keep(program, TWO)

    publish(program, noor, plan=plain(plan(item("tax", WEEK, "mara"))))

    assert published(program) == {"tax": (*WEEK, ("mara",))}


def test_somebody_who_has_left_since_is_not_planned(program: Program, noor: Who) -> None:
    keep(program, plan(item("tax", WEEK, "mara", "gone")))

    publish(program, noor)

    assert published(program)["tax"][2] == ("mara",)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"round": "7"}, "Round 1 has planned anew since you looked at the plan of round 7. Look at it again."),
        ({"plan": {"items": 3}}, "This is no plan. "),
        ({"plan": "everything"}, "This is no plan. "),
    ],
)
def test_what_cannot_be_published_is_refused_and_leaves_no_trace(
    program: Program, noor: Who, given: dict[str, Any], says: str
) -> None:
    keep(program, TWO)

    with pytest.raises(Refused) as refusal:
        publish(program, noor, **given)

    assert refusal.value.says.startswith(says)
    assert published(program) == {}
    assert not JournalLine.objects.exists()


def test_nothing_is_published_twice(program: Program, noor: Who) -> None:
    keep(program, TWO)
    publish(program, noor)

    with pytest.raises(Refused, match="This plan is published as it stands"):
        publish(program, noor)


def test_without_a_round_a_plan_or_anything_to_plan_it_says_what_is_missing(program: Program, noor: Who) -> None:
    with pytest.raises(Refused, match="The last round made no plan"):
        publish(program, noor)
    keep(program, plan())
    with pytest.raises(Refused, match="Nothing of this program can be planned"):
        publish(program, noor)
    Round.objects.all().delete()
    with pytest.raises(Refused, match="No round has run yet"):
        publish(program, noor)
