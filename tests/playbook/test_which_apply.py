"""What applies to something: its own solutions and those of what stands around it, few, in one order, and all of them sound."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from tests.engine.programs import SEED, dependency, program
from tests.program.worlds import snapshots

from leadline import examples
from leadline.engine.calibrate import calibrate
from leadline.engine.simulate import simulate
from leadline.playbook.which_apply import AT_MOST, OF_ONE_KIND, SUBJECTS, Way, which_apply
from leadline.program import document
from leadline.program.case import Case
from leadline.program.edits import Edit, apply, apply_all, inverse
from leadline.program.snapshot import Snapshot
from leadline.sources.file.yaml_document import read_file

EXAMPLES = sorted(file for folder in examples.__path__ for file in Path(folder).glob("*.yaml"))


def foreseen(snapshot: Snapshot, futures: int = 200) -> Case:
    return Case(snapshot, simulate(snapshot, seed=SEED, futures=futures, calibration=calibrate(snapshot)))


def subjects(snapshot: Snapshot) -> Iterator[str]:
    return (f"{noun}:{one.id}" for noun in SUBJECTS for one in snapshot.of(noun))


def there_and_back(snapshot: Snapshot, edits: tuple[Edit, ...]) -> Snapshot:
    """The program after the edits, having checked that their inverses lead back."""
    after, back = snapshot, []
    for edit in edits:
        back.append(inverse(after, edit))
        after = apply(after, edit)
    assert apply_all(after, reversed(back)) == snapshot
    return after


def held_up() -> Case:
    """Certification waits for a bank that may change its form, and for a question; the pilot waits for certification."""
    return foreseen(
        program(
            [
                {"id": "c", "estimate": "8-20d", "assignee": "mara"},
                {"id": "p", "estimate": "5-8d", "assignee": "ines"},
            ],
            sponsor="ines",
            dependencies=[dependency("c", "p")],
            roadblocks=[
                {"id": "slot", "name": "No test slot", "work": ["c"], "since": "2026-02-23", "unblocker": "ines"}
            ],
            decisions=[{"id": "bank", "question": "Which bank?", "approver": "ines", "driver": "mara", "work": ["c"]}],
            risks=[{"id": "form", "event": "A new form", "work": ["c"], "probability": 0.4, "delay": "5-10d"}],
            promises=[{"id": "p", "milestone": "live", "due": "2026-03-20"}],
        )
    )


def names(ways: tuple[Way, ...]) -> list[tuple[str, str]]:
    return [(one.subject, one.solution.name) for one in ways]


def test_for_a_work_item_it_also_names_what_helps_against_all_that_holds_it_up() -> None:
    found = names(which_apply(held_up(), "work:c"))

    assert ("roadblock:slot", "escalate_with_proposal") in found
    assert ("decision:bank", "delegate_decision") in found
    assert ("risk:form", "retire_risk") in found


def test_for_a_milestone_it_also_names_what_helps_against_what_drives_it() -> None:
    found = names(which_apply(held_up(), "milestone:live"))

    assert ("milestone:live", "move_commitment_openly") in found
    assert {"roadblock:slot", "decision:bank", "risk:form"} <= {subject for subject, _ in found}


def test_own_solutions_come_first_and_in_the_order_of_their_numbers() -> None:
    ways = which_apply(held_up(), "milestone:live")
    own = [one.solution.number for one in ways if one.subject == "milestone:live"]

    assert [one.subject for one in ways[: len(own)]] == ["milestone:live"] * len(own)
    assert own == sorted(own)


def test_what_is_over_or_unknown_or_a_person_needs_nothing() -> None:
    over = program(
        [{"id": "c", "estimate": "5d", "state": "done", "done_on": "2026-02-27"}],
        milestones=[{"id": "live", "done_on": "2026-02-27"}],
        roadblocks=[{"id": "slot", "work": ["c"], "unblocker": "ines", "resolved_on": "2026-02-27"}],
        risks=[{"id": "form", "work": ["c"], "probability": 0.4, "delay": "5-10d", "state": "happened"}],
    )

    for subject in (*subjects(over), "work:zz", "person:mara", "nonsense", ""):
        assert which_apply(foreseen(over), subject) == ()


def test_without_a_simulation_what_rests_on_facts_alone_is_still_named() -> None:
    found = names(which_apply(Case(held_up().snapshot), "roadblock:slot"))

    assert ("roadblock:slot", "escalate_with_proposal") in found


def test_the_id_of_a_way_changes_with_what_it_would_do() -> None:
    case = held_up()
    ways = which_apply(case, "work:c")
    later = Case(document.read({**document.write(case.snapshot), "as_of": "2026-03-09"}), case.outlook)

    assert len({one.id for one in ways}) == len(ways)
    assert {one.id for one in which_apply(case, "work:c")} == {one.id for one in ways}
    escalate = next(one for one in ways if one.solution.name == "escalate_with_proposal")
    assert escalate.id not in {one.id for one in which_apply(later, "work:c")}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_all_that_applies_in_the_examples_is_little_sound_and_can_be_taken_back(file: Path) -> None:
    case = foreseen(read_file(file).snapshot)
    people = {one.id for one in case.snapshot.people}
    asked = 0

    for subject in subjects(case.snapshot):
        ways = which_apply(case, subject)
        asked += bool(ways)
        edits = [one.remedy.edits for one in ways]

        assert ways == which_apply(case, subject)
        assert len(ways) <= AT_MOST
        assert all(edits.count(one) == 1 and one for one in edits)
        near = [one.solution.name for one in ways if one.subject != subject]
        assert all(near.count(name) <= OF_ONE_KIND for name in near)
        for one in ways:
            after = there_and_back(case.snapshot, one.remedy.edits)
            assert document.read(document.write(after)) == after
            assert set(one.remedy.agree) <= people

    assert asked


@given(snapshots())
@hypothesis_settings(max_examples=60)
def test_whatever_a_program_holds_what_applies_to_it_can_be_done_and_taken_back(snapshot: Snapshot) -> None:
    for subject in subjects(snapshot):
        for one in which_apply(Case(snapshot), subject):
            after = there_and_back(snapshot, one.remedy.edits)
            assert document.read(document.write(after)) == after


@given(snapshots())
@hypothesis_settings(max_examples=25)
def test_the_same_where_it_is_simulated(snapshot: Snapshot) -> None:
    case = foreseen(snapshot, futures=20)

    for subject in subjects(snapshot):
        for one in which_apply(case, subject):
            after = there_and_back(snapshot, one.remedy.edits)
            assert document.read(document.write(after)) == after
