"""A round publishes what the program's history says, once a week of each thing, and fills in how it ended and nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from leadline.engine.forecast.history import History, foresee
from leadline.program import document, edits
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Forecast, Program, Round
from leadline.record.results import track_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.ledger import verify
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
RESOLUTION = {"resolution", "resolved_on", "happened_on"}

pytestmark = pytest.mark.django_db


def finished(number: int, ago: int) -> dict[str, Any]:
    """Done so many days ago, after ten."""
    ended = MONDAY - timedelta(days=ago)
    begun = ended - timedelta(days=10)
    return {"id": f"d{number}", "state": "done", "created_on": begun.isoformat(), "done_on": ended.isoformat()}


def history(weeks: int = 40) -> Program:
    """Two done in each week, and six open ones of a milestone that is promised."""
    done = [finished(2 * week + n, 7 * week + 1) for week in range(weeks) for n in range(2)]
    waiting = [
        {"id": f"o{n}", "milestone": "live", "created_on": "2026-02-26", "assignee": "mara", "estimate": "1-3d"} for n in range(6)
    ]  # fmt: skip
    return store(
        document.read({
            "id": "checkout", "as_of": MONDAY.isoformat(), "people": [{"id": "mara"}], "milestones": [{"id": "live", "baseline_on": "2026-03-16"}],
            "work": [*done, *waiting],
        }), NOON, pinned=True,
    )  # fmt: skip


def run(program: Program, day: date = MONDAY) -> Round:
    program.refresh_from_db()
    program.pinned_on = day
    program.save()
    return run_round(program, NOON, lambda: NOON, asked=Asked(futures=50, threads=1, plan_later=True))


def lines(question: str) -> list[Forecast]:
    return list(Forecast.objects.filter(question=question).order_by("made_on", "subject"))


def done_on(program: Program, id: str, day: str) -> None:
    carry_out(program, edits.Change("work", id, {"state": "done", "done_on": day}), NOON, MONDAY)


def test_a_round_publishes_what_the_history_says() -> None:
    program = history()
    run(program)
    seen = load_snapshot(program, MONDAY)
    expected = foresee(History.of(seen), MONDAY.toordinal())
    found = Forecast.objects.exclude(question="network")
    assert {(one.question, one.subject, tuple(one.quantiles), one.naive) for one in found} == {
        (one.question, one.subject, one.days, one.naive) for one in expected
    }
    assert [len(lines(question)) for question in ("item", "scope", "pace")] == [6, 1, 1]
    # Six of four days where ten are usual; six at two a week; 24, the items of twelve weeks.
    assert {one.naive for one in lines("item")} == {6}
    assert (lines("scope")[0].naive, sorted(lines("scope")[0].about)) == (21, [f"o{n}" for n in range(6)])
    assert (lines("pace")[0].naive, lines("pace")[0].count) == (84, 24)


def test_a_milestone_is_compared_with_its_promised_day_or_its_planned_one() -> None:
    program = history()
    run(program)
    assert [one.naive for one in lines("network")] == [14]
    carry_out(
        program,
        edits.Add("promise", {"id": "p", "milestone": "live", "due": "2026-03-09", "set_on": "2026-03-02"}),
        NOON,
        MONDAY,
    )
    run(program)
    assert [one.naive for one in Forecast.objects.filter(question="network").order_by("pk")] == [14, 7]
    # Both days have passed: whoever plans by them would say today.
    run(program, date(2026, 3, 17))
    assert Forecast.objects.filter(question="network").order_by("pk").values_list("naive", flat=True)[2] == 0


def test_of_each_thing_one_a_week_is_published_however_many_rounds_there_are() -> None:
    program = history()
    for day in (MONDAY, MONDAY, date(2026, 3, 8)):
        run(program, day)
    assert len(lines("item")) == 6
    assert len(lines("network")) == 3
    run(program, date(2026, 3, 9))
    assert [len(lines(question)) for question in ("item", "scope", "pace")] == [12, 2, 2]


def test_with_too_little_history_only_milestones_are_foreseen() -> None:
    run(history(weeks=9))
    assert {one.question for one in Forecast.objects.all()} == {"network"}


def test_an_item_is_resolved_on_its_day_and_dropped_when_it_is_dropped_or_gone() -> None:
    program = history()
    run(program)
    done_on(program, "o1", "2026-03-05")
    carry_out(program, edits.Change("work", "o2", {"state": "dropped"}), NOON, MONDAY)
    carry_out(program, edits.Retire("work", "o3"), NOON, MONDAY)

    verify(program, date(2026, 3, 6))

    found = {one.subject: (one.resolution, one.happened_on, one.resolved_on) for one in lines("item")}
    today = date(2026, 3, 6)
    assert found["o0"] == ("", None, None)
    assert found["o1"] == ("reached", date(2026, 3, 5), today)
    assert found["o2"] == found["o3"] == ("dropped", None, today)


def test_a_scope_ends_with_the_last_item_it_was_about_whatever_was_added_later() -> None:
    program = history()
    run(program)
    carry_out(program, edits.Add("work", {"id": "late", "milestone": "live", "created_on": "2026-03-03"}), NOON, MONDAY)
    for n in range(5):
        done_on(program, f"o{n}", f"2026-03-{10 + n}")
    verify(program, date(2026, 3, 20))
    assert lines("scope")[0].resolution == ""

    carry_out(program, edits.Change("work", "o5", {"state": "dropped"}), NOON, MONDAY)
    verify(program, date(2026, 3, 20))
    assert (lines("scope")[0].resolution, lines("scope")[0].happened_on) == ("reached", date(2026, 3, 14))


def test_a_scope_of_which_all_was_dropped_is_dropped() -> None:
    program = history()
    run(program)
    for n in range(6):
        carry_out(program, edits.Change("work", f"o{n}", {"state": "dropped"}), NOON, MONDAY)
    verify(program, date(2026, 3, 20))
    assert (lines("scope")[0].resolution, lines("scope")[0].happened_on) == ("dropped", None)


def test_a_pace_is_reached_with_its_last_item() -> None:
    program = history()
    run(program)
    for n in range(24):
        day = MONDAY + timedelta(days=n)
        more = {"id": f"n{n}", "state": "done", "created_on": MONDAY.isoformat(), "done_on": day.isoformat()}
        carry_out(program, edits.Add("work", more), NOON, MONDAY)
    # The first is done on 2 March, so the 24th on 25 March.
    verify(program, date(2026, 3, 24))
    assert lines("pace")[0].resolution == ""
    verify(program, date(2026, 3, 25))
    assert (lines("pace")[0].resolution, lines("pace")[0].happened_on) == ("reached", date(2026, 3, 25))


def test_verifying_changes_nothing_but_how_a_forecast_ended() -> None:
    program = history()
    run(program)
    before = {row["id"]: row for row in Forecast.objects.values()}
    for n in range(6):
        done_on(program, f"o{n}", "2026-03-05")
    carry_out(program, edits.Change("milestone", "live", {"done_on": "2026-03-05"}), NOON, MONDAY)

    verify(program, date(2026, 3, 6))

    for row in Forecast.objects.values():
        changed = {name for name, value in row.items() if before[row["id"]][name] != value}
        assert changed == (set() if row["question"] == "pace" else RESOLUTION)


def test_the_same_inputs_have_one_hash_and_any_other_fact_another() -> None:
    program = history()
    run(program)
    run(program)
    one, two = lines("network")
    assert len(one.inputs) == 64
    assert (one.inputs, one.engine) == (two.inputs, two.engine)
    assert len({row.inputs for row in Forecast.objects.all()}) == 1 + 6 + 1 + 1
    carry_out(program, edits.Change("work", "o1", {"estimate": "2-9d"}), NOON, MONDAY)
    run(program)
    assert lines("network")[2].inputs != one.inputs


def test_the_record_tells_what_live_forecasts_were_worth() -> None:
    program = history()
    run(program)
    for n in range(6):
        done_on(program, f"o{n}", f"2026-03-{5 + n:02}")
    last = run(program, date(2030, 3, 4))
    found = track_of(last)
    assert found
    rows = {one.question: one for one in found.live.skill}
    # The scope came on day 8 and naive said 21; of items naive said 6, and they came on days 3 to 8: off by 3, 2, 1, 0, 1, 2.
    assert (rows["scope"].count, rows["scope"].naive) == (1, 13)
    assert (rows["item"].count, rows["item"].naive) == (6, 1.5)


def test_an_item_that_was_opened_again_has_not_ended() -> None:
    program = history()
    run(program)
    done_on(program, "o1", "2026-03-05")
    verify(program, date(2026, 3, 9))
    carry_out(program, edits.Change("work", "o1", {"state": "doing"}), NOON, MONDAY)
    verify(program, date(2026, 3, 10))
    assert {(one.resolution, one.resolved_on, one.happened_on) for one in lines("item") if one.subject == "o1"} == {
        ("", None, None)
    }


def test_a_milestone_nobody_called_reached_is_reached_with_its_work_and_is_foreseen_no_more() -> None:
    program = history()
    run(program)
    for number in range(6):
        done_on(program, f"o{number}", "2026-03-05")
    run(program, date(2026, 3, 9))
    # All is done, and in two weeks it counts as reached: until then there is nothing left to foresee.
    assert [(one.made_on, one.resolution) for one in lines("network")] == [(MONDAY, "")]
    run(program, date(2026, 3, 19))
    assert [(one.made_on, one.resolution, one.happened_on) for one in lines("network")] == [
        (MONDAY, "reached", date(2026, 3, 5))
    ]
