"""What a slip does to a program. Pure: no database, no clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from leadline.engine.calibrate import calibrate
from leadline.engine.simulate import simulate
from leadline.playbook.move_commitment_openly import moved_to
from leadline.playbook.plan import working_day_from
from leadline.program.commitments import commitment, commitments
from leadline.program.edits import Add, Edit, apply_all, write_edit
from leadline.program.finding import Price
from leadline.program.outlook import Outlook
from leadline.program.plan import Plan
from leadline.program.slip import Hit, LateDelivery, Restart, Slipped, WayOut
from leadline.program.snapshot import Snapshot, label
from leadline.rounds.look import SEED, Look, look

LEVEL = 0.8
LEAST_DAYS, LEAST_ODDS = 1, 0.01
"""From where on a milestone counts as hit."""

MOST_WAYS, MOST_RESTARTS = 8, 12

Tell = Callable[[float, str], None]


def edits_of(snapshot: Snapshot, milestone: str, days: int, because: str = "") -> tuple[Edit, ...]:
    """
    The slip itself: a risk of the milestone that has become certain, so that its whole distribution moves by so many days.

    It is a risk and no new day, because what is behind it stays as unsure as it was; and it is closed, as risks are, once the
    work itself says so.
    """
    found = snapshot.find("milestone", milestone)
    value = {
        "id": _free(snapshot, f"slip-{milestone}"),
        "event": f"{label('milestone', found) if found else milestone} comes {spoken(days)} later",
        "probability": 1,
        "delay": f"{days}d",
        "work": [milestone],
        "raised_on": snapshot.as_of.isoformat(),
        "reviewed_on": snapshot.as_of.isoformat(),
    }
    value |= {"cause": because} if because else {}
    value |= {"owner": found.owner} if found and found.owner else {}
    return (Add("risk", value),)


def spoken(days: int) -> str:
    """“3 weeks”, “10 days”, “1 day”."""
    number, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def slipped(
    snapshot: Snapshot,
    milestone: str,
    days: int,
    because: str = "",
    *,
    futures: int,
    threads: int = 1,
    plan: Callable[[Snapshot], Plan] | None = None,
    tell: Tell = lambda share, says: None,
) -> tuple[Slipped, Look]:
    """
    Foresee a program with a slip and without it, on the same futures, and what could be done about it.

    Args:
        snapshot: the program as it stands.
        milestone: which slips, by id.
        days: by how many calendar days.
        because: why, if anybody knows.
        futures: how many.
        threads: how many to use.
        plan: makes the best plan of a program, for what starts on another day; None leaves that out.
        tell: told the share done and what is being done.

    Returns:
        What it does, without letters and signs, which are of the record; and the look at the program with the slip.
    """
    edits = edits_of(snapshot, milestone, days, because)
    tell(0.0, "Simulating without the slip")
    before = simulate(snapshot, seed=SEED, futures=futures, calibration=calibrate(snapshot), threads=threads)
    with_it = apply_all(snapshot, edits)
    seen = look(
        with_it,
        futures=futures,
        threads=threads,
        progress=lambda stage, share: tell(_share(stage, share), SAYS[stage]),
    )
    hits = tuple(_hits(snapshot, before, seen.outlook, milestone))
    plans = _plans(plan, snapshot, with_it, tell)
    found = Slipped(
        milestone=milestone,
        days=days,
        as_of=snapshot.as_of,
        futures=futures,
        edits=tuple(write_edit(one) for one in edits),
        hits=hits,
        deliveries=tuple(_late_deliveries(snapshot, before, seen.outlook)),
        ways=tuple(_ways(seen, [one.milestone for one in hits])[:MOST_WAYS]),
        later_dates=tuple(write_edit(one) for one in _later_dates(with_it, seen.outlook, hits)),
        restarts=tuple(_restarts(snapshot, *plans)[:MOST_RESTARTS]) if plans else (),
        end_before=plans[0].end_on if plans else None,
        end_after=plans[1].end_on if plans else None,
    )
    return found, seen


SAYS = {
    "calibrate": "Simulating with the slip",
    "simulate": "Simulating with the slip",
    "lint": "Looking for what goes wrong",
    "price": "Trying what could help",
}
_FROM = {"calibrate": 0.15, "simulate": 0.15, "lint": 0.3, "price": 0.3}
_UPTO = {"calibrate": 0.15, "simulate": 0.3, "lint": 0.3, "price": 0.8}


def _share(stage: str, share: float) -> float:
    return _FROM[stage] + (_UPTO[stage] - _FROM[stage]) * share


def _free(snapshot: Snapshot, wanted: str) -> str:
    taken = {one.id for one in snapshot.risks}
    return next(id for id in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if id not in taken)


def _hits(snapshot: Snapshot, before: Outlook, after: Outlook, milestone: str) -> list[Hit]:
    found = [_hit(snapshot, before, after, one.id) for one in snapshot.milestones if one.done_on is None]
    hit = [one for one in found if one.milestone == milestone or _is_hit(one)]
    return sorted(hit, key=lambda one: (one.milestone != milestone, not one.breaks, -(one.days or 0), one.milestone))


def _hit(snapshot: Snapshot, before: Outlook, after: Outlook, id: str) -> Hit:
    promise, found = commitment(snapshot, id), snapshot.find("milestone", id)
    due = promise.due if promise else None
    was, becomes = before.milestones.get(id), after.milestones.get(id)
    asked = (promise.set_by, *(one.person for one in promise.doers)) if promise else ()
    people = dict.fromkeys(one for one in (found.owner if found else "", *asked) if one)
    return Hit(
        id,
        due,
        was.odds_of(due) if was and due else None,
        becomes.odds_of(due) if becomes and due else None,
        was.date_at(LEVEL) if was else None,
        becomes.date_at(LEVEL) if becomes else None,
        tuple(people),
    )


def _is_hit(one: Hit) -> bool:
    never = one.p80_before is not None and one.p80_after is None
    return (one.days or 0) >= LEAST_DAYS or one.fell >= LEAST_ODDS or never


def _late_deliveries(snapshot: Snapshot, before: Outlook, after: Outlook) -> Iterator[LateDelivery]:
    links = {one.id: one for one in snapshot.dependencies}
    for promise in snapshot.promises:
        link = links.get(promise.dependency)
        if link is None or promise.state != "agreed" or promise.due is None:
            continue
        was, becomes = (_half(one, link.before, snapshot.as_of) for one in (before, after))
        if was and becomes and was <= promise.due < becomes:
            yield LateDelivery(promise.id, link.id, promise.due, was, becomes)


def _half(outlook: Outlook, provider: str, as_of: date) -> date | None:
    """The day by which half of the futures have delivered."""
    if found := outlook.milestones.get(provider):
        return found.date_at(0.5)
    item = outlook.items.get(provider)
    return as_of + timedelta(days=max(ceil(item.finish_p50) - 1, 0)) if item else None


def _ways(seen: Look, hit: Sequence[str]) -> list[WayOut]:
    """What gains for a milestone that is hit, the best first."""
    found: dict[str, WayOut] = {}
    for one in seen.seen:
        if one.finding.audience != "all":
            continue
        for remedy, price in zip(one.finding.remedies, one.prices, strict=True):
            if isinstance(price, Price) and _helps(price, hit):
                edits = tuple(write_edit(edit) for edit in remedy.edits)
                found.setdefault(repr(edits), WayOut(remedy.says, edits, remedy.agree, remedy.cost_cents, price))
    in_money = all(one.price and one.price.money_cents is not None for one in found.values())
    return sorted(found.values(), key=lambda one: -_worth(one, in_money=in_money))


def _helps(price: Price, hit: Iterable[str]) -> bool:
    return price.gains and any(one.commitment in hit and one.measurable and one.days > 0 for one in price.lines)


def _worth(one: WayOut, *, in_money: bool) -> float:
    if one.price is None:
        return 0.0
    return float(one.price.money_cents or 0) if in_money else one.price.days


def _later_dates(snapshot: Snapshot, after: Outlook, hits: Iterable[Hit]) -> tuple[Edit, ...]:
    """The edits that move each promise that fails openly to the first working day of 80 % odds that it has with the slip."""
    standing = commitments(snapshot)
    found = [one for one in hits if one.fails and one.p80_after and one.milestone in standing]
    days = {one.milestone: working_day_from(snapshot, one.p80_after) for one in found if one.p80_after}
    return tuple(
        edit
        for id, day in days.items()
        for edit in moved_to(snapshot, standing[id], day, after.milestones[id].odds_of(day))
    )


def _plans(
    plan: Callable[[Snapshot], Plan] | None, snapshot: Snapshot, with_it: Snapshot, tell: Tell
) -> tuple[Plan, Plan] | None:
    if plan is None:
        return None
    tell(0.8, "Planning without the slip")
    without = plan(snapshot)
    tell(0.88, "Planning with the slip")
    return without, plan(with_it)


def _restarts(snapshot: Snapshot, before: Plan, after: Plan) -> list[Restart]:
    """Work that begins on another day or is given to others, what moves most first."""
    both = [
        (before.items[one.id], after.items[one.id])
        for one in snapshot.work
        if one.id in before.items and one.id in after.items
    ]
    found = [
        Restart(was.id, was.start_on, now.start_on, was.people, now.people)
        for was, now in both
        if was.start_on != now.start_on or set(was.people) != set(now.people)
    ]
    return sorted(found, key=lambda one: (-abs((one.start_after - one.start_before).days), one.work))
