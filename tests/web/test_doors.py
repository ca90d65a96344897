"""The shell's own doors: verbs by post, forms that lose nothing, quotes, links for people without an account."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from leadline.program import document
from leadline.program.edits import Add
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import Account, Job, JournalLine, Program, Quote, Role
from leadline.record.private.answer_links import make
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def program(db: None) -> Program:
    plain = {
        "id": "checkout",
        "name": "Checkout",
        "as_of": "2026-03-02",
        "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
        "milestones": [{"id": "live", "name": "Checkout live"}],
        "work": [{"id": "A", "name": "Payments", "milestone": "live", "estimate": "3-8d"}],
        "promises": [
            {
                "id": "p1",
                "milestone": "live",
                "due": "2026-03-31",
                "state": "proposed",
                "set_by": "ines",
                "doers": ["mara"],
            }
        ],
    }
    return store(document.read(plain), NOON, pinned=True)


@pytest.fixture
def noor(client: Client) -> Client:
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_milestone_typed_in_a_form_is_added_and_shown(program: Program, noor: Client) -> None:
    answer = noor.post("/p/checkout/milestone/add", {"name": "API ready", "project": ""}, follow=True)

    assert answer.status_code == 200
    assert "API ready" in answer.content.decode()
    assert JournalLine.objects.get().says == "Added milestone “API ready”."


def test_a_wrong_estimate_is_said_beside_its_field_and_everything_typed_is_still_there(
    program: Program, noor: Client
) -> None:
    answer = noor.post("/p/checkout/work/add", {"name": "Refunds", "estimate": "8-3d", "milestone": "live"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Put the smaller number first" in text
    assert 'value="Refunds"' in text
    assert 'value="8-3d"' in text
    assert not JournalLine.objects.exists()


def test_a_noun_is_changed_on_its_page(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/work/A", {"name": "Payments", "estimate": "5-9d"})

    assert str(load_snapshot(program, NOON.date()).find("work", "A").estimate) == "5-9d"


def test_a_refused_verb_shows_what_was_typed_again(program: Program, noor: Client) -> None:
    answer = noor.post("/p/checkout/do/snooze", {"finding": "S401-0", "until": "2026-04-01", "reason": "Later"})

    assert answer.status_code == 422
    assert 'value="Later"' in answer.content.decode()


def test_the_toast_of_a_change_takes_it_back(program: Program, noor: Client) -> None:
    noor.post("/p/checkout/work/A", {"name": "Payments", "estimate": "5-9d"})
    line = JournalLine.objects.get()

    noor.post(f"/p/checkout/undo/{line.pk}")

    assert str(load_snapshot(program, NOON.date()).find("work", "A").estimate) == "3-8d"


def test_a_what_if_is_queued_once_and_says_that_it_is_being_tried(program: Program, noor: Client) -> None:
    given = {"subject": "milestone:live", "noun": "work", "id": "A", "field": "estimate", "value": "1-2d"}
    for _ in range(2):
        answer = noor.post("/p/checkout/ask-quote", given, headers={"X-Leadline-Fragment": "1"})
        assert "Trying it" in answer.content.decode()

    assert Quote.objects.count() == 1
    assert Job.objects.filter(kind="quote").count() == 1


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "change", "noun": "person", "id": "mara", "fields": {"day_rate_cents": 1}},
        {"kind": "add", "noun": "person", "value": {"id": "new", "day_rate_cents": 1}},
        {"kind": "add", "noun": "letter", "value": {"id": "new", "subject": "News"}},
    ],
)
def test_a_lead_does_not_try_what_they_may_not_change(program: Program, client: Client, edit: dict[str, Any]) -> None:
    lead = Account.objects.create_account("lead@example.com", "Lea")
    Role.objects.create(account=lead, program=program, role="lead", person="mara")
    client.force_login(lead)

    answer = client.post("/p/checkout/ask-quote", {"edits": json.dumps([edit])}, headers={"X-Leadline-Fragment": "1"})

    assert "That is for whoever runs the program to try." in answer.content.decode()
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    "edits",
    ["no json", "[]", '[{"kind": "blow up"}]', '[{"kind": "change", "noun": "work", "id": "A", "fields": {"x": 1}}]'],
)
def test_a_what_if_that_cannot_be_read_says_so(program: Program, noor: Client, edits: str) -> None:
    answer = noor.post("/p/checkout/ask-quote", {"edits": edits}, headers={"X-Leadline-Fragment": "1"})

    assert answer.status_code == 200
    assert not Quote.objects.exists()


def test_opening_a_signed_link_changes_nothing(program: Program, client: Client) -> None:
    before = load_snapshot(program, NOON.date())

    answer = client.get(f"/answer/{make(program, 'mara', 'promise:p1')}")

    assert answer.status_code == 200
    assert "Can you stand for" in answer.content.decode()
    assert load_snapshot(program, NOON.date()) == before


def test_a_signed_link_shows_no_odds_before_the_answer(program: Program, client: Client) -> None:
    text = client.get(f"/answer/{make(program, 'mara', 'promise:p1')}").content.decode()

    assert "odds" not in text
    assert "%" not in text


def test_a_link_that_was_altered_does_not_open(program: Program, client: Client) -> None:
    answer = client.get(f"/answer/{make(program, 'mara', 'promise:p1')}x")

    assert answer.status_code == 410
    assert "not complete" in answer.content.decode()


def test_a_link_is_good_for_its_own_verbs_only(program: Program, client: Client) -> None:
    token = make(program, "mara", "promise:p1")

    answer = client.post(f"/answer/{token}", {"verb": "retire", "noun": "work", "id": "A"})

    assert load_snapshot(program, NOON.date()).find("work", "A") is not None
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/p/nowhere/monday", "/p/checkout/milestone/none", "/nothing"])
def test_an_address_of_nothing_says_so_in_words(program: Program, noor: Client, path: str) -> None:
    answer = noor.get(path)

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_find_gives_what_has_the_words(program: Program, noor: Client) -> None:
    assert noor.get("/p/checkout/find?q=pay").status_code == 200


def test_pages_forbid_inline_script_and_framing(program: Program, noor: Client) -> None:
    policy = noor.get("/p/checkout/monday").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_health_answers(client: Client, db: None) -> None:
    assert client.get("/health").json() == {"ok": True}


def test_a_link_answers_its_own_question_even_when_the_form_names_another(program: Program, client: Client) -> None:
    other = {
        "id": "p2",
        "milestone": "live",
        "due": "2026-05-31",
        "state": "proposed",
        "set_by": "ines",
        "doers": ["mara"],
    }
    carry_out(program, Add("promise", other), NOON, NOON.date())

    client.post(f"/answer/{make(program, 'mara', 'promise:p1')}", {"verb": "accept_date", "promise": "p2"})

    snapshot = load_snapshot(program, NOON.date())
    assert snapshot.find("promise", "p1").state == "agreed"
    assert snapshot.find("promise", "p2").doers[0].answer == "asked"
