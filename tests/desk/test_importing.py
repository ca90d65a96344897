"""Programs from files: shown first, kept when agreed, and the same whatever door they come through."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from leadline.desk import importing
from leadline.program import edits
from leadline.record.access import SYSTEM, Who
from leadline.record.doors import Refused
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Import, Intent, JournalLine, Program, RememberedMapping, Role, WorkItem
from leadline.record.snapshots import load_snapshot
from leadline.sources.errors import BadDocument, BadMapping, SourceError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = NOON.date()
TICKETS = """\
Key,Summary,Assignee,Status,Estimate,Due
PAY-1,Payment form,Mara,In Progress,3-8d,2026-03-20
PAY-2,Receipts,Mara,To Do,5d,
PAY-3,Refunds,Mara,To Do,8-3d,
"""
CHECKOUT = """\
id: checkout
name: Checkout
as_of: 2026-02-27
people: [{id: mara, name: Mara}]
milestones: [{id: live, name: Checkout live}]
work: [{id: A, milestone: live, assignee: mara, estimate: 3-8d}]
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    """What a tracker exports."""
    file = tmp_path / "tickets.csv"
    file.write_text(TICKETS)
    return file


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A program somebody wrote down."""
    file = tmp_path / "checkout.yaml"
    file.write_text(CHECKOUT)
    return file


def bring(*files: Path, as_of: date | None = None, program: str = "", who: Who = SYSTEM) -> Import:
    proposal = importing.read(files, who=who, today=MONDAY, as_of=as_of, program=program)
    return importing.keep(proposal, who, NOON)[0]


def test_reading_keeps_nothing(document: Path) -> None:
    proposal = importing.read([document], who=SYSTEM, today=MONDAY)

    assert proposal.counts == {"person": 1, "milestone": 1, "work": 1}
    assert proposal.differences[0].added == {"person": 1, "milestone": 1, "work": 1}
    assert not Program.objects.exists()


def test_a_document_becomes_leadlines_own_facts_and_a_line_of_the_journal(document: Path) -> None:
    kept = bring(document)

    assert kept.program is not None
    assert WorkItem.objects.get(key="A").heard_from == ""
    assert kept.program.pinned_on is None
    assert JournalLine.objects.get().says == "Imported checkout.yaml into Checkout: 3 added, 0 changed, 0 gone."


def test_a_day_that_is_named_holds_the_program_there(document: Path) -> None:
    kept = bring(document, as_of=date(2025, 6, 28))

    assert kept.program is not None
    assert kept.program.today(NOON) == date(2025, 6, 28)


def test_a_document_of_another_day_says_that_its_today_is_that_of_the_calendar(document: Path, tmp_path: Path) -> None:
    coming = tmp_path / "coming.yaml"
    coming.write_text(CHECKOUT.replace("2026-02-27", "2031-02-27"))

    past, ahead = (importing.read([one], who=SYSTEM, today=MONDAY).notes[0] for one in (document, coming))

    says = "Checkout was written for 2026-02-27; here its today is that of the calendar (--as-of 2026-02-27 holds it on that day)."
    assert past == says
    assert ahead.endswith("(that day is still to come).")
    assert importing.read([document], who=SYSTEM, today=MONDAY, as_of=date(2026, 2, 27)).notes == ()


def test_no_program_is_held_on_a_day_to_come(document: Path) -> None:
    with pytest.raises(Refused, match="2031-02-27 is still to come: today is 2026-03-02"):
        importing.read([document], who=SYSTEM, today=MONDAY, as_of=date(2031, 2, 27))


def test_a_table_without_a_row_that_can_be_used_makes_no_program(tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text('id,name\n1,"never closed\n')

    with pytest.raises(
        Refused, match=r"No row of these files can be used, so no program was made\. The first trouble: "
    ):
        importing.read([file], who=SYSTEM, today=MONDAY)


def test_importing_twice_changes_nothing(document: Path, tickets: Path) -> None:
    for file in (document, tickets):
        program = bring(file).program
        assert program is not None
        before = (load_snapshot(program, MONDAY), Program.objects.get(pk=program.pk).facts_version)

        again = bring(file)

        assert again.state == "unchanged"
        assert (load_snapshot(program, MONDAY), Program.objects.get(pk=program.pk).facts_version) == before


def test_a_file_that_was_seen_before_says_when(document: Path) -> None:
    bring(document)

    assert importing.read([document], who=SYSTEM, today=MONDAY).notes[1:] == (
        "This very file was imported on 2026-03-02 at 12:00 (UTC).",
    )


def test_facts_that_would_leave_the_plan_are_a_reason_to_look(document: Path) -> None:
    program = bring(document).program
    assert program is not None
    carry_out(program, edits.Add("milestone", {"id": "pilot", "name": "Pilot"}), NOON, MONDAY)

    proposal = importing.read([document], who=SYSTEM, today=MONDAY)

    assert proposal.confirm == ("It leaves out 1 milestone that Checkout has now; they would leave the plan.",)
    importing.keep(proposal, SYSTEM, NOON)
    assert [one.id for one in load_snapshot(program, MONDAY).milestones] == ["live"]


def test_a_table_is_read_by_a_proposal_that_a_person_should_see_and_then_remembered(tickets: Path) -> None:
    first = importing.read([tickets], who=SYSTEM, today=MONDAY)
    importing.keep(first, SYSTEM, NOON)
    second = importing.read([tickets], who=SYSTEM, today=MONDAY)

    assert "Files of this shape were never imported before" in first.confirm[0]
    assert any("“Estimate” is the estimate" in one for one in first.explanation)
    assert RememberedMapping.objects.get().shape == first.shape
    assert second.confirm == ()
    assert second.explanation == ("Read as files of this shape were read on 2026-03-02 (tickets.csv).",)


def test_rows_that_cannot_be_used_are_reported_and_the_rest_is_kept(tickets: Path) -> None:
    kept = bring(tickets)

    assert kept.counts["read"] == {"person": 1, "work": 3}
    assert [(one["table"], one["line"], one["column"]) for one in kept.problems] == [("tickets.csv", 4, "Estimate")]
    assert "Put the smaller number first" in kept.problems[0]["says"]


def test_a_table_owns_its_facts_so_an_edit_is_laid_over_them_until_the_file_says_the_same(tickets: Path) -> None:
    program = bring(tickets).program
    assert program is not None
    item = WorkItem.objects.get(key="pay-2")
    carry_out(program, edits.Change("work", "pay-2", {"estimate": "8d"}), NOON, MONDAY)
    assert item.heard_from == "file:tickets.csv"
    assert Intent.objects.get().state == Intent.OPEN

    tickets.write_text(TICKETS.replace("To Do,5d", "To Do,8d"))
    bring(tickets)

    assert Intent.objects.get().state == Intent.CONFIRMED


def test_a_file_that_says_a_third_thing_is_a_conflict(tickets: Path) -> None:
    program = bring(tickets).program
    assert program is not None
    carry_out(program, edits.Change("work", "pay-2", {"estimate": "8d"}), NOON, MONDAY)

    tickets.write_text(TICKETS.replace("To Do,5d", "To Do,9d"))
    bring(tickets)

    assert Intent.objects.get().state == Intent.CONFLICT


def test_a_table_imported_into_a_program_leaves_its_head_and_its_other_facts_alone(
    document: Path, tickets: Path
) -> None:
    program = bring(document).program
    assert program is not None

    bring(tickets, program="checkout")

    after = load_snapshot(Program.objects.get(), MONDAY)
    assert after.name == "Checkout"
    assert [one.id for one in after.work] == ["A", "pay-1", "pay-2", "pay-3"]


def test_two_documents_are_two_programs(document: Path, tmp_path: Path) -> None:
    rail = tmp_path / "rail.yaml"
    rail.write_text("id: rail\nname: Rail\nas_of: 2026-03-02\n")

    kept = importing.keep(importing.read([document, rail], who=SYSTEM, today=MONDAY), SYSTEM, NOON)

    assert [str(one.program) for one in kept] == ["Checkout", "Rail"]
    with pytest.raises(Refused, match="2 documents are as many programs"):
        importing.read([document, rail], who=SYSTEM, today=MONDAY, program="checkout")


def test_who_does_not_run_the_program_may_not_import_into_it(document: Path) -> None:
    program = bring(document).program
    mara = Account.objects.create_account("mara@example.org", "Mara")
    Role.objects.create(account=mara, program=program, role="member")
    document.write_text(CHECKOUT.replace("3-8d", "1-2d"))

    with pytest.raises(Refused, match="You may not import into Checkout"):
        bring(document, who=Who("Mara", account=mara))
    with pytest.raises(Refused, match="Only the owner brings a new program in"):
        bring(document, program="secret", who=Who("Mara", account=mara))

    assert str(load_snapshot(Program.objects.get(), MONDAY).work[0].estimate) == "3-8d"


def test_a_queued_import_is_done_from_the_copy_that_was_kept(
    tickets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    job = importing.queue(importing.read([tickets], who=SYSTEM, today=MONDAY), SYSTEM, NOON)
    tickets.unlink()

    says = importing.run(job, NOON)

    assert says == "tickets: 4 added, 0 changed, 0 gone"
    assert importing.run(job, NOON) == "tickets: nothing is different, so nothing was changed"


def test_a_queued_import_of_an_account_that_is_gone_is_not_done_as_leadline_itself(
    tickets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    owner = Account.objects.create_account("noor@example.org", "Noor", owner=True)
    who = Who("Noor", account=owner)
    job = importing.queue(importing.read([tickets], who=who, today=MONDAY), who, NOON)
    owner.delete()

    with pytest.raises(Refused, match="has no account any more"):
        importing.run(job, NOON)

    assert not Program.objects.exists()


def test_what_a_file_would_change_in_a_program_of_others_is_not_told(document: Path) -> None:
    bring(document)
    mara = Account.objects.create_account("mara@example.org", "Mara")
    Role.objects.create(account=mara, program=bring(document, program="rail").program, role="tpm")

    proposal = importing.read([document], who=Who("Mara", account=mara), today=MONDAY)

    # As of a program that does not exist: all of it would be new, and when it came in before is nobody's business.
    assert proposal.differences[0].added == {"person": 1, "milestone": 1, "work": 1}
    assert not any("imported" in note for note in proposal.notes)
    with pytest.raises(Refused, match="there is no “checkout” that you run"):
        importing.keep(proposal, Who("Mara", account=mara), NOON)


def test_a_name_from_elsewhere_cannot_leave_the_folder_of_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)

    for name in ("../../etc/passwd", "..\\..\\boot.ini", "..", "/"):
        place = importing.keep_file(name, b"data").resolve()
        assert place.is_relative_to(tmp_path / "imports")
        assert place.read_bytes() == b"data"


@pytest.mark.parametrize(
    ("name", "text", "error", "says"),
    [
        ("notes.docx", "x", Refused, "is nothing that can be imported"),
        ("broken.yaml", "work: [{id: A, estimate: 8-3d}]", BadDocument, "Put the smaller number first"),
        ("circle.yaml", "work: [{id: A}, {id: B}]\ndependencies: [{before: A, after: B}, {before: B, after: A}]",
         BadDocument, "wait for each other in a circle"),
        ("odd.csv", "a,b\n1,2\n", BadMapping, "could be the name of a task"),
        ("empty.csv", "", SourceError, "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_leaves_nothing(
    tmp_path: Path, name: str, text: str, error: type[Exception], says: str
) -> None:
    file = tmp_path / name
    file.write_text(text)

    with pytest.raises(error, match=says):
        importing.read([file], who=SYSTEM, today=MONDAY)
    assert not Program.objects.exists()


def test_documents_and_tables_do_not_go_together(document: Path, tickets: Path) -> None:
    with pytest.raises(Refused, match="Import the document first, then the tables"):
        importing.read([document, tickets], who=SYSTEM, today=MONDAY)


def test_a_name_that_could_be_two_people_is_asked_and_the_answer_is_remembered(document: Path, tickets: Path) -> None:
    document.write_text(CHECKOUT.replace("{id: mara, name: Mara}", "{id: mara, name: Mara}, {id: mara-b, name: Mara}"))
    bring(document)

    asked = importing.read([tickets], who=SYSTEM, today=MONDAY, program="checkout")
    [question] = asked.questions
    answers = {question.noun: {question.name: "mara-b"}}
    importing.keep(
        importing.read([tickets], who=SYSTEM, today=MONDAY, program="checkout", answers=answers), SYSTEM, NOON
    )

    assert (question.noun, question.name, question.candidates) == ("person", "Mara", ("mara", "mara-b"))
    assert {one.assignee for one in WorkItem.objects.filter(heard_from="file:tickets.csv")} == {"mara-b"}
    assert importing.read([tickets], who=SYSTEM, today=MONDAY, program="checkout").questions == ()
