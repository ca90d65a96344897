"""Reads a chart back: is it whole, does it only use the look's classes, and do its words stand apart."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

LOOK = Path(__file__).parents[2] / "src/leadline/web/static/leadline"
LETTER, BIG_LETTER = 7, 13
# Names of small pictures that need no looks of their own.
NAMES = {"gauge", "spark", "whisker"}
COLOURS = {"style", "fill", "stroke", "color", "font-size", "font-family"}


def read(svg: str) -> ElementTree.Element:
    """The chart as a tree, after the promises every chart keeps."""
    tree = ElementTree.fromstring(svg)  # noqa: S314  # Our own drawing.
    assert tree.tag == "svg"
    for mark in tree.iter():
        assert not COLOURS & set(mark.attrib), f"{mark.tag} brings its own looks: {mark.attrib}"
        for one in mark.get("class", "").split():
            assert one in NAMES or one in classes(), f"The look has no class {one}."
    if tree.get("role") == "img":
        ids = [mark.get("id") for mark in tree.iter() if mark.get("id")]
        assert tree.get("aria-labelledby", "").split() == ids
        assert tree.findtext("title")
    else:
        assert tree.get("aria-hidden") == "true"
    return tree


@cache
def classes() -> frozenset[str]:
    sheets = [*LOOK.glob("components/*.css"), LOOK / "base.css", LOOK / "pages.css"]
    return frozenset(re.findall(r"\.([a-z][a-z0-9-]*)", "".join(sheet.read_text() for sheet in sheets)))


def words_of(tree: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in tree.iter("text")]


def boxes(tree: ElementTree.Element) -> list[tuple[str, float, float, float, float]]:
    found = []
    for text in tree.iter("text"):
        says, x, y = text.text or "", float(text.get("x", 0)), float(text.get("y", 0))
        big = "big" in text.get("class", "").split()
        wide = len(says) * (BIG_LETTER if big else LETTER)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor", "start")]
        found.append((says, left, y - (18 if big else 10), left + wide, y + 3))
    return found


def words_stand_apart(svg: str) -> ElementTree.Element:
    """All words inside the view box, none over another. Coordinates are rounded to a tenth of a pixel."""
    tree = read(svg)
    # A small picture is drawn in its own size and has no view box.
    own = f"0 0 {tree.attrib['width']} {tree.attrib['height']}"
    _, _, width, height = (float(part) for part in tree.get("viewBox", own).split())
    placed = boxes(tree)
    for says, left, top, right, foot in placed:
        inside = left >= -0.2 and top >= -0.2 and right <= width + 0.2 and foot <= height + 0.2
        assert inside, f"“{says}” leaves the picture: {left:.1f} {top:.1f} {right:.1f} {foot:.1f}"
    for (one, *a), (two, *b) in combinations(placed, 2):
        apart = a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] + 0.2 or b[3] <= a[1] + 0.2
        assert apart, f"“{one}” and “{two}” collide."
    return tree
