"""A round is kept whole or not at all, runs when facts change, and remembers what it foresaw."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadline.program import document, edits
from leadline.record import jobs
from leadline.record.access import SYSTEM
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Forecast, Job, Milestone, Program, Promise, Round
from leadline.record.results import findings_of, last_round, outlook_of, plan_of, snapshot_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds import round as rounds
from leadline.rounds import work
from leadline.rounds.clock import tick
from leadline.rounds.look import look
from leadline.rounds.planning import schedules_for
from leadline.rounds.round import Asked, plan_last, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
FEW = Asked(futures=200, threads=1)

PLAIN: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "people": [{"id": "mara", "name": "Mara"}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
    "work": [{"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "5-10d"}],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-02-02"}],
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return store(document.read(PLAIN), NOON, pinned=True)


def run(program: Program) -> Round:
    return run_round(program, NOON, lambda: NOON, asked=FEW)


def test_it_keeps_what_it_saw_and_what_it_foresaw(program: Program) -> None:
    kept = run(program)

    assert snapshot_of(kept) == load_snapshot(program, MONDAY)
    assert outlook_of(kept) == look(load_snapshot(program, MONDAY), futures=200).outlook
    assert kept.statuses["live"]["odds"] == outlook_of(kept).milestones["live"].odds_of(date(2026, 3, 20))


def test_the_same_facts_give_the_same_round_on_one_and_on_two_threads(program: Program) -> None:
    one = run(program)
    two = run_round(program, NOON, lambda: NOON, asked=Asked(futures=200, threads=2))

    assert bytes(one.outlook) == bytes(two.outlook)
    assert [row.fingerprint for row in one.findings.all()] == [row.fingerprint for row in two.findings.all()]


def test_a_finding_is_new_then_still_there_and_gone_once_it_is_mended(program: Program) -> None:
    def state_of_the_imposed_date(round: Round) -> str:
        return next(one.state for one in findings_of(SYSTEM, round, MONDAY, gone=True) if one.rule == "D203")

    assert state_of_the_imposed_date(run(program)) == "new"
    assert state_of_the_imposed_date(run(program)) == "still"
    agreed = edits.Change("promise", "p1", {"doers": [{"person": "mara", "answer": "accepted"}]})
    carry_out(program, agreed, NOON, MONDAY)
    assert state_of_the_imposed_date(run(program)) == "gone"


def test_each_round_writes_a_line_of_forecast_that_is_resolved_when_the_milestone_is_reached(program: Program) -> None:
    run(program)
    line = Forecast.objects.get()
    assert (line.subject, line.made_on, line.due, line.resolution) == ("live", MONDAY, date(2026, 3, 20), "")

    carry_out(program, edits.Change("milestone", "live", {"done_on": "2026-03-18"}), NOON, MONDAY)
    run(program)

    line.refresh_from_db()
    assert (line.resolution, line.happened_on) == ("reached", date(2026, 3, 18))
    assert Promise.objects.get().state == "kept"
    assert line.quantiles == Forecast.objects.get(pk=line.pk).quantiles


def test_a_promise_whose_day_has_passed_without_the_milestone_is_missed(program: Program) -> None:
    program.pinned_on = date(2026, 3, 21)
    program.save()

    run(program)

    assert Promise.objects.get().state == "missed"


@pytest.mark.parametrize("stage", ["simulate", "lint", "price", "draft"])
def test_a_round_that_breaks_anywhere_leaves_the_last_one_as_it_was(
    program: Program, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    before = run(program)
    carry_out(program, edits.Change("work", "A", {"estimate": "20-30d"}), NOON, MONDAY)

    def tell(share: float, says: str) -> None:
        if says == rounds.SAYS[stage]:
            raise MemoryError(stage)

    with pytest.raises(MemoryError):
        run_round(program, NOON, lambda: NOON, asked=FEW, tell=tell)

    last = last_round(SYSTEM, program)
    assert last is not None
    assert last.number == before.number
    assert last.findings.count() == before.findings.count()
    assert run(program).number == before.number + 1


def test_the_clock_queues_a_round_once_after_a_change_and_none_when_nothing_changed(program: Program) -> None:
    run(program)
    program.refresh_from_db()
    tick(NOON)
    assert not Job.objects.exists()

    carry_out(program, edits.Change("work", "A", {"priority": 3}), NOON, MONDAY)
    tick(NOON)
    tick(NOON)
    assert [job.kind for job in Job.objects.all()] == ["round"]


def test_the_clock_queues_a_round_in_the_morning_of_a_program_that_lives_today(program: Program) -> None:
    program.pinned_on = None
    program.save()
    run_round(program, NOON, lambda: NOON, asked=FEW)

    tick(NOON + timedelta(hours=1))
    assert not Job.objects.filter(kind="round").exists()

    tick(datetime(2026, 3, 3, 6, 30, tzinfo=UTC))
    assert Job.objects.filter(kind="round").count() == 1


def test_a_round_does_not_make_another_round_necessary(program: Program) -> None:
    Milestone.objects.filter(program=program).update(owner="mara")
    run(program)
    program.refresh_from_db()

    last = last_round(SYSTEM, program)
    assert last is not None
    assert last.facts_version == program.facts_version


KILLED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from leadline.program import document
from leadline.record.models import Program, Round
from leadline.record.snapshots import store
from leadline.rounds.round import Asked, run_round
noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
call_command("migrate", verbosity=0)
import json
program = Program.objects.first() or store(document.read(json.loads(sys.argv[1])), noon, pinned=True)
def tell(share, says):
    if share >= float(sys.argv[2]):
        os._exit(137)
run_round(program, noon, lambda: noon, asked=Asked(futures=200, threads=1), tell=tell)
print(Round.objects.count(), sum(one.findings.count() > 0 for one in Round.objects.all()))
"""


@pytest.mark.django_db(transaction=True)
def test_a_round_killed_at_any_point_is_simply_run_again(tmp_path: Path) -> None:
    import json

    environment = {**os.environ, "LEADLINE_HOME": str(tmp_path)}
    for share in ("0.1", "0.5", "0.6", "0.96"):
        killed = subprocess.run([sys.executable, "-c", KILLED, json.dumps(PLAIN), share], env=environment, check=False)
        assert killed.returncode == 137
    whole = subprocess.run(
        [sys.executable, "-c", KILLED, json.dumps(PLAIN), "2"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    rounds_kept, with_findings = map(int, whole.stdout.split())
    # The kill at 0.96 comes after the results were written: that round is whole, so two are there.
    assert rounds_kept == with_findings == 2


def test_a_program_looks_again_once_a_program_that_shares_its_people_has_been_looked_at(program: Program) -> None:
    other = store(document.read({**PLAIN, "id": "ledger", "name": "Ledger"}), NOON, pinned=True)
    first = run(program)
    assert first.neighbours == {"ledger": None}

    run(other)
    tick(NOON)
    assert [job.program for job in Job.objects.all()] == [program]

    # Its second round knows the other's, and the other knew its first: nobody moves any more.
    Job.objects.all().delete()
    run(program)
    program.refresh_from_db()
    tick(NOON)
    assert not Job.objects.filter(kind="round").exists()


def test_old_snapshots_are_thinned_to_one_a_week_and_everything_else_stays(program: Program) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9), date(2026, 3, 24)]
    for day in days:
        program.pinned_on = day
        program.save()
        run(program)

    kept = {one.as_of: (one.snapshot is not None, outlook_of(one).as_of) for one in Round.objects.all()}

    # On 24 March what is older than the 10th is thinned: of the week of 2 March its first round keeps its snapshot.
    assert kept == {day: (day != date(2026, 3, 3), day) for day in days}


def test_it_keeps_a_plan_of_who_does_what_next(program: Program) -> None:
    planned = plan_of(run(program))

    # Payments, five to ten days in the middle of which lies about a week and a half: Mara begins today.
    assert planned is not None
    assert planned.items["A"].people == ("mara",)
    assert planned.items["A"].start_on == MONDAY
    assert planned.order == ("A", "live")


def test_the_same_facts_give_the_same_plan_on_one_and_on_two_threads(program: Program) -> None:
    one = run(program)
    two = run_round(program, NOON, lambda: NOON, asked=Asked(futures=200, threads=2))

    assert bytes(one.plan or b"") == bytes(two.plan or b"") != b""


def test_a_round_of_before_rounds_planned_has_none(program: Program) -> None:
    old = run(program)
    old.plan = None

    assert plan_of(old) is None


def test_while_the_planner_is_not_compiled_the_numbers_come_first_and_the_same_plan_after_them(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = run(program)
    monkeypatch.setattr(work, "is_quick", lambda: False)
    monkeypatch.setattr(work, "now", lambda: NOON)
    jobs.queue("round", NOON, lane=jobs.ROUNDS, program=program, body={"futures": 200, "threads": 1})

    do_next()

    kept = last_round(SYSTEM, program)
    assert kept is not None
    assert kept.number == at_once.number + 1
    assert plan_of(kept) is None

    do_next()

    kept.refresh_from_db()
    assert bytes(kept.plan or b"") == bytes(at_once.plan or b"")
    assert not Job.objects.exclude(state=Job.DONE).filter(lane=jobs.ROUNDS).exists()


def do_next() -> None:
    job = jobs.take(jobs.ROUNDS, "one", NOON)
    assert job is not None
    work.do(job, in_parts=True)


def test_a_command_that_waits_for_a_round_gets_it_with_its_plan(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "is_quick", lambda: False)
    body = {"futures": 200, "threads": 1}

    work.run_now(jobs.queue("round", NOON, lane=jobs.ROUNDS, program=program, body=body))

    kept = last_round(SYSTEM, program)
    assert kept is not None
    assert plan_of(kept) is not None


def test_a_plan_that_is_there_is_not_made_again(program: Program) -> None:
    run(program)

    assert plan_last(program, FEW) is None


def test_large_programs_try_fewer_plans_and_very_large_ones_take_the_first() -> None:
    # Two million items in all of them together.
    assert (schedules_for(10), schedules_for(1_000), schedules_for(50_000)) == (5_000, 2_000, 40)
    assert schedules_for(3_000_000) == 0
