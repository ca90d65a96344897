"""D207: the day of a milestone moves later again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named
from leadline.program.case import Case
from leadline.program.commitments import history
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot

SHOWN = 5


@rule(
    id="D207",
    needs=Needs.MILESTONES,
    severity="high",
    settings={
        "moves": Setting(3, "Moves later from which a day keeps slipping."),
        "days": Setting(365, "Days back that are looked at; what moved longer ago is forgotten."),
    },
    playbook=("cut_least_contribution", "defer_behind_flag", "move_commitment_openly"),
)
def date_keeps_slipping(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Counts how often the day of a milestone that is not reached has moved later in the last year: its planned day, as
    the tracker or two imports tell it, and the days promised for it. Speaks from the third time on. A move
    that both tell counts once, a move earlier not at all.
    ## Why it matters
    A day that moves in small steps is a large delay told late. Each step costs trust, and none gives room to act.
    ## What to do
    Stop moving it. Ask those who build it for ranges, say the odds, and set one day that holds in 80 % of
    futures; or agree now what is left out.
    ## Source
    MISSION.md D2, D4; milestone trend analysis.
    """
    snapshot = case.snapshot
    changes = Revisions(snapshot.revisions, snapshot.as_of)
    for milestone in snapshot.milestones:
        if milestone.done_on:
            continue
        moves = _moves(snapshot, changes, milestone.id, snapshot.as_of - timedelta(days=settings["days"]))
        # What came back as far as it went does not slip.
        if len(moves) < settings["moves"] or moves[-1].became <= moves[0].was:
            continue
        name, later = named(snapshot, f"milestone:{milestone.id}"), (moves[-1].became - moves[0].was).days
        yield date_keeps_slipping.finding(
            f"milestone:{milestone.id}",
            f"{name} has moved later {counted(len(moves), 'time')} since {moves[0].on}, from {moves[0].was} to"
            f" {moves[-1].became}: {counted(later, 'day')}.",
            tuple(_evidence(milestone.id, moves)),
            (_anew(name),),
        )


@dataclass(frozen=True, order=True)
class Move:
    """On a day, a day that was planned or promised became a later one."""

    on: date
    was: date
    became: date


def _moves(snapshot: Snapshot, changes: Revisions, milestone: str, since: date) -> Sequence[Move]:
    """Moves later, oldest first; the same one, planned and promised, once, on the first day it is told."""
    found: dict[tuple[date, date], Move] = {}
    for one in sorted([*_planned(changes, milestone), *_promised(snapshot, milestone)]):
        if one.on >= since and one.became > one.was:
            found.setdefault((one.was, one.became), one)
    return list(found.values())


def _planned(changes: Revisions, milestone: str) -> Iterator[Move]:
    for one in changes.of(milestone, "due"):
        was, became = _day(one.was), _day(one.became)
        if one.changed_on and was and became:
            yield Move(one.changed_on, was, became)


def _promised(snapshot: Snapshot, milestone: str) -> Iterator[Move]:
    for kind in ("commitment", "target"):
        own = history(one for one in snapshot.promises if one.milestone == milestone and one.kind == kind)
        for before, after in pairwise(own):
            if after.set_on and before.due and after.due:
                yield Move(after.set_on, before.due, after.due)


def _day(text: str) -> date | None:
    """A day of a revision; what a tracker wrote that is none tells nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _evidence(milestone: str, moves: Sequence[Move]) -> Iterator[Evidence]:
    """The last moves, the newest first."""
    for one in sorted(moves, reverse=True)[:SHOWN]:
        later = counted((one.became - one.was).days, "day")
        yield Evidence(f"milestone:{milestone}", f"On {one.on} it moved from {one.was} to {one.became}, {later} later.")


def _anew(name: str) -> Remedy:
    return Remedy(
        f"Stop moving {name} step by step: ask those who build it for ranges, and set one day that holds in 80 % of futures.",
        why_unpriced="Nobody has said a new range yet, so there is nothing to try.",
    )
