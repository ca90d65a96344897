"""One range of several, what similar work took, and the claims whose truth is known: arithmetic done by hand."""

import json
from dataclasses import fields
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from leadline.engine.forecast.blend import FEWEST_CLAIMS, learned
from leadline.engine.past_work import CLASS_MINIMUM
from leadline.program import document
from leadline.program.elicited import FEWEST, SHIPPED_RATIOS, Claim, claims, pooled, similar_work, took
from leadline.program.ranges import Range
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot


def finished(*days: int, kind: str = "task", team: str = "core") -> list[dict[str, Any]]:
    """Work that was started on Monday 5 January 2026 and took so many weekdays, up to five."""
    return [
        {"id": f"{kind}{team}{n}", "kind": kind, "team": team, "state": "done", "started_on": "2026-01-05",
         "done_on": f"2026-01-{4 + one:02d}"}
        for n, one in enumerate(days)
    ]  # fmt: skip


def plan(*work: dict[str, Any], **more: Any) -> Snapshot:
    item = {"id": "A", "kind": "task", "team": "core", "estimate": "4-6d"}
    return document.read(
        {"as_of": "2026-03-02", "teams": [{"id": "core"}, {"id": "far"}], "work": [item, *work], **more}
    )


def test_together_is_the_median_of_lows_middles_and_highs() -> None:
    # Lows 2 3 4, middles sqrt(2*8) = 4, 5 as named, sqrt(4*9) = 6; highs 8 12 9.
    assert pooled([Range(2, 8), Range(3, 12, 5), Range(4, 9)]) == Range(3, 9, 5)


def test_one_wild_range_moves_it_little() -> None:
    assert pooled([Range(3, 8, 5), Range(3, 8, 5), Range(300, 800, 500)]) == Range(3, 8, 5)


def test_of_one_range_it_is_that_range() -> None:
    assert pooled([Range(3, 12)]) == Range(3, 12, 6)
    assert pooled([Range(0, 4)]) == Range(0, 4, 0)


def test_of_none_there_is_none() -> None:
    with pytest.raises(ValueError, match="no range"):
        pooled([])


def test_similar_work_is_of_the_same_kind_and_team() -> None:
    snapshot = plan(*finished(1, 2, 3, 4, 5), *finished(5, 5, 5, kind="bug"), *finished(5, 5, team="far"))

    found = similar_work(snapshot, snapshot.find("work", "A"), 6)  # type: ignore[arg-type]

    # P20 of 1 2 3 4 5 stands at place 0.8: 1.8; P80 at place 3.2: 4.2.
    assert (found.low, found.middle, found.high, found.count, found.label) == (1.8, 3, 4.2, 5, "")


def test_below_five_the_shipped_ratios_stand_in_and_say_so() -> None:
    snapshot = plan(*finished(1, 2, 3, 4))

    found = similar_work(snapshot, snapshot.find("work", "A"), 10)  # type: ignore[arg-type]

    assert (found.low, found.middle, found.high, found.count) == (6, 10, 14.3, 0)
    assert found.label == "no own history"


def test_it_stands_on_what_the_engine_stands_on() -> None:
    measured = json.loads(files("leadline.engine").joinpath("priors.json").read_text("utf-8"))["effort_ratio"]

    assert (measured["0.2"], measured["0.5"], measured["0.8"]) == SHIPPED_RATIOS
    assert FEWEST == CLASS_MINIMUM


def test_two_people_are_told_what_work_of_the_kind_took_and_not_what_theirs_took() -> None:
    people = [{"id": "mara", "team": "core"}, {"id": "joana", "team": "core"}]
    work = [*finished(1, 1, 1, 1, 1), *finished(5, 5, 5, 5, 5, team="far")]
    two, three = (plan(*work, people=known) for known in (people, [*people, {"id": "ines", "team": "core"}]))

    assert [similar_work(one, one.find("work", "A"), 6).count for one in (two, three)] == [10, 5]  # type: ignore[arg-type]


def test_weekdays_count_both_ends_and_no_weekend() -> None:
    def days(first: str, last: str) -> float | None:
        item = document.read(
            {"as_of": "2026-03-02", "work": [{"id": "A", "state": "done", "started_on": first, "done_on": last}]}
        ).work[0]
        return took(item, Revisions((), date(2026, 3, 2)))

    assert days("2026-01-05", "2026-01-05") == 1
    assert days("2026-01-09", "2026-01-12") == 2  # Friday to Monday.
    assert days("2026-01-10", "2026-01-11") == 0.5  # A weekend: half a day at least.
    assert days("2026-01-10", "2026-01-12") == 1
    assert days("2026-01-12", "2026-01-05") is None


def asked(id: str, work: str, kept: str | None, closed: str | None) -> dict[str, Any]:
    return {"id": id, "work": work, "team": "core", "kept": kept, "closed_on": closed, "asked": ["mara", "joana"]}


def test_a_kept_range_of_finished_work_is_a_claim_of_its_team() -> None:
    snapshot = plan(
        *finished(3, 5),
        people=[{"id": "mara"}, {"id": "joana"}],
        estimations=[
            asked("one", "taskcore0", "2-4-8d", "2026-01-02"),
            asked("two", "taskcore1", "1-2-3d", "2025-12-01"),
            asked("two-again", "taskcore1", "3-4-5d", "2026-01-02"),
            asked("open", "A", "1-2d", "2026-01-02"),
            asked("unkept", "taskcore0", None, "2026-01-02"),
        ],
    )

    assert claims(snapshot) == [
        Claim("core", "taskcore0", Range(2, 8, 4), 3),
        Claim("core", "taskcore1", Range(3, 5, 4), 5),
    ]


def test_a_range_named_after_the_work_was_done_is_no_claim() -> None:
    snapshot = plan(
        *finished(3),
        people=[{"id": "mara"}, {"id": "joana"}],
        estimations=[asked("late", "taskcore0", "3-4d", "2026-02-01")],
    )

    assert claims(snapshot) == []


def test_a_claim_has_a_team_and_no_person() -> None:
    assert [one.name for one in fields(Claim)] == ["team", "work", "said", "took"]


def test_claims_are_what_the_engine_learns_of() -> None:
    count = FEWEST_CLAIMS
    snapshot = plan(
        *finished(*[4] * count),
        people=[{"id": "mara"}, {"id": "joana"}],
        estimations=[asked(f"e{n:02d}", f"taskcore{n}", "1-2-4d", "2026-01-02") for n in range(count)],
    )

    known = claims(snapshot)
    found = learned([(one.said.low, one.said.middle, one.said.high) for one in known], [one.took for one in known])

    # All took twice the likely: half of log 2 is believed of twenty claims.
    assert found.count == count
    assert found.bias == pytest.approx(0.3466, abs=1e-4)
