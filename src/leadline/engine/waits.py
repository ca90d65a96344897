"""
What holds work up besides other work: days it may not start before, roadblocks, open decisions; and risks that may hit
it.
"""

from collections.abc import Iterator

from leadline.engine.calendars import day_of, evening_of
from leadline.engine.calibrate import Calibration
from leadline.engine.draws import constant, lognormal
from leadline.engine.rows import Fixed, Hit, Lasting, Latency, Row
from leadline.program.decisions import Decision
from leadline.program.risks import Risk, Roadblock
from leadline.program.snapshot import Snapshot

SHORTEST_MEMORY_DAYS = 3
"""A roadblock younger than this is taken to be as old."""


def waits(snapshot: Snapshot, calibration: Calibration) -> Iterator[tuple[str, str, Row]]:
    """What must be over before work starts: (subject that holds it up, what it holds up, when it ends)."""
    for item in snapshot.work:
        if item.not_before and item.not_before > snapshot.as_of:
            yield f"work:{item.id}", item.id, Fixed(day_of(item.not_before, snapshot.as_of))
    for roadblock in snapshot.roadblocks:
        if roadblock.resolved_on is None:
            row = _end(roadblock, snapshot, calibration)
            yield from ((f"roadblock:{roadblock.id}", held, row) for held in roadblock.work)
    for decision in snapshot.decisions:
        if decision.decided_on is None:
            taken = _taken(decision, snapshot, calibration)
            yield from ((f"decision:{decision.id}", held, taken) for held in decision.work)


def _end(roadblock: Roadblock, snapshot: Snapshot, calibration: Calibration) -> Row:
    """The end that was estimated, else agreed; else it lasts as long again as it has lasted."""
    key = f"roadblock:{roadblock.id}"
    if roadblock.expected:
        return Lasting(key, calibration.spread(roadblock.expected))
    if roadblock.agreed_until and roadblock.agreed_until >= snapshot.as_of:
        return Fixed(evening_of(roadblock.agreed_until, snapshot.as_of))
    age = day_of(snapshot.as_of, roadblock.since) if roadblock.since else 0.0
    again = max(age, SHORTEST_MEMORY_DAYS)
    return Lasting(key, constant(again) if calibration.exact else lognormal(again, calibration.roadblock_log_sd))


def _taken(decision: Decision, snapshot: Snapshot, calibration: Calibration) -> Row:
    """The day it is needed by or parked until where that is to come; else some day, decisions being what they are."""
    ahead = [day for day in (decision.needed_by, decision.parked_until) if day and day >= snapshot.as_of]
    if ahead:
        return Fixed(evening_of(max(ahead), snapshot.as_of))
    return Latency(f"decision:{decision.id}", calibration.decision_mean_days, calibration.exact)


def delays(snapshot: Snapshot, calibration: Calibration) -> Iterator[tuple[str, str, Row]]:
    """What risks add after the work they hit: (risk subject, work item or milestone, calendar days)."""
    for risk in snapshot.risks:
        row = delay_row(risk, calibration)
        if row:
            yield from ((f"risk:{risk.id}", hit, row) for hit in risk.work)


def delay_row(risk: Risk, calibration: Calibration) -> Hit | None:
    """The calendar days a risk costs; None when it is over or nobody has put numbers on it."""
    probability, delay = risk.probability, risk.delay
    if risk.response and risk.response.done:
        probability = risk.response.probability if risk.response.probability is not None else probability
        delay = risk.response.delay or delay
    if risk.state != "open" or probability is None or delay is None:
        return None
    # What is certain and has one number is no guess, but what somebody knows: it is taken at its word.
    known = risk.is_certain and delay == risk.delay and delay.is_point
    return Hit(risk.id, "delay", probability, constant(delay.high) if known else calibration.spread(delay))


def cost_row(risk: Risk) -> Hit | None:
    """The cents a risk costs: anything between low and high with the same odds; None when it costs none."""
    probability = risk.probability
    if risk.response and risk.response.done and risk.response.probability is not None:
        probability = risk.response.probability
    high = max(risk.cost_low_cents, risk.cost_high_cents)
    if risk.state != "open" or probability is None or high == 0:
        return None
    points = tuple(risk.cost_low_cents + (high - risk.cost_low_cents) * n / 128 for n in range(129))
    return Hit(risk.id, "cost", probability, points)
