from dataclasses import replace
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.schedule.check import best, can_be_followed, judged, shortest

from leadline.engine.schedule.project import Project, Unplannable, Wait
from leadline.engine.schedule.search import Found, plan_at_once, search


def chain(*lengths: int) -> Project:
    return Project(lengths, [Wait(n, n + 1) for n in range(len(lengths) - 1)])


@st.composite
def small(draw: st.DrawFn, items: int = 4) -> Project:
    """A few items on two pools, some waiting for others."""
    lengths = draw(st.lists(st.integers(0, 3), min_size=1, max_size=items))
    capacities = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    needs = [{0: draw(st.integers(0, capacities[0])), 1: draw(st.integers(0, capacities[1]))} for _ in lengths]
    pairs = [(a, b) for a in range(len(lengths)) for b in range(a + 1, len(lengths))]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)) if pairs else []
    waits = [Wait(a, b, draw(st.sampled_from([None, None, 0, 1]))) for a, b in chosen]
    releases = [draw(st.integers(0, 2)) for _ in lengths]
    return Project(lengths, waits, needs, capacities, releases)


def large(items: int = 40) -> Project:
    """Something that is not solved at once: two pools of which everybody needs a part."""
    lengths = [1 + n * 7 % 9 for n in range(items)]
    needs = [{0: 1 + n * 5 % 7, 1: 1 + n * 3 % 5} for n in range(items)]
    waits = [Wait(n, n + 3 + n % 4) for n in range(items - 7)]
    return Project(lengths, waits, needs, (8, 6))


def test_items_that_wait_for_each_other_take_the_sum_of_their_lengths() -> None:
    found = plan_at_once(chain(3, 0, 4))

    assert found.starts == (0, 3, 3)
    assert found.end == found.bound.end == 7
    assert found.bound.kind == "chain"


def test_two_of_four_equal_items_at_a_time_take_twice_their_length() -> None:
    found = plan_at_once(Project((5,) * 4, needs=[{0: 1}] * 4, capacities=(2,)))

    # 4 items of 5 slots on 2 units: 10 slots, and the work alone says so: 20 / 2.
    assert found.end == found.bound.end == 10
    assert (found.bound.kind, found.bound.pool, found.bound.work) == ("pool", 0, 20)


def test_items_that_share_nothing_all_start_at_once() -> None:
    found = plan_at_once(Project([1] * 10_000))

    assert set(found.starts) == {0}
    assert found.end == 1


def test_a_release_and_a_lag_between_starts_are_kept() -> None:
    found = plan_at_once(Project((4, 2), [Wait(0, 1, 1)], releases=(3, 0)))

    # The second starts one slot after the first, which is released in slot 3.
    assert found.starts == (3, 4)
    assert found.end == 7


def test_no_items_end_at_once() -> None:
    assert plan_at_once(Project(())).end == 0


def test_a_pool_without_units_stops_nobody_who_does_not_need_it() -> None:
    assert plan_at_once(Project((2,), needs=[{0: 0}], capacities=(0,))).end == 2


def test_an_item_of_no_length_takes_no_units() -> None:
    assert plan_at_once(Project((0, 2), needs=[{0: 1}, {0: 1}], capacities=(1,))).end == 2


def test_twenty_pools_are_counted_each_for_itself() -> None:
    # Each item takes all 1,000 of its own pool and one of the next: neighbours cannot run together, others can.
    needs = [{n: 1_000, (n + 1) % 20: 1} for n in range(20)]

    found = search(Project((1,) * 20, needs=needs, capacities=(1_000,) * 20), seed=1, schedules=500)

    assert found.end == 2


def test_work_that_cannot_begin_early_and_is_followed_by_more_says_so_in_its_bound() -> None:
    # Slot 2 at the earliest, then 3 × 2 slots one after the other, then 5 more: 13.
    project = Project(
        (2, 2, 2, 2, 5),
        [*(Wait(0, n) for n in (1, 2, 3)), *(Wait(n, 4) for n in (1, 2, 3))],
        [{}, *[{0: 1}] * 3, {}],
        (1,),
    )

    found = plan_at_once(project)

    assert found.end == found.bound.end == 13
    assert (found.bound.first, found.bound.after, found.bound.work) == (2, 5, 6)


def test_what_is_due_comes_before_the_end_of_all() -> None:
    # Longest first would end in slot 6 with the short one done in 6; due in 2 with the short one first, all still end in 6.
    project = Project((2, 4), needs=[{0: 1}] * 2, capacities=(1,), dues={0: 2}, late_weights={0: 3})

    assert plan_at_once(project).late == 0
    # And due in slot 1 it is one slot late, for three a slot.
    assert (
        plan_at_once(Project((2, 4), needs=[{0: 1}] * 2, capacities=(1,), dues={0: 1}, late_weights={0: 3})).late == 3
    )


def test_the_project_that_costs_more_a_slot_ends_first() -> None:
    project = Project((3, 3), needs=[{0: 1}] * 2, capacities=(1,), parts=(0, 1), end_weights={0: 1, 1: 5})

    # 3 × 5 + 6 × 1, not 3 × 1 + 6 × 5.
    assert plan_at_once(project).ends == 21


def test_a_plan_that_is_as_good_as_can_be_is_not_changed() -> None:
    free = Project((2, 2, 2), needs=[{0: 1}] * 3, capacities=(1,), before={0: 4, 1: 0, 2: 2})

    found = search(free, seed=3, schedules=300)

    assert found.starts == (4, 0, 2)
    assert found.changed == 0


@settings(max_examples=60)
@given(small())
def test_small_plans_are_as_short_as_any(project: Project) -> None:
    found = search(project, seed=1, schedules=600)

    assert can_be_followed(project, found.starts)
    assert found.end == shortest(project, found.end)
    assert found.bound.end <= found.end


@settings(max_examples=60)
@given(small(), st.data())
def test_small_plans_are_as_little_late_as_any_and_their_projects_end_as_early(
    project: Project, data: st.DataObject
) -> None:
    items = range(len(project.lengths))
    dues = data.draw(st.dictionaries(st.sampled_from(items), st.integers(0, 6)))
    weights = {item: data.draw(st.integers(1, 3)) for item in dues}
    ends = data.draw(st.sampled_from([{}, {0: 1, 1: 2}]))
    project = replace(project, dues=dues, late_weights=weights, parts=[n % 2 for n in items], end_weights=ends)

    found = search(project, seed=1, schedules=600)

    # A slot more than the plan takes: what is late or weighs may be better in a longer one.
    assert (found.late, found.ends, found.end) == judged(project, found.starts) == best(project, found.end + 1)


@settings(max_examples=60)
@given(small(items=8), st.integers(0, 2**40))
def test_every_plan_can_be_followed(project: Project, seed: int) -> None:
    assert can_be_followed(project, search(project, seed=seed, schedules=100).starts)


def test_the_same_seed_gives_the_same_plan_on_one_thread_and_on_two() -> None:
    plans = [search(large(), seed=9, schedules=6_000, threads=threads) for threads in (1, 2, 2)]

    assert plans[0] == plans[1] == plans[2]


def test_the_search_finds_more_than_the_rules_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []

    found = search(large(80), seed=2, schedules=30_000, progress=lambda made, end: told.append((made, end)))

    assert found.end < plan_at_once(large(80)).end
    assert [made for made, _ in told] == sorted({made for made, _ in told})
    assert told[-1] == (found.schedules, found.end)


def test_one_that_is_stopped_at_once_still_has_a_plan() -> None:
    stopped = Event()
    stopped.set()

    found = search(large(), seed=1, stop=stopped.is_set)

    assert can_be_followed(large(), found.starts)
    assert found == Found(**(vars(plan_at_once(large()))))


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (
            Project((1, 1, 1), [Wait(0, 1), Wait(1, 0), Wait(1, 2)], names=("Design", "Build", "Ship")),
            "These items wait for each other in a circle: Design → Build → Design.",
        ),
        (
            Project((1,), needs=[{0: 3}], capacities=(2,), pool_names=("Testers",), names=("Build",)),
            "Build needs 3 of Testers, which has 2.",
        ),
    ],
)
def test_what_cannot_be_planned_is_named(project: Project, sentence: str) -> None:
    with pytest.raises(Unplannable) as refused:
        plan_at_once(project)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (Project((-1,)), "item 1 has a negative length or release."),
        (Project((1,), [Wait(0, 4)]), "A wait names items 0 and 4, but there are 1."),
        (Project((1,), needs=[{2: 1}]), "item 1 needs pool 2, but there are 0 pools."),
        (Project((1, 1), releases=(0,)), "releases has 1 entries for 2 items."),
        (Project((1,), needs=[{0: -1}], capacities=(1,)), "item 1 needs a negative amount of pool 1."),
    ],
)
def test_numbers_that_make_no_sense_are_refused(project: Project, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        plan_at_once(project)

    assert str(refused.value) == sentence
