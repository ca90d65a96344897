"""Which standard solutions apply to something: the remedies whose preconditions hold, in an order that stays."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from leadline.playbook.plan import focus, is_open, subject_of
from leadline.playbook.registry import solutions
from leadline.playbook.solution import Solution
from leadline.program.case import Case
from leadline.program.edits import write_edit
from leadline.program.finding import Remedy
from leadline.program.outlook import Driver
from leadline.program.snapshot import Snapshot

AT_MOST = 12
"""More ways out of one thing than this are no help to whoever has to pick."""
OWN_AT_MOST = 8
"""Of those, so many are about the thing itself where what stands around it has ways out as well."""
OF_ONE_KIND = 2
"""The same solution is named so often at most, for different subjects."""
DRIVERS = 6

SUBJECTS = ("milestone", "work", "roadblock", "risk", "decision", "dependency", "project")
"""The nouns one can ask about."""


@dataclass(frozen=True)
class Way:
    """One remedy of a standard solution, and the subject (`noun:id`) it is for: the one asked about, or one near it."""

    solution: Solution
    subject: str
    remedy: Remedy

    @property
    def id(self) -> str:
        """Says whether it is still the same: what the solution is called, and a digest of what it would change."""
        edits = json.dumps([write_edit(edit) for edit in self.remedy.edits], sort_keys=True)
        return f"{self.solution.name}-{sha256(f'{self.subject}|{edits}'.encode()).hexdigest()[:10]}"


def which_apply(case: Case, subject: str) -> tuple[Way, ...]:
    """
    The standard solutions that apply to a subject and to what stands around it: first its own, by their number, then those of
    roadblocks, risks, decisions and waits around a work item, or of what drives a milestone.

    At most twelve; none twice, and none that changes nothing. Empty for what is not there or is over.
    """
    own = list(_ways(case, [subject]))
    near = list(_ways(case, _around(case, subject)))
    picked: list[Way] = []
    for one in [*own[: OWN_AT_MOST if near else AT_MOST], *near, *own[OWN_AT_MOST:]]:
        same = [other for other in picked if other.solution.name == one.solution.name]
        known = [other.remedy.edits for other in picked]
        if one.remedy.edits not in known and (one.subject == subject or len(same) < OF_ONE_KIND):
            picked.append(one)
    return tuple(picked[:AT_MOST])


def _ways(case: Case, subjects: Iterable[str]) -> Iterator[Way]:
    for subject in subjects:
        for solution in solutions():
            yield from (Way(solution, subject, remedy) for remedy in solution(case, subject))


def _around(case: Case, subject: str) -> list[str]:
    """What stands in the way of a work item or drives a milestone, as subjects: widest first for a milestone."""
    noun, _, id = subject.partition(":")
    if noun == "work" and focus(case, subject):
        return list(_in_the_way(case.snapshot, id))
    milestone = subject_of(case, subject, "milestone")
    if milestone is None or milestone.done_on:
        return []
    found = case.outlook.milestones.get(id) if case.outlook else None
    drivers = sorted(found.drivers if found else (), key=_width)[:DRIVERS]
    names = [one.subject for one in drivers]
    return list(
        dict.fromkeys([*(one for one in names if not one.startswith("work:")), *_in_the_way(case.snapshot, id)])
    )


def _width(one: Driver) -> tuple[float, str]:
    return one.low_days - one.high_days, one.subject


def _in_the_way(snapshot: Snapshot, id: str) -> Iterator[str]:
    # Decisions first: what a roadblock's own answer says about one that holds up the same work is said of the decision.
    yield from (f"decision:{one.id}" for one in snapshot.decisions if id in one.work and not one.decided_on)
    yield from (f"roadblock:{one.id}" for one in snapshot.roadblocks if id in one.work and not one.resolved_on)
    yield from (f"risk:{one.id}" for one in snapshot.risks if id in one.work and one.state == "open")
    waits = (one for one in snapshot.dependencies if one.after == id and is_open(snapshot, one.before))
    yield from (f"dependency:{one.id}" for one in waits)
