"""Decisions: what is to be settled, by when, what each answer does to the dates, and what waiting costs."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Evidence, Field, Form, Option, Row, Table
from leadline.program.decisions import Decision
from leadline.program.outlook import DecisionOutlook
from leadline.record.access import PLANS, RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of
from leadline.record.standing import Standing, standing


@dataclass(frozen=True)
class DecisionCard:
    """One open decision."""

    id: str
    question: str
    url: str
    status: str
    when: str
    waits: str
    facts: tuple[tuple[str, str], ...]
    options: Table | None
    decide: Form | None
    findings: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    open: tuple[DecisionCard, ...]
    settled: Table | None
    add_url: str
    empty: Empty | None


@page("decisions")
def decisions(visit: Visit) -> DecisionsPage:
    """The decision log, open ones first."""
    role = visit.who.role_in(visit.program)
    only = None if role in RUNS else visit.who.person_in(visit.program)
    return present(standing(visit), may=role in PLANS, only=only)


def present(now: Standing, *, may: bool, only: str | None = None) -> DecisionsPage:
    """The page out of facts and the last round. `only`: whoever looks decides what this person approves; None: all of it."""
    as_of = now.snapshot.as_of
    open_ones = sorted(
        (one for one in now.snapshot.decisions if not one.decided_on),
        key=lambda one: (one.needed_by is None, one.needed_by or as_of, one.id),
    )
    late = [
        one
        for one in open_ones
        if one.needed_by and one.needed_by < as_of and not (one.parked_until and one.parked_until > as_of)
    ]
    settled = sorted(
        (one for one in now.snapshot.decisions if one.decided_on),
        key=lambda one: (one.decided_on or as_of, one.id),
        reverse=True,
    )
    rows = [
        Row(
            [
                Cell(one.question, f"{now.base}/decision/{one.id}", sub=one.rationale),
                Cell(one.chosen),
                Cell(words.day(one.decided_on, as_of)),
            ]
        )
        for one in settled
    ]
    says = (
        f"{words.plural(len(late), 'decision')} overdue."
        if late
        else f"{words.plural(len(open_ones), 'decision')} open, none overdue."
        if open_ones
        else "No decision is open."
    )
    return DecisionsPage(
        title="Decisions",
        says=says,
        lede="Options are tried on the same futures. Knowing more is worth waiting for only while it gains more than the wait costs.",
        open=tuple(_card(one, now, may=may and only in (None, one.approver or None)) for one in open_ones),
        settled=Table("Settled", [Column("Question"), Column("Answer"), Column("On", number=True)], rows)
        if rows
        else None,
        add_url=form_of("decision", now.base),
        empty=None
        if now.snapshot.decisions
        else Empty(
            "No decision is recorded",
            "Open one with its options and the day it is needed by.",
            icon="decisions",
            url=form_of("decision", now.base),
            verb="Open a decision",
        ),
    )


def _card(one: Decision, now: Standing, *, may: bool) -> DecisionCard:
    as_of = now.snapshot.as_of
    seen = now.outlook.decisions.get(one.id) if now.outlook else None
    parked = bool(one.parked_until and one.parked_until > as_of)
    late = bool(one.needed_by and one.needed_by < as_of) and not parked
    when = (
        f"Parked until {words.day(one.parked_until, as_of)}"
        if parked
        else f"Needed by {words.day(one.needed_by, as_of)}"
        if one.needed_by
        else "No day is named"
    )
    return DecisionCard(
        id=f"decision-{one.id}",
        question=one.question or one.id,
        url=f"{now.base}/decision/{one.id}",
        status="off-track" if late else "unknown" if parked or not one.needed_by else "on-track",
        when=when,
        waits=words.listed([now.name("work|milestone", id) for id in one.work]) if one.work else "nothing recorded",
        facts=_facts(one, seen, now),
        options=_options(one, seen, now),
        decide=_decide(one, now) if may and one.options else None,
        findings=now.about(f"decision:{one.id}"),
    )


def _facts(one: Decision, seen: DecisionOutlook | None, now: Standing) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Approver", now.person(one.approver)),
        ("Door", one.door),
        ("Without an answer", one.default or "nothing happens"),
    ]
    if seen and seen.latest_on:
        facts.append(("Latest day", words.day(seen.latest_on, now.snapshot.as_of)))
    if seen and seen.days_per_day:
        facts.append(("A day of waiting after that", f"costs {_days(seen.days_per_day)}"))
    if seen and seen.worth_knowing_days is not None:
        facts.append(("Knowing for sure is worth", _at_most(seen.worth_knowing_days)))
    return tuple(facts)


def _days(days: float) -> str:
    return "1 day" if round(days, 1) == 1 else f"{days:.1f} days"


def _at_most(days: float) -> str:
    """What knowing the future before choosing could gain: nothing, where one option is best in nearly every future."""
    return f"{_days(days)} at most" if round(days, 1) else "nothing: the same option stays best"


def _options(one: Decision, seen: DecisionOutlook | None, now: Standing) -> Table | None:
    if not one.options:
        return None
    tried = {option.name: option for option in seen.options} if seen else {}
    rows = []
    for option in one.options:
        found = tried.get(option.name)
        days = (
            "not tried"
            if found is None
            else "no measurable effect"
            if abs(found.days) < 0.5
            else words.days(-found.days + 0.0)
        )
        kind = "quiet" if found is None or abs(found.days) < 0.5 else "earlier" if found.days > 0 else "later"
        costs = words.money(option.cost_cents, now.snapshot.currency) if option.cost_cents else "nothing"
        rows.append(
            Row(
                [
                    Cell(option.name, sub=option.note),
                    Cell(days, kind=kind),
                    Cell(costs),
                    Cell("yes" if option.meets_musts else "no", kind="" if option.meets_musts else "later"),
                ]
            )
        )
    name = now.name("milestone", seen.milestone) if seen and seen.milestone else "the program"
    return Table(
        f"What each option does to {name}",
        [Column("Option"), Column("Days at P80", number=True), Column("Costs", number=True), Column("Meets the musts")],
        rows,
    )


def _decide(one: Decision, now: Standing) -> Form:
    options = [
        Option(option.name, option.name, option.name == one.default) for option in one.options if option.meets_musts
    ]
    fields = [
        Field(id=f"option-{one.id}", name="option", label="Option", kind="select", options=options, required=True),
        Field(id=f"why-{one.id}", name="rationale", label="Because", kind="textarea"),
        Field(id=f"which-{one.id}", name="decision", label="", kind="hidden", value=one.id),
        Field(id=f"next-{one.id}", name="next", label="", kind="hidden", value=f"{now.base}/decisions"),
    ]
    return Form(
        id=f"decide-{one.id}",
        title=one.question,
        action=f"{now.base}/do/decide",
        verb="Decide",
        fields=fields,
        opens="Decide",
        opens_kind="strong",
        says="The option's edits become part of the plan. Undo takes them back.",
    )
