"""Before when no plan can end, and which days cannot be kept: every number by hand."""

from dataclasses import replace

from tests.engine.schedule.people.teams import ALWAYS, FULL, INES, MARA, build, link

from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.contradictions import impossible
from leadline.engine.schedule.people.heads import earliest
from leadline.engine.schedule.people.problem import Item, Need, Problem, Worker
from leadline.engine.schedule.people.timelines import BEATS


def test_a_chain_sets_the_end() -> None:
    compiled = compile_problem(Problem([build("a", 5), build("b", 5)], [MARA, INES], lags=[link(0, 1)]))

    bound = lower_bound(compiled, 20.0)

    # Two weeks of one after the other, whoever does them.
    assert (bound.days, bound.kind, bound.items) == (12.0, "chain", (0, 1))


def test_people_set_the_end_by_what_only_they_can_do() -> None:
    paint = [Item(f"p{n}", 2, (Need("paint"),)) for n in range(5)]
    others = [build(f"b{n}", 1) for n in range(3)]

    bound = lower_bound(compile_problem(Problem(paint + others, [MARA, INES])), 30.0)

    # Ines alone paints: ten days of hers, two weeks. Mara has time left over.
    assert (round(bound.days, 1), bound.kind, bound.people, bound.work) == (12.0, "people", (1,), 10.0)


def test_what_is_released_late_bounds_from_its_release_on() -> None:
    items = [build(f"b{n}", 3, release=10.0) for n in range(4)]

    bound = lower_bound(compile_problem(Problem(items, [replace(MARA, shares=ALWAYS)])), 40.0)

    # Twelve days of Mara's from day 10 on.
    assert round(bound.days, 1) == 22.0
    assert bound.window[0] == 10.0


def test_leave_counts_in_a_bound() -> None:
    away = FULL.copy()
    away[7:14] = 0
    items = [build(f"b{n}", 2.5) for n in range(4)]

    bound = lower_bound(compile_problem(Problem(items, [Worker("mara", away, {"build": 1})])), 40.0)

    # Ten days: the first week, then, after a week away, the third.
    assert round(bound.days, 1) == 19.0


def test_what_needs_several_is_not_done_before_the_last_of_them() -> None:
    # Of one full day, one half and one quarter a day: two days of work take two, four and eight days.
    three = [Worker(f"p{n}", ALWAYS / 2**n, {"build": 1}) for n in range(3)]

    ends = [
        earliest(compile_problem(Problem([Item("a", 2, (Need("build", count=count),))], three)).arrays)[1][0] / BEATS
        for count in (1, 2, 3)
    ]

    assert ends == [2, 4, 8]


def test_those_who_are_alike_count_each() -> None:
    four = [Worker(f"p{n}", ALWAYS / (1 + n // 2), {"build": 1}) for n in range(4)]

    bounds = [
        lower_bound(compile_problem(Problem([Item("a", 3, (Need("build", count=count),))], four)), 20.0).days
        for count in (1, 2, 3, 4)
    ]

    # Two work full days and two half days.
    assert [round(one, 1) for one in bounds] == [3, 3, 6, 6]


def test_a_day_before_which_it_cannot_be_done_is_a_contradiction_of_its_own() -> None:
    compiled = compile_problem(Problem([build("a", 5), build("b", 1, due=5.0)], [MARA, INES], lags=[link(0, 1)]))

    ((chosen, why),) = impossible(compiled, 10.0)

    assert chosen == (1,)
    assert compiled.places[why.item] == 1


def test_two_days_that_one_person_cannot_both_keep() -> None:
    items = [build("a", 4, due=5.0), build("b", 4, due=6.0), build("c", 1, due=30.0)]

    ((chosen, why),) = impossible(compile_problem(Problem(items, [MARA])), 20.0)

    # Eight days of work, five working days until Saturday; “c” has nothing to do with it.
    assert chosen == (0, 1)
    assert why.people == (0,)


def test_days_that_can_be_kept_are_not_named() -> None:
    items = [build("a", 5, due=5.0), build("b", 5, due=12.0)]

    assert impossible(compile_problem(Problem(items, [MARA])), 12.0) == []
