"""Hearing a tracker: nothing lost, nothing doubled, nothing taken away by mistake, and an end that says who must do what."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.rounds.notebook import START, Notebook, client

from leadline.program.heard import Payload, Step
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem
from leadline.record.hearing.keeping import keep
from leadline.record.models import Delivery, Heard, Hearing, LooseEnd, Program, Source
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds import hear as hearing
from leadline.rounds import reaching
from leadline.sources import trackers
from leadline.sources.errors import Later, NotSignedIn, Unreachable

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    made = Notebook()
    monkeypatch.setattr(reaching, "tracker", lambda kind: made)
    return made


def connected(address: str = "notebook:blue", program: Program | None = None) -> Source:
    home = program or store(Snapshot(id="checkout", as_of=NOON.date()), NOON)
    return Source.objects.create(program=home, address=address, kind="notebook", connected_at=NOON)


def hear(source: Source, **how: Any) -> Hearing:
    return hearing.hear(source, lambda: NOON, **how)


def names(source: Source) -> dict[str, str]:
    return {one.id: one.name for one in load_snapshot(source.program, NOON.date()).work}


def links(source: Source) -> set[tuple[str, str]]:
    return {(one.before, one.after) for one in load_snapshot(source.program, NOON.date()).dependencies}


def test_what_a_tracker_says_becomes_facts_that_it_owns(notebook: Notebook) -> None:
    notebook.note("n1", name="Design", who="mara", called="Mara")
    notebook.note("n2", name="Build", after=["n1"])
    source = connected()

    run = hear(source)

    snapshot = load_snapshot(source.program, NOON.date())
    assert names(source) == {"n1": "Design", "n2": "Build"}
    assert [one.name for one in snapshot.people] == ["Mara"]
    assert links(source) == {("n1", "n2")}
    # Two items, a person, a link.
    assert (run.read, run.added, run.changed, run.gone) == (2, 4, 0, 0)
    assert (source.state, source.says, source.heard_at) == (Source.WELL, "", NOON)


def test_hearing_again_changes_nothing_and_asks_for_no_round(notebook: Notebook) -> None:
    notebook.note("n1", name="Design")
    source = connected()
    hear(source)
    version = Program.objects.get().facts_version

    run = hear(source)

    # The cursor is inclusive, so the last note is read once more.
    assert (run.read, run.added, run.changed, run.gone) == (1, 0, 0, 0)
    assert Program.objects.get().facts_version == version


def test_a_reading_that_was_cut_goes_on_where_it_was(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "AT_ONCE", 2)
    for number in range(6):
        notebook.note(f"n{number}", name=f"Note {number}")
    notebook.fails_at = {3: KeyboardInterrupt()}
    source = connected()
    with pytest.raises(KeyboardInterrupt):
        hear(source)
    assert len(names(source)) == 4

    source.refresh_from_db()
    asked = notebook.asked
    hear(source)

    assert len(names(source)) == 6
    assert Heard.objects.count() == 6
    # Notes 3, 4 and 5: one that was read already, because the cursor is inclusive, and two that were not.
    assert notebook.asked - asked == 2


def test_of_a_slow_tracker_each_page_is_told_as_it_comes_and_kept_soon_after() -> None:
    clock = iter(NOON + timedelta(seconds=2 * tick) for tick in range(100))
    pages = [Step([Payload(f"n{number}", "note", {})], says=f"page {number}") for number in range(7)]
    told: list[int] = []

    kept = []
    for step in hearing.together((told.append(n) or one for n, one in enumerate(pages)), 1000, lambda: next(clock)):
        kept.append((len(step.payloads), len(told)))

    # The clock goes on by two seconds at each look: the third page of a batch has waited for six, more than five.
    assert kept == [(3, 3), (3, 6), (1, 7)]


def test_the_page_moves_while_things_are_gathered(notebook: Notebook) -> None:
    for number in range(6):
        notebook.note(f"n{number}", name=f"Note {number}")
    told: list[float] = []
    source = connected()

    hear(source, tell=lambda share, says: told.append(Heard.objects.count()))

    # Three pages of two, each told before anything is kept, for all of it comes at once.
    assert told == [0, 0, 0]
    assert Heard.objects.count() == 6


def test_what_is_older_than_what_is_known_changes_nothing(notebook: Notebook) -> None:
    notebook.note("n1", name="Old")
    old = notebook.one(client(), notebook.settings("notebook:blue", {}), "n1")
    notebook.note("n1", name="New")
    source = connected()
    hear(source)

    translate = hearing.translator(notebook, notebook.settings(source.address, {}))
    keep(source, old, translate, NOON)

    assert names(source) == {"n1": "New"}


def test_a_person_whom_the_program_knows_is_not_overwritten_by_a_mention(notebook: Notebook) -> None:
    home = store(Snapshot(id="checkout", as_of=NOON.date(), people=(_person("mara", "Mara Lind"),)), NOON)
    notebook.note("n1", who="mara", called="mlind")
    source = connected(program=home)

    hear(source)

    snapshot = load_snapshot(home, NOON.date())
    assert [one.name for one in snapshot.people] == ["Mara Lind"]
    assert snapshot.work[0].assignee == "mara"


def test_an_item_whose_id_is_taken_is_left_out_and_told(notebook: Notebook) -> None:
    home = store(Snapshot(id="checkout", as_of=NOON.date(), work=(WorkItem("n1", name="Ours"),)), NOON)
    notebook.note("n1", name="Theirs")
    source = connected(program=home)

    hear(source)

    assert names(source) == {"n1": "Ours"}
    assert Heard.objects.get().problems == ["There is a work “n1” of another source already, so this one was left out."]


def test_a_link_between_two_trackers_stands_once_both_were_heard(notebook: Notebook) -> None:
    notebook.note("n1", name="Design")
    blue = connected()
    hear(blue)
    other = Notebook()
    other.note("m1", name="Ship", after=["url:https://notes.example/n2"])
    green = connected("notebook:green", blue.program)
    settings = other.settings(green.address, {})
    hearing_other = hearing.translator(other, settings)
    keep(green, other.one(client(), settings, "m1"), hearing_other, NOON)
    assert links(blue) == set()
    assert LooseEnd.objects.get().ends == ["url:https://notes.example/n2", "m1"]

    notebook.note("n2", name="Build")
    hear(blue)

    assert links(blue) == {("n2", "m1")}
    assert not LooseEnd.objects.exists()


def test_a_circle_is_opened_at_one_link_and_closed_never(notebook: Notebook) -> None:
    notebook.note("n1", after=["n2"])
    notebook.note("n2", after=["n1"])
    source = connected()

    hear(source)

    # Of n1-after-n2 and n2-after-n1 the last in the alphabet is laid loose.
    assert links(source) == {("n2", "n1")}
    assert LooseEnd.objects.get().closes == "n2 → n1 → n2"
    hear(source)
    assert links(source) == {("n2", "n1")}

    notebook.note("n1", after=[])
    hear(source)
    assert links(source) == {("n1", "n2")}
    assert not LooseEnd.objects.exists()


def test_a_link_that_is_stated_no_longer_leaves_the_plan(notebook: Notebook) -> None:
    notebook.note("n1")
    notebook.note("n2", after=["n1"])
    source = connected()
    hear(source)

    notebook.note("n2", after=[])
    run = hear(source)

    assert links(source) == set()
    assert run.gone == 1


def test_a_link_lies_loose_while_one_of_its_ends_is_gone(notebook: Notebook) -> None:
    notebook.note("n1")
    notebook.note("n2", after=["n1"])
    source = connected()
    hear(source)
    gone = notebook.notes.pop("n1")

    hear(source, whole=True)

    assert links(source) == set()
    assert LooseEnd.objects.get().ends == ["n1", "n2"]

    notebook.notes["n1"] = gone
    hear(source, whole=True)
    assert links(source) == {("n1", "n2")}
    assert not LooseEnd.objects.exists()


def test_reading_everything_finds_what_was_missed_deleted_and_moved(notebook: Notebook) -> None:
    for number in range(1, 5):
        notebook.note(f"n{number}", name=f"Note {number}")
    source = connected()
    hear(source)
    # One was never in a listing of changes, one is deleted, one has moved, one is only hidden from the listing.
    notebook.notes["n0"] = {"name": "Missed", "at": START.isoformat()}
    del notebook.notes["n1"]
    del notebook.notes["n2"]
    notebook.moved["n2"] = "https://elsewhere.example/n2"
    notebook.hidden = {"n3"}

    run = hear(source, whole=True)

    assert names(source) == {"n0": "Missed", "n3": "Note 3", "n4": "Note 4"}
    assert run.differences == {"missed": 1, "changed": 0, "gone": 1, "moved": 1}
    assert Heard.objects.get(subject="n2").moved_to == "https://elsewhere.example/n2"
    again = hear(source, whole=True)
    assert again.differences == {"missed": 0, "changed": 0, "gone": 0, "moved": 0}


def test_much_that_vanishes_at_once_is_taken_out_only_when_a_person_agrees(notebook: Notebook) -> None:
    for number in range(60):
        notebook.note(f"n{number:02}")
    source = connected()
    hear(source)
    for number in range(21):
        del notebook.notes[f"n{number:02}"]

    hear(source, whole=True)

    # 21 of 60 are more than 20 and more than a tenth.
    assert source.state == Source.STOPPED
    assert source.says.startswith("21 of 60 things are not shown any more. Nothing was taken out of the plan")
    assert len(names(source)) == 60

    hear(source, whole=True, losses=True)
    assert len(names(source)) == 39
    assert source.state == Source.WELL


def test_what_was_said_of_things_long_gone_is_let_go(notebook: Notebook) -> None:
    for number in range(3):
        notebook.note(f"n{number}")
    source = connected()
    hear(source)
    del notebook.notes["n1"]
    hear(source, whole=True)

    # Gone on 2 March: kept for ninety days, until 31 May.
    hearing.hear(source, lambda: NOON + timedelta(days=90), whole=True)
    assert Heard.objects.filter(subject="n1").exists()
    assert Hearing.objects.count() == 3

    hearing.hear(source, lambda: NOON + timedelta(days=91), whole=True)
    assert set(Heard.objects.values_list("subject", flat=True)) == {"n0", "n2"}
    # The two of 2 March are let go; the two since stay.
    assert Hearing.objects.count() == 2


def test_what_comes_back_is_the_same_thing_again(notebook: Notebook) -> None:
    notebook.note("n1", name="Design")
    source = connected()
    hear(source)
    gone = notebook.notes.pop("n1")
    hear(source, whole=True)
    assert names(source) == {}

    notebook.notes["n1"] = gone
    hear(source, whole=True)

    assert names(source) == {"n1": "Design"}
    assert Heard.objects.get().gone_at is None


@pytest.mark.parametrize(
    ("trouble", "state", "again"),
    [
        (Later("Ask again at 13:00.", NOON + timedelta(hours=1)), Source.WAITING, NOON + timedelta(hours=1)),
        (Unreachable("It does not answer."), Source.WAITING, NOON + timedelta(minutes=5)),
        (NotSignedIn("Make a new token."), Source.STOPPED, None),
    ],
)
def test_trouble_keeps_what_was_heard_and_says_who_must_do_what(
    notebook: Notebook, trouble: Exception, state: str, again: datetime | None
) -> None:
    for number in range(4):
        notebook.note(f"n{number}")
    notebook.fails_at = {2: trouble}
    source = connected()

    run = hear(source)

    assert len(names(source)) == 2
    assert (source.state, source.says, source.not_before) == (state, str(trouble), again)
    assert run.says == str(trouble)
    hear(source)
    assert len(names(source)) == 4
    assert source.state == Source.WELL


def test_one_note_that_cannot_be_understood_costs_that_note_only(notebook: Notebook) -> None:
    notebook.note("n1", name="Design")
    notebook.note("n2", name="Build")
    source = connected()
    hear(source)

    notebook.note("n1", name="Redesign", odd=True)
    notebook.note("n2", name="Rebuild")
    hear(source)

    assert names(source) == {"n1": "Design", "n2": "Rebuild"}
    assert "could not be understood (ZeroDivisionError)" in Heard.objects.get(subject="n1").problems[0]


def test_a_word_with_another_meaning_is_read_from_what_is_kept(notebook: Notebook) -> None:
    notebook.note("n1", state="shipped")
    source = connected()
    hear(source)
    asked = notebook.asked
    source.mapping = {"states": {"shipped": "done"}}
    source.save()

    run = hearing.translate_again(source, lambda: NOON)

    assert load_snapshot(source.program, NOON.date()).work[0].state == "done"
    assert run.changed == 1
    assert notebook.asked == asked


def test_webhooks_late_twice_and_of_unknown_kinds_do_no_harm(notebook: Notebook) -> None:
    notebook.note("n1", name="First")
    late = {"kind": "note", "subject": "n1", "note": dict(notebook.notes["n1"])}
    notebook.note("n1", name="Second")
    newest = {"kind": "note", "subject": "n1", "note": dict(notebook.notes["n1"])}
    source = connected()
    for number, body in enumerate((newest, late, newest, {"kind": "weather"})):
        _delivered(source, str(number), body)

    hearing.take_deliveries(source, lambda: NOON)

    assert names(source) == {"n1": "Second"}
    states = Delivery.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [Delivery.DONE, Delivery.DONE, Delivery.DONE, Delivery.UNKNOWN]


def test_an_unknown_kind_of_tracker_is_named_with_those_there_are() -> None:
    with pytest.raises(Exception, match="no tracker “abacus”"):
        trackers.kind_of("abacus:12")


def _delivered(source: Source, id: str, body: dict[str, Any]) -> None:
    import json

    Delivery.objects.create(source=source, delivery=id, body=json.dumps(body).encode(), at=NOON)


def _person(id: str, name: str) -> Any:
    from leadline.program.people import Person

    return Person(id, name=name)
