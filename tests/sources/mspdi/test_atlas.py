"""
A programme with every kind of link, in every format, whose dates two other schedulers agree on.

The files are not of this project's own: where they are absent, or MPXJ and Java are, it says so and skips.
"""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sources.mspdi.forward_pass import starts_and_ends

from leadline.program.people import Team
from leadline.program.snapshot import Snapshot
from leadline.sources.mspdi.foreign import missing_for_others, read_any
from leadline.sources.mspdi.read import read_schedule
from leadline.sources.mspdi.translate import translate
from leadline.sources.mspdi.write import write_mspdi

FILES = Path(__file__).parents[4] / "shared" / "data" / "payloads" / "schedules"
JANUARY = date(2027, 1, 4)

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason=f"the schedules are not here: {FILES}")
both = pytest.mark.parametrize("state", ["plan", "progress"])
every_format = pytest.mark.parametrize("ending", ["mspdi.xml", "xer", "p6.xml", "mpx"])


def atlas(state: str, ending: str) -> Snapshot:
    if ending != "mspdi.xml" and (missing := missing_for_others()):
        pytest.skip(f"{ending} is read with MPXJ, and {missing}")
    return translate(read_any(FILES / f"atlas-{state}.{ending}"), JANUARY, id="atlas").snapshot


def _rows(name: str) -> list[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@both
@every_format
def test_every_link_assignment_and_calendar_is_read(state: str, ending: str) -> None:
    program = atlas(state, ending)

    names = {row["id"]: row["name"] for row in _rows(f"atlas-{state}.expected.csv")}
    wanted = {
        (names[row["predecessor"]], names[row["successor"]], row["type"], row["lag_days"] != "0")
        for row in _rows("atlas.links.csv")
    }
    called = {one.id: one.name for one in (*program.work, *program.milestones)}
    assert {
        (called[one.before], called[one.after], one.kind, one.lag_days != 0) for one in program.dependencies
    } == wanted
    assert len(program.dependencies) == 27
    people = {one.id: one.name for one in program.people}
    assert {(called[one.id], people[who]) for one in program.work for who in one.planned_for} == {
        (names[row["task"]], row["resource"]) for row in _rows("atlas.resources.csv")
    }
    assert {one.name: (len(one.holidays), one.week[4]) for one in program.calendars} == {
        "Standard": (5, 1.0),
        "Vendor": (5, 0.5),
    }


@both
@every_format
def test_the_dates_by_links_and_calendars_alone_are_those_of_the_other_schedulers(state: str, ending: str) -> None:
    program = atlas(state, ending)

    if ending == "mpx":
        # MPX has no place for the calendar of a task: the one task that has one is given it here.
        vendor = next(one.id for one in program.calendars if one.name == "Vendor")
        work = tuple(replace(one, team="v") if one.name == "Store review by vendor" else one for one in program.work)
        program = replace(program, work=work, teams=(Team("v", calendar=vendor),))
    found = starts_and_ends(program, JANUARY)

    # Compared in days: the expected times are on the hour, and a day of a program is told by the day alone.
    called = {one.id: one.name for one in (*program.work, *program.milestones)}
    expected = {
        row["name"]: (row["start"][:10], row["finish"][:10])
        for row in _rows(f"atlas-{state}.expected.csv")
        if row["kind"] != "summary"
    }
    assert {called[id]: (f"{a}", f"{b}") for id, (a, b) in found.items()} == expected


@both
def test_what_is_written_reads_back_the_same(state: str) -> None:
    program = atlas(state, "mspdi.xml")

    assert translate(read_schedule(write_mspdi(program).encode(), "x.xml"), JANUARY, id="atlas").snapshot == program
