from collections.abc import Iterator
from datetime import timedelta

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named
from leadline.program.case import Case
from leadline.program.changes import Objection
from leadline.program.edits import Add, Change, Edit, UnknownSubject, apply_all, read_edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Noun
from leadline.program.workdays import add_workdays, program_calendar, workdays_between

KINDS = ("change", "decision", "promise", "milestone", "project", "work")


@rule(
    id="C107",
    needs=Needs.OBJECTIONS,
    severity="high",
    settings={
        "patience": Setting(5, "Working days after which an objection without an answer is a finding."),
        "answer": Setting(2, "Working days within which the answer is then due."),
        "trial": Setting(14, "Calendar days of a trial."),
    },
)
def objection_unanswered(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for objections that their authors filed and that have had no answer for 5 working days. Only filed objections
    are read, and no tone is looked for. An objection to something that is over is left alone. Where the objection says
    what would be true (“then it takes 3 weeks more”), that is simulated: the price is what it costs if the objection is
    right.
    ## Why it matters
    An objection carries information somebody took the trouble to write down. Silence turns a matter into a quarrel.
    ## What to do
    Answer it with the numbers, try the thing with an end date, or change the plan and credit whoever objected.
    ## Source
    MISSION.md T3; Ford, Ford & D'Amelio 2008; Kotter & Schlesinger, six approaches.
    """
    snapshot = case.snapshot
    for one in snapshot.objections:
        about = _about(case, one)
        if one.answer or one.answered_on or not one.filed_on or _is_over(about, case):
            continue
        age = workdays_between(program_calendar(snapshot), one.filed_on, snapshot.as_of)
        if age >= settings["patience"]:
            yield objection_unanswered.finding(
                f"objection:{one.id}",
                f"An objection{_to(case, one)} has had no answer for {counted(age, 'working day')}: “{one.text}”",
                tuple(_evidence(case, one)), tuple(_remedies(case, one, about, settings)),
            )  # fmt: skip


def _about(case: Case, one: Objection) -> tuple[str, Noun] | None:
    found = ((kind, case.snapshot.find(kind, one.subject)) for kind in KINDS if one.subject)
    return next(((kind, noun) for kind, noun in found if noun), None)


def _to(case: Case, one: Objection) -> str:
    about = _about(case, one)
    return f" to {named(case.snapshot, f'{about[0]}:{about[1].id}')}" if about else ""


def _is_over(about: tuple[str, Noun] | None, case: Case) -> bool:
    match about:
        case ("change", noun):
            return noun.ended_on is not None and noun.ended_on <= case.snapshot.as_of
        case ("milestone", noun):
            return noun.done_on is not None
        case ("work" | "project", noun):
            return noun.state in ("done", "dropped")
        case ("promise", noun):
            return noun.state in ("kept", "missed", "replaced", "withdrawn")
        case _:
            return False


def _evidence(case: Case, one: Objection) -> Iterator[Evidence]:
    yield Evidence(f"objection:{one.id}", f"Filed on {one.filed_on}.")
    if one.claims:
        yield Evidence(f"objection:{one.id}", f"It claims {counted(len(one.claims), 'thing')} that can be simulated.")
    for ask in case.snapshot.asks:
        if ask.id == f"answer-{one.id}":
            yield Evidence(f"ask:{ask.id}", f"An answer was asked for on {ask.asked_on}, due {ask.due}.")


def _remedies(case: Case, one: Objection, about: tuple[str, Noun] | None, settings: Settings) -> Iterator[Remedy]:
    owed_by = one.owed_by or _responsible(case, about)
    agree = (owed_by,) if owed_by else ()
    if one.claims:
        yield _change_the_plan(case, one, agree)
    yield _answer(case, one, owed_by, settings)
    if about and about[0] == "change" and not about[1].trial_until:
        starts = max(about[1].starts_on or case.snapshot.as_of, case.snapshot.as_of)
        until = (starts + timedelta(days=int(settings["trial"]))).isoformat()
        yield Remedy(
            f"Make it a trial that ends on {until}, and decide then.",
            (Change("change", about[1].id, {"trial_until": until}),),
            agree,
        )
    elif not one.claims:
        yield Remedy(
            "Change the plan, and credit whoever objected.", agree=agree,
            why_unpriced="The objection does not say what would change, so there is nothing to simulate.",
        )  # fmt: skip


def _change_the_plan(case: Case, one: Objection, agree: tuple[str, ...]) -> Remedy:
    says = (
        "Change the plan to what the objection says, and credit its author. The price is what it costs if it is right."
    )
    try:
        edits: tuple[Edit, ...] = tuple(read_edit(claim) for claim in one.claims)
        apply_all(case.snapshot, edits)
    except (DocumentError, UnknownSubject) as problem:
        return Remedy(says, agree=agree, why_unpriced=f"Its claim does not fit the plan. {problem}")
    return Remedy(says, edits, agree)


def _answer(case: Case, one: Objection, owed_by: str, settings: Settings) -> Remedy:
    snapshot = case.snapshot
    due = add_workdays(program_calendar(snapshot), snapshot.as_of, int(settings["answer"]))
    says = f"Answer it with the numbers by {due}."
    if not owed_by or snapshot.find("ask", f"answer-{one.id}"):
        why = "An answer has already been asked for." if owed_by else "Nobody is named who owes the answer."
        return Remedy(says, agree=(owed_by,) if owed_by else (), why_unpriced=why)
    asked = {
        "id": f"answer-{one.id}", "text": f"Answer this objection with the numbers: {one.text}", "kind": "question",
        "asker": snapshot.tpm, "owed_by": owed_by, "asked_on": snapshot.as_of.isoformat(), "due": due.isoformat(),
    }  # fmt: skip
    return Remedy(says, (Add("ask", {name: value for name, value in asked.items() if value}),), (owed_by,))


def _responsible(case: Case, about: tuple[str, Noun] | None) -> str:
    """Who stands for what is objected to, where the objection names nobody."""
    noun = about[1] if about else None
    own = next((name for field in ("sponsor", "approver", "owner", "set_by") if (name := getattr(noun, field, ""))), "")
    return own or case.snapshot.sponsor
