import json
from datetime import date
from typing import Any

import pytest

from leadline.program.people import Person
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone
from leadline.sources.errors import BadMapping
from leadline.sources.file.imported import Imported
from leadline.sources.file.mapping import Mapping, assign, fits, shape, shipped, shipped_names
from leadline.sources.file.propose import ROWS, propose
from leadline.sources.file.table import Table, open_table
from leadline.sources.file.translate import preview, translate

AS_OF = date(2026, 3, 2)
JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Project name,Assignee,Created,Due Date,Fix Version/s,Fix Version/s,\
Original Estimate,Custom field (Story Points),Inward issue link (Blocks),Inward issue link (Blocks)
Pay by card,PAY-1,1001,Story,In Progress,Pay,Mara,02/Jan/26 3:45 PM,31/Mar/26 12:00 AM,Beta,,28800,3,,
Refunds,PAY-2,1002,Story,Parked,Pay,Ines,03/Jan/26 3:45 PM,,Beta,GA,57600,,PAY-1,PAY-9
Ledger,PAY-3,1003,Bug,Done,Pay,,03/Jan/26 3:45 PM,,,,,,,
"""


def table(text: str, name: str = "list.csv") -> Table:
    return open_table(text.encode(), name)


def imported(text: str, **more: Any) -> Imported:
    read = table(text)
    return translate(propose(read).mapping, {ROWS: read}, AS_OF, **more)


def test_a_jira_export_becomes_work_people_milestones_and_dependencies() -> None:
    snapshot = imported(JIRA).snapshot
    first, second, third = snapshot.work

    assert (first.id, first.name, first.assignee, first.state) == ("pay-1", "Pay by card", "mara", "doing")
    assert (first.estimate, second.estimate) == (Range(1, 1), Range(2, 2))  # 28,800 seconds are 8 hours.
    assert (first.baseline_on, first.created_on, third.state) == (date(2026, 3, 31), date(2026, 1, 2), "done")
    assert [(one.id, one.name, one.project) for one in snapshot.milestones] == [("m-pay-beta", "Beta", "pay")]
    assert [(one.before, one.after) for one in snapshot.dependencies] == [("pay-1", "pay-2")]


@pytest.mark.parametrize(
    ("header", "cell", "days"),
    [("Time Spent", "43200", 1.5), ("Actual (hours)", "12", 1.5), ("Actual work", "1.5 days", 1.5), ("Hours spent", "0", 0.0), ("Time spent", "", None)],
)  # fmt: skip
def test_what_people_have_put_in_is_read_in_working_days(header: str, cell: str, days: float | None) -> None:
    (work,) = imported(f"Task,{header}\nPay by card,{cell}\n").snapshot.work

    # Jira counts seconds, and a working day has eight hours.
    assert work.spent_days == days


def test_what_only_a_person_can_answer_is_asked() -> None:
    asked = "\n".join(propose(table(JIRA)).questions)

    assert "counts points, and points are no days" in asked
    assert "What does “Status” mean by “Parked”?" in asked
    assert "day and the month" not in asked


@pytest.mark.parametrize(
    ("headers", "row", "found"),
    [
        ("Title,Number,State,Assignees,Milestone,Created At,URL", "Pay,7,open,mara,Beta,2026-01-02T10:00:00Z,x", ("7", "mara", "todo")),
        ("Issue ID,URL,Title,State,Assignee,Due Date,Milestone", "7,x,Pay,Closed,Mara,2026-03-31,Beta", ("7", "mara", "done")),
        ("ID,Team,Title,Status,Assignee,Estimate,Project", "PAY-7,Core,Pay,Canceled,Mara,3,Rail", ("pay-7", "mara", "dropped")),
        ("ID,Task Name,Duration,Start,Finish,Resource Names", "7,Pay,5 days,2026-03-02,2026-03-06,Mara", ("7", "mara", "todo")),
        ("Task,Owner,Deadline,Days", "Pay,Mara,2026-03-31,3-8d", ("pay", "mara", "todo")),
        ("Was,Wer,Wann", "Pay by card at last,Mara,31.03.2026", ("pay-by-card-at-last", "", "todo")),
    ],
)  # fmt: skip
def test_exports_and_lists_of_many_makes_are_understood(headers: str, row: str, found: tuple[str, str, str]) -> None:
    (work,) = imported(f"{headers}\n{row}\n").snapshot.work

    assert (work.id, work.assignee, work.state) == found


def test_importing_twice_gives_the_same_nouns() -> None:
    assert imported(JIRA).snapshot == imported(JIRA).snapshot


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_imported() -> None:
    found = imported('Key,Task,Owner,Days\nA,Design,Mara,8-3d\nB,"open,Ines,2\nC,Build,Tomas,2\n,No key,,\nC,Other,,\n')

    assert [one.id for one in found.snapshot.work] == ["a", "c"]
    assert [str(one) for one in found.problems] == [
        "list.csv:2: Days: 8-3d is not a range. Put the smaller number first, as in 3-8d.",
        "list.csv:3: A quote in it is not closed, or stands in the middle of a cell. Correct the quotes.",
        "list.csv:5: It has nothing to make the id of a work from, so none was made. Fill in the key.",
        "list.csv:6: The work “c” came from line 4 already. Give each row a key of its own.",
    ]
    assert (found.rows, found.used) == (5, 2)


def test_a_circle_is_named_and_opened() -> None:
    found = imported("Key,Task,Blocked by\nA,x,C\nB,y,A\nC,z,B\n")

    assert len(found.snapshot.dependencies) == 2
    assert "wait for each other in a circle: c → a → b → c. That c waits for b was left out" in found.problems[0].says


def test_two_tasks_of_one_name_are_kept_apart_and_asked_about() -> None:
    found = imported("Task,Blocked by\nDesign,\nBuild,Design\nBuild,Design\nTest,Build\n")

    assert [one.id for one in found.snapshot.work] == ["build", "build-2", "design", "test"]
    assert sorted((one.before, one.after) for one in found.snapshot.dependencies) == [
        ("design", "build"),
        ("design", "build-2"),
    ]
    assert [(one.name, one.candidates, one.lines) for one in found.questions] == [("Build", ("build", "build-2"), (5,))]
    assert any("“Build” stands again in line 4" in note for note in found.notes)


def test_a_person_the_program_knows_is_found_by_name() -> None:
    known = Snapshot("rail", AS_OF, people=(Person("u17", "Mara"),))

    found = imported("Task,Owner\nBuild,Mara\n", known=known)

    assert found.snapshot.people == ()
    assert found.snapshot.work[0].assignee == "u17"


def test_two_people_of_one_name_are_asked_about_not_guessed() -> None:
    known = Snapshot("rail", AS_OF, people=(Person("sam-1", "Sam"), Person("sam-2", "Sam")))
    read = table("Task,Owner\nBuild,Sam\n")
    mapping = propose(read).mapping

    found = translate(mapping, {ROWS: read}, AS_OF, known=known)
    answered = translate(mapping.answered("person", "Sam", "sam-2"), {ROWS: read}, AS_OF, known=known)

    assert [(one.noun, one.name, one.candidates) for one in found.questions] == [("person", "Sam", ("sam-1", "sam-2"))]
    assert found.snapshot.work[0].assignee == ""
    assert answered.questions == ()
    assert answered.snapshot.work[0].assignee == "sam-2"


def test_a_milestone_of_one_name_in_another_project_is_another_milestone() -> None:
    known = Snapshot("rail", AS_OF, milestones=(Milestone("b1", "Beta", project="pay"),))

    same = imported("Task,Project,Milestone\nBuild,Pay,Beta\n", known=known)
    other = imported("Task,Project,Milestone\nBuild,Road,Beta\n", known=known)

    assert (same.snapshot.milestones, same.snapshot.work[0].milestone) == ((), "b1")
    assert (len(other.snapshot.milestones), other.snapshot.work[0].milestone) == (1, "m-road-beta")


def test_an_import_into_what_was_imported_before_finds_everything_again() -> None:
    first = imported(JIRA)

    again = imported(JIRA, known=first.snapshot)

    assert again.snapshot == first.snapshot
    assert again.questions == ()


def test_two_spellings_of_one_id_are_taken_for_one_and_told() -> None:
    found = imported("Task,Owner\nBuild,Mara\nTest,MARA\n")

    assert [one.name for one in found.snapshot.people] == ["Mara"]
    assert "The person “Mara” is also written “MARA”: taken for one." in found.notes


def test_the_program_imported_into_keeps_its_name() -> None:
    found = imported("Task\nBuild it\n", program={"id": "rail", "name": "Rail"})

    assert (found.snapshot.id, found.snapshot.name, found.snapshot.as_of) == ("rail", "Rail", AS_OF)


def test_a_preview_shows_samples_and_columns_nothing_is_made_of() -> None:
    read = table("Key,Task,Mood\n" + "".join(f"K-{n},Task {n},x\n" for n in range(9)))

    seen = preview(propose(read).mapping, {ROWS: read}, AS_OF)

    assert seen.imported.counts == {"work": 9}
    assert [one["id"] for one in seen.samples["work"]] == ["k-0", "k-1", "k-2", "k-3", "k-4"]
    assert seen.unused == {ROWS: ("Mood",)}


def test_day_and_month_that_cannot_be_told_apart_are_asked_about() -> None:
    proposal = propose(table("Task,Due\nBuild,03/04/2026\n"))

    assert proposal.questions == (
        "In “Due” the day and the month cannot be told apart (“03/04/2026”). It is read as day-month-year; is that right?",
    )  # fmt: skip


def test_a_table_without_anything_like_a_name_is_refused() -> None:
    with pytest.raises(BadMapping, match=r"No column of list\.csv could be the name of a task"):
        propose(table("a,b\n1,2\n"))


def test_the_shape_of_a_file_is_its_headers_in_any_order() -> None:
    assert shape(table("Task,Owner\n")) == shape(table("owner; TASK\n1;2\n", "other.csv"))
    assert shape(table("Task,Owner\n")) != shape(table("Task,Owners\n"))
    assert len(shape(table("Task,Owner\n"))) == 12


def test_a_mapping_that_no_longer_fits_says_which_column_is_missing() -> None:
    mapping = propose(table("Key,Task,Due Date\nA,x,2026-03-31\n")).mapping
    changed = table("Key,Task,Due date\nA,x,2026-03-31\n", "may.csv")

    assert fits(mapping, {ROWS: table("Key,Task,Due Date,New\n")}) == ()
    assert fits(mapping, {ROWS: changed}) == ("may.csv has no column “Due Date” any more. Did you mean “Due date”?",)
    with pytest.raises(BadMapping, match="no column “Due Date” any more"):
        translate(mapping, {ROWS: changed}, AS_OF)


def test_a_mapping_is_plain_data_and_reads_back() -> None:
    for mapping in (propose(table(JIRA)).mapping.answered("person", "Sam", "sam-2"), *map(shipped, shipped_names())):
        assert Mapping.read(json.loads(json.dumps(mapping.write()))) == mapping
        assert Mapping.read(json.loads(json.dumps(mapping.write()))).write() == mapping.write()


def test_files_find_their_place_in_a_mapping_by_their_columns() -> None:
    plain = {
        "tables": {"tasks": {}, "links": {}},
        "nouns": [
            {"noun": "work", "table": "tasks", "fields": {"id": "Key", "name": "Task"}},
            {"noun": "dependency", "table": "links", "fields": {"id": {"text": "{A}-{B}"}, "before": "A", "after": "B"}},
        ],
    }  # fmt: skip
    mapping = Mapping.read(plain)
    tasks, links = table("Key,Task\nx,Design\ny,Build\n", "t.csv"), table("A,B\nx,y\n", "l.csv")

    assert assign(mapping, [links, tasks]) == {"tasks": tasks, "links": links}
    with pytest.raises(BadMapping, match=r"also needs a table with A, B \(links\)"):
        assign(mapping, [tasks])
    with pytest.raises(BadMapping, match=r"z\.csv has the columns of none of its tables"):
        assign(mapping, [tasks, links, table("p,q\n", "z.csv")])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nouns": []}, "A mapping has a name, tables and nouns"),
        ({"colour": 1}, "mapping: there is no “colour”"),
        ({"nouns": [{"noun": "wrok", "table": "t", "fields": {"id": "a"}}]}, "“wrok” is no noun. Did you mean “work”?"),
        ({"nouns": [{"noun": "work", "table": "u", "fields": {"id": "a"}}]}, "“u” is no table of this mapping"),
        ({"nouns": [{"noun": "work", "table": "t", "fields": {"name": "a"}}]}, "say how the id is made"),
        ({"nouns": [{"noun": "work", "table": "t", "fields": {"id": "a", "due": "b"}}]}, "work has no field “due”"),
        ({"nouns": [{"noun": "work", "table": "t", "repeat": "x", "fields": {"id": "a"}}]}, "repeat is one of"),
        ({"tables": {"t": {"latest": {"by": "a"}}}}, "latest needs columns “of”"),
        ({"nouns": [{"noun": "work", "table": "t", "fields": {"id": {"column": "a", "as": "x"}}}]}, "no converter “x”"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_says_what_is_wrong_with_it(change: dict[str, Any], says: str) -> None:
    plain = {"tables": {"t": {}}, "nouns": [{"noun": "work", "table": "t", "fields": {"id": "a"}}], **change}

    with pytest.raises(BadMapping, match=says):
        Mapping.read(plain)


def test_rows_that_a_mapping_leaves_out_are_counted_by_reason() -> None:
    plain = {
        "tables": {
            "t": {"skip": [{"when": {"Kind": "Epic"}, "because": "an {Kind} is no work"}, {"when": {"Kind": "Note"}}]}
        },
        "nouns": [{"noun": "work", "table": "t", "fields": {"id": "Key"}}],
    }
    read = table("Key,Kind\na,Epic\nb,Task\nc,Epic\nd,Note\n")

    found = translate(Mapping.read(plain), {"t": read}, AS_OF)

    assert found.skipped == {"an Epic is no work": 2, "the mapping leaves it out": 1}
    assert [one.id for one in found.snapshot.work] == ["b"]
