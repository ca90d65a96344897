from collections.abc import Iterator

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, listed, named
from leadline.program.case import Case
from leadline.program.decisions import Decision, Option
from leadline.program.edits import Add, Change, Edit, UnknownSubject, apply_all, read_edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.plain import DocumentError
from leadline.program.workdays import add_workdays, program_calendar, workdays_between

OBJECT_WITHIN = 2
MOST_OPTIONS = 3


@rule(
    id="T101",
    needs=Needs.DECISIONS,
    severity="high",
    settings={"patience": Setting(5, "Working days a decision may be open without a day by which it is needed.")},
)
def decision_overdue(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for open decisions whose day has passed, and for decisions without such a day that have been open for more
    than 5 working days. A decision that is parked until a day to come is left alone until then.
    ## Why it matters
    Waiting for an answer is delay that costs nothing to buy back. Most of what waits needs no more study, only a
    choice.
    ## What to do
    Take the default today, and say that it counts unless somebody objects within two days. Without a default, compare
    the options: each was run through the same futures.
    ## Source
    MISSION.md T2, W1; DACI: one approver; Standish on decision latency (contested data, so no threshold is taken from
    it).
    """
    snapshot = case.snapshot
    for one in snapshot.decisions:
        if is_open(case, one) and (late := _late(case, one, settings)):
            yield decision_overdue.finding(
                f"decision:{one.id}", f"“{one.question or one.id}” {late}.{_waiting(case, one)}",
                tuple(_evidence(case, one)), (*ways_to_decide(case, one), *_escalation(case, one)),
            )  # fmt: skip


def is_open(case: Case, one: Decision) -> bool:
    """True for a decision that nobody has taken and that is not parked until a day to come."""
    return one.decided_on is None and not (one.parked_until and one.parked_until >= case.snapshot.as_of)


def waiting_work(case: Case, one: Decision) -> list[str]:
    """The unfinished work and milestones that wait for a decision, as subjects (`work:RAIL-17`)."""
    ids = set(one.work)
    items = (item.id for item in case.snapshot.work if item.id in ids and item.state in ("todo", "doing"))
    stones = (stone.id for stone in case.snapshot.milestones if stone.id in ids and stone.done_on is None)
    return [*(f"work:{id}" for id in items), *(f"milestone:{id}" for id in stones)]


def ways_to_decide(case: Case, one: Decision, most: int = MOST_OPTIONS) -> Iterator[Remedy]:
    """Remedies that decide it today: its default first, then the best of those that meet every must."""
    good = sorted((option for option in one.options if option.meets_musts), key=lambda option: _rank(case, one, option))
    for option in good[:most]:
        yield decide(case, one, option)
    if not good:
        why = "No option that meets every must is recorded, so there is nothing to simulate."
        yield Remedy("Name two options and a default.", agree=_approver(one), why_unpriced=why)


def decide(case: Case, one: Decision, option: Option, says: str = "") -> Remedy:
    """The remedy that chooses an option today, with what it changes in the plan."""
    if not says and option.name == one.default:
        due = add_workdays(program_calendar(case.snapshot), case.snapshot.as_of, OBJECT_WITHIN)
        says = f"Decide “{option.name}” today, the default, unless somebody objects by {due}."
    says = says or f"Decide “{option.name}” today."
    chosen = Change("decision", one.id, {"decided_on": case.snapshot.as_of.isoformat(), "chosen": option.name})
    try:
        edits: tuple[Edit, ...] = (chosen, *(read_edit(plain) for plain in option.edits))
        apply_all(case.snapshot, edits)
    except (DocumentError, UnknownSubject) as problem:
        return Remedy(says, agree=_approver(one), why_unpriced=f"What it changes does not fit the plan. {problem}")
    return Remedy(says, edits, _approver(one), option.cost_cents)


def _rank(case: Case, one: Decision, option: Option) -> tuple[bool, float]:
    foreseen = case.outlook.decisions.get(one.id) if case.outlook else None
    days = {known.name: known.days for known in foreseen.options} if foreseen else {}
    return option.name != one.default, -days.get(option.name, 0.0)


def _late(case: Case, one: Decision, settings: Settings) -> str:
    as_of, calendar = case.snapshot.as_of, program_calendar(case.snapshot)
    if one.needed_by:
        return f"was needed by {one.needed_by} and is still open" if one.needed_by < as_of else ""
    age = workdays_between(calendar, one.opened_on, as_of) if one.opened_on else 0
    open_for = f"has been open for {counted(age, 'working day')}, and nobody has set a day by which it is needed"
    return open_for if age > settings["patience"] else ""


def _waiting(case: Case, one: Decision) -> str:
    names = [named(case.snapshot, subject) for subject in waiting_work(case, one)]
    if not names:
        return ""
    shown = [*names[:2], counted(len(names) - 2, "more")] if len(names) > 3 else names
    return f" {listed(shown)} {'waits' if len(names) == 1 else 'wait'} for it."


def _evidence(case: Case, one: Decision) -> Iterator[Evidence]:
    subject = f"decision:{one.id}"
    if one.opened_on:
        yield Evidence(subject, f"Open since {one.opened_on}.")
    if one.parked_until:
        yield Evidence(subject, f"It was parked until {one.parked_until}.")
    yield Evidence(subject, f"Its default is “{one.default}”." if one.default else "It has no default.")
    if not one.approver:
        yield Evidence(subject, "It has no approver.")
    yield from (Evidence(waits, f"{named(case.snapshot, waits)} waits for it.") for waits in waiting_work(case, one))


def _escalation(case: Case, one: Decision) -> Iterator[Remedy]:
    """To the approver first, and to the sponsor where the approver has been asked already; nothing after that."""
    snapshot = case.snapshot
    for id, owed_by in ((f"decide-{one.id}", one.approver), (f"escalate-{one.id}", snapshot.sponsor)):
        if not owed_by or snapshot.find("ask", id):
            continue
        due = add_workdays(program_calendar(snapshot), snapshot.as_of, OBJECT_WITHIN)
        asked = {
            "id": id, "text": f"Decide by {due}: {one.question}", "kind": "question", "asker": snapshot.tpm,
            "owed_by": owed_by, "asked_on": snapshot.as_of.isoformat(), "due": due.isoformat(),
        }  # fmt: skip
        whom = "its approver" if owed_by == one.approver else "the sponsor"
        yield Remedy(f"Ask {whom} to decide by {due}.", (Add("ask", {k: v for k, v in asked.items() if v}),))
        return


def _approver(one: Decision) -> tuple[str, ...]:
    return (one.approver,) if one.approver else ()
