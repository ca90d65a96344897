"""What people, risks and calendars add to the dates, one after the other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from tests.engine.programs import SEED, dependency, program
from tests.engine.test_dispatch import ITEMS, LINKS, random_program

from leadline.engine.calibrate import exactly
from leadline.engine.futures import is_logic, play_ends
from leadline.engine.ladder import RUNGS, ladder, on_even_days
from leadline.engine.logic import logic_finishes
from leadline.engine.network import compile_network
from leadline.engine.rows import Source
from leadline.engine.simulate import simulate
from leadline.program.snapshot import Snapshot


def rungs(snapshot: Snapshot) -> dict[str, float]:
    network = compile_network(snapshot, exactly())
    return {rung.name: rung.p80_days for rung in ladder(network, Source(SEED, 40, snapshot.id))["live"]}


def test_each_rung_adds_what_it_is_named_after() -> None:
    both_on_mara = program(
        [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "5d", "assignee": "mara"}],
        risks=[{"id": "r", "event": "late", "probability": 0.999, "delay": "4d", "work": ["b"]}],
        people=[{"id": "mara", "absences": [{"first": "2026-03-16", "last": "2026-03-20"}]}],
    )

    found = rungs(both_on_mara)

    # Five working days are a week; ten on one pair of hands two; the risk adds four days after b, the second of them.
    assert found["logic"] == pytest.approx(7.0)
    assert found["people"] == pytest.approx(14.0)
    assert found["risks"] == pytest.approx(18.0)
    # On real days b ends on the second Friday evening, day 12, and not on the Sunday: calendars also give.
    assert found["calendars"] == pytest.approx(16.0)


def test_the_last_rung_is_the_forecast() -> None:
    ranges = program([{"id": f"w{n}", "estimate": "2-6d", "team": "web"} for n in range(6)])

    outlook = simulate(ranges, seed=SEED, futures=500)
    live = outlook.milestones["live"]

    assert [rung.name for rung in live.ladder] == list(RUNGS)
    assert live.ladder[-1].p50_days == pytest.approx(live.p50_days, abs=1e-3)
    assert live.ladder[-1].p80_days == pytest.approx(live.p80_days, abs=1e-3)


@given(ITEMS, LINKS)
@hypothesis_settings(max_examples=60)
def test_logic_is_dispatch_with_a_person_for_every_item(
    items: list[dict[str, Any]], links: list[tuple[int, int, str, float]]
) -> None:
    # Leads are known later in a future that runs event by event than in one pass, so they are left out here.
    snapshot = random_program(items, [(a, b, kind, max(lag, 0.0)) for a, b, kind, lag in links])
    network, source = compile_network(snapshot, exactly()), Source(SEED, 3, snapshot.id)
    alone = on_even_days(network.plan)
    nodes = alone.nodes.copy()
    nodes["kind"] = np.where(nodes["kind"] == 1, 2, nodes["kind"])
    played = play_ends(
        network.__class__(**{**vars(network), "plan": alone._replace(nodes=nodes)}), source, counts=is_logic
    )

    for id, finishes in logic_finishes(network, source).items():
        assert finishes == pytest.approx(played.finish_of(id), abs=1e-3)


def test_where_several_must_all_come_the_last_is_later_than_each() -> None:
    chance = [{"id": f"w{n}", "estimate": "2-10d"} for n in range(8)]
    one, eight = (simulate(program(work), seed=SEED, futures=2_000) for work in (chance[:1], chance))

    assert one.milestones["live"].merge_days == 0.0
    assert eight.milestones["live"].merge_days > 2.0


def waited_for(able: int, others: int) -> list[tuple[str, str, float]]:
    """Whom the end waits for: twice as much work for a skill as people of the team have it, beside one thing for Mara."""
    knows = [{"id": f"ios{n}", "team": "web", "skills": ["ios"]} for n in range(able)]
    rest = [{"id": f"other{n}", "team": "web"} for n in range(others)]
    scarce = program(
        [{"id": f"w{n}", "estimate": "2d", "team": "web", "skill": "ios"} for n in range(2 * able)]
        + [{"id": "alone", "estimate": "1d", "assignee": "other0"}],
        people=[*knows, *rest],
    )
    pools = simulate(scarce, seed=SEED, futures=50, calibration=exactly()).pools
    return [(one.team, one.skill, one.decides) for one in pools]


def test_the_group_that_is_waited_for_is_named_by_its_team_and_skill() -> None:
    # Three with two things each: the end always waits for one of them; what the fourth does sets nothing.
    assert waited_for(able=3, others=1) == [("web", "ios", 1.0)]


def test_of_a_skill_that_only_two_have_the_team_alone_is_named_and_of_a_team_of_two_nobody() -> None:
    assert waited_for(able=1, others=2) == [("web", "", 1.0)]
    assert waited_for(able=2, others=1) == [("web", "", 1.0)]
    assert waited_for(able=1, others=1) == []


def test_nobody_is_waited_for_where_each_has_one_thing_to_do() -> None:
    apart = program(
        [{"id": "a", "estimate": "2d", "assignee": "mara"}, {"id": "b", "estimate": "3d", "assignee": "ines"}],
        dependencies=[dependency("a", "b")],
    )

    assert simulate(apart, seed=SEED, futures=50).pools == ()


def test_money_is_spent_as_days_are_worked_and_things_are_bought() -> None:
    bought = program(
        [
            {"id": "a", "estimate": "10d", "assignee": "mara"},
            {"id": "b", "estimate": "5d", "assignee": "mara", "cost_cents": 1_000, "priority": -1},
        ],
        people=[{"id": "mara", "day_rate_cents": 100}],
        burn_cents=10,
        spent_cents=7,
    )

    spent = simulate(bought, seed=SEED, futures=40, calibration=exactly()).spending

    # Ten days by the second weekend; then b is bought and takes the third week, which ends on Friday evening, day 19.
    middle = {day: p50 for day, _, p50, _ in spent}
    assert middle == {0: 7, 7: 7 + 500 + 70, 14: 7 + 1_000 + 140 + 1_000, 21: 7 + 1_500 + 190 + 1_000}


def test_two_who_do_it_together_are_both_paid_by_the_week() -> None:
    both = program(
        [{"id": "a", "estimate": "10d", "assignee": "mara", "team": "web", "hands": 2}],
        people=[
            {"id": "mara", "team": "web", "day_rate_cents": 100},
            {"id": "ines", "team": "web", "day_rate_cents": 300},
        ],
    )

    spent = simulate(both, seed=SEED, futures=40, calibration=exactly()).spending

    # Four a day, five days a week.
    assert [middle for _, _, middle, _ in spent] == [0, 2_000, 4_000]


def test_spending_is_unknown_where_nothing_costs_anything() -> None:
    assert simulate(program([{"id": "a", "estimate": "1d"}]), seed=SEED, futures=20).spending == ()


def test_sensitivity_is_criticality_times_the_share_of_spread() -> None:
    alone = program([{"id": "a", "estimate": "2-10d"}], calendars=[{"id": "all", "week": [1] * 7}], calendar="all")

    item = simulate(alone, seed=SEED, futures=500).items["a"]

    # Always critical, and the end is nothing but its effort.
    assert item.sensitivity == pytest.approx(1.0, abs=1e-3)
