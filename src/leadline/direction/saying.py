"""The sentences a milestone is said in: one answer with its number, the promise line, the band of a date."""

from datetime import date

from leadline.charts import parts, words
from leadline.direction.questions import Standing
from leadline.program.commitments import commitment, line
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise

TARGET_FROM, PROMISE_FROM, SAFE_FROM = 0.4, 0.7, 0.9
"""The bands of an ambitious target and of an attainable promise (LOOK: 40 to 70 %, 70 to 90 %)."""


def month_day(value: date, as_of: date) -> str:
    """A date in a heading: `30 April`, with the year where it is another one."""
    year = "" if value.year == as_of.year else f" {value.year}"
    return f"{value.day} {words.MONTHS[value.month - 1]}{year}"


def answer(now: Standing, id: str) -> str:
    """The one sentence of a milestone's page, with its number."""
    name, found = now.name("milestone", id), now.snapshot.find("milestone", id)
    if found is not None and found.done_on:
        return f"{name} was reached on {month_day(found.done_on, now.today)}."
    foreseen, promise = now.foreseen(id), commitment(now.snapshot, id)
    if foreseen is None:
        when = "the next round foresees it" if now.outlook is None and now.round_number else "no round has foreseen it"
        return f"{name} has no odds yet: {when}."
    if foreseen.blind:
        due = f" for {month_day(promise.due, now.today)}" if promise and promise.due else ""
        return f"Nobody can say the odds of {name}{due}."
    return f"{_odds(now, name, foreseen, promise)} {_p80(now, foreseen, promise)}"


def _odds(now: Standing, name: str, foreseen: MilestoneOutlook, promise: Promise | None) -> str:
    if promise is None or promise.due is None:
        return f"{name} has no promise."
    return f"{name} has {words.share(foreseen.odds_of(promise.due))} odds for {month_day(promise.due, now.today)}."


def _p80(now: Standing, foreseen: MilestoneOutlook, promise: Promise | None) -> str:
    p80 = foreseen.date_at(0.8)
    if p80 is None:
        return f"No date has 80{words.HARD_SPACE}% odds. {foreseen.why_no_date(0.8)}"
    said = month_day(words.working_day(p80), now.today)
    if promise and promise.due and p80 <= promise.due:
        return f"80{words.HARD_SPACE}% would hold {said}."
    return f"For 80{words.HARD_SPACE}%, say {said}."


def promise_line(now: Standing, id: str, kind: str = "commitment") -> parts.PromiseLine:
    """First promise, present promise, forecast and moves of a milestone, as the component reads them."""
    stands, foreseen = line(now.snapshot, id, kind), now.foreseen(id)
    blind = foreseen is None or bool(foreseen.blind)
    p50 = foreseen.date_at(0.5) if foreseen else None
    p80 = foreseen.date_at(0.8) if foreseen else None
    said = "no forecast" if blind else _moved(now, id) if p50 and p80 else "never that sure"
    return parts.PromiseLine(
        first=stands.first.due if stands else None,
        first_says=_set(now, stands.first) if stands else "nothing was promised",
        present=stands.present.due if stands else None,
        present_says=_today(foreseen, stands.present) if stands else "nothing was promised",
        p50=words.working_day(p50) if p50 else None,
        p80=words.working_day(p80) if p80 else None,
        forecast_says=said,
        moves=stands.moves if stands else 0,
        moves_says=_moves(now, stands.first, stands.present, stands.moves) if stands else "nothing to move",
    )


def band(odds: float | None) -> str:
    """What a date with these odds is good for."""
    if odds is None:
        return "Its odds are unknown."
    if odds < TARGET_FROM:
        return "Out of reach in most futures. Neither a target nor a promise."
    if odds < PROMISE_FROM:
        return "Ambitious. Good as a target for the team."
    return "Attainable. Good as a promise." if odds < SAFE_FROM else "Safe, and perhaps dearer than it has to be."


def stood_at(odds: float | None) -> str:
    """The odds of the day a promise was set, never recomputed."""
    return "odds unknown" if odds is None else f"{words.share(odds)} odds"


def _set(now: Standing, promise: Promise) -> str:
    on = f"on {words.day(promise.set_on, now.today)}, " if promise.set_on else ""
    return f"{on}at {stood_at(promise.odds)}"


def _today(foreseen: MilestoneOutlook | None, promise: Promise) -> str:
    if promise.state in ("kept", "missed"):
        return promise.state
    odds = foreseen.odds_of(promise.due) if foreseen and promise.due else None
    return f"{stood_at(odds)} today"


def _moved(now: Standing, id: str) -> str:
    days = now.moved(id)
    if days is None or abs(days) < words.LEAST_DAYS:
        return "P50 to P80"
    return f"P50 to P80, moved {words.days(days)} days since {words.day(now.before.as_of if now.before else None, now.today)}"


def _moves(now: Standing, first: Promise, present: Promise, moves: int) -> str:
    if not moves or first.due is None or present.due is None:
        return ""
    days = (present.due - first.due).days
    on = f", last on {words.day(present.set_on, now.today)}" if present.set_on else ""
    way = "later" if days > 0 else "earlier"
    return f"{words.plural(abs(days), 'day')} {way} in all{on}"
