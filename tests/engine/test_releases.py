"""How often work makes its release: as elsewhere at first, then as here."""

from typing import Any

import pytest
from tests.engine.programs import program

from leadline.engine.calibrate import calibrate
from leadline.engine.priors import shipped
from leadline.program.work import WorkItem

ALPHA = shipped().release_kept["alpha"]


def target(number: int, outcome: str, release_on: str = "2026-02-20", team: str = "web", **more: Any) -> dict[str, Any]:
    kind = {"release_class": "alpha", "release_on": release_on, "team": team, "outcome": outcome}
    return {"id": f"t{number}", **kind, **more}


def share(targets: list[dict[str, Any]], team: str = "web", kind: str = "alpha", milestone: str = "") -> float:
    teams = [{"id": "web", "size": 5}, {"id": "law", "size": 5}, {"id": "pair", "size": 2}]
    milestones = [{"id": "fresh"}, {"id": "moved"}]
    snapshot = program([], as_of="2026-03-02", teams=teams, targets=targets, milestones=milestones)
    return calibrate(snapshot).kept_share(WorkItem("a", release_class=kind, milestone=milestone), team)


def test_with_nothing_learned_the_odds_are_those_measured_elsewhere() -> None:
    assert share([]) == pytest.approx(ALPHA)
    assert share([], kind="beta") == pytest.approx(shipped().release_kept["beta"])
    known = shipped().release_kept.values()
    # Of a kind nobody measured: as often as any.
    assert share([], kind="canary") == pytest.approx(sum(known) / len(known), abs=0.02)


def test_own_outcomes_draw_them_like_fifteen_against_as_many() -> None:
    found = share([target(n, "kept" if n < 5 else "missed") for n in range(15)])
    # FORECAST.md §6: (5 + 15 p) / 30.
    assert found == pytest.approx((5 + 15 * ALPHA) / 30, abs=0.03)


def test_a_team_that_was_not_seen_has_part_of_what_was_learned() -> None:
    seen = [target(n, "missed") for n in range(15)]
    assert share(seen, "web") < share(seen, "law") < ALPHA


def test_two_people_are_no_team_to_be_measured() -> None:
    seen = [target(n, "missed", team="pair") for n in range(30)]
    assert share(seen, "pair") == share(seen, "")


def test_what_was_given_up_has_missed_its_release() -> None:
    assert share([target(n, "dropped") for n in range(9)]) == share([target(n, "missed") for n in range(9)])


def test_a_release_that_is_not_out_teaches_nothing() -> None:
    # The day of the snapshot is 2 March: what leaves that day or later has no outcome yet, whatever the record says.
    assert share([target(n, "kept", "2026-03-02") for n in range(30)]) == pytest.approx(ALPHA)
    assert share([target(n, "open") for n in range(30)]) == pytest.approx(ALPHA)


def test_what_was_carried_over_before_is_held_against_it_where_that_told() -> None:
    first = [target(n, "kept", carried=0) for n in range(30)]
    again = [target(100 + n, "missed", carried=2) for n in range(30)]
    now = [target(200 + moved, "open", milestone=id, carried=moved) for id, moved in (("fresh", 0), ("moved", 2))]
    assert share(first + again + now, milestone="moved") + 0.1 < share(first + again + now, milestone="fresh")


def test_finished_work_is_an_outcome_too_unless_a_target_tells_it() -> None:
    work = [
        {
            "id": f"d{n}",
            "state": "done",
            "done_on": "2026-02-21",
            "release_on": "2026-02-20",
            "release_class": "alpha",
            "team": "web",
        }
        for n in range(15)
    ]
    late = calibrate(program(work, as_of="2026-03-02")).kept_share(WorkItem("a", release_class="alpha"), "web")
    assert late == pytest.approx(15 * ALPHA / 30, abs=0.05)


@pytest.mark.parametrize("state", ["todo", "doing", "dropped"])
def test_work_that_is_not_done_when_its_release_is_out_has_missed_it(state: str) -> None:
    aimed = {"release_on": "2026-02-20", "release_class": "alpha", "team": "web"}
    made = [{"id": f"d{n}", "state": "done", "done_on": "2026-02-20", **aimed} for n in range(10)]
    late = [{"id": f"o{n}", "state": state, **aimed} for n in range(20)]
    kept, all_of_it = (
        calibrate(program(work, as_of="2026-03-02")).kept_share(WorkItem("a", release_class="alpha"), "web")
        for work in (made, made + late)
    )
    # Ten of thirty, drawn to the shipped share as to fifteen.
    assert all_of_it == pytest.approx((10 + 15 * ALPHA) / 45, abs=0.05)
    assert kept > all_of_it + 0.2


@pytest.mark.parametrize(
    ("releases", "each", "label"),
    [
        (0, 0, "no own history"),
        (1, 1, "little own history (1 target of 1 past release)"),
        (2, 30, "little own history (60 targets of 2 past releases)"),
        (3, 10, "own history (30 targets of 3 past releases)"),
    ],
)
def test_how_many_outcomes_there_are_to_go_by_is_said(releases: int, each: int, label: str) -> None:
    targets = [target(10 * n + k, "kept", f"202{n}-02-20") for n in range(releases) for k in range(each)]
    targets = [{**one, "id": f"t{n}"} for n, one in enumerate(targets)]
    assert calibrate(program([], as_of="2026-03-02", targets=targets)).release_label == label
