"""A schedule file becomes a program: each thing by hand."""

from datetime import date

import pytest
from tests.sources.mspdi.plans import assignment, calendar, free, link, person, plan, task

from leadline.program.people import Absence
from leadline.sources.mspdi.read import read_schedule
from leadline.sources.mspdi.translate import Translated, translate

MONDAY = date(2026, 3, 2)
FRIDAY_NIGHT = "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish>"
TWO_DAYS = 9_600
"""Two days of eight hours, in tenths of minutes."""


def read(data: bytes) -> Translated:
    return translate(read_schedule(data, "plan.xml"), MONDAY)


def test_the_row_above_all_is_the_program_summaries_are_projects_and_phases_are_told() -> None:
    found = read(
        plan(
            task(1, "Checkout", hours=None, level=1), task(2, "Shop", hours=None, level=2),
            task(3, "Phase 1", hours=None, level=3), task(4, "Form", level=4),
            task(5, "Bank", hours=None, level=2), task(6, "Live", "<Milestone>1</Milestone>", hours=0, level=3),
        )
    )  # fmt: skip

    assert [(one.id, one.name) for one in found.snapshot.projects] == [("t2", "Shop"), ("t5", "Bank")]
    assert found.snapshot.work[0].project == "t2"
    assert [(one.id, one.project) for one in found.snapshot.milestones] == [("t6", "t5")]
    assert found.left_out == {"phases within a project: their work is in the project": 1}


@pytest.mark.parametrize(
    ("kind", "name", "lag", "form", "days"),
    [
        # The first task ends on a Friday night: two working days later it is Tuesday night, four calendar days on.
        (1, "FS", TWO_DAYS, 7, 4.0),
        # It starts on a Monday: two working days later it is Tuesday night.
        (3, "SS", TWO_DAYS, 7, 2.0),
        (0, "FF", TWO_DAYS, 7, 4.0),
        (2, "SF", 0, 7, 0.0),
        # Back from Friday night: Wednesday night.
        (1, "FS", -TWO_DAYS, 7, -2.0),
        # Elapsed time goes on over the weekend: 48 hours.
        (1, "FS", 28_800, 8, 2.0),
        # A fifth of five days is one: Monday night, three days on.
        (1, "FS", 20, 19, 3.0),
    ],
)
def test_links_of_all_kinds_have_their_lag_in_calendar_days(
    kind: int, name: str, lag: int, form: int, days: float
) -> None:
    found = read(plan(task(1, "Design", FRIDAY_NIGHT), task(2, "Build", link(1, kind, lag, form))))

    one = found.snapshot.dependencies[0]
    assert (one.before, one.after, one.kind, one.lag_days) == ("t1", "t2", name, days)


def test_where_the_file_has_no_dates_a_lag_is_that_of_the_mean_week() -> None:
    found = read(plan(task(1, "Design"), task(2, "Build", link(1, lag=TWO_DAYS))))

    assert found.snapshot.dependencies[0].lag_days == 2.8  # 2 x 7 / 5


def test_a_link_to_a_summary_is_one_to_the_tasks_at_its_rim() -> None:
    found = read(
        plan(
            task(1, "Design"), task(2, "Shop", link(1), hours=None), task(3, "Form", level=2),
            task(4, "Receipt", link(3), level=2), task(5, "Check", link(2)),
        )
    )  # fmt: skip

    assert [(one.before, one.after) for one in found.snapshot.dependencies] == [
        ("t1", "t3"),
        ("t3", "t4"),
        ("t4", "t5"),
    ]


def test_progress_baseline_constraint_and_deadline_are_kept() -> None:
    done = "<PercentComplete>100</PercentComplete><ActualStart>2026-02-02T08:00:00</ActualStart><ActualFinish>2026-02-06T17:00:00</ActualFinish>"
    begun = "<PercentComplete>40</PercentComplete><ActualStart>2026-02-09T08:00:00</ActualStart><ActualDuration>PT16H0M0S</ActualDuration>"
    later = "<ConstraintType>4</ConstraintType><ConstraintDate>2026-04-01T08:00:00</ConstraintDate>"
    first = "<Baseline><Number>0</Number><Finish>2026-02-05T17:00:00</Finish></Baseline>"
    live = "<Milestone>1</Milestone><Deadline>2026-05-29T17:00:00</Deadline>"

    program = read(
        plan(task(1, "A", done + first), task(2, "B", begun), task(3, "C", later), task(4, "Live", live, hours=0))
    ).snapshot

    a, b, c = program.work
    assert (a.state, a.started_on, a.done_on) == ("done", date(2026, 2, 2), date(2026, 2, 6))
    assert a.baseline_on == date(2026, 2, 5)
    assert (b.state, b.spent_days, str(b.estimate)) == ("doing", 2.0, "5d")
    assert c.not_before == date(2026, 4, 1)
    due = program.promises[0]
    assert (due.milestone, due.due, due.kind, due.state) == ("t4", date(2026, 5, 29), "target", "proposed")


def test_people_have_rates_parts_of_their_time_and_days_away() -> None:
    own = f"<Calendar><UID>2</UID><Name>Mara</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID><Exceptions>{free('2026-03-09', '2026-03-10')}</Exceptions></Calendar>"
    mara = person(1, "Mara", "<MaxUnits>0.5</MaxUnits><StandardRate>70</StandardRate><CalendarUID>2</CalendarUID>")
    found = read(
        plan(
            task(1, "Design"), people=mara + person(2, "Tomas") + person(3, "Crew", "<MaxUnits>3</MaxUnits>"),
            assigned=assignment(1, 2) + assignment(1, 1, 0.5), calendars=calendar() + own,
        )
    )  # fmt: skip

    mara_read, tomas = found.snapshot.people
    assert (mara_read.capacity, mara_read.day_rate_cents, mara_read.calendar) == (0.5, 56_000, "c1")  # 70 x 8 hours
    assert mara_read.absences == (Absence(date(2026, 3, 9), date(2026, 3, 10)),)
    assert (found.snapshot.teams[0].name, found.snapshot.teams[0].size) == ("Crew", 3)
    assert (found.snapshot.work[0].assignee, found.snapshot.work[0].hands) == (tomas.id, 2)


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("<Type>6</Type><Period>2</Period><DaysOfWeek>2</DaysOfWeek>", ["03-02", "03-16", "03-30"]),
        ("<Type>4</Type><Period>1</Period><MonthDay>3</MonthDay>", ["03-03", "04-03"]),
        ("<Type>5</Type><Period>1</Period><MonthItem>5</MonthItem><MonthPosition>4</MonthPosition>", ["03-31"]),
        ("<Type>2</Type><Month>3</Month><MonthDay>7</MonthDay>", ["04-07"]),
        (
            "<Type>1</Type><EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>2</Occurrences>",
            ["03-02", "03-03"],
        ),
    ],
)
def test_exceptions_that_come_again_are_days_off(more: str, days: list[str]) -> None:
    found = read(plan(calendars=calendar(exceptions=free("2026-03-02", "2026-04-08", more))))

    assert [f"{one:%m-%d}" for one in found.snapshot.calendars[0].holidays] == days


def test_a_newer_version_changes_only_what_changed() -> None:
    old = read(plan(task(1, "Design"), task(2, "Build", link(1)))).snapshot

    new = read(plan(task(9, "Think first"), task(1, "Design"), task(2, "Build it", link(1)))).snapshot

    assert {one.id for one in new.work} - {one.id for one in old.work} == {"t9"}
    assert new.find("work", "t1") == old.find("work", "t1")
    assert new.dependencies == old.dependencies


def test_a_circle_and_a_value_beyond_its_limit_are_told_and_the_rest_is_read() -> None:
    found = read(plan(task(1, "A", link(2)), task(2, "B", link(1)), task(3, "C", hours=900_000_000)))

    assert len(found.snapshot.dependencies) == 1
    assert found.snapshot.find("work", "t3").estimate is None
    assert [one.line for one in found.problems if "circle" in one.says or "hundred years" in one.says]
