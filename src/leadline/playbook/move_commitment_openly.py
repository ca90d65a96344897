"""Playbook 14: a promise that does not hold is moved, in the open, to a day that does."""

from collections.abc import Iterable
from datetime import date

from leadline.playbook.plan import fresh_id, name_of, people_of, working_day_from
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.commitments import commitment, commitments
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot

LEVEL = 0.8
AT_MOST = 2


@solution(number=14, about=("milestone", "program"))
def move_commitment_openly(case: Case, subject: str) -> Iterable[Remedy]:
    """
    ## What it does
    A new promise on the milestone's P80 replaces the present one, which stays on record. It wins no day, only odds.
    ## When it applies
    The milestone has a commitment and a P80 later than that. For a program: its two commitments with the lowest odds.
    ## How it is tried
    The promise is for another day; no work changes.
    ## Source
    SCIENCE.md §4, 14, and §0, 6 (commitments between P70 and P90).
    """
    noun, _, id = subject.partition(":")
    ids = [id] if noun == "milestone" else _worst(case)
    moved = (_moved(case, one, promise) for one in ids if (promise := commitment(case.snapshot, one)))
    return [one for one in moved if one][:AT_MOST]


def _worst(case: Case) -> list[str]:
    found = case.outlook.milestones if case.outlook else {}
    due = {id: one.due for id, one in commitments(case.snapshot).items() if id in found and one.due}
    odds = {id: share for id, day in due.items() if (share := found[id].odds_of(day)) is not None and share < LEVEL}
    return sorted(odds, key=lambda id: (odds[id], id))


def _moved(case: Case, milestone: str, promise: Promise) -> Remedy | None:
    snapshot = case.snapshot
    found = case.outlook.milestones.get(milestone) if case.outlook else None
    most = found.date_at(LEVEL) if found else None
    if found is None or most is None or promise.due is None or most <= promise.due:
        return None
    day = working_day_from(snapshot, most)
    edits = moved_to(snapshot, promise, day, found.odds_of(day))
    says = (
        f"Move the promise of {name_of(snapshot, 'milestone', milestone)} openly from {promise.due} to {day}, its P80."
    )
    return Remedy(says, edits, people_of(promise.set_by, snapshot.sponsor, *(one.person for one in promise.doers)))


def moved_to(snapshot: Snapshot, promise: Promise, day: date, odds: float | None) -> tuple[Edit, ...]:
    """The edits that replace a promise by one of another day, with the odds it has; the old one stays on record."""
    new = {
        "id": fresh_id(snapshot, "promise", f"{promise.milestone}-{day}"),
        "milestone": promise.milestone,
        "due": day.isoformat(),
        "set_on": snapshot.as_of.isoformat(),
        "odds": odds,
        "doers": [one.person for one in promise.doers],
    }
    if promise.set_by:
        new["set_by"] = promise.set_by
    return (Change("promise", promise.id, {"state": "replaced"}), Add("promise", new))
