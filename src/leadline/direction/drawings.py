"""The pictures of this room's pages as figures: each drawn wide and narrow, with its legend."""

from collections.abc import Iterable
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.odds_curve import Curve, Named, odds_curve
from leadline.charts.parts import Figure, LegendItem, Table
from leadline.charts.trail import Believed, Promised
from leadline.charts.trail import trail as draw_trail
from leadline.direction.questions import Slice, Standing
from leadline.program.commitments import commitment, history
from leadline.program.outlook import MilestoneOutlook

MOST_POINTS = 250
TOLD = (0.4, 0.5, 0.7, 0.8, 0.9)
"""Levels whose days the picture names: the bands, P50 and P80."""

LEGEND_LINE = '<svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path class="{}" d="M0 4h24"/></svg>'
LEGEND_FLAG = (
    '<svg viewBox="0 0 16 20" width="13" height="16" aria-hidden="true">'
    '<line class="flag-pole" x1="3" y1="19" x2="3" y2="2"/><path class="{}" d="M3 2h11l-3 3.5l3 3.5h-11z"/></svg>'
)


def odds(now: Standing, id: str, seen: MilestoneOutlook, numbers: Table) -> Figure:
    """The odds of each date of a milestone, with the round before dashed and the standing promise and target as flags."""
    before = now.before.milestones.get(id) if now.before else None
    target, stands = (commitment(now.snapshot, id, kind) for kind in ("target", "commitment"))
    named = Named(target.due if target else None, stands.due if stands else None)
    dates = [one for one in (named.target, named.promise) if one]
    curve, last = _curve(seen, dates), _curve(before, dates) if before and not before.blind else []
    name = now.name("milestone", id)
    wide, narrow = (
        odds_curve(curve, id=f"odds-{size}", named=named, last=last, as_of=now.today, width=width, name=name)
        for size, width in (("wide", 760), ("narrow", 358))
    )
    return Figure(
        wide,
        narrow,
        says=words.rests(seen.label),
        legend=tuple(_odds_legend(bool(last), named)),
        numbers=numbers,
    )


def trail(now: Standing, id: str, slices: list[Slice]) -> Figure:
    """How the forecast of a milestone settled, with its promises as steps."""
    stood = history(one for one in now.snapshot.promises if one.milestone == id and one.kind == "commitment")
    believed = [Believed(one.on, one.p50, one.p10, one.p80, one.p90) for one in slices]
    promised = [Promised(one.set_on, one.due) for one in stood if one.set_on and one.due]
    wide, narrow = (
        draw_trail(believed, promised, id=f"trail-{size}", width=width, height=height)
        for size, width, height in (("wide", 584, 340), ("narrow", 358, 280))
    )
    return Figure(
        wide, narrow, "Each upright slice is one round’s forecast. Dark band: P50 to P80. Light band: P10 to P90."
    )


def _curve(seen: MilestoneOutlook, more: Iterable[date]) -> Curve:
    """The odds of each day; of fewer days where the curve is long, but always of those that have words of their own."""
    first, last = seen.days[0] - 1, seen.days[-1]
    step = max(1, (last - first) // MOST_POINTS)
    told = (seen.date_at(level) for level in TOLD)
    days = {seen.as_of + timedelta(days=at) for at in (*range(first, last + 1, step), last)}
    return [(day, seen.odds_of(day) or 0.0) for day in sorted({*days, *more, *(day for day in told if day)})]


def _odds_legend(before: bool, named: Named) -> list[LegendItem]:
    items = [LegendItem(LEGEND_LINE.format("mid-line"), "This round")]
    if before:
        items.append(LegendItem(LEGEND_LINE.format("was-line"), "A week before"))
    flags = [("flag", "Promise", named.promise), ("flag-target", "Target", named.target)]
    return [*items, *(LegendItem(LEGEND_FLAG.format(flag), says) for flag, says, day in flags if day)]
