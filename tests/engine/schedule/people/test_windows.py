"""Who can begin something only on some days, and who stays with others until all are done."""

from dataclasses import replace
from itertools import product
from math import inf
from random import Random

import numpy as np
import pytest
from benchmarks.instances.check_people import Plan, faults
from tests.engine.schedule.people.teams import ALWAYS, found, link, published, times, who

from leadline.engine.calendars import TICKS
from leadline.engine.dispatch.together import AWAY
from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.exact import improved
from leadline.engine.schedule.people.problem import Item, Need, Problem, Worker
from leadline.engine.schedule.people.reasons import Why, reasons
from leadline.engine.schedule.people.spans import at_hand
from leadline.engine.schedule.people.timelines import AWAY_DAYS, goes_on_at, worked_at

MARA, INES = Worker("mara", ALWAYS, {"build": 3}), Worker("ines", ALWAYS, {"build": 2})
HALF = Worker("tomas", ALWAYS * 0.5, {"build": 1})


def between(*windows: tuple[int, float, float], count: int = 1) -> Need:
    """People (places) who can, each from a day on until another."""
    return Need(
        "build", count=count, among=tuple(n for n, _, _ in windows), windows=tuple((a, b) for _, a, b in windows)
    )


def test_it_waits_for_who_learns_it_where_that_is_sooner_than_who_is_busy() -> None:
    need = between((0, 0, inf), (1, 3, inf))
    problem = Problem([Item("a", 9, (Need("build", 3),)), Item("b", 2, (need,))], [MARA, INES])

    # Mara has “a” until day 9; Ines can do “b” from day 3 on.
    assert times(problem, beats=1)["b"] == (3, 5)
    assert who(problem, beats=1)["b"] == ("ines",)
    assert reasons(*found(problem, beats=1))[1] == Why("able", -1, 1, ready_days=3)


def test_what_begins_in_time_is_finished_later() -> None:
    problem = Problem([Item("a", 9, (between((0, 0, 1)),))], [MARA])

    assert times(problem, beats=1)["a"] == (0, 9)


def test_nobody_begins_when_their_days_are_over() -> None:
    need = between((0, 0, 4), (1, 6, inf))
    problem = Problem([Item("a", 1, (need,), release=4)], [MARA, INES])

    # Mara can begin until day 4 comes, which is when it may start.
    assert times(problem, beats=1)["a"] == (6, 7)


def test_the_same_person_can_again_on_other_days() -> None:
    problem = Problem([Item("a", 1, (between((0, 0, 2), (0, 5, inf)),), release=3)], [MARA])

    assert times(problem, beats=1)["a"] == (5, 6)


def test_what_nobody_can_begin_any_more_is_planned_all_the_same() -> None:
    alone = Problem([Item("a", 1, (between((0, 0, 2)),), release=3)], [MARA])
    both = Problem([Item("a", 1, (between((0, 0, 2), (1, 0, 2), count=2),), release=3)], [MARA, INES])

    assert times(alone, beats=1)["a"] == (3, 4)
    assert times(both, beats=1)["a"] == (3, 4)


def test_several_begin_when_all_of_them_can() -> None:
    problem = Problem([Item("a", 1, (between((0, 0, 3), (0, 6, inf)), between((1, 4, inf))))], [MARA, INES])

    # Mara can before day 3 and from day 6 on, Ines from day 4 on.
    assert times(problem, beats=1)["a"] == (6, 7)


def test_those_together_stay_until_the_last_is_done() -> None:
    pair = Item("a", 2, (Need("build", 3), Need(among=(2,))), together=True)
    problem = Problem([pair, Item("b", 1, (Need("build", 3),))], [MARA, INES, HALF], lags=[link(0, 1, kind=1)])

    # Tomas works half days, so he is done after four days, and Mara with him.
    assert times(problem, beats=20_160) == {"a": (0, 4), "b": (4, 5)}
    apart = Problem([Item("a", 2, pair.needs), problem.items[1]], problem.workers, lags=problem.lags)
    assert times(apart, beats=20_160)["b"] == (2, 3)


def test_nobody_begins_together_with_somebody_on_leave() -> None:
    # Ines is away from day 1 to day 9 and back on day 10; a week before that is no leave any more. Mara alone has to be in it.
    away = Worker("ines", np.where((np.arange(140) >= 1) & (np.arange(140) < 10), 0.0, 1.0), {"build": 2})
    pair = Item("a", 2, (Need("build", 3), Need(among=(1,))), release=1, together=True)
    problem = Problem([pair], [MARA, away])

    compiled, plan = found(problem)

    assert published(compiled, plan)[0] == (3, 12, (0, 1))
    assert reasons(compiled, plan)[0] == Why("away", -1, 1, ready_days=10)
    assert not faults(problem, published(compiled, plan))
    assert faults(problem, [(2, 12, (0, 1))]) == ["a begins on day 2.000 with somebody on leave until day 10.000."]
    # Each on their own they begin at once, and so they do together where the leave is a day shorter.
    assert times(Problem([replace(pair, together=False)], problem.workers))["a"] == (1, 12)
    shorter = Worker("ines", np.where((np.arange(140) >= 1) & (np.arange(140) < 8), 0.0, 1.0), {"build": 2})
    assert times(Problem([pair], [MARA, shorter]))["a"] == (1, 10)


def test_whoever_is_there_does_it_sooner_than_who_comes_back() -> None:
    away = Worker("ines", np.where(np.arange(140) < 30, 0.0, 1.0), {"build": 2})
    pair = Item("a", 2, (Need("build", count=2),), together=True)

    assert times(Problem([pair], [MARA, away, HALF]))["a"] == (0, 4)


def test_the_stretches_between_leaves_are_those_in_which_decoding_begins() -> None:
    beats, chance = 4, Random(3)  # noqa: S311 - made-up calendars, not secrets
    for _ in range(40):
        days = np.array([float(chance.random() < 0.2) for _ in range(40)])
        if not days.any():
            continue
        arrays = compile_problem(Problem([Item("a", 1, (Need(),))], [Worker("x", days)]), beats).arrays
        inside = {time for low, high in at_hand(arrays, 0, 45 * beats) for time in range(low, high + 1)}
        opens = {time: goes_on_at(arrays.lines, 0, worked_at(arrays.lines, 0, time)) for time in range(45 * beats + 1)}
        assert inside == {time for time, opening in opens.items() if opening - time <= AWAY_DAYS * beats}


def test_a_week_is_as_long_as_in_the_simulation() -> None:
    assert AWAY_DAYS * TICKS == AWAY


def test_who_cannot_stay_does_not_begin() -> None:
    pair = Item("a", 2, (Need("build", 3), Need(among=(2,))), together=True)
    fair = Item("fair", 1, (Need("build", 3),), release=3, staff=(0,), due=4, must=True)
    problem = Problem([pair, fair], [MARA, INES, HALF])

    compiled, plan = found(problem)

    # Mara's own part would fit before day 3, but not the four days for which Tomas needs her.
    assert published(compiled, plan)[0] == (4, 8, (0, 2))
    assert not faults(problem, published(compiled, plan))


@pytest.mark.parametrize("seed", range(12))
def test_plans_are_as_short_as_trying_everything_finds(seed: int) -> None:
    problem = tiny(Random(seed))  # noqa: S311 - made-up problems, not secrets

    compiled, plan = found(problem, schedules=400, beats=1)

    own = published(compiled, plan)
    assert not faults(problem, own)
    assert max(one[1] for one in own if one) == shortest(problem)
    assert improved(compiled, plan, range(len(problem.items)), seed=seed, work=2.0).found is None


def tiny(chance: Random) -> Problem:
    """Three items of one or two people, each of whom can begin them on some days only."""
    items = []
    for n in range(3):
        first, last = chance.choice([0, 0, 1, 3]), chance.choice([2, 4, 30])
        needs = [between((0, 0, last), (1, first, inf))]
        if chance.random() < 0.4:
            needs = [between((0, 0, last), (0, last + 2, inf)), between((1, first, inf))]
        items.append(Item(f"w{n}", chance.randint(1, 3), tuple(needs), together=chance.random() < 0.5))
    return Problem(items, [MARA, INES], lags=[link(0, 2)] if chance.random() < 0.5 else [])


def shortest(problem: Problem, days: int = 11) -> float:
    """The end of the shortest plan in whole days, by trying every start and everybody."""
    best = np.inf
    choices = [
        [(start, people) for start in range(days) for people in ([(0,), (1,)] if len(item.needs) == 1 else [(0, 1)])]
        for item in problem.items
    ]
    for chosen in product(*choices):
        plan: Plan = [
            (start, start + item.work, people) for item, (start, people) in zip(problem.items, chosen, strict=True)
        ]
        end = max(one[1] for one in plan if one)
        if end < best and not faults(problem, plan):
            best = end
    return float(best)
