"""Plans whose every number can be found by hand."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances.check_people import faults
from tests.engine.schedule.people.teams import ALWAYS, FULL, INES, MARA, build, found, link, published, times, week, who

from leadline.engine.order import FF, SF, SS
from leadline.engine.schedule.people.problem import Item, LastPlan, Need, Problem, Worker
from leadline.engine.schedule.people.score import CHANGED, LENGTH, TARDY


def test_five_days_from_monday_end_on_friday_evening_and_the_next_on_the_friday_after() -> None:
    assert times(Problem([build("a", 5), build("b", 5)], [MARA])) == {"a": (0, 5), "b": (7, 12)}


def test_a_half_time_person_takes_twice_as_long() -> None:
    half = Worker("mara", FULL * 0.5, {"build": 2})

    assert times(Problem([build("a", 2.5)], [half])) == {"a": (0, 5)}


def test_leave_stretches_what_has_begun() -> None:
    away = FULL.copy()
    away[1:4] = 0  # Tuesday to Thursday

    # Monday and Friday are worked, then the third day is the Monday after.
    assert times(Problem([build("a", 3)], [Worker("mara", away, {"build": 2})])) == {"a": (0, 8)}


def test_a_holiday_on_a_weekend_costs_nothing() -> None:
    holiday = FULL.copy()
    holiday[5] = 0

    assert times(Problem([build("a", 6)], [replace(MARA, shares=holiday)])) == {"a": (0, 8)}


def test_a_gap_before_later_work_is_used() -> None:
    late = build("late", 2, release=3)

    # Mara does three days before Wednesday evening although “late” is put into the plan first.
    assert times(Problem([late, build("early", 3)], [MARA])) == {"late": (3, 5), "early": (0, 3)}


def test_on_ties_whoever_has_the_fewest_skills_takes_it() -> None:
    assert who(Problem([build("a", 2)], [INES, MARA])) == {"a": ("mara",)}


def test_then_whoever_costs_least() -> None:
    dear, cheap = replace(MARA, id="dear", cost=900.0), replace(MARA, id="cheap", cost=400.0)

    assert who(Problem([build("a", 2)], [dear, cheap])) == {"a": ("cheap",)}


def test_then_whoever_did_what_comes_before() -> None:
    twin = replace(MARA, id="twin")
    first = build("a", 1, staff=(1,))

    assert who(Problem([first, build("b", 1)], [MARA, twin], lags=[link(0, 1)]))["b"] == ("twin",)


def test_who_has_a_skill_at_too_low_a_level_is_not_asked() -> None:
    item = Item("a", 1, (Need("build", level=3),))

    assert who(Problem([item, build("b", 1)], [INES, MARA])) == {"a": ("mara",), "b": ("ines",)}


def test_an_item_for_two_waits_until_both_are_free_together() -> None:
    both = Item("both", 1, (Need("build", count=2),))

    # Mara is free on Monday, Ines after her two days; the pair works on Wednesday.
    plan = times(Problem([build("own", 2, staff=(1,), going=True), both], [MARA, INES], lags=[]))

    assert plan["both"] == (2, 3)


def test_two_skills_are_two_people_even_if_one_has_both() -> None:
    item = Item("a", 1, (Need("build"), Need("paint")))

    assert who(Problem([item], [INES, MARA])) == {"a": ("mara", "ines")}


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [(0, 0.0, (2, 3)), (0, 1.0, (3, 4)), (SS, 1.0, (1, 2)), (FF, 0.0, (0, 2)), (SF, 1.5, (0, 1.5))],
)
def test_links_of_all_kinds(kind: int, lag: float, expected: tuple[float, float]) -> None:
    items = [build("a", 2, staff=(0,)), build("b", 1, staff=(1,))]
    problem = Problem(items, [replace(MARA, shares=ALWAYS), replace(INES, shares=ALWAYS)], lags=[])

    plan = times(replace(problem, lags=[link(0, 1, kind=kind, least=lag)]))

    assert plan["b"] == expected


def test_what_must_follow_soon_makes_its_predecessor_wait() -> None:
    items = [build("a", 1, staff=(0,)), build("b", 1, staff=(1,), release=10)]
    workers = [replace(MARA, shares=ALWAYS), replace(INES, shares=ALWAYS)]

    plan = times(Problem(items, workers, lags=[link(0, 1, most=2.0)]))

    assert plan == {"a": (7, 8), "b": (10, 11)}


def test_work_in_progress_comes_first() -> None:
    assert times(Problem([build("new", 1), build("going", 3, going=True, staff=(0,))], [MARA]))["going"] == (0, 3)


def test_what_lasts_a_fixed_time_goes_on_over_the_weekend_and_holds_its_people() -> None:
    course = build("course", 7, fixed=True, going=True)

    assert times(Problem([course, build("a", 1)], [MARA])) == {"course": (0, 7), "a": (7, 8)}


def test_work_of_nobody_in_particular_keeps_its_calendar() -> None:
    assert times(Problem([Item("a", 6, calendar=0)], calendars=[FULL])) == {"a": (0, 8)}


def test_beyond_the_last_day_of_a_calendar_its_mean_goes_on() -> None:
    one_week = replace(MARA, shares=week(1, 1, 1, 1, 1, 0, 0, weeks=1))

    # Ten days: five in the week that is known, then 5/7 of a day each day: 7 more days.
    assert times(Problem([build("a", 10)], [one_week]))["a"][1] == pytest.approx(14, abs=1e-3)


def test_the_dearer_delay_goes_first() -> None:
    items = [build("cheap", 5, due=5.0, weight=1.0), build("dear", 5, due=5.0, weight=9.0)]

    compiled, plan = found(Problem(items, [MARA]))

    # Whatever is second ends on Friday of the second week, seven days late.
    assert plan.score[TARDY] == pytest.approx(7.0)
    assert times(Problem(items, [MARA]))["dear"] == (0, 5)
    assert not faults(compiled.problem, published(compiled, plan))


def test_projects_that_weigh_more_end_first() -> None:
    items = [build("a", 3, project="slow"), build("b", 3, project="dear")]

    assert times(Problem(items, [MARA], weights={"slow": 1.0, "dear": 5.0}))["b"] == (0, 3)


def test_a_new_plan_keeps_the_people_of_the_last_where_that_costs_nothing() -> None:
    twin = replace(MARA, id="twin")
    items = [build("a", 2), build("b", 2)]
    before = LastPlan([0.0, 0.0], [(1,), (0,)])

    _, plan = found(Problem(items, [MARA, twin], before=before))

    assert plan.score[CHANGED] == 0
    assert plan.score[LENGTH] == 2


def test_no_one_is_changed_when_one_item_slips_beside_others() -> None:
    twins = [replace(MARA, id=f"p{n}") for n in range(4)]
    items = [build(f"w{n}", 2) for n in range(8)]
    compiled, plan = found(Problem(items, twins))
    people = [tuple(map(int, plan.who[n : n + 1])) for n in range(8)]
    starts = [float(one) / compiled.arrays.lines.beats for one in plan.start]
    slipped = [replace(items[0], work=2.5), *items[1:]]

    _, again = found(Problem(slipped, twins, before=LastPlan(starts, people)))

    assert again.score[CHANGED] == 0


def test_a_year_is_planned_over_its_end() -> None:
    year = np.concatenate([np.ones(10), np.zeros(20), np.ones(10)])

    # Ten days before the long rest, two after it.
    assert times(Problem([build("a", 12)], [replace(MARA, shares=year)])) == {"a": (0, 32)}
