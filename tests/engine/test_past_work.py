"""What finished work tells of the work ahead, and what it must not tell."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from tests.engine.programs import program

from leadline.engine.calibrate import calibrate
from leadline.engine.draws import look_up
from leadline.engine.past_work import CLASS_MINIMUM, PastWork
from leadline.program.ranges import Range
from leadline.program.work import WorkItem

TODAY = date(2026, 3, 2)
TEAM = {
    "teams": [{"id": "web", "size": 6}, {"id": "law", "size": 6}, {"id": "pair"}],
    "people": [{"id": "ana", "team": "pair"}, {"id": "ben", "team": "pair"}],
}


def done(count: int, days: int, *, every: int = 7, last: date = date(2026, 2, 27), **more: Any) -> list[dict[str, Any]]:
    """Items that ended every so many days up to a Friday, each begun so many whole weeks and a Monday before."""
    assert days % 5 == 0
    ends = [last - timedelta(days=every * n) for n in range(count)]
    spans = [(end - timedelta(days=7 * (days // 5) - 3), end) for end in ends]
    return [
        {
            "id": f"{more.get('kind', 'x')}-{more.get('team', '')}-{n}",
            "state": "done",
            "done_on": f"{end}",
            "started_on": f"{start}",
            **more,
        }
        for n, (start, end) in enumerate(spans)
    ]


def history(work: list[dict[str, Any]]) -> PastWork:
    return PastWork(program(work, as_of="2026-03-02", **TEAM))


def at(table: tuple[float, ...] | None, share: float) -> float:
    assert table is not None
    return float(look_up(np.array(table), np.array([share]))[0])


@pytest.mark.parametrize(
    ("count", "every", "level", "label"),
    [
        (0, 7, 0, "no own history"),
        (1, 7, 1, "little own history (1 finished item)"),
        (19, 7, 1, "little own history (19 finished items)"),
        # Twenty in the nineteen days before today are many, but of less than eight weeks.
        (20, 1, 1, "little own history (20 finished items)"),
        (20, 7, 2, "some own history (20 finished items)"),
        (28, 7, 3, "own history (28 finished items)"),
    ],
)
def test_how_much_there_is_to_go_by_is_said(count: int, every: int, level: int, label: str) -> None:
    found = history(done(count, 5, every=every))
    assert (found.level, found.label) == (level, label)


def test_an_estimate_is_read_by_what_became_of_like_ones() -> None:
    # Sixty said ten days and took twenty, the last ones lately: against fifteen of the pool, most of which end below twice.
    found = history(done(60, 20, estimate="10d", team="web")).estimated(Range.parse("10d"), "", "web")
    assert at(found, 0.5) == pytest.approx(20.0)
    # A tenth of what is said is another size: there the pool stands, and half of it ends at what was said.
    small = history(done(60, 20, estimate="10d", team="web")).estimated(Range.parse("1d"), "", "web")
    assert at(small, 0.5) == pytest.approx(1.0)


def test_a_range_keeps_its_middle_until_twenty_of_them_are_over() -> None:
    nineteen = history(done(19, 10, estimate="4-5-7d")).estimated(Range.parse("8-10-15d"), "", "")
    assert at(nineteen, 0.5) == pytest.approx(10.0, rel=0.001)
    # Forty that took twice the middle: of that doubling, the share 40 / (40 + 20) is believed, as a logarithm.
    forty = history(done(40, 10, estimate="4-5-7d")).estimated(Range.parse("8-10-15d"), "", "")
    assert at(forty, 0.5) == pytest.approx(10 * 2 ** (40 / 60))


def test_estimates_that_doubled_move_the_middle_of_a_range_too_and_never_make_it_surer_where_it_is_wrong() -> None:
    # Fifty said five days and took ten, over fifty weeks: worth about 42 of today. 42 / (42 + 20) of the doubling is believed.
    known = history(done(50, 10, estimate="5d")).estimated(Range.parse("3-5-8d"), "", "")
    assert at(known, 0.5) == pytest.approx(5 * 2 ** (42.4 / 62.4), rel=0.02)
    # What they took lies well inside.
    assert at(known, 0.8) > 10.0


def test_what_was_tidied_away_tells_nothing_of_how_long_work_takes() -> None:
    work = done(100, 5, estimate="5d", kind="bug")
    work = [{**one, "created_on": one["started_on"]} for one in work]
    closed = [
        {"id": f"old-{n}", "kind": "bug", "estimate": "5d", "state": "done", "created_on": "2024-01-01",
         "started_on": "2024-01-01", "done_on": "2026-02-25"}
        for n in range(60)
    ]  # fmt: skip
    assert history([*work, *closed]).unestimated("bug", "") == history(work).unestimated("bug", "")


def test_work_of_long_ago_is_little_to_go_by() -> None:
    found = history(done(40, 5, last=date(2016, 2, 26)))
    assert (found.level, found.label) == (1, "little own history (40 finished items, none of them in two years)")


def test_a_range_that_was_asked_for_and_kept_is_the_claim_and_not_what_became_of_the_estimate() -> None:
    # All estimates were corrected to what the work took; the ranges kept before it began said half of that.
    work = done(40, 10, estimate="8-10-14d", team="web")
    kept = [
        {
            "id": f"r{n}",
            "work": one["id"],
            "team": "web",
            "closed_on": one["started_on"],
            "kept": "4-5-7d",
            "answered": 2,
        }
        for n, one in enumerate(work)
    ]
    asked = PastWork(program(work, as_of="2026-03-02", **TEAM, estimations=kept))
    assert at(asked.estimated(Range.parse("8-10-15d"), "", "web"), 0.5) == pytest.approx(10 * 2 ** (40 / 60))
    assert at(history(work).estimated(Range.parse("8-10-15d"), "", "web"), 0.5) == pytest.approx(10.0)


def test_a_team_has_its_own_bias_and_another_one_that_of_all() -> None:
    work = done(40, 10, estimate="4-5-7d", team="web") + done(20, 5, estimate="4-5-7d", team="law")
    known = history(work)
    assert at(known.estimated(Range.parse("8-10-15d"), "", "web"), 0.5) == pytest.approx(10 * 2 ** (40 / 60))
    assert at(known.estimated(Range.parse("8-10-15d"), "", "law"), 0.5) == pytest.approx(10.0)


def test_two_people_are_no_team_to_be_measured() -> None:
    slow = done(40, 10, estimate="4-5-7d", team="pair", kind="bug")
    known = history(slow + done(40, 5, estimate="4-5-7d", team="web", kind="bug"))
    said = Range.parse("8-10-15d")
    assert known.estimated(said, "bug", "pair") == known.estimated(said, "bug", "")
    assert known.unestimated("bug", "pair") == known.unestimated("bug", "")


def test_without_an_estimate_work_takes_what_its_kind_takes() -> None:
    known = history(done(60, 5, kind="bug", team="web") + done(4, 5, kind="epic"))
    assert CLASS_MINIMUM > 4
    assert known.unestimated("epic", "web") is None
    assert at(known.unestimated("bug", "law"), 0.5) == pytest.approx(5.0, abs=1.0)


def test_what_goes_on_for_long_counts_too() -> None:
    over = done(12, 5, kind="bug")
    begun = [{"id": f"open-{n}", "kind": "bug", "state": "doing", "started_on": "2025-09-01"} for n in range(12)]
    quick, slow = (at(history(work).unestimated("bug", ""), 0.8) for work in (over, over + begun))
    # Half of all are not over after half a year: four of five take longer than that.
    assert quick < 30 < 130 < slow


def test_a_time_sheet_counts_before_the_calendar() -> None:
    work = done(60, 20, estimate="10d", spent_days=5.0)
    assert at(history(work).estimated(Range.parse("10d"), "", ""), 0.5) == pytest.approx(5.0)


BAD: dict[str, list[dict[str, Any]]] = {
    "ends before it begins": [
        {"id": f"a{n}", "state": "done", "started_on": "2026-02-20", "done_on": "2026-02-10"} for n in range(30)
    ],
    "ends after today": [
        {"id": f"a{n}", "state": "done", "started_on": "2026-02-20", "done_on": "2027-02-10"} for n in range(30)
    ],
    "everything dropped": [{"id": f"a{n}", "state": "dropped", "started_on": "2026-02-02"} for n in range(30)],
    "no days at all": [{"id": f"a{n}", "state": "done"} for n in range(30)],
}


@pytest.mark.parametrize("name", BAD)
def test_a_history_that_makes_no_sense_is_none(name: str) -> None:
    known = history(BAD[name])
    assert known.level == 0
    assert known.unestimated("", "") is None


ODD: dict[str, list[dict[str, Any]]] = {
    "one item": done(1, 5, estimate="3-8d"),
    "all on one day": [{**one, "done_on": "2026-02-27"} for one in done(40, 5, every=1, estimate="3-8d")],
    "ten years of silence": done(40, 5, last=date(2016, 2, 26), estimate="3-8d"),
    "no time at all": done(40, 5, estimate="3-8d", spent_days=0.001),
    "a hundred years": done(40, 5, estimate="3-8d", spent_days=36500.0),
    "an estimate of nothing": done(40, 5, estimate="0d"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_history_leaves_a_forecast_wide_and_whole(name: str) -> None:
    known = calibrate(program(ODD[name], as_of="2026-03-02", **TEAM))
    for item in (WorkItem("a", estimate=Range.parse("3-8d")), WorkItem("a", estimate=Range.parse("5d")), WorkItem("a")):
        table = known.effort(item, "")
        if table is not None:
            assert list(table) == sorted(table)
            assert np.isfinite(table).all()
            assert min(table) > 0
            assert at(table, 0.95) > 1.5 * at(table, 0.05)


def changed(field: str, changes: dict[str, tuple[str, str, str]]) -> list[dict[str, Any]]:
    """One dated change of each piece of work: its day, what it was and what it became."""
    return [
        {"id": f"r-{id}", "subject": id, "field": field, "changed_on": day, "was": was, "became": became}
        for id, (day, was, became) in changes.items()
    ]


def test_an_estimate_is_judged_as_it_stood_when_work_began() -> None:
    # All said 10 days, took 20, and were written up to 20 once they were nearly done.
    work = done(60, 20, estimate="20d")
    edited = changed("estimate", {one["id"]: (str(one["done_on"]), "10d", "20d") for one in work})

    honest = PastWork(program(work, as_of="2026-03-02", revisions=edited, **TEAM))

    assert at(history(work).estimated(Range(10, 10), "", ""), 0.5) == pytest.approx(10, rel=0.1)
    assert at(honest.estimated(Range(10, 10), "", ""), 0.5) > 15


def test_an_estimate_that_was_made_during_the_work_is_no_claim() -> None:
    work = done(60, 20, estimate="20d")
    late = changed("estimate", {one["id"]: (str(one["done_on"]), "", "20d") for one in work})
    unsaid = [{name: value for name, value in one.items() if name != "estimate"} for one in work]

    found = PastWork(program(work, as_of="2026-03-02", revisions=late, **TEAM)).estimated(Range(10, 10), "", "")

    assert found == history(unsaid).estimated(Range(10, 10), "", "")


def test_weeks_for_which_it_was_blocked_are_no_effort() -> None:
    # Twenty weekdays each, the second and third week blocked: ten of work.
    work = done(60, 20)
    starts = {one["id"]: date.fromisoformat(str(one["started_on"])) for one in work}
    told = changed("blocked", {id: (f"{first + timedelta(days=7)}", "", "blocked") for id, first in starts.items()})
    freed = changed("blocked", {id: (f"{first + timedelta(days=21)}", "blocked", "") for id, first in starts.items()})
    revisions = [*told, *({**one, "id": f"f-{one['id']}"} for one in freed)]

    found = PastWork(program(work, as_of="2026-03-02", revisions=revisions, **TEAM))

    assert at(history(work).unestimated("", ""), 0.5) == pytest.approx(20, rel=0.06)
    assert at(found.unestimated("", ""), 0.5) == pytest.approx(10, rel=0.06)
