"""Questions about ranges as somebody may see them: what they owe, what waits, and what is in."""

from dataclasses import dataclass

from leadline.communication.eliciting import about, owing
from leadline.program.elicited import Similar, pooled, similar_work
from leadline.program.estimation import Estimation
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of
from leadline.record.access import RUNS, Who
from leadline.record.models import Program
from leadline.record.private import range_answers


@dataclass(frozen=True)
class Asked:
    """
    One question. `said` is empty before all are in.

    `owing` are the names of those who have not answered: told to who asked, and to who runs the program where nobody did.
    """

    id: str
    work: str
    work_id: str
    asked: int
    answered: int
    mine: bool
    answered_by_me: bool
    settles: bool
    told: bool
    owing: tuple[str, ...]
    said: tuple[Range, ...]
    question: Estimation


@dataclass(frozen=True)
class Laid:
    """Ranges that are in, beside what is known: what they make together, what similar work took, the estimate as it stands."""

    together: Range
    similar: Similar
    estimate: Range | None


def questions(who: Who, program: Program, snapshot: Snapshot) -> list[Asked]:
    """Every question of a program, newest first."""
    shown = range_answers.shown(who, program)
    found = sorted(snapshot.estimations, key=lambda one: (str(one.asked_on or ""), one.id), reverse=True)
    return [_asked(who, program, snapshot, one, tuple(shown.get(one.id, ()))) for one in found]


def laid_beside(snapshot: Snapshot, one: Asked) -> Laid:
    """What stands beside the ranges of a question that are in."""
    together = pooled(one.said)
    item = snapshot.find("work", one.work_id)
    if item is None:
        return Laid(together, Similar(0, 0, 0, 0, "the work has left the plan"), None)
    return Laid(together, similar_work(snapshot, item, together.middle), item.estimate)


def _asked(who: Who, program: Program, snapshot: Snapshot, one: Estimation, said: tuple[Range, ...]) -> Asked:
    me, runs = who.person_in(program), who.role_in(program) in RUNS
    over = bool(said or one.closed_on)
    answered = frozenset[str]() if over else range_answers.who_answered(program, one.id)
    asker = bool(me) and me == one.asker
    told = not over and (asker or (runs and not one.asker))
    return Asked(
        id=one.id,
        work=about(snapshot, one),
        work_id=one.work,
        asked=len(one.asked),
        answered=(len(said) or one.answered) if over else len(answered),
        mine=not over and me in one.asked,
        answered_by_me=me in answered,
        settles=asker or runs,
        told=told,
        owing=tuple(name_of(snapshot, "person", person) for person in owing(one, answered)) if told else (),
        said=said,
        question=one,
    )
