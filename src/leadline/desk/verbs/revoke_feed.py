"""Take a calendar feed back."""

from leadline.record.access import READS
from leadline.record.doors import Act, Done, verb
from leadline.record.private import feeds


@verb(roles=READS)
def revoke_feed(act: Act, *, feed: int) -> Done:
    """
    Take back the secret address of a calendar: from now on it is answered as if it never was.

    Raises `Refused` for a feed that is not theirs to take back.
    """
    gone = feeds.revoke(act, feed)
    whose = f"of the days of {gone.person}" if gone.person else "of the program"
    return Done(f"Took back calendar feed {feed}, {whose}.", audience="tpm")
