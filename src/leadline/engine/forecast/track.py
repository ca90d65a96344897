"""A program's track record: its forecasts put to the test, each at the shares whose day has passed."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from leadline.engine.forecast.levels import KEPT
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.scores import binomial_band
from leadline.engine.forecast.skill import skill
from leadline.program.track_record import Given, GivenOn, Held, Miss, OddsHeld, Score, Width

SHARES = (0.5, 0.8, 0.95)
TENTHS = 10
FIFTHS = 5
WORST = 5
MOST_GIVEN, MOST_DAYS = 300, 40
_P20, _P50, _P80, _P95 = (KEPT.index(share) for share in (0.2, 0.5, 0.8, 0.95))


def score(said: Iterable[Said], today: date) -> Score:
    """The record of forecasts, of each thing the first one of each week: a round a day is no more evidence than one a week."""
    weekly = _first_of_each_week(said)
    open_ones = [one for one in weekly if not one.dropped]
    given = _given(open_ones, today)
    return Score(
        forecasts=len(weekly),
        subjects=len({(one.question, one.subject) for one in weekly}),
        dropped=len(weekly) - len(open_ones),
        waiting=sum(bool(one.days) and not one.tested(_P50, today) for one in open_ones),
        held=tuple(_held(open_ones, share, today) for share in SHARES),
        pit=_tenths(open_ones, today),
        widths=_widths(weekly),
        misses=_misses(open_ones, today),
        odds=_odds(open_ones, today),
        given=tuple(given[:MOST_GIVEN]),
        days=_by_day(given),
        skill=skill([one for one in open_ones if one.tested(_P95, today)], today),
    )


def _first_of_each_week(said: Iterable[Said]) -> list[Said]:
    first: dict[tuple[str, str, tuple[int, int]], Said] = {}
    for one in sorted(said, key=lambda one: (one.made_on, one.question, one.subject)):
        year, week, _ = one.made_on.isocalendar()
        first.setdefault((one.question, one.subject, (year, week)), one)
    return list(first.values())


def _held(said: Sequence[Said], share: float, today: date) -> Held:
    place = KEPT.index(share)
    tested = [one for one in said if one.tested(place, today)]
    subjects = len({(one.question, one.subject) for one in tested})
    promised = float(np.mean([_promised(one, place) for one in tested])) if tested else share
    low, high = binomial_band(subjects, promised)
    return Held(share, len(tested), subjects, sum(one.held(place) for one in tested), low, high, promised)


def _promised(one: Said, place: int) -> float:
    """The share that a forecast foresees by its day at one share: more than that share where several have the same day."""
    day, days = one.day(place), one.days
    if one.odds is not None and one.due is not None and one.due == day:
        return max(one.odds, KEPT[place])
    last = max(at for at in range(place, min(len(days), len(KEPT))) if days[at] == days[place])
    after = KEPT[last + 1] if last + 1 < len(KEPT) else 1.0
    return KEPT[place] if last == place else (KEPT[last] + after) / 2


def _tenths(said: Sequence[Said], today: date) -> tuple[int, ...]:
    """Into which tenth of its forecast each outcome fell, of those that could have fallen into any."""
    counts = [0] * TENTHS
    for one in said:
        if one.tested(_P95, today):
            counts[min(int(_share_before(one) * TENTHS), TENTHS - 1)] += 1
    return tuple(counts) if any(counts) else ()


def _share_before(one: Said) -> float:
    """The share of a forecast before what happened, straight lines between the shares that are kept; 1 where it did not."""
    if one.happened_on is None:
        return 1.0
    days = (one.happened_on - one.made_on).days
    known = [(value, share) for value, share in zip(one.days, KEPT, strict=False) if value is not None]
    # On a day that several shares have, the middle of them: what is dated by whole days is not exact to the hour.
    before = max((share for value, share in known if value < days), default=0.0)
    after = min((share for value, share in known if value > days), default=1.0)
    same = [share for value, share in known if value == days]
    if same:
        return (same[0] + same[-1]) / 2 if len(same) > 1 else same[0]
    if before == 0.0 or after == 1.0:
        return (before + after) / 2
    low, high = (next(value for value, share in known if share == at) for at in (before, after))
    return before + (after - before) * (days - low) / (high - low)


def _widths(said: Sequence[Said]) -> tuple[Width, ...]:
    by_month: dict[date, list[int]] = {}
    for one in said:
        early, late = one.days[_P20 : _P20 + 1], one.days[_P80 : _P80 + 1]
        if early and late and early[0] is not None and late[0] is not None:
            by_month.setdefault(one.made_on.replace(day=1), []).append(late[0] - early[0])
    return tuple(Width(month, float(np.mean(days)), len(days)) for month, days in sorted(by_month.items()))


def _misses(said: Sequence[Said], today: date) -> tuple[Miss, ...]:
    worst: dict[tuple[str, str], Miss] = {}
    for one in said:
        p80 = one.day(_P80)
        if p80 is None or not one.tested(_P80, today) or one.held(_P80):
            continue
        days = ((one.happened_on or today) - p80).days
        key = (one.question, one.subject)
        if key not in worst or days > worst[key].days:
            worst[key] = Miss(one.question, one.subject, one.made_on, p80, one.happened_on, days)
    ranked = sorted(worst.values(), key=lambda one: (-one.days, one.question, one.subject))
    return tuple(ranked[:WORST])


def _odds(said: Sequence[Said], today: date) -> tuple[OddsHeld, ...]:
    """Promised days that have passed, in fifths of the odds they were given."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(FIFTHS)]
    for one in said:
        if one.odds is not None and one.due is not None and one.due < today:
            kept = one.happened_on is not None and one.happened_on <= one.due
            bins[min(int(one.odds * FIFTHS), FIFTHS - 1)].append((one.odds, kept))
    return tuple(
        OddsHeld(
            at / FIFTHS,
            (at + 1) / FIFTHS,
            len(own),
            float(np.mean([odds for odds, _ in own])),
            sum(kept for _, kept in own),
        )
        for at, own in enumerate(bins)
        if own
    )


def _given(said: Sequence[Said], today: date) -> list[Given]:
    """Of each promised day that has passed the odds first given to it, the latest day and the highest odds first."""
    first: dict[tuple[str, str, date], Given] = {}
    for one in said:
        if one.odds is not None and one.due is not None and one.due < today:
            kept = one.happened_on is not None and one.happened_on <= one.due
            found = Given(one.question, one.subject, one.made_on, one.due, one.odds, kept)
            first.setdefault((one.question, one.subject, one.due), found)
    return sorted(first.values(), key=lambda one: (-one.due.toordinal(), -one.odds, one.subject))


def _by_day(given: Sequence[Given]) -> tuple[GivenOn, ...]:
    by_day: dict[date, list[Given]] = {}
    for one in given:
        by_day.setdefault(one.due, []).append(one)
    found = [
        GivenOn(day, len(own), sum(one.odds for one in own), sum(one.kept for one in own))
        for day, own in by_day.items()
    ]
    return tuple(sorted(found, key=lambda one: one.due, reverse=True)[:MOST_DAYS])
