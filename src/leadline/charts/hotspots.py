"""Parts of the code as a map: as large as they have files, darker where more of the trouble is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.svg import LINE_HEIGHT, NARROW, Drawing, Spot, empty, fit, wide_as

WIDE_HEIGHT, NARROW_HEIGHT, GAP, AIR, DOT = 360, 420, 2, 8, 4
# From which share of the hottest part on a part takes the next band.
FILLS = (0.1, 0.3, 0.6, 0.9)
LEAST_WORD = 40
MOST = 60


@dataclass(frozen=True)
class Part:
    """A part: its files, its share of the trouble, and whether one person (or nobody) knows it while it decides the date."""

    name: str
    files: int
    hotspot: float
    alone: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a part lies."""

    part: Part
    x: float
    y: float
    wide: float
    tall: float


def hotspots(
    parts: Sequence[Part], *, id: str, width: float = 1096, unknown: str = "No repository is read, so nothing is known of the code."
) -> str:  # fmt: skip
    """
    The map of the parts.

    Args:
        parts: in any order; the largest are drawn where they are too many.
        id: unique on the page.
        width: 1096 for a page, 358 for the phone.
        unknown: said in its place without parts.

    Returns:
        An SVG. A part that one person knows and that decides the date has a dot in its corner.
    """
    title = "Parts of the code: larger with more files, darker where tangled code is changed most"
    shown = sorted((one for one in parts if one.files > 0), key=lambda one: (-one.files, one.name))[:MOST]
    if not shown:
        return empty(width, 120, id, title, unknown)
    drawing = Drawing(width, NARROW_HEIGHT if width < NARROW else WIDE_HEIGHT)
    hottest = max(one.hotspot for one in shown)
    for place in _laid(shown, 0.0, 0.0, width, drawing.height):
        _draw(drawing, place, hottest)
    return drawing.svg(id, title, " ".join(_says(one) for one in shown))


def _laid(parts: Sequence[Part], x: float, y: float, wide: float, tall: float) -> Iterator[_Place]:
    """
    Parts beside each other until all room is taken, each as large as its share and as near to a square as can be.

    Source: Bruls, Huizing, van Wijk, *Squarified treemaps* (2000).
    """
    rest = list(parts)
    while rest:
        total = sum(one.files for one in rest)
        short = min(wide, tall)
        scale = wide * tall / total
        taken = 1
        while taken < len(rest) and _worst(rest[: taken + 1], scale, short) <= _worst(rest[:taken], scale, short):
            taken += 1
        row, rest = rest[:taken], rest[taken:]
        depth = sum(one.files for one in row) * scale / short
        at = 0.0
        for one in row:
            long = one.files * scale / depth
            yield _Place(one, x, y + at, depth, long) if wide >= tall else _Place(one, x + at, y, long, depth)
            at += long
        x, y, wide, tall = (x + depth, y, wide - depth, tall) if wide >= tall else (x, y + depth, wide, tall - depth)


def _worst(row: Sequence[Part], scale: float, short: float) -> float:
    """How far the most oblong of a row is from a square."""
    depth = sum(one.files for one in row) * scale / short
    return max(max(depth / long, long / depth) for one in row if (long := one.files * scale / depth))


def _draw(drawing: Drawing, place: _Place, hottest: float) -> None:
    part, wide, tall = place.part, max(place.wide - GAP, 0.5), max(place.tall - GAP, 0.5)
    share = part.hotspot / hottest if hottest else 0.0
    band = 1 + sum(share >= fill for fill in FILLS)
    drawing.rect(f"band-{band}", place.x, place.y, wide, tall)
    if part.alone and min(wide, tall) > 4 * DOT:
        drawing.circle("dot", place.x + wide - AIR, place.y + AIR, DOT)
    room = wide - 2 * AIR - (2 * AIR if part.alone else 0)
    if room < LEAST_WORD or tall < LINE_HEIGHT + AIR:
        return
    says = part.name if wide_as(part.name) <= room else fit(part.name.rpartition("/")[2], room)
    spot = Spot(place.x + AIR, place.y + LINE_HEIGHT + 2)
    if band > len(FILLS):
        drawing.on_dark(spot, says)
    else:
        drawing.text("on-mid" if band == len(FILLS) else "strong", spot.x, spot.y, says)


def _says(part: Part) -> str:
    alone = ", known by one person at most" if part.alone else ""
    return f"{part.name}: {words.plural(part.files, 'file')}, {words.share(part.hotspot)} of the trouble{alone}."
