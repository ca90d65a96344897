from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.schedule.check import can_be_followed, shortest

from leadline.engine.schedule.delaying import first_plan
from leadline.engine.schedule.maximal import plan
from leadline.engine.schedule.project import Project, Unplannable, Wait
from leadline.engine.schedule.search import plan_at_once


@st.composite
def limited(draw: st.DrawFn) -> Project:
    """Three items on one pool, some of which may not come too late after another."""
    lengths = draw(st.lists(st.integers(1, 3), min_size=2, max_size=3))
    needs = [{0: draw(st.integers(0, 2))} for _ in lengths]
    waits = []
    for a, b in draw(st.lists(st.sampled_from([(0, 1), (1, 0), (0, len(lengths) - 1)]), unique=True)):
        least = draw(st.integers(-3, 2))
        waits.append(Wait(a, b, least, least + draw(st.integers(0, 4))))
    return Project(lengths, waits, needs, (2,))


def test_an_item_waits_so_that_the_next_comes_soon_enough() -> None:
    # The second needs the pool that the third holds for 4 slots and may start at most 2 slots after the first.
    project = Project((1, 1, 4), [Wait(0, 1, None, 2), Wait(2, 1)], [{}, {0: 1}, {0: 1}], (1,))

    found = plan(project, seed=1, work=1.0)

    assert can_be_followed(project, found.starts)
    assert found.end == found.bound.end == 5
    assert found.starts[0] >= 2


def test_what_is_due_comes_before_the_end_of_all() -> None:
    # One after the other; the second is due when only going first gets it done in time, though the order costs two slots.
    project = Project((3, 2), [Wait(1, 0, 4, 9)], [{0: 1}] * 2, (1,), dues={1: 2}, late_weights={1: 7})

    found = plan(project, seed=1, work=1.0)

    assert found.starts == (4, 0)
    assert found.late == 0


def test_among_plans_that_are_as_good_the_one_that_people_know_stays() -> None:
    # Two items one after the other, either way in 4 slots; a third may start when it likes, and did so in slot 1.
    project = Project((2, 2, 1), [Wait(1, 0, None, 5)], [{0: 1}, {0: 1}, {}], (1,), before={0: 2, 1: 0, 2: 1})

    found = plan(project, seed=1, work=1.0)

    assert found.starts == (2, 0, 1)
    assert found.changed == 0


def test_a_plan_that_is_known_is_proved_or_made_better() -> None:
    # 3 × 2 slots of 2 units in turn, and then 2 more: the chain says 4, the pool 6, and the proof 8.
    project = Project((2, 2, 2, 2), [Wait(0, 3), Wait(1, 3), Wait(2, 3)], [{0: 2}, {0: 2}, {0: 2}, {0: 1}], (3,))
    worse = replace(plan_at_once(project), starts=(0, 2, 4, 9), end=11)

    assert plan(project, seed=1, work=1.0, known=worse).end == 8
    assert plan(project, seed=1, work=1.0, known=plan_at_once(project)).bound.end == 8


def test_one_that_is_stopped_at_once_still_has_a_plan() -> None:
    # The third holds the pool first; what must come at most 2 slots before the second is delayed until it can.
    project = Project((1, 1, 4), [Wait(0, 1, None, 2), Wait(2, 1)], [{}, {0: 1}, {0: 1}], (1,))

    assert first_plan(project, [(0, 1, 1), (2, 1, 4), (1, 0, -2)], [0, 4, 0]) == [2, 4, 0]
    assert can_be_followed(project, plan(project, seed=1, stop=lambda: True).starts)


@settings(max_examples=30)
@given(limited())
def test_plans_with_limits_are_as_short_as_any(project: Project) -> None:
    best = shortest(project, 14)

    if best is None:
        with pytest.raises(Unplannable):
            plan(project, seed=1, work=1.0)
    else:
        found = plan(project, seed=1, work=1.0)
        assert can_be_followed(project, found.starts)
        assert found.end == best


def test_limits_that_contradict_each_other_are_named() -> None:
    names = ("Freeze", "Test", "Ship", "Party")
    project = Project((5, 5, 1, 1), [Wait(0, 1), Wait(1, 2), Wait(0, 2, 0, 9)], names=names)

    # Ship comes 10 slots after Freeze, and may come at most 9 after it.
    with pytest.raises(Unplannable) as refused:
        plan(project, seed=1, work=1.0)

    assert all(name in str(refused.value) for name in names[:3])
    assert "Party" not in str(refused.value)


def test_limits_that_only_the_pool_contradicts_are_told_from_too_little_time() -> None:
    project = Project((3, 3), [Wait(0, 1, 0, 1)], [{0: 1}] * 2, (1,))

    with pytest.raises(Unplannable, match="together with the pools"):
        plan(project, seed=1, work=1.0)


def test_no_items_end_at_once() -> None:
    assert plan(Project(()), seed=1).end == 0


def test_delays_that_never_end_are_given_up() -> None:
    # The first two can only be done one after the other, and must start together: each round delays them further.
    project = Project((3, 3, 900), [Wait(0, 1, 0, 0)], [{0: 1}, {0: 1}, {}], (1,))

    assert first_plan(project, [(0, 1, 0), (1, 0, 0), (1, 0, -1)], [0, 0, 0]) is None


def test_delays_may_make_a_plan_longer_than_its_items_in_a_row() -> None:
    # Each second item comes at least 50 slots after the first and at most 51: far more than the 8 slots of work.
    pairs = [Wait(n, n + 4, 50, 51) for n in range(4)]
    project = Project((1,) * 8, pairs, [{0: 1}] * 8, (1,))

    found = plan(project, seed=1, stop=lambda: True)

    assert can_be_followed(project, found.starts)
