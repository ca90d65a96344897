"""Facts: every noun has a list, which says what is in the plan and nothing that is not for its reader."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadline.charts.parts import Table
from leadline.desk.fact_columns import GROUPS, TELLING, WHAT, needed
from leadline.desk.pages import fact_list, facts
from leadline.program import document
from leadline.program.edits import Change, Retire
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record.access import RESTRICTED, ROLES
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Program, Role
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARA = {"id": "mara", "name": "Mara", "team": "pay", "day_rate_cents": 91_300, "capacity": 0.37}
PLAIN: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "teams": [{"id": "pay", "name": "Payments"}],
    "people": [{**MARA, "skills": [{"name": "python", "level": 4}]}, {"id": "ines", "name": "Ines"}],
    "milestones": [{"id": "live", "name": "Checkout live", "owner": "ines"}],
    "work": [
        {"id": "A", "name": "Wallet", "milestone": "live", "assignee": "mara", "estimate": "3-8d", "state": "doing"},
        {"id": "B", "name": "Refunds"},
    ],
    "dependencies": [{"id": "a-b", "before": "A", "after": "B"}],
    "promises": [{"id": "p", "milestone": "live", "due": "2026-05-08", "odds": 0.8, "set_by": "ines"}],
    "decisions": [{"id": "q", "question": "Which region?", "needed_by": "2026-03-20"}],
    "stakeholders": [{"id": "s", "person": "ines"}],
    "letters": [{"id": "l", "subject": "For Ines only", "to": ["s"], "state": "draft"}],
}


@pytest.fixture
def program(db: None) -> Program:
    return store(document.read(PLAIN), NOON, pinned=True)


def browser(role: str, program: Program) -> Client:
    """Somebody of that role, signed in."""
    made = Account.objects.create_account(f"{role}@example.com", role, owner=role == "owner")
    if role != "owner":
        Role.objects.create(account=made, program=program, role=role)
    client = Client()
    client.force_login(made, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, path: str) -> str:
    """The words of a page's main part."""
    html = client.get(f"/p/checkout/{path}").content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def listed(noun: str, asked: str = "", number: int = 1, snapshot: Snapshot | None = None) -> fact_list.FactListPage:
    return fact_list.present(snapshot or document.read(PLAIN), noun, asked, number, role="owner")


def table(page: fact_list.FactListPage) -> Table:
    assert page.table is not None
    return page.table


def names(page: fact_list.FactListPage) -> list[str]:
    return [row.cells[0].says for row in table(page).rows]


def said(page: fact_list.FactListPage, row: int = 0) -> list[str]:
    return [one.says for one in table(page).rows[row].cells]


def much(items: int) -> Snapshot:
    """So many pieces of work, each waiting for the one before it."""
    work = [{"id": f"w{n:03}", "name": f"Step {n:03}", "assignee": "mara"} for n in range(items)]
    waits = [{"id": f"d{n:03}", "before": f"w{n - 1:03}", "after": f"w{n:03}"} for n in range(1, items)]
    return document.read({**PLAIN, "work": work, "dependencies": waits})


def test_every_noun_has_its_place_its_line_and_its_columns() -> None:
    grouped = [noun for group in GROUPS.values() for noun in group]

    assert sorted(grouped) == sorted(NOUNS)
    assert set(WHAT) == set(TELLING) == set(NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_reads_all_that_its_titles_and_columns_name(noun: str, program: Program) -> None:
    part, whole = (load_snapshot(program, NOON.date(), nouns) for nouns in (needed(noun), NOUNS))

    assert fact_list.present(part, noun, role="owner") == fact_list.present(whole, noun, role="owner")


def test_work_is_told_by_names_dates_and_words() -> None:
    page = listed("work")

    assert page.says == "2 pieces of work."
    assert said(page) == ["Refunds", "none", "nobody", "not said", "not begun"]
    assert said(page, 1) == ["Wallet", "Checkout live", "Mara", "3-8d", "under way"]


def test_names_lead_to_their_pages() -> None:
    wallet = table(listed("work")).rows[1]

    urls = [one.url for one in wallet.cells]
    assert urls == ["/p/checkout/work/A", "/p/checkout/milestones/live", "/p/checkout/person/mara", "", ""]


def test_what_has_no_name_is_called_by_its_ends() -> None:
    assert names(listed("dependency")) == ["Refunds waits for Wallet"]
    assert said(listed("promise")) == ["Commitment: Checkout live", "8 May", "80\N{NO-BREAK SPACE}%", "Ines", "agreed"]


def test_a_decision_that_nobody_took_says_so() -> None:
    assert said(listed("decision")) == ["Which region?", "nobody", "20 Mar", "not yet"]


def test_words_find_names_whatever_their_case_and_order() -> None:
    assert names(listed("dependency", "WALLET refunds")) == ["Refunds waits for Wallet"]
    assert listed("work", "wall").says == "1 of 2 pieces of work with “wall” in the name."


def test_words_that_find_nothing_lead_back_to_all() -> None:
    page = listed("work", "zebra")

    assert page.table is None
    assert page.empty is not None
    assert (page.empty.verb, page.empty.url) == ("Show all", "/p/checkout/facts/work")


def test_a_hundred_stand_on_a_page() -> None:
    first, last = (listed("work", "step", number, much(205)) for number in (1, 3))

    assert len(names(first)) == 100
    assert names(last) == ["Step 200", "Step 201", "Step 202", "Step 203", "Step 204"]
    before, after = table(first).pager, table(last).pager
    assert before is not None
    assert after is not None
    assert (before.previous_url, before.next_url) == ("", "/p/checkout/facts/work?q=step&page=2")
    assert (after.first, after.last, after.total, after.next_url) == (201, 205, 205, "")


def test_a_page_behind_the_last_shows_the_last() -> None:
    assert len(names(listed("work", "", 99, much(205)))) == 5


def test_what_was_retired_is_neither_listed_nor_counted(program: Program) -> None:
    carry_out(program, Retire("decision", "q"), NOON, NOON.date())
    owner = browser("owner", program)

    assert "No decision is recorded." in text(owner, "facts/decision")
    assert "A question that somebody has to settle. 0 Add" in text(owner, "facts")


def test_what_was_agreed_on_but_not_heard_yet_counts_as_it_will_be(db: None) -> None:
    program = store(document.read(PLAIN), NOON, heard_from="tracker", pinned=True)
    carry_out(program, Retire("work", "B"), NOON, NOON.date())
    carry_out(program, Change("work", "A", {"name": "Purse"}), NOON, NOON.date())
    owner = browser("owner", program)

    assert "What one person does, or somebody of a team. 1 Add" in text(owner, "facts")
    assert "1 piece of work." in text(owner, "facts/work")
    assert "Purse" in text(owner, "facts/work")


@pytest.mark.parametrize("role", ROLES)
def test_letters_are_listed_for_those_who_run_the_program(program: Program, role: str) -> None:
    client, runs = browser(role, program), role in ("owner", "tpm")
    answer = client.get("/p/checkout/facts/letter")

    assert ("Letters" in text(client, "facts")) == runs
    assert answer.status_code == (200 if runs else 404)
    assert ("For Ines only" in answer.content.decode()) == runs


@pytest.mark.parametrize("role", ROLES)
def test_add_is_offered_to_those_who_plan(program: Program, role: str) -> None:
    client, plans = browser(role, program), role in ("owner", "tpm", "lead")

    assert ("Add a team" in client.get("/p/checkout/facts").content.decode()) == plans
    assert ("Add a team" in text(client, "facts/team")) == plans
    assert client.get("/p/checkout/team/add").status_code == (200 if plans else 403)


def test_every_add_leads_to_a_page(program: Program) -> None:
    owner = browser("owner", program)
    ways = [one for noun in NOUNS if (one := facts.adding(noun, "checkout", "owner"))]

    assert {one.says: owner.get(one.url).status_code for one in ways} == {one.says: 200 for one in ways}
    assert len(ways) == len(NOUNS) - 1, "letters are drafted by rounds"


def test_people_are_placed_not_measured(program: Program) -> None:
    main = text(browser("owner", program), "facts/person")

    # Mara: €913 a day, 37 % of her time, python at level 4.
    assert "python" in main
    assert not re.search(r"913|0\.37|37\s%|level", main)


def test_no_list_shows_a_field_that_is_kept_from_anybody() -> None:
    assert not [(noun, field) for noun, field in RESTRICTED if field in TELLING[noun]]


def test_a_field_that_is_kept_from_a_reader_is_left_out() -> None:
    page = fact_list.present(document.read(PLAIN), "person", role="lead", kept=frozenset({"team"}))

    assert [one.label for one in table(page).columns] == ["Person", "Skills", "Outside"]


@pytest.mark.parametrize("path", ["facts", "facts/work", "facts/dependency", "facts/person"])
def test_queries_do_not_grow_with_the_program(program: Program, path: str) -> None:
    owner = browser("owner", program)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert owner.get(f"/p/checkout/{path}").status_code == 200
        return len(made)

    few = queries()
    store(much(150), NOON, pinned=True)

    assert queries() == few


def test_a_list_that_does_not_exist_says_where_the_others_are(program: Program) -> None:
    answer = browser("owner", program).get("/p/checkout/facts/unicorn")

    assert answer.status_code == 404
    assert "Facts has all there are." in answer.content.decode()


def test_a_nouns_page_says_in_whose_list_it_stands(program: Program) -> None:
    html = browser("owner", program).get("/p/checkout/team/pay").content.decode()

    assert '<a href="/p/checkout/facts">Facts</a>' in html
    assert '<a href="/p/checkout/facts/team">Teams</a>' in html
