"""Asks: who owes whom what by when, answered by whoever owes it, reminded at most once a day, taken back by who asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Refused, perform
from leadline.record.models import Account, OutboxLetter, Program, Role
from leadline.record.private.answer_links import make

from .conftest import NOON

Act = Callable[..., Any]
Plan = Callable[[Program], Snapshot]


def member(program: Program, person: str) -> Who:
    account = Account.objects.create_account(f"{person}@example.com", person)
    Role.objects.create(account=account, program=program, role="member", person=person)
    return Who(person, account=account)


def test_an_ask_writes_a_letter_with_a_link_that_answers_it(
    program: Program, act: Act, plan: Plan, client: Client
) -> None:
    act(program, "set_address", person="tomas", email="tomas@example.com")
    act(program, "ask", owed_by="tomas", text="Which test window is free?", due="2026-03-06")

    letter = OutboxLetter.objects.get()
    link = next(line for line in letter.text.splitlines() if "/answer/" in line)
    client.post(link[link.index("/answer/") :], {"verb": "answer_ask", "answer": "Thursday"})

    asked = plan(program).find("ask", "which-test-window-is-free")
    assert (asked.answer, asked.answered_on, asked.owed_by) == ("Thursday", NOON.date(), "tomas")


def test_only_who_owes_it_answers_or_who_runs_the_program_for_them(program: Program, act: Act, plan: Plan) -> None:
    with pytest.raises(Refused, match="Tomas was asked"):
        perform("answer_ask", member(program, "mara"), NOON, program, {"ask": "slot", "answer": "Friday"})

    done = act(program, "answer_ask", ask="slot", answer="Friday")
    assert "recorded by Noor" in done.says
    assert plan(program).find("ask", "slot").answer == "Friday"


def test_nobody_asks_in_the_name_of_somebody_else_but_who_runs_the_program(
    program: Program, act: Act, plan: Plan
) -> None:
    with pytest.raises(Refused, match="asks in the name of somebody else"):
        perform("ask", member(program, "mara"), NOON, program, {"owed_by": "tomas", "text": "When?", "asker": "ines"})

    act(program, "ask", owed_by="tomas", text="When?", asker="ines")
    assert plan(program).find("ask", "when").asker == "ines"


def test_a_settled_ask_is_not_answered_reminded_or_withdrawn(program: Program, act: Act) -> None:
    act(program, "answer_ask", ask="slot", answer="Friday")

    for verb, given in (("answer_ask", {"answer": "x"}), ("nudge", {}), ("withdraw_ask", {"reason": "x"})):
        with pytest.raises(Refused, match="It was answered on"):
            act(program, verb, ask="slot", **given)


def test_nobody_is_reminded_twice_on_one_day(program: Program, act: Act) -> None:
    act(program, "set_address", person="tomas", email="tomas@example.com")
    act(program, "nudge", ask="slot")

    with pytest.raises(Refused, match="reminded today already"):
        act(program, "nudge", ask="slot")
    assert OutboxLetter.objects.count() == 1


def test_an_ask_is_taken_back_by_who_asked(program: Program, act: Act, plan: Plan) -> None:
    with pytest.raises(Refused, match="Mara asked this"):
        perform("withdraw_ask", member(program, "ines"), NOON, program, {"ask": "slot", "reason": "x"})

    perform("withdraw_ask", member(program, "mara"), NOON, program, {"ask": "slot", "reason": "The slot is known."})
    assert plan(program).find("ask", "slot").withdrawn_on == NOON.date()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"owed_by": "zoe"}, "no person “zoe”"),
        ({"owed_by": "tomas", "due": "2026-02-01"}, "has passed"),
        ({"owed_by": "tomas", "kind": "order"}, "An ask is one of"),
        ({"owed_by": "tomas", "work": "Z"}, "no work or milestone “Z”"),
    ],
)
def test_an_ask_that_cannot_be_answered_is_refused(
    program: Program, act: Act, given: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        act(program, "ask", text="When?", **given)


def test_a_requirement_is_acknowledged_by_who_builds_it_and_asked_again_when_it_changes(
    program: Program, act: Act, plan: Plan, client: Client
) -> None:
    act(program, "set_address", person="mara", email="mara@example.com")
    act(program, "ask_acknowledgement", requirement="fast")
    assert "Please read: A payment shall take at most 2 s." in OutboxLetter.objects.get().text

    link = f"/answer/{make(program, 'mara', 'requirement:fast')}"
    client.get(link)
    assert plan(program).find("requirement", "fast").acknowledged == ()
    client.post(link, {"verb": "acknowledge"})
    assert [one.person for one in plan(program).find("requirement", "fast").acknowledged] == ["mara"]
    with pytest.raises(Refused, match="Everybody who builds it has acknowledged"):
        act(program, "ask_acknowledgement", requirement="fast")

    act(
        program,
        "change",
        noun="requirement",
        id="fast",
        fields={"text": "A payment shall take at most 1 s.", "changed_on": "2026-03-03"},
    )
    assert "Asked Mara" in act(program, "ask_acknowledgement", requirement="fast").says


def test_the_page_offers_an_answer_to_who_owes_it_and_says_what_is_overdue(
    program: Program, noor: Who, client: Client
) -> None:
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get("/p/checkout/asks").content.decode()

    assert "1 answer overdue." in text
    assert "When is the slot?" in text
