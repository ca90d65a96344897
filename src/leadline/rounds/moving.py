"""Why each forecast moved since the round of a week before: computed with the round, kept with its statuses, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from leadline.engine.moved import why_moved
from leadline.engine.simulate import ENGINE
from leadline.program.movement import MovedBy, Movement
from leadline.record.models import Round
from leadline.record.results import snapshot_of
from leadline.rounds.happened import Happened
from leadline.rounds.look import Look

SMALL = 0.05
"""Days that are said as 0.0: nothing moved."""


def movements(
    since: Round | None, seen: Look, statuses: Mapping[str, Mapping[str, Any]], threads: int
) -> dict[str, Movement]:
    """How far each milestone that moved since an earlier round did so, and why; without those nobody can say it of."""
    before = snapshot_of(since) if since else None
    if since is None or before is None:
        return {}
    moved = {id: days for id in statuses if (days := _days(since, seen.outlook.as_of, statuses, id)) is not None}
    wanted = [id for id, days in moved.items() if abs(days) >= SMALL]
    if not wanted:
        return {}
    now = seen.snapshot
    futures = min(seen.outlook.futures, since.futures)
    found = why_moved(before, now, wanted, seed=seen.outlook.seed, futures=futures, threads=threads)
    happened = Happened(before, now)
    return {
        id: Movement(since.number, since.as_of, moved[id], _causes(_fitted(days, moved[id], since), id, happened))
        for id, days in found.items()
    }


def _days(since: Round, as_of: date, statuses: Mapping[str, Mapping[str, Any]], id: str) -> float | None:
    """Calendar days by which a milestone's P80 moved, as a date; None where it was unknown on either day."""
    was, becomes = since.statuses.get(id, {}).get("p80_days"), statuses[id].get("p80_days")
    if was is None or becomes is None:
        return None
    return float(becomes) + (as_of - since.as_of).days - float(was)


def _fitted(days: Mapping[str, float], whole: float, since: Round) -> dict[str, float]:
    """
    The causes so that they add up to what both rounds said.

    They do by themselves where both counted the same futures. A round of another engine leaves a rest that no change of the
    program explains; few futures in a large program leave one that is shared out by the size of the causes.
    """
    rest = whole - sum(days.values())
    size = sum(map(abs, days.values()))
    if since.engine != ENGINE or size < SMALL:
        return {**days, "engine": rest} if abs(rest) >= SMALL else dict(days)
    return {cause: own + rest * abs(own) / size for cause, own in days.items()}


def _causes(days: Mapping[str, float], milestone: str, happened: Happened) -> tuple[MovedBy, ...]:
    ordered = sorted((one for one in days if abs(days[one]) >= SMALL / 10), key=lambda cause: -abs(days[cause]))
    return tuple(MovedBy(one, days[one], happened.says(one, milestone)) for one in ordered)
