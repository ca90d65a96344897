"""The technical side: parts of the code that the date stands on, where the trouble is, and how changes flow. Never who."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadline.charts import parts, words
from leadline.charts.hotspots import Part
from leadline.charts.hotspots import hotspots as draw_map
from leadline.charts.svg import Drawing
from leadline.direction.delivery import measures
from leadline.direction.questions import Standing, standing
from leadline.program.technical import WHOLE, Component, needed_by
from leadline.program.work import WorkItem
from leadline.record.access import RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.private.holders import seen_by
from leadline.record.snapshots import load_snapshot

DECIDES = 0.2
"""From this share of futures on work decides the end; the rule D303 says the same."""
NAMED_AT_MOST, MOST_PARTS = 3, 200


@dataclass(frozen=True)
class Leaning:
    """A part with the open work that needs it: how much of the end that decides, in futures."""

    part: Component
    needing: tuple[WorkItem, ...]
    decides: float

    @property
    def alone(self) -> bool:
        """Whether one person at most knows it, and it decides the end."""
        return self.part.truck_factor is not None and self.part.truck_factor <= 1 and self.decides >= DECIDES


@dataclass(frozen=True, kw_only=True)
class TechnicalPage(Page):
    """What the template reads. `own` is for whoever reads it and for nobody else."""

    says: str
    lede: str
    own: tuple[str, ...] = ()
    figure: parts.Figure | None = None
    leaning: parts.Table | None = None
    delivery: tuple[parts.Table, ...] = ()
    all: parts.Table | None = None
    empty: parts.Empty | None = None


@page("technical")
def technical(visit: Visit) -> TechnicalPage:
    """What the repositories say of the program."""
    now = standing(visit)
    held = seen_by(visit.who, visit.program, load_snapshot(visit.program, visit.today))
    return present(now, held)


def present(now: Standing, held: Mapping[str, str]) -> TechnicalPage:
    """
    The page out of stored results.

    Args:
        now: the program as the last round saw it.
        held: who alone knows a part, as far as this reader may know it.
    """
    lede = "From the history of the repositories, each beside its own past. It tells of parts of the code, never of people."
    if not now.snapshot.components:
        return TechnicalPage(title="Technical side", says="No repository is read yet.", lede=lede, empty=_empty(now))
    found = leanings(now)
    inner = [one for one in found if one.part.path != WHOLE]
    return TechnicalPage(
        title="Technical side",
        says=says(now, found),
        lede=lede,
        own=tuple(_own(now, held)),
        figure=_figure(now, inner),
        leaning=_leaning(now, [one for one in found if one.decides >= DECIDES]),
        delivery=tuple(_delivery(now, one.part) for one in found if one.part.path == WHOLE),
        all=_all(now, inner),
    )


def leanings(now: Standing) -> list[Leaning]:
    """Every part with what needs it, those that decide most first."""
    needed = needed_by(now.snapshot.components, now.snapshot.work)
    items = now.outlook.items if now.outlook else {}
    found = [
        Leaning(one, needed[one.id], max((items[own.id].criticality for own in needed[one.id] if own.id in items), default=0.0))
        for one in now.snapshot.components
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.decides, one.part.name, one.part.id))


def known_by(one: Component) -> str:
    """How many people know a part, in words."""
    match one.truck_factor:
        case None:
            return "unknown"
        case 0:
            return "nobody here"
        case 1:
            return "one person"
        case number:
            return words.plural(number, "person", "people")


def _empty(now: Standing) -> parts.Empty:
    says = "Connect a git repository, and it says which parts of the code the date stands on."
    if now.role not in RUNS:
        return parts.Empty("No repository is read", says, "technical")
    return parts.Empty(
        "No repository is read", says, "technical", url=f"{now.base}/connect", verb="Connect a repository"
    )


def says(now: Standing, found: Sequence[Leaning]) -> str:
    """The whole of it in a sentence."""
    alone = [one.part.name or one.part.id for one in found if one.alone]
    if alone:
        verb = "decides" if len(alone) == 1 else "decide"
        return f"One person at most knows {_some(alone)}, which {verb} the date."
    if not now.outlook:
        return "No round has run yet, so nobody can say which parts decide the date."
    if not any(one.needing for one in found):
        return "No change names any open work, so nobody can say which parts decide the date."
    return "Several people know each part that decides the date."


def _own(now: Standing, held: Mapping[str, str]) -> list[str]:
    """For this reader only: which parts they alone know, or somebody of their team does."""
    by_person: dict[str, list[str]] = {}
    for component, person in held.items():
        if found := now.snapshot.find("component", component):
            by_person.setdefault(person, []).append(found.name or found.id)
    return [
        f"{'You are' if person == now.person else f'{now.name("person", person)} is'} the one who knows {words.listed(sorted(names))}."
        for person, names in sorted(by_person.items())
    ]


def _figure(now: Standing, inner: Sequence[Leaning]) -> parts.Figure:
    drawn = [Part(one.part.name or one.part.id, one.part.files, one.part.hotspot, one.alone) for one in inner]
    wide, narrow = (draw_map(drawn, id=f"map-{size}", width=width) for size, width in (("wide", 1096), ("narrow", 358)))
    legend = [parts.LegendItem(_dot(), "One person at most knows it, and it decides the date")]
    says = "Larger with more files. The stronger the colour, the more tangled code is changed there."
    return parts.Figure(wide, narrow, says, legend if any(one.alone for one in inner) else ())


def _dot() -> str:
    drawing = Drawing(12, 12)
    drawing.circle("dot", 6, 6, 4)
    return drawing.silent("chart")


def _leaning(now: Standing, found: Sequence[Leaning]) -> parts.Table | None:
    """Parts that decide the date."""
    if not found:
        return None
    columns = (
        parts.Column("Part"), parts.Column("Needed by"), parts.Column("Sets the end", number=True, short="Ends"),
        parts.Column("Known by"), parts.Column("Last changed", drop=True),
    )  # fmt: skip
    rows = [parts.Row([*_head(now, one), *_told(now, one)]) for one in found]
    return parts.Table("Parts that decide the date", columns, rows, look="sentences")


def _head(now: Standing, one: Leaning) -> list[parts.Cell]:
    items = now.outlook.items if now.outlook else {}
    deciding = [own for own in one.needing if own.id in items and items[own.id].criticality >= DECIDES]
    names = [own.name or own.id for own in deciding]
    url = now.url("work", deciding[0].id) if len(deciding) == 1 else ""
    return [parts.Cell(one.part.name or one.part.id, now.url("component", one.part.id)), parts.Cell(_some(names), url)]


def _told(now: Standing, one: Leaning) -> list[parts.Cell]:
    return [
        parts.Cell(words.share(one.decides), kind="computed"),
        parts.Cell(known_by(one.part), status="off-track" if one.alone else ""),
        parts.Cell(words.day(one.part.touched_on, now.today) if one.part.touched_on else "unknown", kind="quiet"),
    ]


def _delivery(now: Standing, whole: Component) -> parts.Table:
    """How changes of a repository flow, beside its own past."""
    columns = (
        parts.Column("Measure"),
        parts.Column("13 weeks", number=True),
        parts.Column("Usual before", number=True),
    )
    rows = [
        parts.Row([parts.Cell(one.name, sub=one.means), parts.Cell(one.late), parts.Cell(one.usual, kind="quiet")])
        for one in measures(whole, now.snapshot.releases, now.today)
    ]
    named = f"{whole.name or whole.id}, {whole.repository}" if whole.repository else whole.name or whole.id
    return parts.Table(named, columns, rows, show_caption=True)


def _all(now: Standing, inner: Sequence[Leaning]) -> parts.Table | None:
    """Every part, the most trouble first."""
    if not inner:
        return None
    columns = (
        parts.Column("Part"), parts.Column("Files", number=True, drop=True), parts.Column("Changes", number=True),
        parts.Column("Usual", number=True, drop=True), parts.Column("Share of the trouble", number=True, short="Trouble"),
        parts.Column("Known by"), parts.Column("Last changed", drop=True),
    )  # fmt: skip
    ranked = sorted((one.part for one in inner), key=lambda one: (-one.hotspot, -one.changes, one.name))[:MOST_PARTS]
    return parts.Table("All parts", columns, [parts.Row(_row(now, one)) for one in ranked])


def _row(now: Standing, one: Component) -> list[parts.Cell]:
    return [
        parts.Cell(one.name or one.id, now.url("component", one.id), sub=", ".join(one.hot_files[:1])),
        parts.Cell(words.number(one.files), kind="quiet"),
        parts.Cell(
            words.number(one.changes), sub=f"{words.plural(one.churn_lines, 'line')}" if one.churn_lines else ""
        ),
        parts.Cell("unknown" if one.usual_changes is None else f"{one.usual_changes:.1f}", kind="quiet"),
        parts.Cell(words.share(one.hotspot)),
        parts.Cell(known_by(one)),
        parts.Cell(words.day(one.touched_on, now.today) if one.touched_on else "unknown", kind="quiet"),
    ]


def _some(names: Sequence[str]) -> str:
    if len(names) <= NAMED_AT_MOST:
        return words.listed(list(names))
    return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} others"
