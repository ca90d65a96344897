"""What moved since the round of a week before, and what drives the promise that is worst off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.causes import Driver as Swing
from leadline.charts.causes import DriverRow, driver_row, tornado
from leadline.charts.parts import Cell, Column, Row, Table
from leadline.charts.prices import but
from leadline.charts.together import together
from leadline.desk import promised
from leadline.desk.actions import priced
from leadline.desk.questions import Standing
from leadline.program.commitments import commitments
from leadline.program.finding import Price
from leadline.program.outlook import Driver
from leadline.program.snapshot import label
from leadline.program.status import WORDS
from leadline.record.results import movement_of

MOST_PROMISES, MOST_DRIVERS = 5, 5


@dataclass(frozen=True)
class Drives:
    """What decides one promise, as the rows of a tornado."""

    title: str
    rows: tuple[DriverRow, ...]


def headline(now: Standing) -> str:
    """The answer of the page, with its number: what slipped most, or how many promises stand where; and what wins back most."""
    moved = {id: days for id in commitments(now.snapshot) if (days := _moved_days(now, id)) is not None}
    worst = max(moved, key=lambda id: moved[id], default="")
    best = next((one.best for one in priced(now)), None)
    back = _won_back(now, best.price) if best and best.price and best.price.days >= 1 else ""
    if worst and moved[worst] >= 1:
        return f"{now.names[worst]} slipped {words.plural(round(moved[worst]), 'day')}.{back}"
    counts = _counts(now)
    if not counts:
        return f"{now.snapshot.name} has no promised date yet.{back}"
    standing = words.listed([f"{count} {WORDS[status]}" for status, count in counts.items()])
    return f"{words.plural(sum(counts.values()), 'promise')}: {standing}.{back}"


def _won_back(now: Standing, price: Price) -> str:
    paid = but(price, now.names)
    return f" One agreement wins back {words.plural(round(price.days), 'day')}{f', {paid}' if paid else ''}."


def _counts(now: Standing) -> dict[str, int]:
    found = [now.round.statuses.get(id, {}).get("status", "unknown") for id in commitments(now.snapshot)]
    return {
        status: found.count(status) for status in ("off-track", "at-risk", "on-track", "unknown") if status in found
    }


def joint_words(now: Standing) -> str:
    """The second sentence: how often all promises hold together, in time and in budget, and what is for other eyes."""
    parts = [together(promised.odds(now), now.outlook.joint)] if len(promised.odds(now)) > 1 else []
    if now.outlook.joint_with_cost is not None:
        parts.append(f"In time and in budget: {words.share(now.outlook.joint_with_cost)}.")
    if now.hidden:
        parts.append(f"{words.plural(now.hidden, 'finding is', 'findings are')} for other eyes.")
    return " ".join(filter(None, parts)) or "What the simulation says, what was found, and what can be done about it."


def _moved_days(now: Standing, milestone: str) -> float | None:
    """Calendar days the P80 moved since the round before, both as dates."""
    was = now.before.get(milestone, {}).get("p80_days")
    is_now = now.round.statuses.get(milestone, {}).get("p80_days")
    if was is None or is_now is None or now.before_on is None:
        return None
    return float(is_now) + (now.round.as_of - now.before_on).days - float(was)


def moved(now: Standing, base: str) -> Table:
    """The promises that moved most, with status, odds, P80 and the days it moved."""
    first = sorted(commitments(now.snapshot), key=lambda id: _first_of(now, id))[:MOST_PROMISES]
    columns = [Column("Promise"), Column("Odds", number=True), Column("P80", number=True), Column("Moved", number=True)]
    return Table(
        "Promises: status, odds, and how far the forecast moved",
        columns,
        [_moved_row(now, id, base) for id in first],
        look="moved-table",
    )


def _first_of(now: Standing, id: str) -> tuple[float, float]:
    """What moved most stands first; where nothing moved, what is worst off."""
    odds = now.round.statuses.get(id, {}).get("odds")
    return -abs(_moved_days(now, id) or 0.0), 1.0 if odds is None else odds


def _moved_row(now: Standing, id: str, base: str) -> Row:
    state = now.round.statuses.get(id, {})
    status, odds, days = state.get("status", "unknown"), state.get("odds"), _moved_days(now, id)
    due = commitments(now.snapshot)[id].due
    was = now.before.get(id, {}).get("odds")
    p80 = now.outlook.milestones[id].date_at(0.8) if id in now.outlook.milestones else None
    why = now.outlook.milestones[id].blind if id in now.outlook.milestones else ""
    moved = "–" if days is None else "0" if abs(days) < 0.05 else words.days(days)
    known = movement_of(state)
    return Row(
        [
            Cell(
                now.names[id],
                f"{base}/milestones/{id}",
                status=status,
                sub=why
                or " · ".join(filter(None, (WORDS.get(status, status).capitalize(), known.mainly if known else ""))),
            ),
            Cell("blind" if odds is None else words.share(odds), sub=_for(due, was, now)),
            Cell("–" if p80 is None else words.day(words.working_day(p80), now.snapshot.as_of)),
            Cell(
                moved,
                f"{base}/milestones/{id}#why-moved" if known else "",
                kind="later" if (days or 0) > 0.05 else "earlier" if (days or 0) < -0.05 else "quiet",
            ),
        ],
        id=f"moved-{id}",
    )


def _for(due: date | None, was: float | None, now: Standing) -> str:
    before = f", was {words.share(was)}" if was is not None and now.before_on else ""
    return f"for {words.day(due, now.snapshot.as_of)}{before}" if due else ""


def drives(now: Standing, base: str) -> Drives | None:
    """What decides the promise that is worst off; None where nothing but its own one piece of work does."""
    several = [id for id in commitments(now.snapshot) if len(_drivers(now, id)) > 1]
    worst = min(several, key=lambda id: now.round.statuses.get(id, {}).get("odds") or 0.0, default=None)
    if worst is None:
        return None
    widest = sorted(_drivers(now, worst), key=lambda one: (one.low_days - one.high_days, one.subject))[:MOST_DRIVERS]
    swings = [Swing(_name(now, one.subject), one.low_days, one.high_days) for one in widest]
    rows = [
        driver_row(
            swing, cell, f"decides it in {words.share(one.decides)}", f"{base}/{one.subject.replace(':', '/', 1)}"
        )
        for one, swing, cell in zip(widest, swings, tornado(swings), strict=True)
    ]
    return Drives(f"What drives {now.names[worst]}", tuple(rows))


def _drivers(now: Standing, milestone: str) -> Sequence[Driver]:
    seen = now.outlook.milestones.get(milestone)
    return seen.drivers if seen else ()


def _name(now: Standing, subject: str) -> str:
    noun, _, id = subject.partition(":")
    found = now.snapshot.find(noun, id)
    return label(noun, found) if found else id
