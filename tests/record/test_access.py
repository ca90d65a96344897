"""Who may do what and see what: one table over all verbs and all pages. A new one without a row fails."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from leadline.program import document
from leadline.record.access import ROLES, Who, may
from leadline.record.doors import PAGES, VERBS, open_rooms
from leadline.record.models import Account, Program, Role
from leadline.record.snapshots import store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERYBODY = set(ROLES)
WORKERS = {"owner", "tpm", "lead", "member"}
PLANNERS = {"owner", "tpm", "lead"}
RUNNERS = {"owner", "tpm"}

VERB_ROLES: dict[str, set[str]] = {
    "give_role": RUNNERS,
    "take_role": RUNNERS,
    "slip": RUNNERS,
    "accept_slip": RUNNERS,
    "drop_slip": RUNNERS,
    "switch_writing": RUNNERS,
    "write_changes": RUNNERS,
    "acknowledge": WORKERS,
    "answer_ask": WORKERS,
    "approve_brief": RUNNERS,
    "ask": WORKERS,
    "ask_acknowledgement": PLANNERS,
    "ask_range": PLANNERS,
    "close_range": PLANNERS,
    "give_range": WORKERS,
    "keep_range": PLANNERS,
    "withdraw_range": PLANNERS,
    "drop_brief": RUNNERS,
    "edit_brief": RUNNERS,
    "nudge": WORKERS,
    "resend": RUNNERS,
    "set_address": RUNNERS,
    "withdraw_ask": WORKERS,
    "accept": RUNNERS,
    "accept_date": WORKERS,
    "add_roadblock": WORKERS,
    "answer_objection": PLANNERS,
    "ask_delivery": PLANNERS,
    "close_risk": PLANNERS,
    "commit_date": RUNNERS,
    "counter_date": WORKERS,
    "decide": PLANNERS,
    "judge": RUNNERS,
    "object": EVERYBODY,
    "park": PLANNERS,
    "propose_date": RUNNERS,
    "publish_plan": PLANNERS,
    "resolve_roadblock": WORKERS,
    "respond": PLANNERS,
    "withdraw_promise": RUNNERS,
    "add": PLANNERS,
    "bring_back": RUNNERS,
    "change": PLANNERS,
    "dismiss": RUNNERS,
    "retire": PLANNERS,
    "run_round": PLANNERS,
    "snooze": RUNNERS,
    "undo": PLANNERS,
    "agree_to_losses": RUNNERS,
    "connect_source": RUNNERS,
    "drop_source": RUNNERS,
    "give_secret": RUNNERS,
    "give_token": RUNNERS,
    "map_word": RUNNERS,
    "match_person": RUNNERS,
    "read_source": RUNNERS,
    "switch_source": RUNNERS,
    "use_solution": RUNNERS,
    "make_feed": EVERYBODY,
    "revoke_feed": EVERYBODY,
}
PAGE_ROLES: dict[str, set[str]] = {
    "access": RUNNERS,
    "connect": RUNNERS,
    "slip": RUNNERS,
    "slips": RUNNERS,
    "source": RUNNERS,
    "sources": RUNNERS,
    "asks": EVERYBODY,
    "ranges": EVERYBODY,
    "briefs": EVERYBODY,
    "letter": EVERYBODY,
    "changes": EVERYBODY,
    "decisions": EVERYBODY,
    "goals": EVERYBODY,
    "milestone": EVERYBODY,
    "milestones": EVERYBODY,
    "track_record": EVERYBODY,
    "writes": RUNNERS,
    "people": EVERYBODY,
    "technical": EVERYBODY,
    "plan": EVERYBODY,
    "program": EVERYBODY,
    "roadmap": EVERYBODY,
    "risks": EVERYBODY,
    "fact_list": EVERYBODY,
    "facts": EVERYBODY,
    "finding": EVERYBODY,
    "findings": EVERYBODY,
    "imports": PLANNERS,
    "journal": EVERYBODY,
    "monday": EVERYBODY,
    "out": EVERYBODY,
    "rounds": EVERYBODY,
}


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    return store(
        document.read({"id": "checkout", "as_of": "2026-03-02", "people": [{"id": "mara", "name": "Mara"}]}),
        NOON,
        pinned=True,
    )


@pytest.fixture
def other(db: None) -> Program:
    return store(document.read({"id": "other", "as_of": "2026-03-02"}), NOON, pinned=True)


def account(role: str, program: Program) -> Who:
    made = Account.objects.create_account(f"{role}@example.com", role, owner=role == "owner")
    if role != "owner":
        Role.objects.create(account=made, program=program, role=role)
    return Who(role, account=made)


def opened(path: str) -> str:
    """The address of a page about one thing, asked for a thing that does not exist."""
    return re.sub(r"<[^>]+>", "none", path)


def test_every_verb_stands_in_the_table_with_exactly_its_roles(program: Program) -> None:
    people = {role: account(role, program) for role in ROLES}

    allowed = {verb: {role for role in ROLES if may(people[role], verb, program)} for verb in VERBS}

    assert allowed == VERB_ROLES


def test_nobody_but_the_owner_may_do_anything_in_a_program_they_have_no_role_in(
    program: Program, other: Program
) -> None:
    people = {role: account(role, program) for role in ROLES if role != "owner"}

    assert not [(verb, role) for verb in VERBS for role, who in people.items() if may(who, verb, other)]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_who_may_see_it_and_nobody_else(
    program: Program, other: Program, client: Client, role: str
) -> None:
    client.force_login(account(role, program).account, backend="django.contrib.auth.backends.ModelBackend")
    answers = {}
    for name, door in PAGES.items():
        path = opened(door.path)
        answers[name] = client.get(f"/p/{program.key}/{path}").status_code
        foreign = client.get(f"/p/{other.key}/{path}").status_code
        assert foreign == (answers[name] if role == "owner" else 404), f"{name} of a foreign program"

    # 404: the page is theirs to open, but the one thing asked for does not exist.
    seen = {name for name, code in answers.items() if code in (200, 404)}
    assert seen == {name for name in PAGES if role in PAGE_ROLES[name]}
    assert set(answers) == set(PAGE_ROLES)


def test_nobody_gets_in_without_signing_in(program: Program, client: Client) -> None:
    for door in PAGES.values():
        answer = client.get(f"/p/{program.key}/{opened(door.path)}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in")


def test_looking_changes_nothing(program: Program, client: Client) -> None:
    client.force_login(account("owner", program).account, backend="django.contrib.auth.backends.ModelBackend")
    before = Program.objects.values_list("facts_version", flat=True).get(pk=program.pk)

    for door in PAGES.values():
        client.get(f"/p/{program.key}/{opened(door.path)}")

    assert Program.objects.values_list("facts_version", flat=True).get(pk=program.pk) == before
