"""Ask for a round now."""

from leadline.record import jobs
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, verb
from leadline.record.models import JournalLine


@verb(roles=PLANS)
def run_round(act: Act) -> Done:
    """Queue a round of the program; one that waits or runs already is the same one."""

    def queue(_: JournalLine) -> None:
        jobs.queue("round", act.at, lane=jobs.ROUNDS, program=act.program)

    return Done("Asked for a round.", after=queue)
