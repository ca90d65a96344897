"""The answer to a what-if as a page shows it: its price, or a glimpse until that is there, or why there is none."""

from leadline.charts import parts, words
from leadline.charts.prices import shown
from leadline.program.codec import revive
from leadline.program.finding import Glimpse, Price
from leadline.program.snapshot import Snapshot
from leadline.record.models import Quote

TRYING = "Trying it in the futures…"


def answer_of(row: Quote, snapshot: Snapshot | None) -> parts.Quote:
    """
    A stored what-if, ready to be shown.

    Args:
        row: what was asked, with what a worker has answered so far.
        snapshot: where milestones have their names; None where no round has run.
    """
    names = {one.id: one.name or one.id for one in snapshot.milestones} if snapshot else {}
    price = revive(Price, row.price) if row.price else None
    waiting = row.answered_at is None
    seen = revive(Glimpse, row.glimpse) if row.glimpse and waiting else None
    trying = "Counted as if somebody were always free. Now trying it with people…" if seen else TRYING
    return parts.Quote(
        id=f"quote-{row.key[:12]}",
        prices=[shown(price, names, currency=row.program.currency)] if price else [],
        says=trying if waiting else row.problem,
        glimpse=_glimpse(seen, names) if seen else "",
        poll_url=f"/p/{row.program.key}/quotes/{row.key}" if waiting else "",
    )


def _glimpse(seen: Glimpse, names: dict[str, str]) -> str:
    """Rounded to whole days: it is a first look, not a price."""
    name = names.get(seen.commitment, seen.commitment)
    if abs(seen.days) < words.LEAST_DAYS:
        return f"Moves {name} by no day"
    size = words.plural(max(round(abs(seen.days)), 1), "day")
    return f"About {size} {'earlier' if seen.days > 0 else 'later'} for {name}"
