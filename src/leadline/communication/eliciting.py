"""What the verbs of ranges share: the question, who runs it, and how it is closed."""

from leadline.program.edits import Change, Edit
from leadline.program.estimation import Estimation
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of
from leadline.program.work import WorkItem
from leadline.record.access import RUNS
from leadline.record.doors import Act, Refused
from leadline.record.private import range_answers
from leadline.record.snapshots import load_snapshot

OPEN = ("todo", "doing")
MOST_ASKED = 5
"""More opinions add little to a median, and every one costs somebody's time."""


def question(act: Act, estimation: str) -> tuple[Snapshot, Estimation]:
    """The plan and a question of it. Raises `Refused` when there is none."""
    snapshot = load_snapshot(act.program, act.today)
    found: Estimation | None = snapshot.find("estimation", estimation)
    if found is None:
        raise Refused(f"There is no question “{estimation}” about a range. It may have been taken back.", "estimation")
    return snapshot, found


def open_question(act: Act, estimation: str) -> tuple[Snapshot, Estimation]:
    """The plan and a question that still takes ranges. Raises `Refused` when it is closed: who has seen ranges names none."""
    snapshot, found = question(act, estimation)
    if found.closed_on or range_answers.were_shown(act.program, found.id):
        says = f"The question about “{about(snapshot, found)}” is closed, and its ranges were shown."
        raise Refused(f"{says} Ask a new one if the work has changed.", "estimation")
    return snapshot, found


def asked_by(act: Act, snapshot: Snapshot, found: Estimation) -> None:
    """Raises `Refused` unless it is their question, or they run the program."""
    if (act.person and act.person == found.asker) or act.who.role_in(act.program) in RUNS:
        return
    who = name_of(snapshot, "person", found.asker) if found.asker else "Whoever runs the program"
    raise Refused(f"{who} asked this. Only they or the TPM settle it.", "estimation")


def about(snapshot: Snapshot, found: Estimation) -> str:
    """The work a question is about, as people call it."""
    return name_of(snapshot, "work", found.work)


def owing(found: Estimation, answered: frozenset[str]) -> list[str]:
    """Who has been asked and has not answered."""
    return [one for one in found.asked if one not in answered]


def who_does(snapshot: Snapshot, item: WorkItem, team: str) -> list[str]:
    """The assignee and others of the team with the skill, five at most."""
    others = sorted(
        one.id
        for one in snapshot.people
        if team and one.team == team and not one.outside and _can(item, {skill.name for skill in one.skills})
    )
    return list(dict.fromkeys([one for one in (item.assignee, *others) if one]))[:MOST_ASKED]


def _can(item: WorkItem, skills: set[str]) -> bool:
    return not item.skill or item.skill in skills


def closed(act: Act, found: Estimation) -> tuple[int, list[Edit]]:
    """Show the ranges of a question, and the edits that say so: how many there were, and from when on."""
    count = range_answers.show(act.program, found.id)
    return count, [Change("estimation", found.id, {"answered": count, "closed_on": act.today.isoformat()})]
