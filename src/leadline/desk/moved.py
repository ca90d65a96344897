"""What moved since the round of a week before, and what drives the promise that is worst off."""

from datetime import date

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Row, Table
from leadline.desk.actions import priced
from leadline.desk.questions import Standing
from leadline.program.commitments import commitments
from leadline.program.snapshot import label
from leadline.program.status import WORDS

MOST_PROMISES = 5


def headline(now: Standing) -> str:
    """The answer of the page, with its number: what slipped most, or how many promises stand where; and what wins back most."""
    moved = {id: days for id in commitments(now.snapshot) if (days := _moved_days(now, id)) is not None}
    worst = max(moved, key=lambda id: moved[id], default="")
    best = next((one.best for one in priced(now)), None)
    back = (
        f" One agreement wins back {words.plural(round(best.price.days), 'day')}."
        if best and best.price and best.price.days >= 1
        else ""
    )
    if worst and moved[worst] >= 1:
        return f"{now.names[worst]} slipped {words.plural(round(moved[worst]), 'day')}.{back}"
    counts = _counts(now)
    if not counts:
        return f"{now.snapshot.name} has no promised date yet.{back}"
    standing = words.listed([f"{count} {WORDS[status]}" for status, count in counts.items()])
    return f"{words.plural(sum(counts.values()), 'promise')}: {standing}.{back}"


def _counts(now: Standing) -> dict[str, int]:
    found = [now.round.statuses.get(id, {}).get("status", "unknown") for id in commitments(now.snapshot)]
    return {
        status: found.count(status) for status in ("off-track", "at-risk", "on-track", "unknown") if status in found
    }


def joint_words(now: Standing) -> str:
    """The second sentence: how often all promises hold together, in time and in budget, and what is for other eyes."""
    parts = []
    if now.outlook.joint is not None and len(now.outlook.holds) > 1:
        parts.append(
            f"All {len(now.outlook.holds)} promises with odds hold together in {words.share(now.outlook.joint)} of futures."
        )
    if now.outlook.joint_with_cost is not None:
        parts.append(f"In time and in budget: {words.share(now.outlook.joint_with_cost)}.")
    if now.hidden:
        parts.append(f"{words.plural(now.hidden, 'finding')} are for other eyes.")
    return " ".join(parts) or "What the simulation says, what was found, and what can be done about it."


def _moved_days(now: Standing, milestone: str) -> float | None:
    """Calendar days the P80 moved since the round before, both as dates."""
    was = now.before.get(milestone, {}).get("p80_days")
    is_now = now.round.statuses.get(milestone, {}).get("p80_days")
    if was is None or is_now is None or now.before_on is None:
        return None
    return float(is_now) + (now.round.as_of - now.before_on).days - float(was)


def moved(now: Standing, base: str) -> Table:
    """The promises that moved most, with status, odds, P80 and the days it moved."""
    promised = sorted(commitments(now.snapshot), key=lambda id: _first_of(now, id))[:MOST_PROMISES]
    columns = [Column("Promise"), Column("Odds", number=True), Column("P80", number=True), Column("Moved", number=True)]
    return Table(
        "Promises: status, odds, and how far the forecast moved",
        columns,
        [_moved_row(now, id, base) for id in promised],
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
    return Row(
        [
            Cell(
                now.names[id],
                f"{base}/milestones/{id}",
                status=status,
                sub=why or WORDS.get(status, status).capitalize(),
            ),
            Cell("blind" if odds is None else words.share(odds), sub=_for(due, was, now)),
            Cell("–" if p80 is None else words.day(words.working_day(p80), now.snapshot.as_of)),
            Cell(moved, kind="later" if (days or 0) > 0.05 else "earlier" if (days or 0) < -0.05 else "quiet"),
        ],
        id=f"moved-{id}",
    )


def _for(due: date | None, was: float | None, now: Standing) -> str:
    before = f", was {words.share(was)}" if was is not None and now.before_on else ""
    return f"for {words.day(due, now.snapshot.as_of)}{before}" if due else ""


def drives(now: Standing, base: str) -> Table | None:
    """What decides the promise that is worst off."""
    worst = min(
        (id for id in commitments(now.snapshot) if id in now.outlook.milestones and now.outlook.milestones[id].drivers),
        key=lambda id: now.round.statuses.get(id, {}).get("odds") or 0.0,
        default=None,
    )
    if worst is None:
        return None
    rows = []
    for driver in now.outlook.milestones[worst].drivers[:5]:
        noun, _, id = driver.subject.partition(":")
        found = now.snapshot.find(noun, id)
        name = label(noun, found) if found else id
        rows.append(
            Row(
                [
                    Cell(name, f"{base}/{noun}/{id}", sub=f"decides it in {words.share(driver.decides)} of futures"),
                    Cell(words.days(driver.low_days), kind="earlier"),
                    Cell(words.days(driver.high_days), kind="later"),
                ]
            )
        )
    caption = f"What drives {now.names[worst]}: days at P80 if it goes well, and if it goes badly"
    columns = [Column("Driver"), Column("Goes well", number=True), Column("Goes badly", number=True)]
    return Table(caption, columns, rows, show_caption=True)
