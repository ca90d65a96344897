"""Risks of somebody being away whom nobody can stand in for, and what is done about them."""

from dataclasses import dataclass

from leadline.playbook.hands import holders
from leadline.playbook.pieces import is_there, piece
from leadline.playbook.plan import after_working_days, name_of, open_work, people_of, scaled, subject_of
from leadline.playbook.words import AWAY, speaks_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.plain import write_noun
from leadline.program.risks import Risk
from leadline.program.work import WorkItem

AGREE_DAYS = 15
"""Working days within which it is done. Source: SCIENCE.md §4, 26 (three weeks)."""


@dataclass(frozen=True)
class SingleHolder:
    """An open risk that somebody is away, and the first piece of work it hits, which only that person can do."""

    risk: Risk
    item: WorkItem


def single_holder(case: Case, subject: str) -> SingleHolder | None:
    """
    The risk a subject names, or one that hits the work it names, where it is about the absence of a single holder.

    That is: it is open, with a chance and a delay; it speaks of absence; nothing is planned against it; and the open work it
    hits is assigned to one person, who alone has declared the skill it asks for.
    """
    if subject.startswith("work:"):
        hits = [one for one in case.snapshot.risks if subject.removeprefix("work:") in one.work]
    else:
        hits = [one] if (one := subject_of(case, subject, "risk")) else []
    found = (SingleHolder(risk, item) for risk in hits if _is_open(risk) and (item := _only_theirs(case, risk)))
    return next(found, None)


def stand_in(case: Case, one: SingleHolder, says: str, suffix: str, name: str, days: str, left: float) -> Remedy | None:
    """The remedy: so many days of the holder, and the delay the risk has left; None where it was taken before."""
    if one.risk.delay is None or is_there(case.snapshot, one.item, suffix):
        return None
    snapshot, item = case.snapshot, one.item
    due = after_working_days(snapshot, snapshot.as_of, AGREE_DAYS)
    kept = write_noun(one.risk.response) if one.risk.response else {}
    response = {
        **kept, "kind": "mitigate", "action": name, "owner": item.assignee, "due": due.isoformat(), "done": True,
        "delay": scaled(one.risk.delay, left),
    }  # fmt: skip
    spent = piece(snapshot, item, suffix, name, days, assignee=item.assignee, milestone="", priority=item.priority + 1)
    edits = (spent, Change("risk", one.risk.id, {"response": response}))
    return Remedy(
        says.format(name_of(snapshot, "person", item.assignee)), edits, people_of(item.assignee, one.risk.owner)
    )


def _is_open(risk: Risk) -> bool:
    planned = risk.response is not None and bool(risk.response.action or risk.response.done)
    known = bool(risk.probability) and risk.delay is not None
    return risk.state == "open" and known and not planned and speaks_of(AWAY, risk.event, risk.cause, risk.effect)


def _only_theirs(case: Case, risk: Risk) -> WorkItem | None:
    items = [one for id, one in open_work(case.snapshot).items() if id in risk.work]
    if not items or len({one.assignee for one in items}) != 1:
        return None
    first = items[0]
    able = [one.id for one in holders(case.snapshot, first.skill, first.skill_level)] if first.skill else []
    return first if able == [first.assignee] else None
