"""A made-up program drawn by the gallery and the tests: seeded futures, so that every picture is the same every day."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random

from leadline.charts.cone import Dot, Slice
from leadline.charts.landing import Landing
from leadline.charts.trail import Believed

TODAY = date(2026, 3, 2)
START = date(2025, 10, 1)
FUTURES = 10_000


@cache
def futures() -> tuple[tuple[date, int], ...]:
    """End day and cost of each future: late futures are dear futures."""
    chance = Random(20260302)  # noqa: S311  # Numbers for pictures.
    found = []
    for _ in range(FUTURES):
        days = 170 * chance.lognormvariate(0.36, 0.22)
        cents = 240_000_000 + days * 520_000 + chance.gauss(0, 9_000_000)
        found.append((TODAY + timedelta(days=round(days)), round(cents)))
    return tuple(found)


@cache
def landing() -> Landing:
    counted = sorted(Counter(day for day, _ in futures()).items())
    return Landing(tuple(day for day, _ in counted), tuple(float(count) for _, count in counted), FUTURES)


def curve(middle: date, wide: float) -> list[tuple[date, float]]:
    """Odds by day of a milestone whose P50 is about `middle`."""
    chance = Random(7)  # noqa: S311  # Numbers for pictures.
    ends = sorted(
        TODAY + timedelta(days=round((middle - TODAY).days * chance.lognormvariate(0, wide))) for _ in range(4_000)
    )
    counted, reached, found = Counter(ends), 0, []
    for day in sorted(counted):
        reached += counted[day]
        found.append((day, reached / len(ends)))
    return found


def past() -> list[tuple[date, float]]:
    chance, share, found = Random(3), 0.0, []  # noqa: S311  # Numbers for pictures.
    for week in range((TODAY - START).days // 7 + 1):
        found.append((START + timedelta(weeks=week), share))
        share += 0.0186 * chance.uniform(0.5, 1.5)
    return [*found, (TODAY, found[-1][1] + 0.008)]


def slices() -> list[Slice]:
    """Work done in the futures: fast at first, slower towards the end, as wide as the landing dates are."""
    done, found = past()[-1][1], []
    ends = [landing().at(level) for level in (0.9, 0.75, 0.5, 0.25, 0.1)]
    for day in range(0, (landing().days[-1] - TODAY).days, 4):
        shares = [
            done + (1 - done) * min(1.0, (day / max((end - TODAY).days, 1))) ** 0.62 for end in ends if end is not None
        ]
        found.append(Slice(TODAY + timedelta(days=day), *shares))
    return found


DOTS = (
    Dot(date(2026, 3, 30), "EU ledger audited", "76 % for 3 Apr", "EU"),
    Dot(date(2026, 4, 27), "Iberia live", "59 % for 30 Apr", "Iberia"),
    Dot(date(2026, 6, 15), "Brazil live", "45 % for 12 Jun", "Brazil"),
    Dot(date(2026, 8, 10), "Mexico live", "88 % for 30 Sep", "Mexico"),
)


def believed() -> list[Believed]:
    chance, drift, found = Random(11), 0.0, []  # noqa: S311  # Numbers for pictures.
    for week in range(22):
        on = START + timedelta(days=5, weeks=week)
        drift += chance.gauss(1.6, 2.4)
        middle = date(2026, 3, 14) + timedelta(days=round(drift + (18 if week > 6 else 0)))
        wide = 26 - week * 0.8
        if week == 13:
            found.append(Believed(on, None))
            continue
        found.append(
            Believed(
                on,
                middle,
                middle - timedelta(days=round(wide)),
                middle + timedelta(days=round(wide * 0.9)),
                middle + timedelta(days=round(wide * 1.6)),
            )
        )
    return found
