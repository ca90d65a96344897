"""An id of another program is as unknown as one that does not exist: one table over every verb that takes an id."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from leadline.playbook.which_apply import which_apply
from leadline.program import document
from leadline.program.case import Case
from leadline.program.codec import plain as plainly
from leadline.program.codec import squeeze
from leadline.program.ranges import Range
from leadline.program.slip import Slipped
from leadline.program.snapshot import NOUNS, PLACES
from leadline.record.access import Who
from leadline.record.doors import VERBS, Refused, open_rooms, perform
from leadline.record.models import (
    Account,
    Draft,
    FoundFinding,
    Heard,
    Intent,
    JournalLine,
    OutboxLetter,
    Program,
    Role,
    Round,
    Slip,
    Source,
    WorkItem,
)
from leadline.record.private import range_answers
from leadline.record.private.models import Address, CalendarFeed
from leadline.record.results import outlook_of
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = "2026-04-01"


def plan(key: str) -> dict[str, Any]:
    """A program in which every noun that a verb names has an id beginning with its key."""
    return {
        "id": key,
        "name": f"Program {key}",
        "as_of": "2026-03-02",
        "tpm": f"{key}-noor",
        "people": [{"id": f"{key}-noor", "name": "Noor"}, {"id": f"{key}-mara", "name": "Mara"},
                   {"id": f"{key}-tomas", "name": "Tomas", "outside": True}],
        "teams": [{"id": f"{key}-core", "name": "Core"}],
        "milestones": [{"id": f"{key}-live", "name": "Live"}],
        "work": [{"id": f"{key}-pay", "name": "Payments", "milestone": f"{key}-live", "assignee": f"{key}-mara", "estimate": "5-10d"},
                 {"id": f"{key}-ship", "name": "Shipping", "milestone": f"{key}-live", "estimate": "5-10d"}],
        "dependencies": [{"id": f"{key}-dep", "before": f"{key}-pay", "after": f"{key}-ship"}],
        "promises": [{"id": f"{key}-prom", "milestone": f"{key}-live", "due": "2026-03-20", "state": "proposed",
                      "set_on": "2026-02-02", "doers": [{"person": f"{key}-noor"}, {"person": f"{key}-tomas"}]}],
        "stakeholders": [{"id": f"{key}-reader", "person": f"{key}-mara", "altitude": "sponsor"}],
        "requirements": [{"id": f"{key}-fast", "text": "Fast.", "work": [f"{key}-pay"]}],
        "estimations": [
            {"id": f"{key}-{id}", "work": f"{key}-{work}", "asked": [f"{key}-noor", f"{key}-mara"], "asked_on": "2026-02-27"}
            for id, work in (("fresh", "pay"), ("in", "pay"), ("shown", "pay"))
        ],
        "asks": [{"id": f"{key}-slot", "text": "When?", "asker": f"{key}-mara", "owed_by": f"{key}-tomas"}],
        "risks": [{"id": f"{key}-risk", "event": "It rains", "work": [f"{key}-pay"]}],
        "roadblocks": [{"id": f"{key}-block", "name": "No key", "work": [f"{key}-pay"], "since": "2026-02-20"}],
        "decisions": [{"id": f"{key}-which", "question": "Which?", "options": [{"name": "This"}]}],
        "changes": [{"id": f"{key}-change", "name": "New tool"}],
        "objections": [{"id": f"{key}-objection", "text": "No.", "subject": f"{key}-change"}],
        "letters": [{"id": f"{key}-letter", "to": [f"{key}-reader"], "subject": "It stands well.", "drafted_on": "2026-03-01"}],
    }  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What a verb of program `a` is given so that it is done, and which of it are ids that another program could have too."""

    fields: dict[str, Any]
    ids: tuple[str, ...] = ()


FINDING, ASIDE, LINE, EMAIL, MAIL, BLOCK, WAY, SOURCE, WRITE, SLIP, FEED = (
    "{finding}",
    "{aside}",
    "{line}",
    "{email}",
    "{mail}",
    "{block}",
    "{way}",
    "{source}",
    "{write}",
    "{slip}",
    "{feed}",
)
"""What the record made, one of each program."""

DONE: dict[str, Given] = {
    "accept": Given({"finding": FINDING}, ("finding",)),
    "accept_date": Given({"promise": "a-prom", "person": "a-tomas"}, ("promise", "person")),
    "acknowledge": Given({"requirement": "a-fast"}, ("requirement",)),
    "agree_to_losses": Given({"source": SOURCE}, ("source",)),
    "connect_source": Given({"address": "github:acme/new"}),
    "drop_source": Given({"source": SOURCE, "facts": "stay"}, ("source",)),
    "give_secret": Given({"source": SOURCE, "secret": "hush-hush-hush-hush"}, ("source",)),
    "give_token": Given({"source": SOURCE, "token": "ghp_made_up"}, ("source",)),
    "map_word": Given({"source": SOURCE, "kind": "states", "word": "shipped", "meaning": "done"}, ("source",)),
    "match_person": Given({"source": SOURCE, "login": "mlind", "person": "a-mara"}, ("source", "person")),
    "read_source": Given({"source": SOURCE}, ("source",)),
    "make_feed": Given({"of": "a-mara"}, ("of",)),
    "revoke_feed": Given({"feed": FEED}, ("feed",)),
    "slip": Given({"milestone": "a-live", "by": "3w", "because": "The bank moved it."}, ("milestone",)),
    "accept_slip": Given({"slip": SLIP}, ("slip",)),
    "drop_slip": Given({"slip": SLIP}, ("slip",)),
    "switch_source": Given({"source": SOURCE, "on": "no"}, ("source",)),
    "switch_writing": Given({"source": SOURCE, "on": "no"}, ("source",)),
    "write_changes": Given({"source": SOURCE, "change": WRITE}, ("source", "change")),
    "add": Given({"noun": "work", "fields": {"name": "Refunds", "milestone": "a-live"}}, ("fields",)),
    "add_roadblock": Given({"name": "No door", "work": "a-pay", "unblocker": "a-mara"}, ("work", "unblocker")),
    "answer_ask": Given({"ask": "a-slot", "answer": "Soon."}, ("ask",)),
    "answer_objection": Given({"objection": "a-objection", "answer": "Yes."}, ("objection",)),
    "approve_brief": Given({"letter": "a-letter"}, ("letter",)),
    "ask": Given({"owed_by": "a-mara", "text": "Why?", "work": "a-pay", "asker": "a-noor"}, ("owed_by", "work", "asker")),
    "ask_acknowledgement": Given({"requirement": "a-fast"}, ("requirement",)),
    "ask_delivery": Given({"dependency": "a-dep", "needed_by": LATER, "provider": "a-mara"}, ("dependency", "provider")),
    "ask_range": Given({"work": "a-ship", "of": "a-mara"}, ("work", "of")),
    "close_range": Given({"estimation": "a-in"}, ("estimation",)),
    "give_range": Given({"estimation": "a-fresh", "range": "3-8d", "person": "a-mara"}, ("estimation", "person")),
    "keep_range": Given({"estimation": "a-shown"}, ("estimation",)),
    "withdraw_range": Given({"estimation": "a-fresh"}, ("estimation",)),
    "bring_back": Given({"finding": ASIDE}, ("finding",)),
    "change": Given({"noun": "work", "id": "a-pay", "fields": {"milestone": ""}}, ("id",)),
    "close_risk": Given({"risk": "a-risk", "outcome": "closed"}, ("risk",)),
    "commit_date": Given({"promise": "a-prom", "reason": "It is fixed."}, ("promise",)),
    "counter_date": Given({"promise": "a-prom", "due": LATER, "person": "a-tomas"}, ("promise", "person")),
    "decide": Given({"decision": "a-which", "option": "This"}, ("decision",)),
    "dismiss": Given({"finding": FINDING, "reason": "Known."}, ("finding",)),
    "drop_brief": Given({"letter": "a-letter", "reason": "Told."}, ("letter",)),
    "edit_brief": Given({"letter": "a-letter", "text": "It stands well."}, ("letter",)),
    "give_role": Given({"email": "new@example.com", "role": "member", "person": "a-mara"}, ("person",)),
    "judge": Given({"milestone": "a-live", "status": "at-risk", "reason": "I know.", "until": LATER}, ("milestone",)),
    "nudge": Given({"ask": "a-slot"}, ("ask",)),
    "object": Given({"subject": "a-pay", "text": "No.", "owed_by": "a-mara"}, ("subject", "owed_by")),
    "park": Given({"decision": "a-which", "until": LATER}, ("decision",)),
    "propose_date": Given({"milestone": "a-live", "due": LATER, "doers": "a-mara"}, ("milestone", "doers")),
    "publish_plan": Given({}),
    "resend": Given({"mail": MAIL}, ("mail",)),
    "resolve_roadblock": Given({"roadblock": "a-block"}, ("roadblock",)),
    "respond": Given({"risk": "a-risk", "kind": "accept", "action": "Wait.", "owner": "a-mara"}, ("risk", "owner")),
    "retire": Given({"noun": "objection", "id": "a-objection"}, ("id",)),
    "run_round": Given({}),
    "set_address": Given({"person": "a-mara", "email": "mara@example.com"}, ("person",)),
    "snooze": Given({"finding": FINDING, "until": LATER, "reason": "Later."}, ("finding",)),
    "take_role": Given({"email": EMAIL}, ("email",)),
    "undo": Given({"line": LINE}, ("line",)),
    "use_solution": Given({"subject": BLOCK, "way": WAY}, ("subject", "way")),
    "withdraw_ask": Given({"ask": "a-slot", "reason": "Known."}, ("ask",)),
    "withdraw_promise": Given({"promise": "a-prom"}, ("promise",)),
}  # fmt: skip
NO_IDS = {
    "action", "address", "answer", "because", "by", "email", "facts", "login", "meaning", "on", "secret", "token", "word", "fixed_outside", "kind", "name", "note", "noun", "option", "outcome", "rationale", "reason",
    "role", "status", "text", "waiting_for",
}  # fmt: skip
"""Arguments in words: they name nothing that is kept under an id."""


@dataclass(frozen=True)
class World:
    """Two programs with everything in them, and who runs the first; `c` names what neither has."""

    here: Program
    noor: Who
    owner: Who
    made: dict[str, dict[str, str]]

    def given(self, verb: str, argument: str = "", key: str = "a") -> dict[str, Any]:
        """What the verb is given, with one argument (or none) as program `key` would call it."""
        fields = DONE[verb].fields
        return {name: self._said(value, key if name == argument else "a") for name, value in fields.items()}

    def _said(self, value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: self._said(one, key) for name, one in value.items()}
        return self.made[key].get(value) or (f"{key}-{value[2:]}" if value.startswith("a-") else value)


@pytest.fixture
def world(db: None) -> World:
    open_rooms()
    here, made = (
        None,
        {
            "c": {
                FINDING: "nowhere",
                ASIDE: "nothing",
                LINE: "999999",
                EMAIL: "nobody@example.com",
                MAIL: "999999",
                BLOCK: "roadblock:nowhere",
                WAY: "escalate-0",
                SOURCE: "github:acme/nowhere",
                WRITE: "999999",
                SLIP: "999999",
                FEED: "999999",
            }
        },
    )
    for key in ("a", "b"):
        program = store(document.read(plan(key)), NOON, pinned=True)
        run_round(program, NOON, lambda: NOON, asked=Asked(futures=50, threads=1))
        here = here or program
        made[key] = kept(program, key)
    assert here is not None
    noor = Account.objects.get(email="noor-a@example.com")
    owner = Account.objects.create_account("ana@example.com", "Ana", owner=True)
    return World(here, Who("Noor", account=noor), Who("Ana", account=owner), made)


def kept(program: Program, key: str) -> dict[str, str]:
    """What only the record makes: an account, a draft's words, findings, a line that can be taken back."""
    account = Account.objects.create_account(f"noor-{key}@example.com", "Noor")
    Role.objects.create(account=account, program=program, role="tpm", person=f"{key}-noor")
    words = [{"kind": "text", "text": "It stands well.", "cells": []}]
    Draft.objects.create(
        program=program, letter=f"{key}-letter", altitude="sponsor", subject="It stands well.", paragraphs=words, round_number=1
    )  # fmt: skip
    for question in ("in", "shown"):
        for person in ("noor", "mara"):
            range_answers.keep(program, f"{key}-{question}", f"{key}-{person}", Range(3, 8))
    range_answers.show(program, f"{key}-shown")
    Address.objects.create(program=program, person=f"{key}-mara", email=f"mara-{key}@example.com")
    noor = Who("Noor", account=account)
    perform("change", noor, NOON, program, {"noun": "work", "id": f"{key}-ship", "fields": {"name": f"Ship {key}"}})
    finding, aside = findings(program, key)
    perform("dismiss", noor, NOON, program, {"finding": aside, "reason": "Known."})
    line = JournalLine.objects.filter(program=program, verb="change").get()
    lost = OutboxLetter.objects.create(
        program=program, key=f"{key}-lost", person=f"{key}-mara", address="old@example.com", subject="When?", text="When?",
        state=OutboxLetter.DEAD, queued_at=NOON,
    )  # fmt: skip
    block = f"roadblock:{key}-block"
    case = Case(load_snapshot(program, NOON.date()), outlook_of(Round.objects.get(program=program)))
    way = which_apply(case, block)[0].id
    return {
        FINDING: finding, ASIDE: aside, LINE: str(line.pk), EMAIL: account.email, MAIL: str(lost.pk), BLOCK: block, WAY: way,
        **tracker(program, key), SLIP: slip(program, key), FEED: feed(program, key),
    }  # fmt: skip


def tracker(program: Program, key: str) -> dict[str, str]:
    """A source that states an item, and a change of it that was agreed and could be written."""
    source = Source.objects.create(
        program=program, address=f"github:acme/{key}", kind="github", connected_at=NOON, writes=True
    )
    WorkItem.objects.filter(program=program, key=f"{key}-ship").update(heard_from=source.address)
    Heard.objects.create(
        source=source, subject="issue/1", parts=b"", made=[["work", f"{key}-ship", False]], heard_at=NOON
    )
    intent = Intent.objects.create(
        program=program, noun="work", key=f"{key}-ship", field="name", value="Ship it", heard="Ship", made_at=NOON
    )
    return {SOURCE: source.address, WRITE: str(intent.pk)}


def feed(program: Program, key: str) -> str:
    """A calendar feed of the program."""
    row = CalendarFeed.objects.create(program=program, token_hash=key, made_at=NOON, made_by="Noor")
    return str(row.pk)


def slip(program: Program, key: str) -> str:
    """A slip that was asked about and answered."""
    event = {
        "id": f"slip-{key}-live",
        "event": "Live comes 3 weeks later",
        "probability": 1,
        "delay": "21d",
        "work": [f"{key}-live"],
    }
    found = Slipped(f"{key}-live", 21, NOON.date(), 50, edits=({"kind": "add", "noun": "risk", "value": event},))
    row = Slip.objects.create(
        program=program,
        milestone=f"{key}-live",
        days=21,
        state=Slip.ANSWERED,
        asked_at=NOON,
        answer=squeeze(plainly(found)),
    )
    return str(row.pk)


def findings(program: Program, key: str) -> list[str]:
    """Two findings of the last round, with a remedy that changes something."""
    edit = {"kind": "change", "noun": "work", "id": f"{key}-pay", "fields": {"name": "Pay"}}
    remedy = {
        "says": "Rename it",
        "edits": [edit],
        "agree": [],
        "cost_cents": 0,
        "price": None,
        "why_unpriced": "No days.",
    }
    made = [
        FoundFinding(round=Round.objects.get(program=program), fingerprint=f"{key}{name}", rule="D102", subject=f"work:{key}-pay",
                     says="It is late.", severity="high", state="new", audience="all", remedies=[remedy], rank=900)
        for name in ("one", "two")
    ]  # fmt: skip
    return [one.fingerprint for one in FoundFinding.objects.bulk_create(made)]


def answer(who: Who, program: Program, verb: str, given: dict[str, Any]) -> str:
    """The refusal of a verb, or nothing when it was done; either way everything is as it was before."""
    with transaction.atomic():
        try:
            perform(verb, who, NOON, program, given)
        except Refused as refusal:
            return refusal.says
        finally:
            transaction.set_rollback(True)
    return ""


def without_ids(says: str, given: dict[str, Any]) -> str:
    """A sentence in which nothing is left of the ids that were given."""
    every = [part for value in given.values() for part in (value.values() if isinstance(value, dict) else [value])]
    for one in sorted((str(part) for part in every if part), key=len, reverse=True):
        says = says.replace(one, "…")
    return says


def test_every_verb_and_every_id_it_takes_stands_in_the_table() -> None:
    open_rooms()
    words = (str, list[str] | str)
    named = {
        name: {one.name for one in verb.takes if one.kind in words and one.name not in NO_IDS}
        for name, verb in VERBS.items()
    }

    assert set(DONE) == set(VERBS)
    assert {name: own for name, own in named.items() if not own <= {*DONE[name].ids}} == {}


def test_with_the_ids_of_its_own_program_every_verb_is_done(world: World) -> None:
    says = {verb: answer(world.noor, world.here, verb, world.given(verb)) for verb in DONE}

    assert {verb: said for verb, said in says.items() if said} == {}


def test_an_id_of_another_program_is_refused_like_one_that_does_not_exist(world: World) -> None:
    wrong = {}
    # The owner sees both programs, and still a verb acts in one.
    for who in (world.noor, world.owner):
        for verb, name in ((verb, name) for verb, given in DONE.items() for name in given.ids):
            foreign, unknown = world.given(verb, name, "b"), world.given(verb, name, "c")
            says, expected = answer(who, world.here, verb, foreign), answer(who, world.here, verb, unknown)
            if not says or without_ids(says, foreign) != without_ids(expected, unknown):
                wrong[f"{who.name}: {verb} {name}"] = (says, expected)

    assert wrong == {}


def test_no_noun_of_another_program_is_changed_or_retired_from_here(world: World) -> None:
    wrong = []
    for noun in (one for one in NOUNS if plan("b").get(PLACES[one])):
        id = plan("b")[PLACES[noun]][0]["id"]
        for verb in ("change", "retire"):
            foreign, unknown = ({"noun": noun, "id": one, "fields": {}} for one in (id, "none"))
            says = answer(world.noor, world.here, verb, foreign)
            if not says or says.replace(id, "…") != answer(world.noor, world.here, verb, unknown).replace("none", "…"):
                wrong.append((verb, noun, says))

    assert wrong == []
