"""How a date comes about, in words and bars."""

from datetime import date

from leadline.direction.ladder import merge_says, rungs
from leadline.program.outlook import MilestoneOutlook, Rung

MONDAY = date(2026, 3, 2)


def seen(*p80: float, merge: float = 0.0) -> MilestoneOutlook:
    ladder = tuple(
        Rung(name, days / 2, days) for name, days in zip(("logic", "people", "risks", "calendars"), p80, strict=True)
    )
    return MilestoneOutlook("live", MONDAY, 10, (30,), (10,), 30.0, p80[-1], ladder=ladder, merge_days=merge)


def test_each_step_says_what_it_adds_and_together_they_are_the_p80() -> None:
    found = rungs(seen(10.0, 22.0, 28.0, 31.0))

    assert found is not None
    assert [(row.says, row.days) for row in found.rows] == [
        ("Its work, if somebody were always free", 10.0),
        ("People do one thing after the other", 12.0),
        ("Risks, roadblocks, open decisions", 6.0),
        ("Holidays, leave and part time", 3.0),
    ]
    assert found.total == 31.0
    assert found.total_says == "P80, 1 Apr"


def test_what_adds_nothing_has_no_row() -> None:
    found = rungs(seen(10.0, 10.0, 10.0, 13.0))

    assert found is not None
    assert [row.days for row in found.rows] == [10.0, 3.0]


def test_where_only_the_logic_counts_there_is_nothing_to_tell() -> None:
    assert rungs(seen(10.0, 10.0, 10.0, 10.2)) is None


def test_merging_is_said_from_a_day_on() -> None:
    assert merge_says(seen(1.0, 1.0, 1.0, 1.0, merge=0.9)) == ""
    assert "4.5 days later" in merge_says(seen(1.0, 1.0, 1.0, 1.0, merge=4.5))
