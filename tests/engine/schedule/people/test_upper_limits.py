"""Waits with an upper limit: kept where they can be, and said where they cannot. Monday 2 March is day 0."""

from typing import Any

from benchmarks.instances.check_people import faults
from tests.engine.programs import program
from tests.engine.schedule.people.teams import MARA, build, found, link, published

from leadline.engine.schedule.people.plan import plan
from leadline.engine.schedule.people.problem import Item, Lag, Problem
from leadline.engine.schedule.people.proof import proved
from leadline.program.plan import Plan

PEOPLE = [{"id": "mara"}, {"id": "ines"}]


def planned(
    work: list[dict[str, Any]], links: list[dict[str, Any]], people: list[dict[str, Any]] = PEOPLE, **rest: Any
) -> Plan:
    named = [{"id": f"d{n}", **one} for n, one in enumerate(links)]
    return plan(program(work, people=people, dependencies=named, **rest), seed=1, schedules=200)


def days(own: Plan, id: str) -> tuple[float, float]:
    return own.items[id].start_days, own.items[id].finish_days


def test_what_comes_first_waits_so_that_the_other_follows_soon_enough() -> None:
    work = [
        {"id": "mix", "estimate": "1d", "assignee": "mara"},
        {"id": "pour", "estimate": "1d", "assignee": "ines", "not_before": "2026-03-12"},
    ]

    free = planned(work, [{"before": "mix", "after": "pour"}])
    limited = planned(work, [{"before": "mix", "after": "pour", "at_most_days": 1}])

    # Thursday 12 March is day 10: mixed on Monday it would have stood for nine days, so it is mixed on Tuesday of the week after.
    assert days(free, "mix") == (0.0, 1.0)
    assert days(limited, "mix") == (8.0, 9.0)
    assert days(limited, "pour") == (10.0, 11.0)
    assert limited.exceeded == ()
    assert limited.items["mix"].why.kind == "together"


def test_a_limit_that_cannot_be_kept_is_said_with_what_helps() -> None:
    work = [
        {"id": "wash", "estimate": "1d", "assignee": "mara", "state": "done", "done_on": "2026-02-26"},
        {"id": "paint", "estimate": "1d", "assignee": "mara", "not_before": "2026-03-05"},
    ]

    own = planned(work, [{"before": "wash", "after": "paint", "at_most_days": 2}])

    # Washed by the evening of day -4 (day -3 begins), so painting was to start by day -1, and starts on day 3.
    (one,) = own.exceeded
    assert (one.dependency, one.days) == ("d0", 4.0)
    assert one.sentence == (
        "“PAINT” starts 4 days too late: at most 2 days may lie between it and when “WASH” was done. "
        "Take it up now, or allow more days."
    )
    assert own.proof
    assert not own.proof.best


def test_a_limit_that_another_wait_makes_impossible_is_said() -> None:
    work = [{"id": one, "estimate": "1d", "assignee": "mara"} for one in ("first", "middle", "last")]
    links = [
        {"before": "first", "after": "middle", "lag_days": 6},
        {"before": "middle", "after": "last", "lag_days": 6},
        {"before": "first", "after": "last", "at_most_days": 5},
    ]

    own = planned(work, links)

    # First on day 0 to 1; middle on day 7 to 8; last on day 14 at the earliest, 13 days after the first, eight more than five.
    assert [(one.dependency, one.days) for one in own.exceeded] == [("d2", 8.0)]
    assert "Keep somebody free for it, or allow more days." in own.exceeded[0].sentence


def test_between_starts_and_ends_it_is_counted_from_them() -> None:
    work = [
        {"id": "dig", "estimate": "5d", "assignee": "mara"},
        {"id": "pump", "estimate": "1d", "assignee": "ines", "not_before": "2026-03-11"},
    ]

    own = planned(work, [{"before": "dig", "after": "pump", "kind": "SS", "at_most_days": 2}])

    # Pumping starts on Wednesday, day 9, so digging does not start before day 7, the Monday.
    assert days(own, "dig") == (7.0, 12.0)
    assert own.exceeded == ()


def test_what_has_begun_or_been_dropped_has_no_limit_any_more() -> None:
    work = [
        {"id": "old", "estimate": "1d", "state": "dropped"},
        {"id": "now", "estimate": "2d", "assignee": "mara", "state": "doing", "started_on": "2026-02-27"},
        {"id": "long", "estimate": "1d", "assignee": "ines", "state": "done", "done_on": "2026-02-02"},
    ]

    own = planned(
        work,
        [{"before": "old", "after": "now", "at_most_days": 0}, {"before": "long", "after": "now", "at_most_days": 1}],
    )

    assert own.exceeded == ()


def test_a_limit_from_now_is_seen_by_the_search_and_by_the_checker() -> None:
    problem = Problem([build("long", 4), build("soon", 1)], [MARA], lags=[Lag(-1, 1, least=None, most=0.5)])

    compiled, plan = found(problem)

    # Mara does the short one first, though either order ends on day 5.
    assert published(compiled, plan) == [(1, 5, (0,)), (0, 1, (0,))]
    late = [(0.0, 4.0, (0,)), (4.0, 5.0, (0,))]
    assert faults(problem, late) == ["soon comes 4.000 days after now, too late."]


def test_nothing_is_proved_of_a_plan_that_exceeds_a_limit() -> None:
    problem = Problem(
        [build("a", 1), Item("b", 0, release=9)],
        [MARA],
        lags=[link(0, 1, least=0.0, most=1.0), Lag(-1, 0, least=None, most=2.0)],
    )

    compiled, plan = found(problem)

    # A has to start by day 2, and end on day 8 or later: one of the two is exceeded.
    assert len(faults(problem, published(compiled, plan))) == 1
    assert proved(compiled, plan, 9.0, seed=1, work=1.0) is None


def test_what_cannot_be_kept_puts_nothing_off() -> None:
    # Mara has “a” for five days, so “b” of hers cannot begin a day after “a” did, however late “a” comes.
    problem = Problem([build("a", 5), build("b", 1), build("c", 2)], [MARA], lags=[Lag(0, 1, 1, 0.0, 1.0)], weights={})

    compiled, plan = found(problem)

    assert max(one[1] for one in published(compiled, plan)) == 10
