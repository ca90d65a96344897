"""Work that is never done because those who could do it will not be there: named, with who and from when."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from leadline.engine.network import Network
from leadline.engine.staffing import Staff
from leadline.program.limits import days_later
from leadline.program.work import WorkItem

if TYPE_CHECKING:
    from leadline.engine.futures import Futures

NAMED = 3


def never_done(played: "Futures") -> dict[str, str]:
    """
    Why work has no end in any future, by its id: nobody who can do it has working time for it any more after a day.

    Work that only waits for such work is not named again.
    """
    network, snapshot = played.network, played.network.snapshot
    found = {}
    for item in snapshot.work:
        node = network.place.get(item.id)
        if node is not None and not np.isfinite(played.finish[node]).any() and (says := why_never(network, item)):
            found[item.id] = says
    return found


def blinded(played: "Futures", never: dict[str, str]) -> dict[str, str]:
    """The sentence for each milestone that is reached in no future because work on its way is never done."""
    network = played.network
    feeds: dict[str, list[str]] = {}
    for item in network.snapshot.work:
        feeds.setdefault(item.milestone, []).append(item.id)
    for dependency in network.snapshot.dependencies:
        feeds.setdefault(dependency.after, []).append(dependency.before)
    lost = [id for id, node in network.milestones.items() if not np.isfinite(played.finish[node]).any()]
    causes = {id: _behind(id, feeds, never) for id in lost}
    return {id: sentence for id, cause in causes.items() if (sentence := _sentence(cause, never))}


def _behind(id: str, feeds: dict[str, list[str]], never: dict[str, str]) -> list[str]:
    """What is never done among all that something waits for."""
    seen, ahead = {id}, [id]
    while ahead:
        fresh = [one for one in feeds.get(ahead.pop(), ()) if one not in seen]
        seen.update(fresh)
        ahead += fresh
    return sorted(seen & never.keys())


def _sentence(causes: list[str], never: dict[str, str]) -> str:
    if not causes:
        return ""
    more = len(causes) - 1
    return f"{never[causes[0]]} The same holds for {more} more." if more else never[causes[0]]


def why_never(network: Network, item: WorkItem) -> str:
    """Who of those who could do an item has no time for it after which day; empty where they always have some."""
    staff = network.roster.staff(item)
    gone = _gone(network, staff)
    if gone is None:
        return ""
    crew, name = network.roster.crew, item.name or item.id
    names = sorted({crew.people[n].name or crew.people[n].id for n in staff.people})
    who = names[0] if len(names) == 1 else "those who can do it"
    others = f" ({', '.join(names[:NAMED])})" if 1 < len(names) <= NAMED else ""
    lacks = (
        f"fewer than {staff.hands} of {who}{others} have"
        if staff.hands > 1
        else f"none of {who}{others} has"
        if others or len(names) > 1
        else f"{who} has no"
    )
    time = "working time for it" if len(names) == 1 and staff.hands == 1 else "any working time for it"
    return f"{name} is never done: after {gone.day} {gone:%B %Y} {lacks} {time}. Give it to somebody who is there, or free somebody."


def _gone(network: Network, staff: Staff) -> date | None:
    """The last day on which there is still enough of them; None where there always is, or it is done on nobody's calendar."""
    book = network.roster.crew.book
    if not staff.people:
        return None
    ends: dict[int, float] = {}
    for person, row, until in zip(staff.people, staff.rows, staff.until, strict=True):
        last = book.last_day(row)
        # Somebody may stand there with several parts, each for other days.
        end = min(np.inf if last is None else float(last), until)
        whole = network.roster.crew.whole[person]
        ends[whole] = max(ends.get(whole, 0.0), end)
    ranked = sorted(ends.values(), reverse=True)
    end = ranked[staff.hands - 1] if len(ranked) >= staff.hands else 0.0
    return days_later(network.snapshot.as_of, int(end)) if np.isfinite(end) else None
