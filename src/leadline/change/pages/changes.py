"""Changes of how people work: the plan for each, what groups said they would do, and what people object to."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Empty, Evidence, Field, Form
from leadline.program.changes import Change, Objection
from leadline.record.access import PLANS
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of
from leadline.record.standing import Standing, standing

SMALLEST_GROUP = 5
PLAN = ("reason", "sponsor", "teams", "stays", "training", "feedback", "starts_on")
"""What a change needs before people can follow it."""


@dataclass(frozen=True)
class ObjectionLine:
    """An objection with its answer, or the form for one."""

    text: str
    when: str
    answer: str
    form: Form | None


@dataclass(frozen=True)
class ChangeCard:
    """One change."""

    id: str
    name: str
    url: str
    says: str
    facts: tuple[tuple[str, str], ...]
    missing: str
    pledges: tuple[str, ...]
    objections: tuple[ObjectionLine, ...]
    objecting: Form | None
    findings: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage(Page):
    """What the template reads."""

    says: str
    lede: str
    changes: tuple[ChangeCard, ...]
    others: tuple[ObjectionLine, ...]
    add_url: str
    empty: Empty | None


@page("changes")
def changes(visit: Visit) -> ChangesPage:
    """Changes, with where each stands."""
    return present(standing(visit), may=visit.who.role_in(visit.program) in PLANS)


def present(now: Standing, *, may: bool) -> ChangesPage:
    """The page out of facts and the last round."""
    alive = [one for one in now.snapshot.changes if one.ended_on is None]
    open_objections = [one for one in now.snapshot.objections if one.answered_on is None]
    known = {one.id for one in alive}
    owed = (
        f"{words.plural(len(open_objections), 'objection')} waiting for an answer."
        if open_objections
        else "Every objection has its answer."
        if now.snapshot.objections
        else "Nobody has objected."
    )
    return ChangesPage(
        title="Changes",
        says=f"{words.plural(len(alive), 'change')} under way. {owed}"
        if alive or open_objections
        else "No change is under way.",
        lede="An objection carries information. It is answered with data, tried as an experiment, or it changes the plan.",
        changes=tuple(_card(one, now, may=may) for one in alive),
        others=tuple(_objection(one, now, may=may) for one in now.snapshot.objections if one.subject not in known),
        add_url=form_of("change", now.base),
        empty=None
        if alive or now.snapshot.objections
        else Empty(
            "No change is recorded",
            "Before a process, a tool or a structure changes, write down why, for whom, and what stays.",
            icon="changes",
            url=form_of("change", now.base),
            verb="Record a change",
        ),
    )


def _card(one: Change, now: Standing, *, may: bool) -> ChangeCard:
    missing = [name.replace("_", " ") for name in PLAN if not getattr(one, name)]
    starts = f"Starts {words.day(one.starts_on, now.snapshot.as_of)}." if one.starts_on else "No start is named."
    return ChangeCard(
        id=f"change-{one.id}",
        name=one.name or one.id,
        url=f"{now.base}/change/{one.id}",
        says=starts,
        facts=(
            ("Why", one.reason or "not said"),
            ("Sponsor", now.person(one.sponsor)),
            ("For", words.listed([now.name("team", id) for id in one.teams]) if one.teams else "not said"),
            ("What stays", one.stays or "not said"),
            ("Training", one.training or "not said"),
            ("Feedback to", one.feedback or "not said"),
        ),
        missing=f"Still missing: {words.listed(missing)}." if missing else "",
        pledges=_pledges(one, now),
        objections=tuple(_objection(own, now, may=may) for own in now.snapshot.objections if own.subject == one.id),
        objecting=_object(one, now),
        findings=now.about(f"change:{one.id}"),
    )


def _pledges(one: Change, now: Standing) -> tuple[str, ...]:
    """Kept and due, by team; a group of fewer than five is not named."""
    lines = []
    for team in sorted({pledge.team for pledge in now.snapshot.pledges if pledge.change == one.id}):
        own = [pledge for pledge in now.snapshot.pledges if pledge.change == one.id and pledge.team == team]
        kept = sum(pledge.done_on is not None for pledge in own)
        size = max(
            next((one.size or 0 for one in now.snapshot.teams if one.id == team), 0),
            sum(person.team == team for person in now.snapshot.people),
        )
        name = now.name("team", team) if size >= SMALLEST_GROUP else "A group"
        lines.append(f"{name}: {kept} of {words.plural(len(own), 'thing')} done that it said it would do.")
    return tuple(lines)


def _objection(one: Objection, now: Standing, *, may: bool) -> ObjectionLine:
    when = f"filed {words.ago(one.filed_on, now.snapshot.as_of)}" if one.filed_on else "filed"
    form = None
    if may and one.answered_on is None:
        fields = [
            Field(id=f"answer-{one.id}", name="answer", label="Answer", kind="textarea", required=True),
            Field(id=f"objection-{one.id}", name="objection", label="", kind="hidden", value=one.id),
            Field(id=f"next-{one.id}", name="next", label="", kind="hidden", value=f"{now.base}/changes"),
        ]
        form = Form(
            id=f"answer-form-{one.id}",
            title="Answer it",
            action=f"{now.base}/do/answer_objection",
            verb="Answer",
            fields=fields,
            opens="Answer",
        )
    return ObjectionLine(one.text, when, one.answer, form)


def _object(one: Change, now: Standing) -> Form:
    fields = [
        Field(id=f"text-{one.id}", name="text", label="What you object to, and why", kind="textarea", required=True),
        Field(id=f"subject-{one.id}", name="subject", label="", kind="hidden", value=one.id),
        Field(id=f"back-{one.id}", name="next", label="", kind="hidden", value=f"{now.base}/changes"),
    ]
    return Form(
        id=f"object-{one.id}",
        title="Object",
        action=f"{now.base}/do/object",
        verb="File the objection",
        fields=fields,
        opens="Object",
        opens_kind="bare",
    )
