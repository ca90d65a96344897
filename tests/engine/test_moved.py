"""Why a forecast moved: causes that add up to the whole change, whatever changed."""

from random import Random
from typing import Any

import pytest
from tests.engine.programs import SEED, dependency, program

from leadline.engine.calibrate import exactly
from leadline.engine.moved import why_moved
from leadline.engine.simulate import simulate
from leadline.program.mixed import CAUSES
from leadline.program.snapshot import Snapshot

MARA = [{"id": "mara", "name": "Mara", "team": "web"}]


def exact(before: Snapshot, now: Snapshot) -> dict[str, float]:
    """The causes of what became of “live”, with every estimate kept to the word."""
    return dict(why_moved(before, now, ["live"], seed=SEED, futures=1, read=lambda _: exactly())["live"])


def item(id: str, days: int = 5, **rest: Any) -> dict[str, Any]:
    return {"id": id, "estimate": f"{days}d", "team": "web", **rest}


def test_a_week_in_which_nothing_was_done_and_a_week_of_new_work_are_a_week_each() -> None:
    before = program([item("a")], people=MARA)
    now = program([item("a"), item("b")], people=MARA, as_of="2026-03-09")

    # Friday 6 March becomes Friday 20: a begins a week later, and b is done after it.
    assert exact(before, now) == pytest.approx({"progress": 7.0, "scope": 7.0})


def test_of_two_causes_that_undo_each_other_each_gets_half_of_what_both_make() -> None:
    before = program([item("a")], people=MARA)
    now = program([item("a"), item("b")])

    # New work alone costs a week, Ines alone wins nothing; with her there, new work costs nothing: (7 + 0) / 2.
    assert exact(before, now) == pytest.approx({"scope": 3.5, "people": -3.5})


def test_work_done_ahead_of_its_day_moves_the_date_forward() -> None:
    before = program([item("a"), item("b")], people=MARA)
    done = {"state": "done", "started_on": "2026-03-02", "done_on": "2026-03-03"}
    now = program([item("a", **done), item("b")], people=MARA, as_of="2026-03-04")

    # Friday 13 March becomes Tuesday 10: b takes Wednesday to Friday, and two days of the week after.
    assert exact(before, now) == pytest.approx({"progress": -3.0})


def test_what_did_not_change_is_no_cause() -> None:
    before = program([item("a")], people=MARA)

    assert exact(before, before) == {}


def test_a_milestone_nobody_can_foresee_on_one_of_the_days_has_no_causes() -> None:
    before = program([{"id": "a", "team": "web"}], people=MARA)
    now = program([item("a")], people=MARA)

    assert why_moved(before, now, ["live"], seed=SEED, futures=1, read=lambda _: exactly()) == {}


def test_large_programs_get_fewer_futures_and_still_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadline.engine.moved.CELLS", 1)
    monkeypatch.setattr("leadline.engine.moved.FEWEST", 50)
    before, now = changed(Random(1))  # noqa: S311 - it only has to vary

    days = why_moved(before, now, ["live"], seed=SEED, futures=400)["live"]

    assert sum(days.values()) == pytest.approx(whole(before, now, 50), abs=1e-3)


def whole(before: Snapshot, now: Snapshot, futures: int) -> float:
    """The published change: the P80 of each day as a date, the later minus the earlier."""
    was, becomes = (simulate(one, seed=SEED, futures=futures).milestones["live"].p80_days for one in (before, now))
    assert was is not None
    assert becomes is not None
    return becomes - was + (now.as_of - before.as_of).days


def changed(luck: Random) -> tuple[Snapshot, Snapshot]:
    """A program on two days between which anything may have happened."""
    work = [item(f"w{n}", luck.randint(1, 12), priority=luck.randint(0, 3)) for n in range(luck.randint(2, 9))]
    links = [dependency(f"w{a}", f"w{b}") for b in range(len(work)) for a in range(b) if luck.random() < 0.2]
    risk = {"id": "r", "event": "late", "probability": 0.3, "delay": "4-9d", "work": ["w0"]}
    before = program(work, dependencies=links, risks=[risk])
    later = [_later(one, luck) for one in work if luck.random() < 0.9 or one["id"] == "w0"]
    later += [item(f"n{n}", luck.randint(1, 9)) for n in range(luck.choice([0, 0, 1, 3]))]
    there = {one["id"] for one in later}
    now = program(
        later,
        as_of=luck.choice(["2026-03-02", "2026-03-05", "2026-03-09"]),
        dependencies=[one for one in links if {one["before"], one["after"]} <= there and luck.random() < 0.8],
        risks=[{**risk, "probability": luck.choice([0.3, 0.6])}] * luck.randint(0, 1),
        people=[*MARA, {"id": "ines", "name": "Ines", "team": "web", "capacity": luck.choice([0.5, 1.0])}],
    )
    return before, now


def _later(one: dict[str, Any], luck: Random) -> dict[str, Any]:
    done = {"state": "done", "started_on": "2026-03-02", "done_on": "2026-03-02"}
    new = [{}, {}, {"estimate": "3-8d"}, {"assignee": "ines"}, {"not_before": "2026-03-11"}, {"state": "dropped"}]
    return {**one, **luck.choice(new if one["id"] == "w0" else [*new, done])}


@pytest.mark.parametrize("seed", range(40))
def test_the_causes_add_up_to_the_published_change_on_random_programs(seed: int) -> None:
    before, now = changed(Random(seed))  # noqa: S311 - it only has to vary

    found = why_moved(before, now, ["live"], seed=SEED, futures=200)

    assert set(found["live"]) <= set(CAUSES)
    assert sum(found["live"].values()) == pytest.approx(whole(before, now, 200), abs=1e-3)


def test_with_two_causes_it_is_the_shapley_value() -> None:
    before = program([item("a", 8), item("b", 4)], people=MARA)
    new = [item("a", 8), item("b", 4), item("c", 6)]
    both = program(new)
    # The four programs written out, not mixed.
    p = {
        "": 0.0,
        "scope": whole(before, program(new, people=MARA), 200),
        "people": whole(before, program([item("a", 8), item("b", 4)]), 200),
        "both": whole(before, both, 200),
    }

    found = why_moved(before, both, ["live"], seed=SEED, futures=200)["live"]

    assert found["scope"] == pytest.approx((p["scope"] + p["both"] - p["people"]) / 2, abs=1e-3)
    assert found["people"] == pytest.approx((p["people"] + p["both"] - p["scope"]) / 2, abs=1e-3)
