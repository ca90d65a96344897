"""Asks: who owes whom what, by when."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Field, Form, Option, Person, Row, Table
from leadline.program.communication import Ask
from leadline.record.access import RUNS, WORKS
from leadline.record.doors import Page, Visit, page
from leadline.record.standing import Standing, standing


@dataclass(frozen=True)
class AskLine:
    """One open ask with what can be done about it."""

    id: str
    text: str
    url: str
    owed_by: Person
    asker: str
    when: str
    status: str
    note: str
    answer: Form | None
    nudge: Form | None
    withdraw: Form | None


@dataclass(frozen=True, kw_only=True)
class AsksPage(Page):
    """What the template reads."""

    says: str
    lede: str
    open: tuple[AskLine, ...]
    settled: Table | None
    ask: Form | None
    empty: Empty | None


@page("asks")
def asks(visit: Visit) -> AsksPage:
    """What waits for an answer."""
    role = visit.who.role_in(visit.program)
    return present(standing(visit), visit.who.person_in(visit.program), works=role in WORKS, runs=role in RUNS)


def present(now: Standing, me: str, *, works: bool, runs: bool) -> AsksPage:
    """The page out of the plan, for somebody who is `me` in it."""
    as_of = now.snapshot.as_of
    open_ones = [one for one in now.snapshot.asks if not one.answered_on and not one.withdrawn_on]
    late = [one for one in open_ones if one.due and one.due < as_of]
    settled = sorted(
        (one for one in now.snapshot.asks if one not in open_ones),
        key=lambda one: one.answered_on or one.withdrawn_on or as_of,
        reverse=True,
    )
    rows = [
        Row(
            [
                Cell(one.text, f"{now.base}/ask/{one.id}"),
                Cell(one.answer or "withdrawn", kind="" if one.answer else "quiet"),
                Cell(words.day(one.answered_on or one.withdrawn_on, as_of)),
            ]
        )
        for one in settled[:50]
    ]
    says = (
        f"{words.plural(len(late), 'answer')} overdue."
        if late
        else f"{words.plural(len(open_ones), 'ask')} open, none overdue."
        if open_ones
        else "Nobody owes anybody an answer."
    )
    return AsksPage(
        title="Asks",
        says=says,
        lede="Explicit asks only: nothing is read out of talk. Answered asks are what makes asking worthwhile.",
        open=tuple(
            _line(one, now, me, works=works, runs=runs)
            for one in sorted(open_ones, key=lambda one: (one.due is None, one.due or as_of, one.id))
        ),
        settled=Table("Settled", [Column("Ask"), Column("Answer"), Column("Day", number=True)], rows) if rows else None,
        ask=_ask(now) if works and now.snapshot.people else None,
        empty=None
        if now.snapshot.asks
        else Empty(
            "No ask yet",
            "Ask somebody for a word, a review or a hand, by a day. They answer by a link, without an account.",
            icon="asks",
        ),
    )


def _line(one: Ask, now: Standing, me: str, *, works: bool, runs: bool) -> AskLine:
    as_of = now.snapshot.as_of
    person = now.snapshot.find("person", one.owed_by)
    late = bool(one.due and one.due < as_of)
    when = f"by {words.day(one.due, as_of)}" if one.due else "no day named"
    asked = f"asked {words.ago(one.asked_on, as_of)}" if one.asked_on else "asked"
    nudged = f", reminded {words.ago(one.nudged_on, as_of)}" if one.nudged_on else ""
    about = f", about {now.name('work|milestone', one.work)}" if one.work else ""
    mine = runs or me == one.owed_by
    return AskLine(
        id=f"ask-{one.id}",
        text=one.text,
        url=f"{now.base}/ask/{one.id}",
        owed_by=Person(person.name or person.id, person.outside) if person else Person("nobody"),
        asker=now.person(one.asker) if one.asker else "the TPM",
        when=when,
        status="off-track" if late else "unknown" if not one.due else "on-track",
        note=f"{asked}{nudged}{about}",
        answer=_form(
            now,
            one,
            "answer_ask",
            "Answer",
            Field(id=f"answer-{one.id}", name="answer", label="The answer", kind="textarea", required=True),
        )
        if works and mine
        else None,
        nudge=_form(now, one, "nudge", "Remind") if works else None,
        withdraw=_form(
            now,
            one,
            "withdraw_ask",
            "Withdraw",
            Field(id=f"why-{one.id}", name="reason", label="Why it is not needed any more", required=True),
        )
        if runs or me == one.asker
        else None,
    )


def _form(now: Standing, one: Ask, verb: str, says: str, *fields: Field) -> Form:
    hidden = [
        Field(id=f"{verb}-{name}-{one.id}", name=name, label="", kind="hidden", value=value)
        for name, value in (("ask", one.id), ("next", f"{now.base}/asks"))
    ]
    return Form(
        id=f"{verb}-{one.id}",
        title=one.text,
        action=f"{now.base}/do/{verb}",
        verb=says,
        fields=[*fields, *hidden],
        opens=says,
        opens_kind="" if verb == "answer_ask" else "bare",
        kind="strong" if fields else "",
    )


def _ask(now: Standing) -> Form:
    people = [
        Option("", "choose"),
        *(
            Option(one.id, one.name or one.id)
            for one in sorted(now.snapshot.people, key=lambda one: one.name or one.id)
        ),
    ]
    fields = [
        Field(id="ask-who", name="owed_by", label="Whom", kind="select", options=people, required=True),
        Field(
            id="ask-kind",
            name="kind",
            label="For",
            kind="select",
            options=[Option(one, one) for one in ("question", "help", "review")],
        ),
        Field(id="ask-due", name="due", label="By", kind="date"),
        Field(
            id="ask-text", name="text", label="What you need, in a sentence", kind="textarea", required=True, wide=True
        ),
        Field(id="ask-next", name="next", label="", kind="hidden", value=f"{now.base}/asks"),
    ]
    return Form(id="ask-form", title="Ask somebody", action=f"{now.base}/do/ask", verb="Ask", fields=fields)
