"""D2, forecasts from histories that are worth nothing: wide, or a clear refusal; never a crash, never false confidence."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.mission.story import Story

TODAY = date(2026, 3, 2)
HEAD = """\
id: ledger
name: Ledger
as_of: 2026-03-02
people: [{id: mara, name: Mara}]
milestones: [{id: live, name: Live, owner: mara, cost_of_delay_cents: 100000}]
work:
  - {id: o1, name: Payments, milestone: live, assignee: mara, created_on: 2026-02-02%(range)s}
  - {id: o2, name: Refunds, milestone: live, assignee: mara, created_on: 2026-02-02%(range)s}
"""


def _was(number: int, created: date, started: date, ended: date, state: str = "done") -> str:
    days = f"created_on: {created}, started_on: {started}, done_on: {ended}"
    return f"  - {{id: h{number}, name: Past {number}, milestone: live, assignee: mara, state: {state}, {days}}}\n"


def _day(number: int, begins: date = date(2025, 9, 1)) -> date:
    return begins + timedelta(days=7 * number)


MANY = range(15)
NOTHING = "no history"
HISTORIES = {
    NOTHING: "",
    "one item": _was(1, _day(0), _day(1), _day(2)),
    "all resolved on one day": "".join(_was(one, _day(0), _day(0), _day(0)) for one in MANY),
    "ended before they began": "".join(_was(one, _day(one + 1), _day(one + 1), _day(one)) for one in MANY),
    "ended in the future": "".join(_was(one, _day(one), _day(one), _day(one, date(2027, 1, 4))) for one in MANY),
    "ten years of silence": "".join(_was(one, *(_day(one, date(2015, 6, 1)),) * 2, _day(one, date(2015, 6, 8))) for one in MANY),
    "everything dropped": "".join(_was(one, _day(one), _day(one), _day(one + 1), "dropped") for one in MANY),
}  # fmt: skip


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("ranged", [True, False], ids=["with ranges", "without"])
def test_a_history_that_is_worth_nothing_gives_a_wide_forecast_or_a_refusal(
    story: Story, history: str, ranged: bool
) -> None:
    story.begins(HEAD % {"range": ", estimate: 3-8d" if ranged else ""} + HISTORIES[history], "ledger")

    told = json.loads(story.says("when", "live", "--json"))

    if told["p50"] is None:
        assert told["blind"].endswith(".")
        assert not ranged
    else:
        quantiles = [date.fromisoformat(told[name]) for name in ("p50", "p80", "p95")]
        assert all(first <= later for first, later in pairwise([TODAY, *quantiles]))
        # Two ranges of three to eight days are worth what people said; a bad history alone is worth months of doubt.
        assert quantiles[2] - quantiles[0] >= timedelta(days=7 if ranged else 60)
    assert "Live" in story.page("/p/ledger/milestone/live")
    assert story.page("/p/ledger/track-record")
    assert story.says("track-record")


@pytest.mark.parametrize("history", [NOTHING, "one item"])
def test_without_ranges_and_without_a_history_nothing_is_foreseen_and_it_says_what_is_missing(
    story: Story, history: str
) -> None:
    story.begins(HEAD % {"range": ""} + HISTORIES[history], "ledger")

    told = json.loads(story.says("when", "live", "--json"))

    assert told["p50"] is None
    assert "Nobody has estimated Payments and Refunds" in told["blind"]
