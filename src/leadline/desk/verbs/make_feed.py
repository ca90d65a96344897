"""Make a calendar feed of the program, or of somebody's own days."""

from leadline.program.titles import name_of
from leadline.record.access import READS, RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.private import feeds
from leadline.record.snapshots import load_snapshot


@verb(roles=READS)
def make_feed(act: Act, *, of: str = "") -> Done:
    """
    Make a secret address under which a calendar reads the program's days, or, of a person, theirs. It is shown once.

    Your own days are yours to share; those of somebody else, only whoever runs the program gives them a feed of.
    Whoever has the address reads the calendar without signing in, until it is taken back.

    Raises `Refused` for somebody else's days, for an unknown person, or where there are too many feeds.
    """
    if not of:
        return Done("Made a calendar feed of the program.", secret=address(feeds.make(act, "")), audience="tpm")
    snapshot = load_snapshot(act.program, act.today, only=("person",))
    if snapshot.find("person", of) is None:
        raise Refused(f"There is no person “{of[:60]}”. Pick one of the program's.", "of")
    if of != act.person and act.who.role_in(act.program) not in RUNS:
        raise Refused("Those are somebody else's days. Make a feed of your own, or ask whoever runs the program.", "of")
    says = f"Made a calendar feed of the days of {name_of(snapshot, 'person', of)}."
    return Done(says, secret=address(feeds.make(act, of)), audience="tpm")


def address(token: str) -> str:
    """Where a feed is read, from the address of this Leadline on."""
    return f"/calendar/{token}.ics"
