"""Ranges: how long work takes, asked of those who do it, each for themselves."""

from dataclasses import dataclass
from datetime import timedelta

from leadline.charts import words
from leadline.charts.parts import Empty, Field, Figure, Form, Option
from leadline.communication.eliciting import OPEN
from leadline.communication.range_pictures import picture
from leadline.communication.ranges import Asked, laid_beside, questions
from leadline.program.people import Person
from leadline.program.snapshot import label
from leadline.record.access import PLANS, WORKS
from leadline.record.doors import Page, Visit, page
from leadline.record.standing import Standing, standing

MOST_SHOWN, MOST_CHOICES, MOST_TICKED = 12, 500, 40


@dataclass(frozen=True)
class Waiting:
    """A question whose ranges are not all in: how many are, and what can be done about it."""

    id: str
    work: str
    says: str
    note: str
    give: Form | None
    close: Form | None
    withdraw: Form | None


@dataclass(frozen=True)
class Shown:
    """A question whose ranges are in, beside what is known."""

    id: str
    work: str
    url: str
    says: str
    figure: Figure
    keep: Form | None
    change: Form | None


@dataclass(frozen=True, kw_only=True)
class RangesPage(Page):
    """What the template reads."""

    says: str
    lede: str
    waiting: tuple[Waiting, ...]
    shown: tuple[Shown, ...]
    held_back: str
    ask: Form | None
    empty: Empty | None


@page("ranges")
def ranges(visit: Visit) -> RangesPage:
    """What is asked, and what came in. Who still owes a range sees nothing that could anchor it."""
    role = visit.who.role_in(visit.program)
    now = standing(visit)
    found = questions(visit.who, visit.program, now.snapshot)
    open_ones = [one for one in found if not one.said and not one.question.closed_on]
    owed = [one for one in open_ones if one.mine and not one.answered_by_me and role in WORKS]
    closed = [] if owed else [one for one in found if one.said][:MOST_SHOWN]
    plans = role in PLANS
    return RangesPage(
        title="Ranges",
        says=_says(owed, open_ones),
        lede="How long work takes, asked of those who do it, each for themselves. Nobody sees a range before all are in, and no "
        "name ever stands beside one.",
        waiting=tuple(
            _waiting(now, one, works=role in WORKS, plans=plans) for one in (*owed, *_others(open_ones, owed))
        ),
        shown=tuple(_shown(now, one, plans=plans) for one in closed),
        held_back="What others said of other work is shown here once you have named yours." if owed else "",
        ask=_ask(now) if plans and not owed else None,
        empty=None
        if found
        else Empty(
            "No range asked yet",
            "Ask two to five people who do a piece of work how long it takes. They answer by a link, without an account.",
            icon="asks",
        ),
    )


def _says(owed: list[Asked], open_ones: list[Asked]) -> str:
    if owed:
        return f"You are asked for {words.plural(len(owed), 'range')}."
    if open_ones:
        return f"{words.plural(len(open_ones), 'question')} {'waits' if len(open_ones) == 1 else 'wait'} for ranges."
    return "No question waits for a range."


def _others(open_ones: list[Asked], owed: list[Asked]) -> list[Asked]:
    return [one for one in open_ones if one not in owed]


def _waiting(now: Standing, one: Asked, *, works: bool, plans: bool) -> Waiting:
    today, asked_on = now.snapshot.as_of, one.question.asked_on
    settles = plans and one.settles
    ripe = bool(asked_on and asked_on < today)
    notes = [
        f"Asked {words.ago(asked_on, today)}" if asked_on else "Asked",
        f"still owed by {words.listed(list(one.owing))}" if one.owing else "",
        "yours is in" if one.answered_by_me else "",
        f"can be closed from {words.day(asked_on + timedelta(days=1), today)} on"
        if settles and asked_on and not ripe
        else "",
    ]
    return Waiting(
        id=one.id,
        work=one.work,
        says=f"{one.answered} of {words.plural(one.asked, 'range')} in",
        note="; ".join(part for part in notes if part),
        give=_give(now, one) if one.mine and works else None,
        close=_form(now, one, "close_range", "Close with what is in")
        if settles and ripe and one.answered > 1
        else None,
        withdraw=_form(now, one, "withdraw_range", "Take it back", kind="bare") if settles else None,
    )


def _give(now: Standing, one: Asked) -> Form:
    hint = "From the best to the worst case in working days, as in 3-8d, or in weeks, as in 4-10w; the likely one may stand between: 3-5-8d."
    field = Field(id=f"range-{one.id}", name="range", label="Your range", hint=hint, required=True)
    verb = "Name another range" if one.answered_by_me else "Send my range"
    return _form(now, one, "give_range", verb, field, kind="strong")


def _shown(now: Standing, one: Asked, *, plans: bool) -> Shown:
    beside = laid_beside(now.snapshot, one)
    kept, made = one.question.kept, beside.together
    settles = plans and one.settles and now.snapshot.find("work", one.work_id) is not None
    pooled = f"Together {made}: the median of the lows, of the middles and of the highs."
    change = Field(
        id=f"kept-{one.id}",
        name="range",
        label="The range you agreed on",
        value=str(kept or made),
        hint="In working days, as in 3-8d.",
        required=True,
    )
    return Shown(
        id=one.id,
        work=one.work,
        url=f"{now.base}/work/{one.work_id}",
        says=f"{words.plural(one.answered, 'range')} of {one.asked} asked. {pooled if one.answered > 1 else ''} "
        f"{f'Kept: {kept}.' if kept else 'Not in the plan yet.'}",
        figure=picture(one.id, one.work, list(one.said), beside.similar, beside.estimate),
        keep=_form(now, one, "keep_range", f"Keep {made}", kind="strong") if settles and not kept else None,
        change=_form(now, one, "keep_range", "Keep this range", change, opens="Keep another range")
        if settles
        else None,
    )


def _form(now: Standing, one: Asked, verb: str, says: str, *fields: Field, kind: str = "", opens: str = "") -> Form:
    hidden = [
        Field(id=f"{verb}-{name}-{one.id}{'-own' if opens else ''}", name=name, label="", kind="hidden", value=value)
        for name, value in (("estimation", one.id), ("next", f"{now.base}/ranges"))
    ]
    return Form(
        id=f"{verb}-{one.id}{'-own' if opens else ''}",
        title=one.work if opens else "",
        action=f"{now.base}/do/{verb}",
        verb=says,
        fields=[*fields, *hidden],
        opens=opens,
        kind=kind,
    )


def _ask(now: Standing) -> Form | None:
    waiting = {one.work for one in now.snapshot.estimations if not one.closed_on}
    items = [one for one in now.snapshot.work if one.state in OPEN and one.id not in waiting]
    if not items or not now.snapshot.people:
        return None
    options = sorted((Option(one.id, label("work", one)) for one in items), key=lambda one: (one.label, one.value))
    people = sorted(now.snapshot.people, key=lambda one: one.name or one.id)
    fields = [
        Field(
            id="range-work",
            name="work",
            label="How long does this take",
            kind="select",
            options=[Option("", "choose"), *options[:MOST_CHOICES]],
            required=True,
        ),
        _whom(people),
        Field(id="range-next", name="next", label="", kind="hidden", value=f"{now.base}/ranges"),
    ]
    return Form(
        id="ask-range-form", title="Ask for a range", action=f"{now.base}/do/ask_range", verb="Ask", fields=fields
    )


def _whom(people: list[Person]) -> Field:
    """People to tick, or ids to type where there are too many to look through."""
    nobody = "five at most. Nobody: its assignee and others of the team who can do it."
    if len(people) > MOST_TICKED:
        hint = f"Ids with commas between, {nobody}"
        return Field(
            id="range-of",
            name="of",
            label="Whom to ask",
            hint=hint,
            placeholder=", ".join(one.id for one in people[:2]),
        )
    ticks = [Option(one.id, one.name or one.id) for one in people]
    return Field(id="range-of", name="of", label="Whom to ask", kind="checks", options=ticks, hint=nobody.capitalize())
