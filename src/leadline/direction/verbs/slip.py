"""Ask what it does when a milestone slips."""

from leadline.direction.slips import later
from leadline.program.slip import days_of
from leadline.program.snapshot import label
from leadline.record import jobs
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Slip
from leadline.record.snapshots import load_snapshot

MOST_SLIPS = 200
"""Slips kept of a program; the oldest that are not in the plan make room."""


@verb(roles=RUNS)
def slip(act: Act, *, milestone: str, by: str, because: str = "") -> Done:
    """
    Ask what happens when a milestone comes later, `by` so much: `3w`, `10d`. Nothing is changed; the answer stands beside the plan.

    Raises `Refused` when the milestone is unknown or reached, or the time cannot be read.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("milestone", milestone)
    if found is None:
        raise Refused(f"There is no milestone “{milestone}”. Add it first, or pick another.", "milestone")
    if found.done_on:
        raise Refused(f"{label('milestone', found)} was reached on {found.done_on}. It slips no more.", "milestone")
    try:
        days = days_of(by)
    except ValueError as problem:
        raise Refused(str(problem), "by") from problem
    own = for_(act.who).into(Slip, act.program)
    row = own.create(
        program=act.program,
        milestone=milestone,
        days=days,
        because=because.strip()[:500],
        asked_by=act.person or act.who.name,
        asked_at=act.at,
    )
    _make_room(act)
    jobs.queue(
        "slip", act.at, lane=jobs.ROUNDS, program=act.program, key=f"{act.program.key}:{row.pk}", body={"slip": row.pk}
    )
    says = f"Asked what it does when {label('milestone', found)} comes {later(days)}."
    return Done(says, after=lambda line: None, go=f"/p/{act.program.key}/slips/{row.pk}", audience="tpm")


def _make_room(act: Act) -> None:
    own = for_(act.who).into(Slip, act.program).exclude(state=Slip.ACCEPTED).order_by("-id")
    own.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_SLIPS:])).delete()
