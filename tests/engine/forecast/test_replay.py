"""A replay says of each past day what was known then, and nothing that came later."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from leadline.engine.forecast.history import FEWEST, PACE
from leadline.engine.forecast.replay import replay
from leadline.engine.forecast.track import score
from leadline.program import document
from leadline.program.snapshot import Snapshot

START = date(2024, 1, 1)
TODAY = date(2026, 1, 5)


def program(*work: dict[str, Any]) -> Snapshot:
    return document.read({"id": "p", "as_of": TODAY.isoformat(), "milestones": [{"id": "live"}], "work": list(work)})


def item(number: int, created: int, days: int | None, **more: Any) -> dict[str, Any]:
    """Created so many days after the start, done so many days later; None: still open."""
    made = START + timedelta(days=created)
    ended = None if days is None else made + timedelta(days=days)
    done = {"state": "done", "done_on": ended.isoformat()} if ended and ended <= TODAY else {"state": "doing"}
    return {"id": f"w{number}", "created_on": made.isoformat(), **done, **more}


def two_years(seed: int = 1) -> list[dict[str, Any]]:
    """Two a week, each taking some weeks, half of them of a milestone."""
    chance = np.random.default_rng(seed)
    days = np.round(np.exp(chance.normal(3.2, 0.8, 200))).astype(int)
    return [item(n, n * 7 // 2, int(days[n]), **({"milestone": "live"} if n % 2 else {})) for n in range(200)]


def test_items_scopes_and_the_pace_are_replayed_every_four_weeks() -> None:
    said = replay(program(*two_years()))
    assert {one.question for one in said} == {"item", "scope", "pace"}
    days = sorted({one.made_on for one in said})
    assert {(two - one).days for one, two in pairwise(days)} == {28}
    assert days[-1] == TODAY - timedelta(days=28)
    assert {one.subject for one in said if one.question == "pace"} == {PACE}


def test_about_eight_in_ten_of_what_was_said_at_p80_came() -> None:
    kept = [score(replay(program(*two_years(seed))), TODAY).held[1] for seed in range(5)]
    assert 0.7 < sum(one.held for one in kept) / sum(one.count for one in kept) < 0.93


def test_nothing_that_came_later_changes_what_was_said() -> None:
    work = two_years()
    whole = replay(program(*work))
    day = sorted({one.made_on for one in whole})[8]
    then = [one for one in whole if one.made_on == day]
    # Everything after that day happens otherwise: all that was open is never done, and nothing is created any more.
    known = [one for one in work if date.fromisoformat(one["created_on"]) <= day]
    other = [
        one
        if "done_on" in one and date.fromisoformat(one["done_on"]) <= day
        else {**one, "state": "doing", "done_on": None}
        for one in known
    ]
    again = [one for one in replay(program(*other)) if one.made_on == day]
    assert [(one.question, one.subject, list(one.days)) for one in again] == [
        (one.question, one.subject, list(one.days)) for one in then
    ]
    assert all(one.happened_on is None for one in again)


def test_it_is_the_same_every_time() -> None:
    snapshot = program(*two_years())
    assert replay(snapshot) == replay(snapshot)


def test_with_fewer_than_twenty_ends_there_is_nothing_to_replay() -> None:
    few = [item(n, n, 3) for n in range(FEWEST - 1)]
    assert replay(program(*few)) == []
    assert replay(program()) == []


def test_bad_days_do_not_break_it() -> None:
    odd = [
        item(900, 10, -5), item(901, 10_000, 3), item(902, 0, None), {"id": "x", "state": "done", "done_on": "2024-05-01"},
        {**item(903, 5, 3), "created_on": None, "started_on": "2024-02-01"}, {**item(904, 5, 9), "state": "dropped"},
    ]  # fmt: skip
    alone = replay(program(*[item(n, 0, 30) for n in range(50)]))
    assert [one for one in alone if one.question == "item"] == []
    both = replay(replace(program(*two_years(), *odd)))
    assert both
    assert all(day is None or day >= 0 for one in both for day in one.days)
