"""The page of the plan: rows by team, why not earlier, what is published, and what publishing would change."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.direction import built
from tests.direction.test_publishing import NEXT_WEEK, TWO, WEEK, item, keep, plan, publish

from leadline.direction.pages import plan as page
from leadline.direction.plan_rows import MOST_ROWS, PlanView
from leadline.direction.questions import Standing
from leadline.program.edits import apply_all
from leadline.program.plan import Contradiction, Plan, PlanBound, Proof, Unavoidable, Unplanned
from leadline.program.published import publishing
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.models import Program

BOUND = PlanBound(12.0, date(2026, 3, 13), "chain", "No plan can end before 13 March 2026; set by 2 things.")
LIVE = item("live", (NEXT_WEEK[1], NEXT_WEEK[1]))
WHOLE = replace(plan(*TWO.items.values(), LIVE), bound=BOUND)


def seen(
    planned: Plan | None, view: PlanView | None = None, *, facts: Snapshot | None = None, **more: Any
) -> page.PlanPage:
    snapshot, coming = more.pop("snapshot", None) or built.snapshot(), more.pop("coming", False)
    now = Standing(**{"snapshot": snapshot, "base": "/p/checkout", "role": "tpm", "round_number": 4, **more})
    return page.present(now, planned, facts or snapshot, None, view or PlanView(), coming=coming)


def labels(shown: page.PlanPage) -> list[tuple[str, list[str]]]:
    assert shown.roadmap
    return [(group.label, [lane.name for lane in group.lanes]) for group in shown.roadmap.groups]


def many(count: int) -> tuple[Snapshot, Plan]:
    """So many pieces of work of Mara's team, one a day."""
    work = [{"id": f"w{n:04d}", "name": f"Work {n:04d}", "project": "shop", "assignee": "mara"} for n in range(count)]
    day = [built.MONDAY + timedelta(days=n) for n in range(count)]
    items = [item(one["id"], (on, on), "mara") for one, on in zip(work, day, strict=True)]
    return built.snapshot(work=work, dependencies=[], risks=[], roadblocks=[]), plan(*items)


def test_it_says_when_the_plan_ends_and_why_not_before() -> None:
    shown = seen(WHOLE)

    assert shown.says == "The plan ends Friday 13 March."
    assert shown.lede.startswith("No plan can end before 13 March 2026; set by 2 things.")
    assert shown.lede.endswith("A plan takes middling efforts and no risks; the odds stand on the roadmap.")


def test_rows_stand_under_the_team_of_who_does_them_milestones_first() -> None:
    # Tomas is of no team, and the certification is of no team but that of its project.
    assert labels(seen(WHOLE)) == [
        ("Milestones", ["Iberia live"]), ("Core", ["Tax and rounding"]), ("Rails", ["Acquirer certification"]),
    ]  # fmt: skip


def test_or_under_their_project() -> None:
    assert labels(seen(WHOLE, PlanView(by="project")))[1:] == [
        ("Checkout core", ["Tax and rounding"]), ("Payment rails", ["Acquirer certification"]),
    ]  # fmt: skip


@pytest.mark.parametrize("by", ["team", "project", "person"])
def test_no_group_is_a_person_and_no_share_of_anybodys_time_is_said(
    program: Program, noor: Who, client: Client, by: str
) -> None:
    keep(program, WHOLE)
    assert noor.account
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    shown = client.get(f"/p/checkout/plan?by={by}").content.decode()
    groups = re.findall(r'<summary><span class="roadmap-row">.*?<span class="name">(.*?)</span>', shown)

    assert set(groups) <= {"Milestones", "Core", "Rails", "Checkout core", "Payment rails"}
    assert len(groups) == 3
    assert not re.search(r"\d\s?%|idle|utili", shown.partition("<main")[2])


def test_the_table_says_why_each_does_not_start_earlier() -> None:
    shown = seen(WHOLE)

    assert shown.why
    assert [[cell.says for cell in row.cells] for row in shown.why.rows] == [
        ["Acquirer certification", "2 – 6 Mar", "Tomas", "It starts at once."],
        ["Tax and rounding", "9 – 13 Mar", "Mara", "It starts at once."],
        ["Iberia live", "13 Mar", "", "It starts at once."],
    ]


def test_what_nobody_of_the_program_does_arrives_and_does_not_start() -> None:
    shown = seen(plan(item("cert", WEEK)))

    assert shown.why
    assert [cell.says for cell in shown.why.rows[0].cells] == [
        "Acquirer certification", "until 6 Mar", "", "Nobody of the program does it: it arrives by then.",
    ]  # fmt: skip
    assert "Nobody is named in it" in shown.lede


def test_before_anything_is_published_it_offers_all_of_it() -> None:
    shown = seen(WHOLE)

    assert shown.changes is None
    assert shown.publishing
    assert shown.publishing.title == "This plan is not published."
    assert shown.publishing.form
    assert shown.publishing.form.says.startswith("2 pieces of work get their days and people. The forecast then")
    assert ("round", "4") in [(one.name, one.value) for one in shown.publishing.form.fields]


def test_once_it_is_published_there_is_nothing_to_publish() -> None:
    facts = apply_all(built.snapshot(), publishing(built.snapshot(), WHOLE))
    shown = seen(WHOLE, facts=facts)

    assert shown.publishing
    assert (shown.publishing.title, shown.publishing.form) == ("This is the published plan.", None)


def test_what_differs_from_the_published_plan_stands_in_a_table_what_moves_most_first() -> None:
    facts = apply_all(built.snapshot(), publishing(built.snapshot(), WHOLE))
    later = plan(item("cert", WEEK, "joana"), item("tax", (date(2026, 3, 16), date(2026, 3, 20)), "mara"))
    shown = seen(later, facts=facts)

    assert shown.publishing
    assert shown.publishing.says.startswith("Of the work, 1 moved and 1 is for other people.")
    assert shown.changes
    assert [[cell.says for cell in row.cells] for row in shown.changes.rows] == [
        ["Tax and rounding", "9 – 13 Mar, Mara", "16 – 20 Mar, Mara", "7 days later"],
        ["Acquirer certification", "2 – 6 Mar, Tomas", "2 – 6 Mar, Joana", "for other people"],
    ]
    assert shown.roadmap
    assert 'class="ghost"' in shown.roadmap.groups[0].lanes[0].svg


@pytest.mark.parametrize("role", ["member", "stakeholder"])
def test_who_does_not_plan_sees_it_and_publishes_nothing(role: str) -> None:
    shown = seen(WHOLE, role=role)

    assert shown.publishing
    assert shown.publishing.form is None


def test_promises_that_cannot_be_kept_are_said_first() -> None:
    broken = replace(WHOLE, late={"live": 5.4}, contradictions=(Contradiction(("live", "tokyo"), "Leave one out."),))
    says = [one.title for one in seen(broken).broken]

    assert says == ["Not all of this can be kept.", "Iberia live is planned 5 days after its promise."]


def test_what_nobody_can_avoid_and_how_good_the_plan_is_are_said() -> None:
    least = Unavoidable(3.0, NEXT_WEEK[1], "chain", "It is late by 3 days whatever anybody does.")
    proof = Proof(True, 0.0, "No plan can be better to the day.")
    shown = seen(replace(WHOLE, late={"live": 5.0}, unavoidable={"live": least}, proof=proof))

    assert shown.broken[0].says == "It is late by 3 days whatever anybody does."
    assert "No plan can be better to the day." in shown.lede


def test_of_very_many_promises_in_danger_the_worst_are_told_and_the_others_counted() -> None:
    late = {f"m{n}": float(n) for n in range(1, 9)}
    says = [one.title for one in seen(replace(WHOLE, late=late)).broken]

    assert says[0] == "m8 is planned 8 days after its promise."
    assert len(says) == 6
    assert says[-1] == "3 more promises are planned late."


def test_what_is_not_planned_stands_under_its_reason() -> None:
    left = (Unplanned(("tokyo",), "nobody has estimated it"), Unplanned(("cert", "tax"), "Nobody can."))
    table = seen(replace(WHOLE, unplanned=left)).unplanned

    assert table
    assert [[cell.says for cell in row.cells] for row in table.rows] == [
        ["Nobody can.", "2", "Acquirer certification and Tax and rounding"],
        ["Nobody has estimated it.", "1", "Japan decided"],
    ]


def test_five_thousand_rows_are_folded_and_paged() -> None:
    snapshot, planned = many(5_000)
    folded = seen(planned, snapshot=snapshot)
    opened = seen(planned, PlanView(open="core", page=3), snapshot=snapshot)

    assert folded.roadmap
    assert folded.roadmap.groups[0].more_says == "Show 5,000 rows"
    assert opened.roadmap
    assert len(opened.roadmap.groups[0].lanes) == MOST_ROWS
    assert opened.roadmap.groups[0].more_says == "4,900 more rows in the table"
    assert opened.why
    assert opened.why.pager
    assert (opened.why.pager.first, opened.why.pager.last, opened.why.pager.total) == (101, 150, 5_000)
    assert opened.why_says == "Core only."


@pytest.mark.parametrize("number", [0, -4, 99_999])
def test_a_page_that_does_not_exist_is_the_nearest_one(number: int) -> None:
    shown = seen(WHOLE, PlanView(page=number))

    assert shown.why
    assert len(shown.why.rows) == 3


def test_without_a_plan_or_with_nothing_in_it_it_says_what_is_missing() -> None:
    none, empty = seen(None), seen(replace(plan(), unplanned=(Unplanned(("tax",), "Nobody can."),)))

    assert none.empty
    assert none.empty.title == "No round has planned yet"
    coming = seen(None, coming=True)
    assert coming.empty
    assert coming.empty.title == "The plan is being made"
    assert empty.empty
    assert empty.empty.title == "Nothing can be planned"
    assert empty.unplanned


@pytest.mark.parametrize(
    "query", ["", "?by=project&open=shop", "?open=milestones", "?by=person&page=x&zoom=era", "?open=nowhere&every=1"]
)
def test_the_page_answers_whatever_is_asked(program: Program, noor: Who, client: Client, query: str) -> None:
    keep(program, WHOLE)
    assert noor.account
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(f"/p/checkout/plan{query}")

    assert answer.status_code == 200
    assert "The plan ends Friday 13 March." in answer.content.decode()


def test_a_published_plan_is_shown_as_such_before_the_next_round(program: Program, noor: Who, client: Client) -> None:
    keep(program, WHOLE)
    publish(program, noor)
    assert noor.account
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    shown = client.get("/p/checkout/plan").content.decode()

    assert "This is the published plan." in shown
    assert "by Noor." in shown
    assert "Take it back" in shown
