"""A table of changes, as trackers export them, becomes dated changes of work that is there."""

from datetime import date

from leadline.program import document
from leadline.program.revisions import Revision
from leadline.sources.file.imported import Imported
from leadline.sources.file.propose import ROWS, Proposal, propose
from leadline.sources.file.table import open_table
from leadline.sources.file.translate import translate

AS_OF = date(2026, 3, 2)
KNOWN = document.read(
    {
        "id": "p",
        "as_of": "2026-03-02",
        "milestones": [{"id": "m-live", "name": "Live"}],
        "work": [{"id": "pay-1", "name": "Card"}, {"id": "C-2", "name": "Bank"}],
    }
)

EXPORT = """Issue key,Field,From,To,Created,Author
PAY-1,timeoriginalestimate,28800,144000,10/Feb/26 9:14 AM,Mara
PAY-1,Fix Version,,Live,11/Feb/26 9:14 AM,Mara
PAY-1,status,In Progress,Done,12/Feb/26 9:14 AM,Mara
PAY-1,status,Done,In Progress,16/Feb/26 9:14 AM,Mara
PAY-1,Flagged,,Impediment,17/Feb/26 9:14 AM,Mara
PAY-1,Flagged,Impediment,,19/Feb/26 9:14 AM,Mara
C-2,duedate,2026-03-20,2026-04-10,20/Feb/26 9:14 AM,Mara
C-2,assignee,Mara,Tomas,20/Feb/26 9:15 AM,Mara
PAY-9,status,To Do,Done,20/Feb/26 9:15 AM,Mara
PAY-1,status,In Progress,Done,20/Feb/27 9:15 AM,Mara
"""


def brought(text: str) -> tuple[Proposal, Imported]:
    table = open_table(text.encode(), "changes.csv")
    proposed = propose(table)
    return proposed, translate(proposed.mapping, {ROWS: table}, AS_OF, known=KNOWN)


def test_a_change_history_export_becomes_dated_changes() -> None:
    _, found = brought(EXPORT)

    told = sorted((one.changed_on, one.subject, one.field, one.was, one.became) for one in found.snapshot.revisions)  # type: ignore[type-var]
    assert told == [
        # 28,800 and 144,000 seconds are one and five days of eight hours.
        (date(2026, 2, 10), "pay-1", "estimate", "1d", "5d"),
        (date(2026, 2, 11), "pay-1", "milestone", "", "m-live"),
        (date(2026, 2, 12), "pay-1", "state", "doing", "done"),
        (date(2026, 2, 16), "pay-1", "state", "done", "doing"),
        (date(2026, 2, 17), "pay-1", "blocked", "", "blocked"),
        (date(2026, 2, 19), "pay-1", "blocked", "blocked", ""),
        (date(2026, 2, 20), "C-2", "due", "2026-03-20", "2026-04-10"),
    ]


def test_what_is_not_kept_is_counted_with_its_reason() -> None:
    _, found = brought(EXPORT)

    assert found.skipped == {"a change of another field is not kept": 1, "it is dated after today": 1}
    assert [one.says for one in found.problems] == [
        "There is no work or milestone “PAY-9” in the file, so this was left out. Add its row, or correct it."
    ]


def test_nobody_who_changed_something_and_nobody_it_was_given_to_is_kept() -> None:
    _, found = brought(EXPORT)

    assert found.snapshot.people == ()
    assert not any(name in repr(found.snapshot) for name in ("Mara", "Tomas"))


def test_reading_it_twice_gives_the_same_ids_and_a_row_that_stands_twice_is_one_change() -> None:
    twice = EXPORT + EXPORT.splitlines()[1] + "\n"

    assert brought(twice)[1].snapshot == brought(EXPORT)[1].snapshot


def test_words_nobody_knows_are_asked_about() -> None:
    proposed, found = brought("Item,Field,To,Date\nPAY-1,State,Frobbed,2026-02-10\n")

    assert proposed.questions == ("What state is “Frobbed”? Until you say it, it is still to do.",)
    assert found.snapshot.revisions == (
        Revision("pay-1-state-2026-02-10-frobbed", "pay-1", "state", date(2026, 2, 10), "", "todo"),
    )


def test_what_cannot_be_read_is_said_and_the_rest_is_kept() -> None:
    _, found = brought(
        "Item,Field,From,To,Date\nPAY-1,estimate,3d,much,2026-02-10\nPAY-1,estimate,2d,3d,soon\nPAY-1,estimate,1d,2d,2026-02-01\n"
    )

    assert {(one.changed_on, one.was, one.became) for one in found.snapshot.revisions} == {
        (date(2026, 2, 10), "3d", ""),
        (date(2026, 2, 1), "1d", "2d"),
    }
    assert len(found.problems) >= 2


def test_a_list_of_work_is_no_table_of_changes() -> None:
    proposed = propose(open_table(b"Key,Summary,Status,Created\nPAY-1,Card,Done,2026-01-05\n", "list.csv"))

    assert {one.noun for one in proposed.mapping.nouns} == {"work"}
