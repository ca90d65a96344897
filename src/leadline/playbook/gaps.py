"""Work that nobody of its team can do: what it asks for, and how far ahead it is."""

from collections.abc import Iterator

from leadline.playbook.hands import holders, is_there, team_of
from leadline.playbook.milestones import due_of
from leadline.playbook.plan import focus
from leadline.program.case import Case
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem


def gaps(case: Case, subject: str) -> Iterator[WorkItem]:
    """
    Work that has not been started, names a skill, is assigned to nobody, and that nobody where it is done has declared.

    Of a milestone: all that feeds it directly, because what nobody can do is in no simulation and decides nothing.
    """
    own = [one for one in case.snapshot.work if one.milestone and f"milestone:{one.milestone}" == subject]
    found = {one.id: one for one in (*focus(case, subject), *own)}
    yield from (one for one in found.values() if is_gap(case.snapshot, one))


def is_gap(snapshot: Snapshot, item: WorkItem) -> bool:
    """True where the skill an item asks for is declared by nobody of those who would do it."""
    if item.state != "todo" or item.assignee or not item.skill or not item.estimate:
        return False
    team = team_of(snapshot, item)
    there = [one for one in snapshot.people if is_there(one) and (not team or one.team == team)]
    return bool(there) and not holders(snapshot, item.skill, item.skill_level, team or None)


def days_ahead(case: Case, item: WorkItem) -> float:
    """
    Calendar days until work begins: P50 of the simulation, else what the commitment of its milestone leaves; 0 where neither
    is known.
    """
    found = case.outlook.items.get(item.id) if case.outlook else None
    if found:
        return found.start_p50
    promised = due_of(case.snapshot, item.milestone)
    if promised.year == 9999 or item.estimate is None:
        return 0.0
    return (promised - case.snapshot.as_of).days - item.estimate.middle * 7 / 5
