"""Bring a finding back that was put aside."""

from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine, Muting
from leadline.record.results import finding_of, last_round


@verb(roles=RUNS)
def bring_back(act: Act, *, finding: str) -> Done:
    """Show a snoozed or dismissed finding again. Raises `Refused` when it was not put aside."""
    aside = for_(act.who).rows(Muting, act.program).filter(fingerprint=finding, lifted_at=None)
    if not aside.exists():
        raise Refused("This finding was not put aside.", "finding")

    def lift(_: JournalLine) -> None:
        aside.update(lifted_at=act.at)

    round = last_round(act.who, act.program)
    found = finding_of(act.who, round, finding, act.today) if round else None
    if found is None:
        return Done(f"Brought back finding {finding}.", after=lift)
    return Done(f"Brought back: {found.says}", audience=found.audience, after=lift)
