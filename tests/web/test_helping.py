"""What could help against a thing, on its page: asked for by a button, priced when the answer is there, taken by another."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.web.html_outline import Outline

from leadline.program import document
from leadline.record.models import Account, Job, Program, Quote, Role
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.quotes import answer
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = "/p/checkout/roadblock/slot"


PLAIN: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
    "work": [{"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "5d"}],
    "roadblocks": [{"id": "slot", "name": "No key", "work": ["A"], "expected": "21d", "unblocker": "ines"}],
}
ANSWER = {"action": "Get the draft", "cost_cents": 500_00, "probability": 0.0}
RISK = {"id": "bank", "event": "A new file", "probability": 0.5, "delay": "21d", "work": ["A"], "response": ANSWER}


@pytest.fixture
def program(db: None) -> Program:
    """Payments wait for a key that Ines can get; there was a round."""
    return looked_at(PLAIN)


def looked_at(plain: dict[str, Any]) -> Program:
    made = store(document.read(plain), NOON, pinned=True)
    run_round(made, NOON, lambda: NOON, asked=Asked(futures=200, threads=1))
    made.refresh_from_db()
    return made


def browser(client: Client, program: Program, role: str) -> Client:
    account = Account.objects.create_account(f"{role}@example.com", role.title(), owner=role == "owner")
    if role != "owner":
        Role.objects.create(account=account, program=program, role=role)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def row(html: str, name: str) -> str:
    return re.search(rf'<tr id="{name}-.*?</tr>', html, re.DOTALL)[0]  # type: ignore[index]


def test_the_page_of_a_roadblock_names_what_applies_and_who_must_agree(program: Program, client: Client) -> None:
    html = browser(client, program, "owner").get(PAGE).content.decode()
    escalate = row(html, "escalate_with_proposal")

    assert "Escalate it to Ines with a proposal, to be cleared by 9 Mar." in escalate
    assert '<td data-label="Must agree">Ines</td>' in escalate
    assert "Try it" in escalate
    assert "Accept" in escalate
    assert Outline(html).mistakes == []


def test_trying_it_queues_a_quote_and_the_page_shows_its_price_when_it_is_there(
    program: Program, client: Client
) -> None:
    noor = browser(client, program, "owner")
    hidden = dict(
        re.findall(r'name="(subject|edits)" value="(.*?)"', row(noor.get(PAGE).content.decode(), "resolve_today"))
    )

    noor.post("/p/checkout/ask-quote", {name: value.replace("&quot;", '"') for name, value in hidden.items()})
    waiting = row(noor.get(PAGE).content.decode(), "resolve_today")
    answer(Quote.objects.get(), NOON)
    there = row(noor.get(PAGE).content.decode(), "resolve_today")

    assert Job.objects.filter(kind="quote").count() == 1
    assert "data-poll=" in waiting
    # Three weeks on the only work there is.
    assert "Checkout live" in there
    assert "Try it" not in there


def test_accepting_it_changes_the_plan_and_the_page_proposes_it_no_more(program: Program, client: Client) -> None:
    noor = browser(client, program, "owner")
    form = dict(
        re.findall(
            r'name="(subject|way|next)"[^>]*value="(.*?)"',
            row(noor.get(PAGE).content.decode(), "escalate_with_proposal"),
        )
    )

    done = noor.post("/p/checkout/do/use-solution", {**form, "subject": "roadblock:slot"}, follow=True)

    assert done.redirect_chain[-1][0] == PAGE
    assert str(load_snapshot(program, NOON.date()).find("roadblock", "slot").agreed_until) == "2026-03-09"
    assert 'id="escalate_with_proposal-' not in done.content.decode()


def test_who_plans_may_try_and_only_who_runs_the_program_may_take(program: Program, client: Client) -> None:
    lead = browser(client, program, "lead").get(PAGE).content.decode()

    assert "Try it" in row(lead, "escalate_with_proposal")
    assert "use-solution" not in lead
    member = browser(Client(), program, "member").get(PAGE).content.decode()
    assert "What could help" not in member


def test_without_a_round_or_about_a_person_nothing_is_proposed(program: Program, client: Client) -> None:
    noor = browser(client, program, "owner")

    assert "What could help" not in noor.get("/p/checkout/person/mara").content.decode()
    program.rounds.all().delete()
    assert "What could help" not in noor.get(PAGE).content.decode()


def test_a_way_with_a_cost_of_its_own_is_tried_with_it(db: None, client: Client) -> None:
    noor = browser(client, looked_at({**PLAIN, "risks": [RISK]}), "owner")
    page = noor.get("/p/checkout/risk/bank").content.decode()
    hidden = re.findall(r'name="(subject|edits|way|about)" value="(.*?)"', row(page, "retire_risk"))

    noor.post("/p/checkout/ask-quote", {name: unescape(value) for name, value in hidden})
    answer(Quote.objects.get(), NOON)
    there = row(noor.get("/p/checkout/risk/bank").content.decode(), "retire_risk")

    assert dict(hidden)["about"] == "risk:bank"
    assert Quote.objects.get().cost_cents == 500_00
    assert "costs €500" in there


def test_a_cost_that_is_not_proposed_is_not_believed(program: Program, client: Client) -> None:
    edit = json.dumps([{"kind": "change", "noun": "work", "id": "A", "fields": {"estimate": "1d"}}])
    given = {"subject": "milestone:live", "edits": edit, "about": "roadblock:slot", "way": "made-up", "cost_cents": "1"}

    browser(client, program, "owner").post("/p/checkout/ask-quote", given)

    assert Quote.objects.get().cost_cents == 0
