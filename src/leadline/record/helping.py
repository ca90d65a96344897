"""What could help against a thing, on its page: the standard solutions that apply, each to be tried and to be taken."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from leadline.charts.parts import EditLine, Evidence, Field, Form, Quote
from leadline.charts.words import dated, listed
from leadline.playbook.which_apply import SUBJECTS, Way, which_apply
from leadline.program.case import Case
from leadline.program.edits import write_edit
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of, title
from leadline.record.access import PLANS, RUNS, Who, for_
from leadline.record.answering import answer_of
from leadline.record.describe import described
from leadline.record.doors import Visit
from leadline.record.models import Program
from leadline.record.models import Quote as QuoteRow
from leadline.record.results import last_round, outlook_of
from leadline.record.snapshots import load_snapshot

MOST_EDITS = 50
"""A what-if takes no more at once; a solution with more is found by `leadline solve`."""


@dataclass(frozen=True)
class Help:
    """
    One way out, as a row. `near` is what it is really for, where that is not the thing itself; `hidden` goes to `ask-quote`;
    `quote` is the answer somebody asked for, while the facts are the same; `accept` is None for who may not.
    """

    id: str
    says: str
    changes: Sequence[EditLine]
    agree: str
    hidden: Sequence[tuple[str, str]]
    near: Evidence | None = None
    quote: Quote | None = None
    accept: Form | None = None


def help_for(visit: Visit, noun: str, id: str, snapshot: Snapshot) -> tuple[Help, ...]:
    """The ways out of a thing for who plans; none before the first round, and none for what no solution is about."""
    role = visit.who.role_in(visit.program)
    round = last_round(visit.who, visit.program) if noun in SUBJECTS and role in PLANS else None
    if round is None:
        return ()
    subject = f"{noun}:{id}"
    ways = [
        one for one in which_apply(Case(snapshot, outlook_of(round)), subject) if len(one.remedy.edits) <= MOST_EDITS
    ]
    keys = {one.id: quote_key(visit.program, one.subject, _plain(one), one.remedy.cost_cents) for one in ways}
    asked = {row.key: row for row in for_(visit.who).rows(QuoteRow, visit.program).filter(key__in=keys.values())}
    runs = role in RUNS
    return tuple(_row(visit.program, one, subject, snapshot, asked.get(keys[one.id]), runs=runs) for one in ways)


def page_of(base: str, subject: str) -> str:
    """Where the page of a subject is."""
    noun, _, id = subject.partition(":")
    return f"{base}/{'milestones' if noun == 'milestone' else noun}/{id}"


def cost_of(who: Who, program: Program, today: date, about: str, way: str) -> int:
    """What a way out of a thing costs by itself, in cents; 0 where it is not proposed (any more)."""
    round = last_round(who, program)
    if round is None or not way:
        return 0
    ways = which_apply(Case(load_snapshot(program, today), outlook_of(round)), about)
    return next((one.remedy.cost_cents for one in ways if one.id == way), 0)


def quote_key(program: Program, subject: str, edits: Sequence[Mapping[str, Any]], cost_cents: int = 0) -> str:
    """What a what-if is known by: the same facts, subject, edits and cost have the same answer."""
    known = [program.facts_version, program.key, subject, list(edits), *([cost_cents] if cost_cents else [])]
    body = json.dumps(known, sort_keys=True)
    return sha256(body.encode()).hexdigest()


def _row(program: Program, way: Way, subject: str, snapshot: Snapshot, asked: QuoteRow | None, *, runs: bool) -> Help:
    base = f"/p/{program.key}"
    noun, _, id = way.subject.partition(":")
    other = snapshot.find(noun, id) if way.subject != subject else None
    people = [name_of(snapshot, "person", one) for one in way.remedy.agree]
    return Help(
        id=way.id,
        says=dated(way.remedy.says, snapshot.as_of),
        changes=described(way.remedy.edits, snapshot),
        agree=listed(people) if people else "nobody else",
        hidden=_asks(way, subject),
        near=Evidence(title(snapshot, noun, other), page_of(base, way.subject)) if other else None,
        quote=answer_of(asked, snapshot) if asked else None,
        accept=_accept(base, way, subject, snapshot) if runs else None,
    )


def _asks(way: Way, about: str) -> tuple[tuple[str, str], ...]:
    """What goes to `ask-quote`; a way that costs something by itself is named, so that its cost can be looked up there."""
    edits = (("subject", way.subject), ("edits", json.dumps(_plain(way), sort_keys=True)))
    return (*edits, ("way", way.id), ("about", about)) if way.remedy.cost_cents else edits


def _plain(way: Way) -> list[dict[str, Any]]:
    """The edits as they come back from a form: by way of JSON."""
    plain: list[dict[str, Any]] = json.loads(json.dumps([write_edit(edit) for edit in way.remedy.edits]))
    return plain


def _accept(base: str, way: Way, subject: str, snapshot: Snapshot) -> Form:
    given = (("subject", subject), ("way", way.id), ("next", page_of(base, subject)))
    return Form(
        id=f"accept-{way.id}",
        title=dated(way.remedy.says, snapshot.as_of),
        action=f"{base}/do/use-solution",
        verb="Accept",
        fields=[Field(f"{name}-{way.id}", name, "", "hidden", value) for name, value in given],
        says="Its edits become part of the plan. Undo takes them back.",
        opens="Accept",
        opens_small=True,
    )
