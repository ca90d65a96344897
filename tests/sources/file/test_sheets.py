"""Tables out, and back in: items survive, formulas do not."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.program.worlds import dataclasses_of

from leadline.program.outlook import MilestoneOutlook, Outlook
from leadline.program.people import Person, Skill, Team
from leadline.program.promises import Promise
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.file.imported import Imported
from leadline.sources.file.mapping import assign, shipped
from leadline.sources.file.sheets import ITEM_COLUMNS, Sheet, items, left_out, sheets
from leadline.sources.file.table import open_table
from leadline.sources.file.translate import translate
from leadline.sources.file.write_csv import write_csv, write_zip
from leadline.sources.file.write_xlsx import LONGEST_TEXT, write_xlsx

DAY = date(2026, 3, 2)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example","y")')
PATIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
IDS = {"project": ("core", "OPS-12"), "milestone": ("live",), "person": ("mara", "ines"), "team": ("red",)}
PLAIN = st.text("abcXYZ äöü€=+-@'\",;\n0123", max_size=12).map(lambda one: " ".join(one.split()).lstrip("' "))


def rail(*work: WorkItem, **more: object) -> Snapshot:
    return Snapshot(
        "rail", DAY, "Rail",
        projects=(Project("OPS-12", "Operations"), Project("core", "Core")), milestones=(Milestone("live", "Live"),),
        people=(Person("ines", "Ines"), Person("mara", "Mara")), teams=(Team("red", "Red"),), work=work, **more,
    )  # fmt: skip


def back(data: bytes, name: str = "items.csv") -> Imported:
    mapping = shipped("leadline_items")
    return translate(mapping, assign(mapping, [open_table(data, name)]), DAY, program={"id": "rail"})


@st.composite
def work(draw: st.DrawFn) -> tuple[WorkItem, ...]:
    made = [draw(dataclasses_of(WorkItem, IDS, id=id)) for id in ("A-1", "OPS-12")]
    texts = ("name", "kind", "skill", "acceptance", "supplier", "technology", "release_class", "link")
    plain = [replace(one, **{name: draw(PLAIN) for name in texts}) for one in made]
    # A spreadsheet knows money in the currency, not in cents beyond what a double holds, and no number of 17 digits.
    spent = ((one, None if one.spent_days is None else round(one.spent_days, 3)) for one in plain)
    return tuple(replace(one, cost_cents=one.cost_cents % 10**9, spent_days=days) for one, days in spent)


@PATIENT
@given(work())
def test_items_come_back_through_csv_as_they_were(own: tuple[WorkItem, ...]) -> None:
    found = back(write_csv(items(rail(*own))))

    assert found.problems == ()
    assert found.questions == ()
    assert found.snapshot.work == own


@PATIENT
@given(work())
def test_items_come_back_through_a_spreadsheet_as_they_were(own: tuple[WorkItem, ...]) -> None:
    found = back(write_xlsx(sheets(rail(*own)), DAY), "items.xlsx")

    assert found.problems == ()
    assert found.snapshot.work == own


def test_what_items_belong_to_and_wait_for_comes_back_with_names_and_lags() -> None:
    own = rail(
        WorkItem("OPS-12", project="core", milestone="live", assignee="mara", team="red"), WorkItem("OFF-3"), WorkItem("Z"),
        dependencies=(
            Dependency("a", "OPS-12", "OFF-3", "SS", 2.5), Dependency("b", "OFF-3", "Z", lag_days=-1.0),
        ),
    )  # fmt: skip

    found = back(write_csv(items(own))).snapshot

    assert (found.find("project", "core"), found.find("person", "mara")) == (
        Project("core", "Core"),
        Person("mara", "Mara"),
    )
    assert {(one.before, one.after, one.kind, one.lag_days) for one in found.dependencies} == {
        ("OPS-12", "OFF-3", "SS", 2.5),
        ("OFF-3", "Z", "FS", -1.0),
    }


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_is_run_and_the_text_is_still_the_same(text: str) -> None:
    data = write_csv(items(rail(WorkItem("A", text))))

    cell = data.decode("utf-8-sig").splitlines()[1].split(",")[1].strip('"')
    assert cell.startswith("'")
    assert back(data).snapshot.work[0].name in (text, text.strip())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([items(rail(WorkItem("A", text)))], DAY)))

    cell = book["Items"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_spreadsheet_holds_days_as_days_and_numbers_as_numbers() -> None:
    own = WorkItem("007", "Pay", estimate=Range(2, 8), spent_days=1.5, cost_cents=12_34, done_on=date(2026, 3, 1))
    own = replace(own, created_on=date(1900, 1, 2))

    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([items(rail(own))], DAY)))

    row = dict(zip(ITEM_COLUMNS, (one.value for one in book["Items"][2]), strict=True))
    assert row["Key"] == "007"
    assert (row["Estimate"], row["Estimate in days"], row["Spent days"], row["Cost"]) == ("2-8d", 4, 1.5, 12.34)
    assert row["Done"].date() == date(2026, 3, 1)
    # Spreadsheets take 1900 for a leap year: a day before its March stays what it is, a text.
    assert row["Created"] == "1900-01-02"


def test_a_text_too_long_for_a_cell_is_cut_where_it_says_so() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([Sheet("Items", ("Task",), (("x" * 40_000,),))], DAY)))

    assert len(book["Items"]["A2"].value) == LONGEST_TEXT
    assert book["Items"]["A2"].value.endswith("(cut)")


def test_the_same_program_gives_the_same_bytes() -> None:
    own = sheets(rail(WorkItem("A")))

    assert write_xlsx(own, DAY) == write_xlsx(own, DAY)
    assert write_zip(own) == write_zip(own)


def test_all_tables_have_one_for_each_noun_that_is_there() -> None:
    own = rail(WorkItem("A"), risks=())
    own = replace(own, people=(Person("mara", skills=(Skill("python"), Skill("sql", 3))),))

    with zipfile.ZipFile(io.BytesIO(write_zip(sheets(own)))) as packed:
        names = packed.namelist()
        people = packed.read("people.csv").decode("utf-8-sig")

    assert names == ["items.csv", "milestones.csv", "teams.csv", "people.csv", "projects.csv"]
    assert people.splitlines() == ["Id,Skills", 'mara,"python; name: sql, level: 3"']


def test_milestones_stand_with_what_is_promised_and_what_is_foreseen() -> None:
    promise = Promise("p", milestone="live", due=date(2026, 3, 12), set_on=DAY)
    ahead = MilestoneOutlook("live", DAY, futures=10, days=(5, 10, 20), counts=(5, 3, 2))
    outlook = Outlook(as_of=DAY, seed=1, futures=10, engine="1", milestones={"live": ahead})

    _, milestones, *_ = sheets(rail(WorkItem("A"), promises=(promise,)), outlook)

    row = dict(zip(milestones.columns, milestones.rows[0], strict=True))
    # 8 of 10 futures reach it within 10 days, so on 12 March, the day it is promised for.
    assert (row["Committed for"], row["Odds of it"]) == (date(2026, 3, 12), 0.8)
    assert (row["Even odds by"], row["Likely by (80 %)"]) == (date(2026, 3, 7), date(2026, 3, 12))


def test_it_says_what_the_items_alone_leave_out() -> None:
    own = rail(
        WorkItem("A"),
        dependencies=(Dependency("d", "A", "live", at_most_days=3),),
        promises=(Promise("p", milestone="live"),),
    )

    assert left_out(own) == (
        "Only the work items are in it, not: 1 promises.",
        "1 waits have an upper limit, which it does not hold.",
        "1 dependencies of milestones are not in it.",
    )
