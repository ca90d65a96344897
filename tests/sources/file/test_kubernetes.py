"""The Kubernetes mapping on made-up rows, and on the real history where LEADLINE_HISTORY names its folder."""

import os
from datetime import date
from pathlib import Path

import pytest

from leadline.sources.file.imported import Imported
from leadline.sources.file.mapping import assign, shipped
from leadline.sources.file.table import open_table
from leadline.sources.file.translate import translate

SAMPLES = Path(__file__).parent / "samples"
AS_OF = date(2025, 6, 28)
STAGES = {"alpha", "beta", "stable"}


def read(folder: Path, *names: str, as_of: date = AS_OF) -> Imported:
    mapping = shipped("kubernetes_enhancements")
    return translate(mapping, assign(mapping, [open_table(folder / name) for name in names]), as_of)


@pytest.fixture(scope="module")
def sample() -> Imported:
    return read(SAMPLES, "keps.csv", "links.csv", "plan.csv")


@pytest.fixture(scope="module")
def history() -> Imported:
    if not (folder := os.environ.get("LEADLINE_HISTORY")):
        pytest.skip("LEADLINE_HISTORY names no folder with the Kubernetes history")
    program = "k8s_program_2025-06-28_v1.34_freeze"
    return read(Path(folder), f"{program}.csv", f"{program}_links.csv", "k8s_release_plan_history.csv")


def test_a_stage_planned_for_the_next_release_becomes_work_and_a_commitment(sample: Imported) -> None:
    (work,) = sample.snapshot.work
    (promise,) = sample.snapshot.promises

    # Of three rows about v1.34, the one of 20 June was the last known on 28 June.
    assert (work.release_class, work.release_on, work.milestone) == ("beta", date(2025, 8, 27), "kep-1-beta")
    assert (promise.kind, promise.state, promise.milestone, promise.due) == (
        "commitment", "agreed", "kep-1-beta", date(2025, 8, 27),
    )  # fmt: skip


def test_every_other_milestone_says_why_it_has_no_odds(sample: Imported) -> None:
    told = {one.id: one.without_odds for one in sample.snapshot.milestones}

    assert told == {
        "kep-1-beta": "",
        "kep-2-stable": "it has shipped",
        "kep-3-alpha": "the release planned for its stage is out and no later one is named",
        "kep-4-alpha": "planned for v1.35, which has no planned date yet",
        "kep-5-unplanned": "it names no stage yet",
        "kep-6-alpha": "it was withdrawn or rejected",
        "v1.34": "a release leaves on its day with what is ready",
    }
    assert sample.without_odds == dict.fromkeys((why for why in told.values() if why), 1)


def test_the_plan_counts_as_it_was_known_on_the_day_of_the_import() -> None:
    later = read(SAMPLES, "keps.csv", "links.csv", "plan.csv", as_of=date(2025, 7, 20))
    much_later = read(SAMPLES, "keps.csv", "links.csv", "plan.csv", as_of=date(2025, 10, 1))

    assert [one.due for one in later.snapshot.promises] == [date(2025, 9, 30)]
    # By October v1.34 is out, and v1.35 has its date.
    assert [(one.milestone, one.release_on) for one in much_later.snapshot.work] == [
        ("kep-4-alpha", date(2025, 12, 17))
    ]


def test_projects_have_owners_teams_stages_and_states(sample: Imported) -> None:
    projects = {one.id: (one.owner, one.team, one.stage, one.state) for one in sample.snapshot.projects}

    assert projects["kep-1"] == ("mara", "sig-node", "beta", "active")
    assert projects["kep-2"] == ("mara", "sig-node", "stable", "done")
    assert projects["kep-4"] == ("", "sig-storage", "alpha", "active")
    assert projects["kep-6"][3] == "dropped"
    assert [one.id for one in sample.snapshot.people] == ["ines", "mara", "tomas"]


def test_a_title_that_looks_like_a_formula_is_a_text(sample: Imported) -> None:
    assert sample.snapshot.projects[1].name == "=SUM(A1) as a title"


def test_links_are_references_and_schedule_nothing(sample: Imported) -> None:
    assert [(one.source, one.relation, one.target) for one in sample.snapshot.references] == [
        ("kep-1", "see-also", "kep-2")
    ]
    assert sample.snapshot.dependencies == ()


def test_what_could_not_be_used_is_told_with_file_and_line(sample: Imported) -> None:
    assert [str(one) for one in sample.problems if "owners" in one.column or not one.column] == [
        "keps.csv:2: owners: ““@tomas”” was read as tomas.",
        "keps.csv:5: owners: “with help of many” is no handle of one person. Name the person alone.",
        "keps.csv:8: A quote in it is not closed, or stands in the middle of a cell. Correct the quotes.",
    ]
    told = [str(one) for one in sample.problems]
    assert any(one.startswith("keps.csv:6: created: “yyyy-mm-dd” is no day.") for one in told)
    assert any(one.startswith("links.csv:3: target: There is no project or work or milestone “kep-99”") for one in told)


def test_the_real_program_has_567_projects_of_which_61_have_odds(history: Imported) -> None:
    snapshot = history.snapshot
    own = [one for one in snapshot.milestones if one.project]

    assert len(snapshot.projects) == len(own) == len({one.project for one in own}) == 567
    assert len(snapshot.work) == len(snapshot.promises) == 61
    assert {one.milestone for one in snapshot.work} == {one.id for one in own if not one.without_odds}
    assert {(one.release_class in STAGES, one.release_on) for one in snapshot.work} == {(True, date(2025, 8, 27))}
    assert {one.due for one in snapshot.promises} == {date(2025, 8, 27)}
    assert all(one.release == "v1.34" for one in own if not one.without_odds)


def test_the_other_506_say_why_not_in_a_few_words_that_are_counted(history: Imported) -> None:
    own = [one.without_odds for one in history.snapshot.milestones if one.project and one.without_odds]

    # Counted by hand from status, stage and milestone_<stage> of the file.
    assert {why: own.count(why) for why in own} == {
        "it has shipped": 236,
        "the release planned for its stage is out and no later one is named": 155,
        "no release is planned for its stage": 52,
        "it names no stage yet": 41,
        "it was withdrawn or rejected": 12,
        "it was replaced or removed": 6,
        "its stage is none of alpha, beta and stable": 3,
        "it is deferred": 1,
    }
    assert len(own) == 506


def test_the_real_links_never_schedule(history: Imported) -> None:
    # 252 links, 71 of which lead out of the program.
    assert len(history.snapshot.references) == 181
    assert history.snapshot.dependencies == ()
    assert sum(one.column == "target" for one in history.problems) == 71
    assert len(history.snapshot.teams) == 22


def test_outcomes_of_releases_that_are_out_are_targets_and_those_of_the_next_one_are_open() -> None:
    found = read(SAMPLES, "keps.csv", "links.csv", "plan.csv", "outcomes.csv").snapshot

    # Only what was an active target at the freeze; v1.34 leaves on 27 August, so on 28 June nobody knows.
    assert [(one.id, one.outcome, one.carried, one.milestone) for one in found.targets] == [
        ("kep-1-beta-v1.33", "missed", 0, "kep-1-beta"),
        ("kep-1-beta-v1.34", "open", 1, "kep-1-beta"),
        ("kep-2-stable-v1.33", "kept", 1, "kep-2-stable"),
        ("kep-3-alpha-v1.33", "dropped", 2, "kep-3-alpha"),
    ]
    assert found.targets[0].release_on == date(2025, 4, 23)
    assert [one.done_on for one in found.milestones if one.id == "kep-1-beta"] == [None]


def test_once_the_release_is_out_what_made_it_is_reached() -> None:
    # By 20 October v1.34 has left on 30 September, as it was planned last.
    later = read(SAMPLES, "keps.csv", "links.csv", "plan.csv", "outcomes.csv", as_of=date(2025, 10, 20)).snapshot

    assert [(one.release, one.outcome) for one in later.targets if one.project == "kep-1"] == [
        ("v1.33", "missed"), ("v1.34", "kept"),
    ]  # fmt: skip
    assert [one.done_on for one in later.milestones if one.id == "kep-1-beta"] == [date(2025, 9, 30)]
