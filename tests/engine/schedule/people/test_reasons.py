"""Why each item starts when it does."""

from dataclasses import replace

from tests.engine.schedule.people.teams import ALWAYS, FULL, INES, MARA, build, found, link

from leadline.engine.order import SS
from leadline.engine.schedule.people.problem import Item, Need, Problem, Worker
from leadline.engine.schedule.people.reasons import Why, reasons


def whys(problem: Problem) -> dict[str, Why]:
    compiled, plan = found(problem)
    named = zip(compiled.places, reasons(compiled, plan), strict=True)
    return {problem.items[place].id: why for place, why in named}


def test_it_starts_at_once() -> None:
    assert whys(Problem([build("a", 1)], [MARA]))["a"].kind == "at once"


def test_it_may_not_start_before_its_release() -> None:
    assert whys(Problem([build("a", 1, release=2.0)], [MARA]))["a"] == Why("release", ready_days=2.0)


def test_it_waits_for_another_with_a_lag() -> None:
    items = [build("a", 1, staff=(0,)), build("b", 1, staff=(1,))]

    why = whys(Problem(items, [MARA, INES], lags=[link(0, 1, kind=SS, least=2.0)]))["b"]

    assert (why.kind, why.other, why.link, why.lag_days) == ("before", 0, SS, 2.0)


def test_what_follows_on_monday_waits_for_what_ended_on_friday_not_for_the_weekend() -> None:
    items = [build("a", 5, staff=(0,)), build("b", 1, staff=(1,))]

    why = whys(Problem(items, [MARA, INES], lags=[link(0, 1)]))["b"]

    assert (why.kind, why.other) == ("before", 0)


def test_what_may_not_start_before_a_saturday_waits_for_that_day_not_for_the_weekend() -> None:
    why = whys(Problem([build("a", 1, release=5.0, staff=(0,))], [MARA]))["a"]

    assert (why.kind, why.ready_days) == ("release", 5.0)


def test_its_person_is_still_at_something_else() -> None:
    why = whys(Problem([build("a", 2, going=True, staff=(0,)), build("b", 1)], [MARA]))["b"]

    assert (why.kind, why.other, why.person) == ("person", 0, 0)


def test_its_person_is_at_something_else_until_friday_and_goes_on_on_monday() -> None:
    why = whys(Problem([build("a", 5, going=True, staff=(0,)), build("b", 1)], [MARA]))["b"]

    assert (why.kind, why.other, why.person) == ("person", 0, 0)


def test_its_person_is_away() -> None:
    away = FULL.copy()
    away[:7] = 0

    why = whys(Problem([build("a", 1)], [Worker("mara", away, {"build": 1})]))["a"]

    assert (why.kind, why.person, why.ready_days) == ("calendar", 0, 0.0)


def test_a_calendar_of_nobody_in_particular_can_be_the_reason() -> None:
    late = ALWAYS.copy()
    late[:3] = 0

    assert whys(Problem([Item("a", 1, calendar=0)], calendars=[late]))["a"].kind == "calendar"


def test_it_starts_late_so_that_another_follows_soon() -> None:
    items = [build("a", 1, staff=(0,)), build("b", 1, staff=(1,), release=10)]
    workers = [replace(MARA, shares=ALWAYS), replace(INES, shares=ALWAYS)]

    why = whys(Problem(items, workers, lags=[link(0, 1, most=2.0)]))["a"]

    assert (why.kind, why.other) == ("together", 1)


def test_of_two_people_the_one_who_is_busy_is_the_reason() -> None:
    items = [build("own", 2, staff=(1,), going=True), Item("both", 1, (Need("build", count=2),))]

    why = whys(Problem(items, [MARA, INES]))["both"]

    assert (why.kind, why.other, why.person) == ("person", 0, 1)
