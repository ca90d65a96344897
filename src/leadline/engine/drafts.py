"""What is open in a program, each thing with what it takes and who can do it, before it has its place in the list."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

from leadline.engine.calendars import evening_of
from leadline.engine.calibrate import Calibration
from leadline.engine.dispatch.arrays import ARRIVAL, CALENDAR, MILESTONE, PEOPLE
from leadline.engine.draws import constant, lognormal
from leadline.engine.priors import shipped
from leadline.engine.rows import Delivery, Effort, Row, Train
from leadline.engine.staffing import Roster, Staff
from leadline.program.commitments import delivery
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem


@dataclass
class Draft:
    """A node before it has its place in the list."""

    thing: WorkItem | Milestone
    kind: int = MILESTONE
    length: Row | None = None
    staff: Staff = field(default_factory=Staff)
    earliest: float = 0.0
    finish_floor: float = 0.0


class RowBook:
    """The rows of efforts that were made for a program and for edits of it: equal work has the same row in all of them."""

    def __init__(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self._rows: dict[tuple[str, Hashable], tuple[WorkItem, Effort | None]] = {}

    def effort(self, item: WorkItem, roster: Roster) -> Effort | None:
        """What is left of an item; None when nothing says it."""
        team = roster.team_of(item)
        around = (team, roster.crew.team_name(team), roster.spent(item), roster.program)
        item_before, row = self._rows.get((item.id, around), (None, None))
        if item_before is not item:
            row = _effort(item, roster, self.calibration, *around[:3])
            self._rows[item.id, around] = (item, row)
        return row


def deliveries(snapshot: Snapshot) -> dict[str, Delivery]:
    """By the work item or milestone that is owed: when what is promised from outside, or of unknown length, arrives."""
    outside = {one.id for one in snapshot.people if one.outside}
    unknown = {item.id for item in snapshot.work if not item.estimate and not item.release_class}
    foreign = {item.id for item in snapshot.work if item.assignee in outside}
    idle = {one.id for one in snapshot.milestones} - {
        item.milestone for item in snapshot.work if item.state != "dropped"
    }
    found: dict[str, Delivery] = {}
    for dependency in snapshot.dependencies:
        promise = delivery(snapshot, dependency.id)
        owed = dependency.before
        if not promise or not promise.due or promise.state != "agreed":
            continue
        if dependency.provider in outside or owed in unknown or owed in foreign or owed in idle:
            day = evening_of(promise.due, snapshot.as_of)
            if owed not in found or found[owed].promised < day:
                prior = shipped()
                late = lognormal(prior.delivery_late_median_days, prior.delivery_late_log_sd)
                found[owed] = Delivery(f"delivery:{owed}", day, prior.delivery_kept, late)
    return found


def draft_of(item: WorkItem, roster: Roster, book: RowBook, promised: Mapping[str, Delivery]) -> Draft:
    """A work item: something promised from outside, something on a release train, or work for people or a calendar."""
    if item.id in promised:
        return Draft(item, ARRIVAL, _arrival(promised[item.id], book.calibration))
    if item.release_class and item.release_on:
        return Draft(item, ARRIVAL, _train(item, item.release_on, roster, book.calibration))
    staff = roster.staff(item)
    kind = PEOPLE if staff.people else CALENDAR
    return Draft(item, kind, book.effort(item, roster), staff)


def _arrival(row: Delivery, calibration: Calibration) -> Row:
    return Delivery(row.key, row.promised, 1.0, constant(0.0)) if calibration.exact else row


def _train(item: WorkItem, day: date, roster: Roster, calibration: Calibration) -> Train:
    prior, team = shipped(), roster.team_of(item)
    return Train(
        f"work:{item.id}",
        f"release:{day.isoformat()}",
        evening_of(day, roster.as_of),
        prior.release_interval_days,
        calibration.kept_share(item, team),
        prior.release_slips,
        prior.release_shock,
    )


def _effort(
    item: WorkItem,
    roster: Roster,
    calibration: Calibration,
    team: str,
    team_name: str,
    spent: float,
) -> Effort | None:
    table = calibration.effort(item, team)
    if table is None:
        return None
    factors = (
        (f"program:{roster.program}", calibration.program_sd),
        (f"team:{team_name}", calibration.team_sd if team else 0.0),
        (f"supplier:{item.supplier}", calibration.supplier_sd if item.supplier else 0.0),
        (f"technology:{item.technology}", calibration.technology_sd if item.technology else 0.0),
    )
    return Effort(
        f"work:{item.id}",
        table,
        tuple(one for one in factors if one[1]),
        calibration.heavy_share,
        calibration.heavy_cap,
        spent,
    )


def draft_of_milestone(milestone: Milestone, promised: Mapping[str, Delivery], calibration: Calibration) -> Draft:
    """A milestone: a point, which may come late where it is promised from outside."""
    if milestone.id in promised:
        return Draft(milestone, MILESTONE, _arrival(promised[milestone.id], calibration))
    return Draft(milestone)
