"""What holds for every problem: plans can be followed, bounds are never above them, and small ones are as short as can be."""

from itertools import permutations, product

from benchmarks.instances.calendars import generated
from benchmarks.instances.check_people import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.schedule.people.teams import ALWAYS, SEED, found, published, week

from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Worker
from leadline.engine.schedule.people.reasons import reasons
from leadline.engine.schedule.people.score import LENGTH
from leadline.engine.schedule.people.search import plan_at_once, search

SKILLS = ("a", "b")


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Up to four items of whole days for one person each, up to three people who always work."""
    people = [
        Worker(f"p{n}", ALWAYS, dict.fromkeys(draw(st.sets(st.sampled_from(SKILLS), min_size=1)), 1))
        for n in range(draw(st.integers(1, 3)))
    ]
    items = [
        Item(
            f"w{n}",
            draw(st.integers(1, 4)),
            (Need(draw(st.sampled_from(SKILLS))),),
            release=float(draw(st.sampled_from([0, 0, 0, 2]))),
        )
        for n in range(draw(st.integers(1, 4)))
    ]
    pairs = [(a, b) for a in range(len(items)) for b in range(a + 1, len(items))]
    links = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    return Problem(items, people, lags=[Lag(a, b, least=float(draw(st.integers(0, 2)))) for a, b in links])


def shortest(problem: Problem) -> float:
    """The end of the best plan: all orders, all people, each item put as early as it goes after those before it."""
    able = [[n for n, one in enumerate(problem.workers) if item.needs[0].skill in one.skills] for item in problem.items]
    best = float("inf")
    for people in product(*able):
        for order in permutations(range(len(people))):
            free, done = [0.0] * len(problem.workers), {}  # type: list[float], dict[int, float]
            for n in order:
                befores = [lag for lag in problem.lags if lag.after == n]
                if any(lag.before not in done for lag in befores):
                    break
                start = max([problem.items[n].release, *(done[one.before] + (one.least or 0.0) for one in befores)])
                done[n] = free[people[n]] = max(start, free[people[n]]) + problem.items[n].work
            else:
                best = min(best, max(done.values()))
    return best


@settings(max_examples=60, deadline=None)
@given(tiny())
def test_small_plans_are_as_short_as_any(problem: Problem) -> None:
    compiled, plan = found(problem, schedules=300, beats=1)
    if compiled.unplannable:
        return

    assert plan.score[LENGTH] == shortest(problem)


@settings(max_examples=60, deadline=None)
@given(tiny())
def test_no_bound_is_above_the_shortest_plan(problem: Problem) -> None:
    compiled, plan = found(problem, schedules=10, beats=1)
    if compiled.unplannable:
        return

    assert lower_bound(compiled, float(plan.score[LENGTH])).days <= shortest(problem)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 60), st.integers(3, 12))
def test_plans_with_calendars_can_be_followed(seed: int, items: int, people: int) -> None:
    problem = generated(items, 3, people, seed)
    compiled, plan = found(problem, schedules=60)

    assert not faults(problem, published(compiled, plan))
    assert lower_bound(compiled, float(plan.score[LENGTH])).days <= plan.score[LENGTH] + 1e-6
    assert len(reasons(compiled, plan)) == len(compiled.places)


def test_the_same_seed_gives_the_same_plan_on_one_thread_and_on_two() -> None:
    compiled = compile_problem(generated(60, 3, 8, 1))

    one = search(compiled, seed=SEED, schedules=400, threads=1)
    two = search(compiled, seed=SEED, schedules=400, threads=2)

    assert (one.start == two.start).all()
    assert (one.who == two.who).all()


def test_more_schedules_never_make_a_plan_worse() -> None:
    compiled = compile_problem(generated(80, 3, 6, 2))

    at_once, later = plan_at_once(compiled), search(compiled, seed=SEED, schedules=600)

    assert tuple(later.score) <= tuple(at_once.score)


def test_the_days_of_leave_are_nobodys() -> None:
    # In the first week of four Mara is away: ten days of work end on the third Friday.
    away = week(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, weeks=3)
    mara = Worker("mara", away, {"a": 1})

    compiled, plan = found(Problem([Item("w", 10, (Need("a"),))], [mara]))

    assert plan.finish[0] / compiled.arrays.lines.beats == 19
