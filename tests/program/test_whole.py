from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.program.worlds import snapshots

from leadline.program import document
from leadline.program.promises import Promise
from leadline.program.risks import Roadblock
from leadline.program.snapshot import NOUNS, PLACES, Snapshot
from leadline.program.whole import whole
from leadline.program.work import Dependency, Milestone, Reference, WorkItem

DAY = date(2026, 3, 2)
PATIENT = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])


@PATIENT
@given(snapshots())
def test_a_program_whose_references_hold_comes_back_as_it_is(snapshot: Snapshot) -> None:
    assert whole(snapshot) == (snapshot, ())


@PATIENT
@given(snapshots(), st.sampled_from(sorted(NOUNS)))
def test_whatever_is_retired_the_document_of_the_rest_reads_back(snapshot: Snapshot, gone: str) -> None:
    left = replace(snapshot, **{PLACES[gone]: ()})

    kept, _ = whole(left)

    assert document.read(document.write(kept)) == kept


def test_what_pointed_to_a_thing_that_is_gone_points_to_nothing_and_is_counted() -> None:
    program = Snapshot(
        "rail", DAY,
        work=(WorkItem("A", milestone="gone", assignee="nobody"), WorkItem("B")),
        roadblocks=(Roadblock("key", work=("A", "lost")),),
    )  # fmt: skip

    kept, told = whole(program)

    assert kept.work == (WorkItem("A"), WorkItem("B"))
    assert kept.roadblocks[0].work == ("A",)
    assert told == ("3 references to things that have left the program",)


def test_a_link_without_its_end_goes_with_it_and_a_delivery_for_it_loses_it() -> None:
    program = Snapshot(
        "rail", DAY, work=(WorkItem("A"),),
        dependencies=(Dependency("d", "A", "gone"), Dependency("open", "A", "")),
        references=(Reference("r", "gone", "A"),),
        promises=(Promise("p", kind="delivery", dependency="d"),),
    )  # fmt: skip

    kept, told = whole(program)

    assert [one.id for one in kept.dependencies] == ["open"]
    assert kept.references == ()
    assert kept.promises[0].dependency == ""
    assert set(told) == {
        "1 dependencies of things that have left the program",
        "1 references of things that have left the program",
        "1 references to things that have left the program",
    }


def test_a_circle_is_opened_at_its_last_dependency() -> None:
    program = Snapshot(
        "rail", DAY, milestones=(Milestone("live"),), work=(WorkItem("A", milestone="live"), WorkItem("B")),
        dependencies=(Dependency("1", "A", "B"), Dependency("2", "live", "A"), Dependency("3", "B", "A")),
    )  # fmt: skip

    kept, told = whole(program)

    assert [one.id for one in kept.dependencies] == ["1"]
    assert told == ("2 dependencies that closed a circle",)
    assert document.read(document.write(kept)) == kept
