"""The pages of nouns: what is recorded in words, and forms that keep what was meant."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from leadline.program import document
from leadline.record.models import Account, JournalLine, Program
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def program(db: None) -> Program:
    """Refunds waits for Payments; Checkout live is promised; Tomas is outside and reads letters."""
    plain = {
        "id": "checkout",
        "name": "Checkout",
        "as_of": "2026-03-02",
        "people": [{"id": "mara", "name": "Mara"}, {"id": "tomas", "name": "Tomas", "outside": True}],
        "milestones": [{"id": "live", "name": "Checkout live"}],
        "work": [
            {"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara"},
            {"id": "B", "name": "Refunds"},
        ],
        "dependencies": [{"id": "a-b", "before": "A", "after": "B"}],
        "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-31", "odds": 0.8, "doers": ["mara"]}],
        "stakeholders": [{"id": "s", "person": "tomas", "milestones": ["live"]}],
        "risks": [{"id": "r", "event": "The key is late", "work": ["A", "B"]}],
    }
    return store(document.read(plain), NOON, pinned=True)


@pytest.fixture
def noor(client: Client) -> Client:
    """The owner's browser."""
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(noor: Client, path: str) -> str:
    """The text of a page's main part, without its form's choices."""
    html = noor.get(path).content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<form.*?</form>", "", html, flags=re.DOTALL)).split())


def test_somebody_typed_in_without_a_capacity_has_all_their_time(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/person/add", {"name": "Joana", "capacity": "", "skills": "", "had-outside": "1"})

    joana = load_snapshot(program, NOON.date()).find("person", "joana")
    assert (joana.capacity, joana.outside) == (1.0, False)


def test_a_box_is_unticked(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/person/tomas", {"name": "Tomas", "had-outside": "1"})

    assert not load_snapshot(program, NOON.date()).find("person", "tomas").outside


def test_several_boxes_are_kept_and_one_can_be_taken_out(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/risk/r", {"event": "The key is late", "work": ["B", "live"], "had-work": "1"})

    assert load_snapshot(program, NOON.date()).find("risk", "r").work == ("B", "live")


def test_money_is_typed_in_euros(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/work/A", {"name": "Payments", "cost": "1,250.50"})

    assert load_snapshot(program, NOON.date()).find("work", "A").cost_cents == 125_050


def test_what_was_never_said_is_not_shown_as_recorded(program: Program, noor: Client) -> None:
    text = words(noor, "/p/checkout/work/A")

    assert "A piece of work of Checkout." in text
    assert "Milestone Checkout live State not begun Assignee Mara" in text
    assert not re.search(r"Skill level|Priority|€0", text)


def test_relations_are_called_by_the_names_of_their_ends(program: Program, noor: Client) -> None:
    assert "Refunds waits for Payments" in words(noor, "/p/checkout/dependency/a-b")
    assert "Tomas, stakeholder" in words(noor, "/p/checkout/stakeholder/s")
    assert "Milestones Checkout live" in words(noor, "/p/checkout/stakeholder/s")


def test_a_promise_shows_no_form_that_would_only_be_refused(program: Program, noor: Client) -> None:
    page = noor.get("/p/checkout/promise/p1").content.decode()

    assert "another date is proposed or asked for" in page
    assert "promise-form" not in page
    assert "80" in words(noor, "/p/checkout/promise/p1")


def test_a_promise_is_not_typed_in_and_the_way_to_propose_one_is_said(program: Program, noor: Client) -> None:
    answer = noor.get("/p/checkout/promise/add", follow=True)

    assert answer.redirect_chain == [("/p/checkout/milestones", 302)]
    assert "Open its milestone and propose a date there." in answer.content.decode()
    assert not JournalLine.objects.exists()


def test_only_what_names_a_thing_is_asked_for(program: Program, noor: Client) -> None:
    assert "Only the event is needed" in words(noor, "/p/checkout/risk/add")
    assert "Say what you know." in words(noor, "/p/checkout/dependency/add")
