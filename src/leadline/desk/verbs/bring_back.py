"""Bring a finding back that was put aside."""

from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine, Muting


@verb(roles=RUNS)
def bring_back(act: Act, *, finding: str) -> Done:
    """Show a snoozed or dismissed finding again. Raises `Refused` when it was not put aside."""
    aside = Muting.objects.filter(program=act.program, fingerprint=finding, lifted_at=None)
    if not aside.exists():
        raise Refused("This finding was not put aside.", "finding")

    def lift(_: JournalLine) -> None:
        aside.update(lifted_at=act.at)

    return Done(f"Brought back finding {finding}.", after=lift)
