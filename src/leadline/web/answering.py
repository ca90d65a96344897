"""A signed link to somebody without an account: opening it shows the question, only its button answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leadline.charts import words
from leadline.charts.parts import Field, Form
from leadline.program.communication import Ask
from leadline.program.estimation import Estimation
from leadline.program.promises import Promise
from leadline.program.requirements import Requirement, acknowledged
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import Who
from leadline.record.doors import Refused, perform
from leadline.record.private import range_answers
from leadline.record.private.answer_links import AnswerLink, LinkRefused, read
from leadline.record.snapshots import load_snapshot
from leadline.web import pages
from leadline.web.shell import Shell
from leadline.web.visiting import now

SETTLED = {
    "agreed": "This is settled: everybody asked has said yes.",
    "replaced": "This is settled: another date has taken its place.",
    "kept": "This is settled: the date was kept.",
    "missed": "This is settled: the date has passed.",
    "withdrawn": "This is settled: the date was taken back.",
}
"""What is said instead of a question that nobody asks any more, by the state of its promise."""


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question of a link; a post answers it with one of the verbs the link is good for."""
    try:
        link = read(token)
    except LinkRefused as problem:
        return _closed(request, "This link does not open", str(problem))
    snapshot = load_snapshot(link.program, link.program.today(now()))
    about = snapshot.find(link.noun, link.id)
    if about is None:
        return _closed(request, "This question was taken back", "Nothing is needed from you any more.")
    page = _question(link, about, snapshot)
    if request.method == "POST":
        page = _answered(request, link, snapshot, page)
    return render(request, "web/pages/answer.html", {"page": page})


def _answered(request: HttpRequest, link: AnswerLink, snapshot: Snapshot, page: pages.AnswerPage) -> pages.AnswerPage:
    person = snapshot.find("person", link.person)
    who = Who(
        name=person.name if person else link.person,
        person=link.person,
        link_program=link.program.pk,
        link_verbs=link.verbs,
    )
    sent = request.POST.dict()
    given = {name: str(value) for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "verb")}
    try:
        done = perform(request.POST.get("verb", ""), who, now(), link.program, {**given, link.noun: link.id})
    except Refused as refusal:
        verb = request.POST.get("verb", "?")
        return replace(page, forms=[_refilled(one, given, refusal) if verb in one.id else one for one in page.forms])
    return replace(page, forms=(), about="", answered=f"{done.says} Thank you; you can close this page.")


def _refilled(form: Form, given: Mapping[str, str], refusal: Refused) -> Form:
    """The form with what was typed, and the sentence that says what is wrong with it."""
    fields = [replace(one, value=given.get(one.name, one.value)) for one in form.fields]
    return replace(form, fields=fields, error=refusal.says)


def _question(link: AnswerLink, about: object, snapshot: Snapshot) -> pages.AnswerPage:
    page = _page_about(link, about, snapshot)
    person = snapshot.find("person", link.person)
    who = f"You answer as {label('person', person)}." if person else "You answer for yourself."
    says = f"{snapshot.name}. {who} This link is good for this one question and nothing else; do not pass it on."
    return replace(page, about=says) if page.forms else page


def _page_about(link: AnswerLink, about: object, snapshot: Snapshot) -> pages.AnswerPage:
    match about:
        case Promise():
            return _about_promise(about, snapshot)
        case Ask():
            return _about_ask(about, snapshot)
        case Estimation():
            return _about_range(link, about, snapshot)
        case Requirement():
            return _about_requirement(link, about)
    raise LookupError(link.subject)


def _about_promise(promise: Promise, snapshot: Snapshot) -> pages.AnswerPage:
    milestone = snapshot.find("milestone", promise.milestone)
    name = label("milestone", milestone) if milestone else _dependency(snapshot, promise.dependency)
    due = words.long_day(promise.due, snapshot.as_of) if promise.due else "a date"
    settled = promise.state != "proposed"
    # No odds and no history before the answer: a range is asked blind, so that nothing anchors it.
    own_range = Field(
        id="range-accept", name="range", label="Your own range, if you have one", hint="In working days, as in 3-8d."
    )
    forms = [
        _form("accept_date", f"Yes, {due}", [own_range], "strong"),
        _form(
            "counter_date",
            "Name another date",
            [
                Field(id="due", name="due", label="The date you can stand for", kind="date", required=True),
                Field(id="range-counter", name="range", label="Your range", hint="In working days, as in 3-8d."),
                Field(id="note", name="note", label="What it would need", kind="textarea"),
            ],
            "",
        ),
    ]
    asker = snapshot.find("person", promise.set_by)
    facts = [("For", name), ("Proposed", due), ("Asked by", asker.name if asker else snapshot.name)]
    closed = SETTLED.get(promise.state, "")
    return _page(
        f"Can you stand for {due} for {name}?",
        "Your answer is kept with your name and the day.",
        facts,
        () if settled else forms,
        closed,
    )


def _about_ask(ask: Ask, snapshot: Snapshot) -> pages.AnswerPage:
    asker = snapshot.find("person", ask.asker)
    facts = [
        ("Asked by", asker.name if asker else snapshot.name),
        ("Needed by", words.long_day(ask.due, snapshot.as_of) if ask.due else "no date named"),
    ]
    closed = "This was answered already." if ask.answered_on else "This was taken back." if ask.withdrawn_on else ""
    forms = [
        _form(
            "answer_ask",
            "Send the answer",
            [Field(id="answer", name="answer", label="Your answer", kind="textarea", required=True)],
            "strong",
        )
    ]
    return _page(ask.text, "One answer is all that is needed.", facts, () if closed else forms, closed)


def _about_range(link: AnswerLink, asked: Estimation, snapshot: Snapshot) -> pages.AnswerPage:
    # Neither the estimate nor the promised date, nor what others said or this person said before: a range is asked blind,
    # and a link may be opened by whoever finds the letter.
    work = snapshot.find("work", asked.work)
    name = label("work", work) if work else asked.work
    asker = snapshot.find("person", asked.asker)
    facts = [
        ("Work", name),
        ("Done when", (work.acceptance if work else "") or "nothing is recorded"),
        ("Asked by", asker.name or asker.id if asker else snapshot.name),
    ]
    again = link.person in range_answers.who_answered(link.program, asked.id)
    hint = "From the best to the worst case in working days, as in 3-8d, or in weeks, as in 4-10w; the likely one may stand between: 3-5-8d."
    field = Field(id="range", name="range", label="Your range", hint=hint, required=True)
    says = [
        "Answer for yourself, before you talk about it. Nobody sees a range before all are in, and no name ever stands beside one."
        if len(asked.asked) > 1
        else "You alone were asked, so this range will be known as yours.",
        "You have named one; another takes its place." if again else "",
    ]
    closed = asked.closed_on or range_answers.were_shown(link.program, asked.id)
    verb = "Name another range" if again else "Send my range"
    return _page(
        f"How long does “{name}” take?",
        " ".join(one for one in says if one),
        facts,
        () if closed else (_form("give_range", verb, [field], "strong"),),
        "The question is closed. Nothing is needed from you any more." if closed else "",
    )


def _about_requirement(link: AnswerLink, requirement: Requirement) -> pages.AnswerPage:
    facts = [
        ("Why", requirement.reason or "no reason is recorded"),
        ("Accepted when", requirement.acceptance or "nothing is recorded"),
    ]
    seen = acknowledged(requirement, link.person)
    forms = () if seen else (_form("acknowledge", "I have read it and can build it", [], "strong"),)
    return _page(
        requirement.text,
        "You are one of the people who build this.",
        facts,
        forms,
        "You have acknowledged it." if seen else "",
    )


def _dependency(snapshot: Snapshot, id: str) -> str:
    found = snapshot.find("dependency", id)
    before = snapshot.find("work|milestone", found.before) if found else None
    return before.name or before.id if before else id


def _form(verb: str, says: str, fields: list[Field], kind: str) -> Form:
    return Form(
        id=f"answer-{verb}",
        title="",
        action="",
        verb=says,
        kind=kind,
        fields=[*fields, Field(id=f"verb-{verb}", name="verb", label="", kind="hidden", value=verb)],
    )


def _page(
    title: str, says: str, facts: list[tuple[str, str]], forms: Sequence[Form], answered: str
) -> pages.AnswerPage:
    shell = Shell(title=title, as_of=now().date(), home_url="/")
    return pages.AnswerPage(shell=shell, title=title, says=says, facts=facts, forms=tuple(forms), answered=answered)


def _closed(request: HttpRequest, title: str, says: str) -> HttpResponse:
    page = pages.AnswerPage(shell=Shell(title=title, as_of=now().date(), home_url="/"), title=title, says=says)
    return render(request, "web/pages/answer.html", {"page": page}, status=410)
