"""
All charts on one page beside the styles of the product, to be looked at in a browser.

    python tests/charts/gallery.py FILE.html [light|dark]
"""

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.charts import scenes

from leadline.charts.causes import Driver, tornado, waterfall
from leadline.charts.cone import cone
from leadline.charts.heat import Group, heat
from leadline.charts.joint import joint
from leadline.charts.lanes import (
    Dependency,
    Goalpost,
    Item,
    Summary,
    arrow_overlay,
    arrows,
    group_lane,
    item_lane,
    milestone_lane,
)
from leadline.charts.load import TeamWeeks, load
from leadline.charts.odds_curve import Named, odds_curve
from leadline.charts.status import gauge, spark, status_shape
from leadline.charts.timescale import Timescale
from leadline.charts.trail import Note, Promised, trail
from leadline.charts.whisker import Interval, reach, whisker

LOOK = Path(__file__).parents[2] / "src/leadline/web/static/leadline"
SHEETS = (
    "tokens.css",
    "base.css",
    *(
        f"components/{name}.css"
        for name in ("status", "price", "promise", "section", "table", "chart", "causes", "roadmap")
    ),
    "pages.css",
)
AIR = "main{padding:24px;display:grid;gap:16px;max-inline-size:1180px}.side{display:flex;flex-wrap:wrap;gap:24px;align-items:start}"
TODAY = scenes.TODAY
PHONE = 358


def page(theme: str) -> str:
    """The whole gallery."""
    links = "".join(f'<link rel="stylesheet" href="{(LOOK / sheet).as_uri()}">' for sheet in SHEETS)
    shown = "".join(f"<h2>{title}</h2>{body}" for title, body in sections())
    return f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8"><title>Gallery</title>{links}<style>{AIR}</style><body><main>{shown}</main></body></html>'


def sections() -> list[tuple[str, str]]:
    """Each chart wide, then narrow."""
    return [
        ("Status, gauge, whisker, spark", small()),
        ("Cone", cones()),
        (
            "Joint",
            side(
                joint(scenes.futures(), id="joint", promise=date(2026, 12, 18), budget=395_000_000, as_of=TODAY),
                joint(
                    scenes.futures(),
                    id="joint-n",
                    promise=date(2026, 12, 18),
                    budget=395_000_000,
                    as_of=TODAY,
                    width=PHONE,
                ),
            ),
        ),
        ("Odds", odds()),
        ("Trail", trails()),
        ("Causes and drivers", tables()),
        ("Load", loads()),
        ("Roadmap", roadmap()),
        ("Heat", heats()),
        (
            "Unknown",
            side(
                odds_curve([], id="e1"),
                joint([], id="e2"),
                cone([], [], id="e3", today=TODAY, width=PHONE),
                trail([], id="e4", width=PHONE),
            ),
        ),
    ]


def side(*pictures: str) -> str:
    """Pictures beside each other."""
    return f'<div class="side">{"".join(pictures)}</div>'


def small() -> str:
    shapes = "".join(status_shape(status) for status in ("on-track", "at-risk", "off-track", "unknown", "done"))
    gauges = "".join(gauge(odds) for odds in (0.76, 0.59, 0.12, None))
    prices = [
        Interval(-11.3, -10.9, -10.6),
        Interval(-8.2, -7.6, -3.0),
        Interval(1.0, 4.2, 6.1),
        Interval(-0.4, 0.1, 0.6),
        Interval(None, None, None),
    ]
    whiskers = "".join(whisker(one, reach(prices)) for one in prices)
    sparks = "".join(
        spark(values)
        for values in (
            [0.78, 0.8, 0.74, 0.7, 0.66, 0.6, 0.55, 0.48, 0.48, 0.76],
            [0.9, 0.88, None, None, 0.7, 0.45],
            [0.8],
            [],
        )
    )
    return side(shapes) + side(gauges) + side(whiskers) + side(sparks)


def cones() -> str:
    asked = {"today": TODAY, "landing": scenes.landing(), "dots": scenes.DOTS, "promise": date(2026, 12, 18)}
    wide, narrow = (
        cone(scenes.past(), scenes.slices(), id=f"cone-{width}", width=width, **asked) for width in (1096, PHONE)
    )
    past_only = cone(scenes.past(), [], id="cone-past", today=TODAY, width=PHONE)
    return side(wide, narrow, past_only)


def odds() -> str:
    named = Named(date(2026, 4, 20), date(2026, 4, 30), date(2026, 3, 31))
    now, before = scenes.curve(date(2026, 4, 27), 0.3), scenes.curve(date(2026, 4, 21), 0.3)
    pictures = [
        odds_curve(now, id=f"odds-{width}", named=named, last=before, as_of=TODAY, width=width, name="Iberia live")
        for width in (760, PHONE)
    ]
    surprised = odds_curve(
        [(TODAY + timedelta(days=9), 1.0)],
        id="odds-one",
        named=Named(promise=TODAY + timedelta(days=9)),
        as_of=TODAY,
        width=PHONE,
    )
    never = odds_curve(
        [(day, share * 0.6) for day, share in now], id="odds-never", named=named, as_of=TODAY, width=PHONE
    )
    return side(*pictures, surprised, never)


def trails() -> str:
    promises = [
        Promised(scenes.START + timedelta(days=5), date(2026, 3, 31)),
        Promised(date(2026, 1, 26), date(2026, 4, 30)),
    ]
    notes = [
        Note(date(2025, 11, 24), "Acquirer contract late"),
        Note(date(2026, 1, 26), "Ledger in the EU, 14 days late"),
    ]
    pictures = [
        trail(scenes.believed(), promises, id=f"trail-{width}", notes=notes, width=width) for width in (560, PHONE)
    ]
    return side(*pictures, trail(scenes.believed()[:1], promises[:1], id="trail-one", width=PHONE))


def tables() -> str:
    fall = waterfall([6.62, 0.41, 1.97, -2.06, -0.64], 6.3)
    rows = "".join(
        f'<tr><th scope="row">Cause {at}</th><td>{cell}</td><td class="num">{days:+.1f}</td></tr>'
        for at, (days, cell) in enumerate(zip(fall.days, fall.cells, strict=True))
    )
    total = f'<tfoot><tr><th scope="row">Together</th><td>{fall.total_cell}</td><td class="num">{fall.total:+.1f}</td></tr></tfoot>'
    drivers = [
        Driver("Acquirer certification", -17.4, 26.5),
        Driver("Pace of all teams", -13.2, 14.2),
        Driver("Pilot", -10.0, 9.4),
        Driver("Unknown", None, None),
    ]
    swings = "".join(
        f'<tr><th scope="row">{one.label}</th><td>{cell}</td></tr>'
        for one, cell in zip(drivers, tornado(drivers), strict=True)
    )
    return f'<div class="columns"><table class="causes"><tbody>{rows}</tbody>{total}</table><table class="causes drivers"><tbody>{swings}</tbody></table></div>'


def loads() -> str:
    rows = [
        TeamWeeks("Checkout core", [0.9, 1.1, 1.25, 1.3, 1.0, 0.8, 0.8, 0.6, 0.5, 0.4, 0.2, 0.1]),
        TeamWeeks("Payment rails", [0.5, 0.5, 0.6, 0.7, 0.9, 1.0, 1.02, 0.9, 0.7, 0.6, 0.4, 0.3]),
        TeamWeeks("Ledger and data platform", [0.2, 0.3, None, None, 0.4, 0.4, 0.3, 0.2, 0.0, 0.0, 0.1, 0.1]),
    ]
    return side(*(load(rows, id=f"load-{width}", first=TODAY, width=width) for width in (760, PHONE)))


def heats() -> str:
    months = [0.9, 1.0, 0.8, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.0, None, None, None, None]
    groups = [
        Group("Reporting", 43, months),
        Group("Web", 36, months[3:]),
        Group("Cards and acquiring in Latin America", 31, [value and value / 2 for value in months]),
    ]
    return side(
        *(
            heat(groups, id=f"heat-{width}", first=date(2025, 12, 1), today=TODAY, width=width)
            for width in (1076, PHONE)
        )
    )


def roadmap() -> str:
    return "".join(
        _roadmap(Timescale(date(2025, 12, 14), date(2027, 2, 26), unit), unit) for unit in ("months", "quarters")
    ) + _roadmap(Timescale(date(2026, 2, 14), date(2026, 7, 26), "weeks"), "weeks")


def _roadmap(scale: Timescale, unit: str) -> str:
    goals = [
        Goalpost(
            "EU ledger audited",
            date(2026, 3, 22),
            date(2026, 3, 30),
            date(2026, 4, 6),
            date(2026, 4, 14),
            date(2026, 4, 3),
            None,
            date(2026, 3, 20),
            0.76,
        ),
        Goalpost(
            "Iberia live",
            date(2026, 4, 13),
            date(2026, 4, 27),
            date(2026, 5, 13),
            date(2026, 6, 4),
            date(2026, 4, 30),
            date(2026, 4, 20),
            date(2026, 3, 31),
            0.59,
        ),
        Goalpost(
            "Old checkout off",
            date(2026, 9, 14),
            date(2026, 11, 5),
            date(2026, 12, 24),
            date(2027, 2, 18),
            date(2026, 12, 18),
            date(2026, 11, 20),
            date(2026, 12, 18),
            0.77,
        ),
        Goalpost("Japan decided", promise=date(2026, 5, 29), says="asked for by 29 May, not estimated"),
    ]
    items = [
        Item("Regional sessions", date(2025, 12, 10), date(2025, 12, 19)),
        Item(
            "Tax and rounding, Iberia",
            date(2026, 2, 2),
            None,
            None,
            date(2026, 3, 16),
            date(2026, 3, 23),
            date(2026, 4, 1),
            (date(2026, 1, 26), date(2026, 3, 7)),
            0.17,
        ),
        Item(
            "Load test at peak",
            None,
            None,
            date(2026, 3, 20),
            date(2026, 4, 1),
            date(2026, 4, 10),
            date(2026, 4, 22),
            (date(2026, 3, 9), date(2026, 3, 19)),
            0.35,
        ),
        Item(
            "Remove the old path",
            None,
            None,
            date(2026, 10, 14),
            date(2026, 11, 5),
            date(2026, 12, 24),
            date(2027, 2, 18),
            (date(2026, 10, 26), date(2026, 11, 14)),
            0.95,
        ),
        Item("Japan scouting", None, None, date(2026, 6, 1)),
    ]
    groups = f'<div class="roadmap-row"><div class="roadmap-label">Checkout core</div>{group_lane(Summary("Checkout core", date(2025, 12, 14), date(2026, 11, 5), date(2026, 12, 24)), scale, today=TODAY)}</div>'
    rows = "".join(
        f'<div class="roadmap-row"><div class="roadmap-label">{goal.name}</div>{milestone_lane(goal, scale, today=TODAY)}</div>'
        for at, goal in enumerate(goals)
    )
    rows += groups + "".join(
        f'<div class="roadmap-row"><div class="roadmap-label">{item.name}</div>{item_lane(item, scale, today=TODAY)}</div>'
        for at, item in enumerate(items)
    )
    heights = {"i1": 36 + 28 * 6.5, "i2": 36 + 28 * 7.5}
    overlay = arrow_overlay(
        arrows([Dependency("i1", "i2", date(2026, 3, 16), date(2026, 3, 20))], scale), heights, scale
    )
    return f'<div class="roadmap"><div class="roadmap-scroll"><div class="roadmap-body">{scale.back(TODAY)}<div class="roadmap-row roadmap-months"><div class="roadmap-label">{unit}</div>{scale.header(TODAY)}</div>{rows}{overlay}</div></div></div>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(sys.argv[2] if len(sys.argv) > 2 else "light"), encoding="utf-8")
