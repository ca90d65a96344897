"""Proposing a date and what came back: the slider with the odds of each day, who is asked, and the answers so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.parts import Field, Form, Option
from leadline.direction.questions import Standing
from leadline.direction.saying import band, stood_at
from leadline.linter.network import open_work
from leadline.program.commitments import commitment
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Answer, Promise
from leadline.record.access import RUNS

MOST_DAYS = 150
"""A slider of more days cannot be aimed; a day beyond it is typed."""

COUNTS = ("", "", "both", "all three", "all four", "all five")


@dataclass(frozen=True)
class Choice:
    """One day of the slider with its odds and what it is good for."""

    label: str
    odds: str
    word: str


@dataclass(frozen=True)
class Propose:
    """
    The form that proposes a date. The slider posts how many days after `first`, so that it needs no script to be right.

    `typed` is the same question with the day typed in; without script it is the only one.
    """

    action: str
    milestone: str
    back: str
    first: date | None
    top: int
    value: int
    choices: tuple[Choice, ...]
    doers: tuple[Option, ...]
    verb: str
    note: str
    typed: Form


@dataclass(frozen=True)
class AnswerLine:
    """What one doer said, and the form that records it where the reader may."""

    name: str
    outside: bool
    says: str
    note: str = ""
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """An open proposal: its date, the odds of the day it was made, and each answer."""

    id: str
    says: str
    odds: str
    answers: tuple[AnswerLine, ...]
    forms: tuple[Form, ...] = ()


def propose(now: Standing, id: str) -> Propose | None:
    """The form for those who run the program; None for others, and for a milestone that is reached."""
    found = now.snapshot.find("milestone", id)
    if now.role not in RUNS or found is None or found.done_on:
        return None
    foreseen, doers = now.foreseen(id), tuple(_doers(now, id))
    first, days = _span(now, foreseen)
    choices = (
        tuple(_choice(foreseen, first + timedelta(days=one), now.today) for one in range(days)) if foreseen else ()
    )
    back = f"{now.base}/milestones/{id}"
    return Propose(
        action=f"{now.base}/do/propose_date",
        milestone=id,
        back=back,
        first=first if choices else None,
        top=max(len(choices) - 1, 0),
        value=_start(foreseen, first, days),
        choices=choices,
        doers=doers,
        verb=_verb([one.label for one in doers]),
        note=_note(now, id, doers),
        typed=_typed(now, id, doers, back),
    )


def _verb(doers: Sequence[str]) -> str:
    """What the button says: whom it asks, by name where it is one."""
    if not doers:
        return "Propose it"
    if len(doers) == 1:
        return f"Ask {doers[0]}"
    return f"Ask {COUNTS[len(doers)] if len(doers) < len(COUNTS) else 'all of them'}"


def proposals(now: Standing, id: str) -> tuple[Proposal, ...]:
    """The open proposals of a milestone, newest first."""
    waiting = [one for one in now.snapshot.promises if one.milestone == id and one.state == "proposed"]
    return tuple(
        _proposal(now, one) for one in sorted(waiting, key=lambda one: (one.set_on or date.min, one.id), reverse=True)
    )


def late_answers(now: Standing, id: str) -> Proposal | None:
    """The standing commitment, where somebody it was agreed for never said yes to it."""
    stands = commitment(now.snapshot, id)
    silent = stands is not None and any(one.answer != "accepted" for one in stands.doers)
    return _proposal(now, stands) if stands and silent else None


def said(answer: Answer, today: date) -> str:
    """What one doer said: `agreed on 27 Jan`, `countered: 7 May`, `no answer yet`."""
    own = f", {answer.range.low:g} to {answer.range.high:g} working days" if answer.range else ""
    if answer.answer == "accepted":
        return f"agreed{f' on {words.day(answer.on, today)}' if answer.on else ''}{own}"
    return f"countered: {words.day(answer.due, today)}{own}" if answer.answer == "countered" else "no answer yet"


def _proposal(now: Standing, promise: Promise) -> Proposal:
    kind = "as a target" if promise.kind == "target" else "as a promise"
    by = f" by {now.name('person', promise.set_by)}" if promise.set_by else ""
    stands = promise.state == "agreed"
    head = "stands" if stands else f"proposed {kind}{by}"
    return Proposal(
        id=promise.id,
        says=f"{words.day(promise.due, now.today)} {head}",
        odds=f"{stood_at(promise.odds)} on {words.day(promise.set_on, now.today)}",
        answers=tuple(_line(now, promise, one) for one in promise.doers),
        forms=() if stands else tuple(_settling(now, promise)),
    )


def _line(now: Standing, promise: Promise, answer: Answer) -> AnswerLine:
    person = now.snapshot.find("person", answer.person)
    outside = bool(person and person.outside)
    may = answer.person == now.person or (outside and now.role in RUNS)
    forms = tuple(_answering(now, promise, answer)) if may and answer.answer != "accepted" else ()
    return AnswerLine(now.name("person", answer.person), outside, said(answer, now.today), answer.note, forms)


def _answering(now: Standing, promise: Promise, answer: Answer) -> Iterator[Form]:
    key = f"{promise.id}-{answer.person}"
    given = [_hidden(f"{key}-promise", "promise", promise.id), *_back(now, promise, key)]
    given += [] if answer.person == now.person else [_hidden(f"{key}-person", "person", answer.person)]
    due = words.day(promise.due, now.today)
    name = "you" if answer.person == now.person else now.name("person", answer.person)
    yes = "Accept it" if name == "you" else f"Record {name}’s yes"
    own = Field(f"range-{key}", "range", "Own range, if there is one", hint="In working days, as in 3-8d.")
    yield Form(
        f"accept-{key}", f"Yes to {due}", f"{now.base}/do/accept_date", yes, [own, *given], opens=yes, opens_small=True,
        says="It is kept with the name and the day.",
    )  # fmt: skip
    other = [
        Field(f"due-{key}", "due", f"The date {name} can stand for", kind="date", required=True),
        Field(f"counter-range-{key}", "range", "Range", hint="In working days, as in 3-8d."),
        Field(f"note-{key}", "note", "What it would need", kind="textarea", wide=True),
    ]
    yield Form(
        f"counter-{key}", f"Another date than {due}", f"{now.base}/do/counter_date", "Name it",
        [*other, *[Field(f"c-{one.id}", one.name, "", "hidden", one.value) for one in given]],
        opens="Name another", opens_small=True, opens_kind="bare",
    )  # fmt: skip


def _settling(now: Standing, promise: Promise) -> Iterator[Form]:
    if now.role not in RUNS:
        return
    key = promise.id
    reason = Field(f"reason-{key}", "reason", "Why, although not everybody said yes", required=True, wide=True)
    yield Form(
        f"commit-{key}", f"Promise {words.day(promise.due, now.today)}", f"{now.base}/do/commit_date", "Promise it nevertheless",
        [reason, _hidden(f"commit-promise-{key}", "promise", key), *_back(now, promise, f"commit-{key}")],
        opens="Promise it nevertheless", opens_small=True,
    )  # fmt: skip
    why = Field(f"why-{key}", "reason", "Why", wide=True)
    yield Form(
        f"withdraw-{key}", "Withdraw the proposal", f"{now.base}/do/withdraw_promise", "Withdraw the proposal",
        [why, _hidden(f"withdraw-promise-{key}", "promise", key), *_back(now, promise, f"withdraw-{key}")],
        opens="Withdraw", opens_small=True, opens_kind="bare", says="It stays on record as withdrawn.",
    )  # fmt: skip


def _doers(now: Standing, id: str) -> Iterator[Option]:
    """Those who stand for the present promise and those who do open work for it, by name."""
    stands = commitment(now.snapshot, id)
    before = {one.person: one for one in stands.doers} if stands else {}
    builders = {one.assignee for one in open_work(now.snapshot) if one.milestone == id and one.assignee}
    named = sorted((now.name("person", one), one) for one in {*before, *builders} if now.snapshot.find("person", one))
    due = words.day(stands.due, now.today) if stands else ""
    for name, person in named:
        known = before.get(person)
        hint = "" if known is None else f"agreed to {due}" if known.answer == "accepted" else said(known, now.today)
        yield Option(person, name, chosen=True, hint=hint)


def _span(now: Standing, foreseen: MilestoneOutlook | None) -> tuple[date, int]:
    """From the day of 5 % odds to the day of 97 %, from tomorrow on, and how many days that is."""
    tomorrow = now.today + timedelta(days=1)
    low = foreseen.date_at(0.05) if foreseen else None
    if foreseen is None or foreseen.blind or low is None:
        return tomorrow, 0
    high = foreseen.date_at(0.97) or foreseen.as_of + timedelta(days=foreseen.days[-1])
    first = max(low - timedelta(days=3), tomorrow)
    return first, max(1, min((high - first).days + 1, MOST_DAYS))


def _start(foreseen: MilestoneOutlook | None, first: date, days: int) -> int:
    """The slider opens on P80, the middle of the band of a promise."""
    p80 = foreseen.date_at(0.8) if foreseen else None
    return min(max((words.working_day(p80) - first).days, 0), max(days - 1, 0)) if p80 else 0


def _choice(foreseen: MilestoneOutlook, day: date, today: date) -> Choice:
    odds = foreseen.odds_of(day)
    return Choice(words.day(day, today), words.share(odds), band(odds))


def _note(now: Standing, id: str, doers: tuple[Option, ...]) -> str:
    stands = commitment(now.snapshot, id)
    kept = f" {words.day(stands.due, now.today)} stays on record." if stands else ""
    if not doers:
        return f"Nobody is assigned to its work, so nobody is asked: it stays a proposal.{kept}"
    return f"It becomes a promise when {'they say' if len(doers) > 1 else 'they have said'} yes.{kept}"


def _typed(now: Standing, id: str, doers: tuple[Option, ...], back: str) -> Form:
    kinds = [Option("commitment", "a promise to the outside", chosen=True), Option("target", "a target for the team")]
    fields = [
        Field("typed-due", "due", "Date", kind="date", required=True),
        Field("typed-kind", "kind", "As", kind="select", options=kinds),
        Field(
            "typed-fixed",
            "fixed_outside",
            "Fixed outside by",
            hint="Where nobody here chose it: a law, a fair, a contract.",
        ),
        *([Field("typed-doers", "doers", "Ask", kind="checks", options=doers, wide=True)] if doers else []),
        _hidden("typed-milestone", "milestone", id),
        _hidden("typed-next", "next", back),
    ]
    return Form("propose-typed", "", f"{now.base}/do/propose_date", "Propose this date", fields, kind="")


def _hidden(id: str, name: str, value: str) -> Field:
    return Field(id, name, "", "hidden", value)


def _back(now: Standing, promise: Promise, key: str) -> list[Field]:
    return [_hidden(f"{key}-next", "next", f"{now.base}/milestones/{promise.milestone}")]
