"""Old snapshots are thinned out: every round's of fourteen days, after that the first of each week."""

from datetime import date, timedelta

from leadline.record.access import SYSTEM, for_
from leadline.record.models import Program

ALL_OF = timedelta(days=14)


def thin_out(program: Program, today: date) -> int:
    """Let go of snapshots and plans nobody compares with any more. Outlooks, findings and forecasts stay. Returns how many went."""
    rounds = for_(SYSTEM).rounds(program)
    old = rounds.filter(as_of__lt=today - ALL_OF, snapshot__isnull=False).order_by("number")
    seen: set[tuple[int, int]] = set()
    gone = []
    for pk, as_of in old.values_list("pk", "as_of"):
        week = as_of.isocalendar()[:2]
        if week in seen:
            gone.append(pk)
        seen.add(week)
    return rounds.filter(pk__in=gone).update(snapshot=None, plan=None)
