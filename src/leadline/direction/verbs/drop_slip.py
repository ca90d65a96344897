"""A slip that does not happen, or was only a question."""

from leadline.direction.slips import answer_of, called, in_plan, slip_at
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine, Slip
from leadline.record.snapshots import load_snapshot


@verb(roles=RUNS)
def drop_slip(act: Act, *, slip: str) -> Done:
    """
    Drop a slip that was asked about. The plan never knew of it; its answer stays readable.

    Raises `Refused` when it is dropped already, or is part of the plan: then the journal takes it back.
    """
    row = slip_at(act.who, act.program, slip)
    snapshot = load_snapshot(act.program, act.today)
    if in_plan(snapshot, answer_of(row)):
        raise Refused(f"{called(snapshot, row)} is in the plan. Take that back in the journal first.", "slip")
    if row.state == Slip.DROPPED:
        raise Refused(f"{called(snapshot, row)} is dropped already.", "slip")

    def drop(_: JournalLine) -> None:
        for_(act.who).into(Slip, act.program).filter(pk=row.pk).update(state=Slip.DROPPED)

    return Done(f"Dropped: {called(snapshot, row)}.", after=drop, audience="tpm", go=f"/p/{act.program.key}/slips")
