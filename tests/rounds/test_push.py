"""Writing to a tracker: only what was approved, once, and never over what somebody changed there since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.rounds.notebook import Notebook
from tests.rounds.test_hear import NOON, connected, hear

from leadline.program.edits import Change
from leadline.record import jobs
from leadline.record.access import SYSTEM
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.hearing.wanted import wanted
from leadline.record.models import ChangeSet, Intent, Job, JournalLine, Source, TrackerWrite
from leadline.record.snapshots import load_snapshot
from leadline.rounds import push as pushing
from leadline.rounds import reaching
from leadline.rounds.push import push
from leadline.rounds.work import do
from leadline.sources import trackers
from leadline.sources.errors import Later, NotPermitted, WriteUnsure

pytestmark = pytest.mark.django_db


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    made = Notebook()
    open_rooms()
    monkeypatch.setattr(reaching, "tracker", lambda kind: made)
    monkeypatch.setattr(trackers, "tracker", lambda kind: made)
    return made


@pytest.fixture
def source(notebook: Notebook) -> Source:
    notebook.note("n1", name="Design")
    notebook.note("n2", name="Build")
    made = connected()
    hear(made)
    made.writes = True
    made.save()
    return made


def agree(source: Source, key: str, name: str) -> None:
    carry_out(source.program, Change("work", key, {"name": name}), NOON, NOON.date())


def approve(source: Source) -> ChangeSet:
    numbers = [str(one.intent) for one in wanted(source)]
    perform("write_changes", SYSTEM, NOON, source.program, {"source": source.address, "change": numbers})
    return ChangeSet.objects.get()


def pushed(change_set: ChangeSet) -> dict[str, int]:
    return dict(push(change_set, lambda: NOON))


def test_an_approved_change_is_written_and_then_said_by_the_tracker(notebook: Notebook, source: Source) -> None:
    agree(source, "n1", "Design it")
    assert [(one.name, one.write.heard, one.write.value) for one in wanted(source)] == [
        ("Design", "Design", "Design it")
    ]

    change_set = approve(source)
    assert notebook.notes["n1"]["name"] == "Design"

    assert pushed(change_set) == {"written": 1}
    assert notebook.notes["n1"]["name"] == "Design it"
    # The tracker says so itself now, so nothing is laid over its fact any more.
    assert Intent.objects.get().state == Intent.CONFIRMED
    assert wanted(source) == []
    assert JournalLine.objects.get().says == "Approved 1 write to notebook:blue."


def test_what_somebody_changed_there_since_is_shown_and_not_overwritten(notebook: Notebook, source: Source) -> None:
    agree(source, "n1", "Design it")
    change_set = approve(source)
    notebook.note("n1", name="Draw it")

    assert pushed(change_set) == {"conflict": 1}

    assert notebook.notes["n1"]["name"] == "Draw it"
    assert TrackerWrite.objects.get().now == "Draw it"
    assert Intent.objects.get().state == Intent.CONFLICT
    assert {one.id: one.name for one in load_snapshot(source.program, NOON.date()).work}["n1"] == "Draw it"


def test_pushing_twice_writes_once(notebook: Notebook, source: Source) -> None:
    agree(source, "n1", "Design it")
    change_set = approve(source)
    pushed(change_set)
    at = notebook.at

    assert pushed(change_set) == {"written": 1}
    assert notebook.at == at


def test_a_write_that_was_cut_is_looked_at_before_it_is_tried_again(
    notebook: Notebook, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(source, "n1", "Design it")
    change_set = approve(source)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(pushing, "point", killed)
        with pytest.raises(KeyboardInterrupt):
            pushed(change_set)
    assert TrackerWrite.objects.get().state == TrackerWrite.BEGUN
    at = notebook.at

    assert pushed(change_set) == {"same": 1}
    assert notebook.at == at


def test_nothing_is_written_where_writing_is_off(notebook: Notebook, source: Source) -> None:
    agree(source, "n1", "Design it")
    change_set = approve(source)
    perform("switch_writing", SYSTEM, NOON, source.program, {"source": source.address, "on": False})
    change_set.refresh_from_db()

    assert pushed(change_set) == {"refused": 1}
    assert notebook.notes["n1"]["name"] == "Design"
    with pytest.raises(Refused, match="is switched off"):
        perform("write_changes", SYSTEM, NOON, source.program, {"source": source.address, "change": "1"})


def test_writing_is_off_until_somebody_switches_it_on(notebook: Notebook) -> None:
    assert connected().writes is False


@pytest.mark.parametrize(
    ("trouble", "state"),
    [(NotPermitted("The token may not write."), "refused"), (WriteUnsure("The connection broke."), "unsure")],
)
def test_one_write_that_fails_says_why_and_stops_no_other(
    notebook: Notebook, source: Source, monkeypatch: pytest.MonkeyPatch, trouble: Exception, state: str
) -> None:
    agree(source, "n1", "Design it")
    agree(source, "n2", "Build it")
    change_set = approve(source)
    own = notebook.write

    def write(client: Any, settings: Any, one: Any) -> Any:
        if one.subject == "n1":
            raise trouble
        return own(client, settings, one)

    monkeypatch.setattr(notebook, "write", write)

    assert pushed(change_set) == {state: 1, "written": 1}
    assert TrackerWrite.objects.get(key="n1").says == str(trouble)


def test_a_tracker_that_asks_to_wait_gets_the_rest_later(
    notebook: Notebook, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(source, "n1", "Design it")
    approve(source)

    def wait(*_: Any) -> None:
        raise Later("Ask again at 13:00.", NOON + timedelta(hours=1))

    monkeypatch.setattr(notebook, "write", wait)
    job = jobs.take(jobs.TRACKERS, "one", datetime(2027, 1, 1, tzinfo=UTC))
    assert job is not None
    assert job.kind == "push"

    do(job)

    job.refresh_from_db()
    assert (job.state, job.not_before, job.attempts) == (Job.QUEUED, NOON + timedelta(hours=1), 0)


def test_what_is_settled_by_now_cannot_be_approved(notebook: Notebook, source: Source) -> None:
    with pytest.raises(Refused, match="settled by now"):
        perform("write_changes", SYSTEM, NOON, source.program, {"source": source.address, "change": "999"})
    with pytest.raises(Refused, match="Pick what is to be written"):
        perform("write_changes", SYSTEM, NOON, source.program, {"source": source.address})
