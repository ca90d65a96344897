"""How much deciding work each team has in each month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from leadline.charts.heat import Group
from leadline.direction.questions import Standing
from leadline.direction.roadmap_groups import Bunch
from leadline.program.work import WorkItem

MOST_ROWS, MOST_MONTHS = 40, 14


def heat_rows(now: Standing, made: Sequence[Bunch]) -> tuple[list[date], list[Group]]:
    """The months from this one on, and a row a team, what decides most first. A team's projects all count."""
    months, projects = _months(now, made), Counter(one.team for one in now.snapshot.projects)
    rows = [Group(one.name, projects[one.key], [_weight(now, one.items, month) for month in months]) for one in made]
    return months, sorted(rows, key=lambda one: (-sum(month or 0.0 for month in one.months), one.name))[:MOST_ROWS]


def _months(now: Standing, made: Sequence[Bunch]) -> list[date]:
    seen = now.outlook.items if now.outlook else {}
    last = max(
        [now.today, *(now.day(seen[item.id].finish_p80) for one in made for item in one.items if item.id in seen)]
    )
    months: list[date] = []
    month = now.today.replace(day=1)
    while month <= last and len(months) < MOST_MONTHS:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def _weight(now: Standing, items: Iterable[WorkItem], month: date) -> float:
    """The shares of futures in which what is between its start and its P80 that month decides a promise, added up."""
    seen, weight = now.outlook.items if now.outlook else {}, 0.0
    for one in items:
        foreseen = seen.get(one.id)
        if foreseen is None or one.state == "done":
            continue
        if now.day(foreseen.start_p50).replace(day=1) <= month <= now.day(foreseen.finish_p80):
            weight += foreseen.decides
    return weight
