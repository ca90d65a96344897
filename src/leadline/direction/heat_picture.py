"""Very many projects in one picture: a row a team, a cell a month, depth for work that decides a promise."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.direction import sketch
from leadline.direction.questions import Standing
from leadline.direction.roadmap_groups import Bunch
from leadline.program.work import WorkItem

MOST_ROWS, MOST_MONTHS = 40, 14
LEFT, TOP, ROW = 190, 18, 17
DEPTHS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""From how many deciding pieces of work a month is drawn one step deeper; the shares of several add up."""


@dataclass(frozen=True)
class HeatRow:
    """One team: its name, address, how many projects, and the weight of each month."""

    name: str
    projects: int
    weights: tuple[float, ...]


def heat_rows(now: Standing, made: Sequence[Bunch], months: Sequence[date]) -> list[HeatRow]:
    """The rows of the picture, what decides most first."""
    projects = _projects(now)
    rows = [HeatRow(one.name, projects(one), tuple(_weight(now, one.items, month) for month in months)) for one in made]
    return sorted(rows, key=lambda one: (-sum(one.weights), one.name))[:MOST_ROWS]


def draw(now: Standing, rows: Sequence[HeatRow], months: Sequence[date]) -> str:
    """The picture as SVG."""
    cell = min(66.0, (1076 - LEFT) / max(len(months), 1))
    title = (
        f"{words.plural(len(now.snapshot.projects), 'project')} in {words.plural(len(rows), 'team')} by month. "
        "Darker cells hold more work that decides a promise."
    )
    width, height = LEFT + cell * len(months), TOP + ROW * len(rows) + 4
    return sketch.svg(width, height, title, _marks(now, rows, months, cell))


def months_from(today: date, last: date) -> list[date]:
    """The months of the picture: from this one until the last that matters."""
    return list(sketch.Days(today.replace(day=1), last, 0, 1).months())[:MOST_MONTHS]


def _marks(now: Standing, rows: Sequence[HeatRow], months: Sequence[date], cell: float) -> Iterator[str]:
    for number, month in enumerate(months):
        year = f" {month.year}" if not number or month.month == 1 else ""
        yield sketch.text("faint", LEFT + number * cell + 2, 11, words.MONTHS[month.month - 1][:3] + year)
    for number, row in enumerate(rows):
        y = TOP + ROW * number
        yield sketch.text("", 0, y + 12, row.name[:24])
        yield sketch.text("faint", LEFT - 12, y + 12, str(row.projects), "end")
        for place, weight in enumerate(row.weights):
            yield sketch.rect(f"band-{_depth(weight)}", LEFT + place * cell, y, cell - 2, ROW - 2)


def _depth(weight: float) -> int:
    return max(1, sum(weight > one for one in DEPTHS))


def _weight(now: Standing, items: Iterable[WorkItem], month: date) -> float:
    """How much deciding work a month holds: the shares of what is between its start and its P80 then."""
    seen, weight = now.outlook.items if now.outlook else {}, 0.0
    for one in items:
        foreseen = seen.get(one.id)
        if foreseen is None or one.state == "done":
            continue
        if now.day(foreseen.start_p50).replace(day=1) <= month <= now.day(foreseen.finish_p80):
            weight += foreseen.decides
    return weight


def _projects(now: Standing) -> Callable[[Bunch], int]:
    """How many projects a team has, whether or not anything of them is planned."""
    counts: dict[str, int] = {}
    for one in now.snapshot.projects:
        counts[one.team] = counts.get(one.team, 0) + 1
    return lambda bunch: counts.get(bunch.key, 0)
