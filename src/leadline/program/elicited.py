"""From ranges that people named to one that is kept, and what similar work took. Nothing here knows who named which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from leadline.program.finished import days_put_in, told_apart
from leadline.program.ranges import Range
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

NO_OWN_HISTORY = "no own history"
FEWEST = 5
"""Finished pieces of work from which a team's own history speaks; below, the shipped ratios do (as in `engine/calibrate.py`)."""

SHIPPED_RATIOS = (0.6, 1.0, 1.429)
"""Effort over estimate at P20, P50 and P80 on public histories: `engine/priors.json`, which pages may not load. A test holds them equal."""


@dataclass(frozen=True)
class Similar:
    """What similar work took in weekdays, P20, median and P80, of `count` finished pieces; of the shipped ratios count is 0."""

    low: float
    middle: float
    high: float
    count: int
    label: str = ""


@dataclass(frozen=True)
class Claim:
    """A kept range whose truth is known: whose team's it was, what it said, and the weekdays the work took."""

    team: str
    work: str
    said: Range
    took: float


def pooled(ranges: Sequence[Range]) -> Range:
    """
    One range of several: the median of the lows, of the likely values (the middle where none was named) and of the highs.

    Raises:
        ValueError: there are none.
    """
    if not ranges:
        raise ValueError("There is no range to make one of.")
    low, high = (_tidy(median(one)) for one in ([one.low for one in ranges], [one.high for one in ranges]))
    likely = _tidy(median(one.middle for one in ranges))
    return Range(low, high, min(max(likely, low), high))


def team_of(snapshot: Snapshot, item: WorkItem) -> str:
    """Whose work it is: its own team, or that of its project."""
    project = snapshot.find("project", item.project)
    return item.team or (project.team if project else "")


def took(item: WorkItem, past: Revisions) -> float | None:
    """Working days that finished work took, without those it was blocked; None where it is not finished, or nothing tells."""
    if item.state != "done" or item.done_on is None:
        return None
    return days_put_in(item, item.done_on, past.blocked(item.id, item.done_on))


def similar_work(snapshot: Snapshot, item: WorkItem, middle: float) -> Similar:
    """
    What finished work of the same kind and team took; of the kind in all teams where the team is fewer than three people, of
    whom it would tell too much.

    Args:
        snapshot: the plan with its finished work.
        item: the work a range is asked of.
        middle: working days the shipped ratios are laid on where fewer than five pieces are finished.
    """
    team, apart = team_of(snapshot, item), told_apart(snapshot)
    past = Revisions(snapshot.revisions, snapshot.as_of)
    known = sorted(
        days
        for one in snapshot.work
        if one.kind == item.kind
        and one.id != item.id
        and (days := took(one, past)) is not None
        and (team not in apart or team_of(snapshot, one) == team)
    )
    if len(known) < FEWEST:
        low, mid, high = (_tidy(ratio * middle) for ratio in SHIPPED_RATIOS)
        return Similar(low, mid, high, 0, NO_OWN_HISTORY)
    return Similar(_at(known, 0.2), _at(known, 0.5), _at(known, 0.8), len(known))


def claims(snapshot: Snapshot) -> list[Claim]:
    """The ranges that were kept of work that is done by now, by work: what `engine/past_work.py` learns of, team by team."""
    return sorted(_claims(snapshot), key=lambda one: one.work)


def _claims(snapshot: Snapshot) -> Iterator[Claim]:
    last: dict[str, tuple[str, Range, str]] = {}
    past = Revisions(snapshot.revisions, snapshot.as_of)
    for one in sorted(snapshot.estimations, key=lambda one: (one.closed_on is not None, str(one.closed_on), one.id)):
        if one.kept and one.closed_on:
            # Work that was asked for twice has one claim, the last: it is the one the plan was made with.
            last[one.work] = (one.team, one.kept, one.closed_on.isoformat())
    for work, (team, kept, closed) in last.items():
        item = snapshot.find("work", work)
        if item is None or item.done_on is None:
            continue
        days = took(item, past)
        # A range named after the work was done is no claim: it knew the answer.
        if days is not None and item.done_on.isoformat() >= closed:
            yield Claim(team, work, kept, days)


def _at(known: Sequence[float], share: float) -> float:
    """The value at a share of sorted ones, straight lines between them."""
    place = share * (len(known) - 1)
    left = int(place)
    right = min(left + 1, len(known) - 1)
    return _tidy(known[left] + (place - left) * (known[right] - known[left]))


def _tidy(days: float) -> float:
    """Tenths of a day from one day on, thousandths below: nobody names more, and hours stay what they are."""
    return round(days, 1 if days >= 1 else 3)
