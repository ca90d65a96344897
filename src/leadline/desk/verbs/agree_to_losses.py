"""Agree that what a tracker does not show any more is gone."""

from leadline.desk.connecting import source_called
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, verb
from leadline.record.hearing.asking import ask_to_hear
from leadline.record.models import JournalLine


@verb(roles=RUNS)
def agree_to_losses(act: Act, *, source: str) -> Done:
    """Read everything once more, and take what is not shown any more out of the plan, however much it is."""
    found = source_called(act.who, act.program, source)

    def ask(_: JournalLine) -> None:
        ask_to_hear(found, act.at, whole=True, losses=True)

    return Done(f"What {found.address} does not show any more leaves the plan.", after=ask, audience="tpm")
