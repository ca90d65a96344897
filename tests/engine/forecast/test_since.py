"""What came between a forecast and its end is told from the record, and nothing is made up."""

from datetime import date

from leadline.engine.forecast.since import since
from leadline.program import document
from leadline.program.track_record import Miss

MADE, P80, CAME = date(2026, 1, 5), date(2026, 2, 1), date(2026, 3, 1)
PROGRAM = document.read({
    "id": "p", "as_of": "2026-04-01", "people": [{"id": "mara"}],
    "milestones": [{"id": "live"}, {"id": "other"}],
    "work": [
        {"id": "old", "milestone": "live", "created_on": "2025-12-01"},
        {"id": "new", "milestone": "live", "created_on": "2026-01-20"},
        {"id": "newer", "milestone": "live", "created_on": "2026-02-20"},
        {"id": "after", "milestone": "live", "created_on": "2026-03-20"},
        {"id": "elsewhere", "milestone": "other", "created_on": "2026-01-20"},
    ],
    "roadblocks": [{"id": "slot", "name": "No slot", "work": ["old"], "since": "2026-01-10"}],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-02-15", "state": "missed"}],
})  # fmt: skip


def test_work_added_roadblocks_and_missed_dates_are_counted_up_to_its_end() -> None:
    said = since(PROGRAM, Miss("network", "live", MADE, P80, CAME, 28))
    assert said == "Since then 2 pieces of work were added, 1 roadblock came up and 1 date of its own was missed."


def test_while_it_is_open_everything_after_counts() -> None:
    said = since(PROGRAM, Miss("network", "live", MADE, P80, None, 59))
    assert said.startswith("Since then 3 pieces of work were added")


def test_where_nothing_came_in_between_nothing_is_said() -> None:
    assert since(PROGRAM, Miss("network", "other", date(2026, 2, 1), P80, CAME, 28)) == ""
    assert since(PROGRAM, Miss("pace", "", MADE, P80, CAME, 28)) == ""
