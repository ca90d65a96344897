"""What is written for Microsoft Project reads back as the same program, as far as such a file can hold it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.program.people import Absence, Calendar, Person, Team
from leadline.program.promises import Promise
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.mspdi.read import read_schedule
from leadline.sources.mspdi.translate import translate
from leadline.sources.mspdi.write import left_out, write_mspdi

AS_OF = date(2026, 3, 2)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
DAYS = st.integers(0, 400).map(lambda days: AS_OF + timedelta(days=days))
MAYBE = st.none() | DAYS
TASK = ["UID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "CreateDate", "WBS", "OutlineNumber", "OutlineLevel",
        "Priority", "Start", "Finish", "Duration", "DurationFormat", "EffortDriven", "Estimated", "Milestone", "Summary",
        "FixedCost", "PercentComplete", "ActualStart", "ActualFinish", "ActualDuration", "RemainingDuration", "ConstraintType",
        "ConstraintDate", "Deadline", "Hyperlink", "HyperlinkAddress", "PredecessorLink", "ExtendedAttribute", "Baseline"]  # fmt: skip
"""The elements of a task that are written, in the order of Microsoft's schema (mspdi_pj15.xsd)."""


@st.composite
def programs(draw: st.DrawFn) -> Snapshot:
    """Programs of what such a file can hold: estimates without a range, no goals, risks or skills."""
    calendar = Calendar(
        "c1", draw(NAMES), holidays=tuple(sorted(draw(st.sets(DAYS.filter(lambda day: day.weekday() < 5), max_size=3))))
    )
    team = Team("core", "Core", "c1", draw(st.sampled_from([None, 3])))
    people = tuple(
        Person(
            id, draw(NAMES), draw(st.sampled_from(["", "core"])), "c1", draw(st.sampled_from([0.5, 1.0])),
            absences=draw(st.sampled_from([(), (Absence(AS_OF, AS_OF + timedelta(days=9)),)])),
            day_rate_cents=draw(st.none() | st.integers(1, 10**6)), joined_on=draw(MAYBE),
        )
        for id in ("ines", "mara")
    )  # fmt: skip
    milestone = Milestone(
        "live", draw(NAMES), draw(st.sampled_from(["", "shop"])), baseline_on=draw(MAYBE), done_on=draw(MAYBE)
    )
    work = tuple(_work(draw, f"w{n}", people) for n in range(draw(st.integers(1, 4))))
    links = [
        Dependency(
            "",
            one.id,
            other.id,
            draw(st.sampled_from(["FS", "SS", "FF", "SF"])),
            draw(st.sampled_from([0.0, 2.5, -3.0])),
        )
        for one, other in pairwise(work)
    ]
    dependencies = tuple(replace(one, id=f"{one.before}-{one.after}-{one.kind.lower()}") for one in links)
    due = draw(MAYBE)
    promises = (Promise("live-due", "target", "live", due=due, state="proposed"),) if due else ()
    return Snapshot(
        "p", AS_OF, draw(NAMES), calendar="c1", started_on=date(2026, 1, 5), calendars=(calendar,), teams=(team,), people=people,
        projects=(Project("shop", draw(NAMES), created_on=draw(MAYBE)),), milestones=(milestone,), work=work,
        dependencies=dependencies, promises=promises,
    )  # fmt: skip


def _work(draw: st.DrawFn, id: str, people: tuple[Person, ...]) -> WorkItem:
    who = draw(st.sampled_from([None, *people]))
    state = draw(st.sampled_from(["todo", "doing", "done", "dropped"]))
    begun = state in ("doing", "done")
    plan = draw(MAYBE)
    estimate = draw(st.integers(1, 40)) / 4
    return WorkItem(
        id, draw(NAMES), draw(st.sampled_from(["", "shop"])), draw(st.sampled_from(["", "live"])), state,
        assignee=who.id if who else "", team=who.team if who else draw(st.sampled_from(["", "core"])),
        estimate=Range(estimate, estimate), priority=draw(st.integers(-500, 500)), not_before=draw(MAYBE), baseline_on=draw(MAYBE),
        created_on=draw(MAYBE), started_on=draw(DAYS) if begun else None, done_on=draw(DAYS) if state == "done" else None,
        spent_days=draw(st.sampled_from([None, 0.5])) if begun else None, cost_cents=draw(st.integers(0, 10**9)),
        planned_from=plan, planned_to=plan, planned_for=(who.id,) if who and plan else (),
        link=draw(st.sampled_from(["", "https://tracker.example/1?a=b&c"])),
    )  # fmt: skip


@settings(max_examples=150)
@given(programs())
def test_what_is_written_reads_back_as_the_same_program(program: Snapshot) -> None:
    found = translate(read_schedule(write_mspdi(program).encode(), "p.xml"), AS_OF, id="p")

    assert found.snapshot == program
    assert not found.left_out
    assert not found.problems


@settings(max_examples=30)
@given(programs())
def test_elements_stand_in_the_order_of_the_schema(program: Snapshot) -> None:
    root = ElementTree.fromstring(write_mspdi(program))  # noqa: S314  # our own text, not a stranger's

    for task in root.iter("{http://schemas.microsoft.com/project}Task"):
        places = [TASK.index(one.tag.rpartition("}")[2]) for one in task]
        assert places == sorted(places)


def test_what_such_a_file_has_no_place_for_is_told() -> None:
    ranged = WorkItem("a", estimate=Range(3, 8), skill="sql")

    assert left_out(Snapshot("p", AS_OF, work=(ranged,))) == (
        "1 estimates are a range: its middle was written.",
        "1 pieces of work ask for a skill.",
    )
