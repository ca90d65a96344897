"""The pictures of this room's pages as figures: each drawn wide and narrow, with its legend."""

from leadline.charts.parts import Figure, LegendItem, Table
from leadline.direction.odds_picture import Named, OddsPicture
from leadline.direction.questions import Slice, Standing
from leadline.direction.sketch import LEGEND_FLAG, LEGEND_LINE
from leadline.direction.trail_picture import TrailPicture
from leadline.program.commitments import commitment, history
from leadline.program.outlook import MilestoneOutlook


def odds(now: Standing, id: str, seen: MilestoneOutlook, numbers: Table) -> Figure:
    """The odds of each date of a milestone, with the round before dashed and the standing promise and target as flags."""
    before = now.before.milestones.get(id) if now.before else None
    before = before if before and not before.blind else None
    kinds = (("target", "Target", "flag-target"), ("commitment", "Promised", "flag"))
    found = [(commitment(now.snapshot, id, kind), says, flag) for kind, says, flag in kinds]
    named = tuple(Named(one.due, says, flag) for one, says, flag in found if one and one.due)
    wide, narrow = (OddsPicture(seen, before, named, now.today, size).draw() for size in (True, False))
    return Figure(wide, narrow, says=seen.label, legend=tuple(_odds_legend(bool(before), named)), numbers=numbers)


def trail(now: Standing, id: str, slices: list[Slice]) -> Figure:
    """How the forecast of a milestone settled, with its promises as steps."""
    stood = history(one for one in now.snapshot.promises if one.milestone == id and one.kind == "commitment")
    wide, narrow = (TrailPicture(slices, stood, now.today, size).draw() for size in (True, False))
    return Figure(
        wide, narrow, "Each upright slice is one round’s forecast. Dark band: P50 to P80. Light band: P10 to P90."
    )


def _odds_legend(before: bool, named: tuple[Named, ...]) -> list[LegendItem]:
    items = [LegendItem(LEGEND_LINE.format("mid-line"), "This round")]
    if before:
        items.append(LegendItem(LEGEND_LINE.format("was-line"), "A week before"))
    flags = {"flag": "Promise", "flag-target": "Target"}
    return [*items, *(LegendItem(LEGEND_FLAG.format(one.flag), flags[one.flag]) for one in reversed(named))]
