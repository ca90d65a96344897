"""The tables of the plan: why each thing starts when it does, what differs from the published plan, what is not planned."""

from collections.abc import Sequence

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Pager, Row, Table
from leadline.direction.plan_rows import MILESTONES, PlanView, Rows, home_of
from leadline.direction.plan_saying import change_says, slot_says
from leadline.program.published import Departure

A_PAGE, MOST_CHANGES, MOST_NAMED = 50, 25, 5


def why(rows: Rows, view: PlanView) -> Table:
    """What is planned, in the order it begins, with its people and the reason why it does not begin earlier."""
    ids = _shown(rows, view)
    pages = max(-(-len(ids) // A_PAGE), 1)
    page = min(max(view.page, 1), pages)
    start = (page - 1) * A_PAGE
    some = ids[start : start + A_PAGE]
    pager = Pager(
        start + 1, start + len(some), len(ids), _page(rows, view, page - 1, pages), _page(rows, view, page + 1, pages)
    )  # fmt: skip
    columns = [Column("Work"), Column("When"), Column("Who"), Column("Why not earlier")]
    return Table("Why each starts when it does", columns, [_why(rows, id) for id in some], pager if pages > 1 else None)


def changes(rows: Rows, departures: Sequence[Departure]) -> Table | None:
    """What is planned otherwise than published, the largest moves first; None where nothing is."""
    if not departures:
        return None
    ranked = sorted(departures, key=_smallness)[:MOST_CHANGES]
    more = f", the first {MOST_CHANGES} of {len(departures)}" if len(departures) > MOST_CHANGES else ""
    columns = [Column("Work"), Column("Published"), Column("Now planned"), Column("What changes")]
    return Table(f"What differs from the published plan{more}", columns, [_change(rows, one) for one in ranked])


def unplanned(rows: Rows) -> Table | None:
    """What is in no plan, by its reason, the commonest reason first; None where everything is planned."""
    reasons: dict[str, list[str]] = {}
    for left in rows.plan.unplanned:
        reasons.setdefault(left.sentence, []).extend(left.items)
    if not reasons:
        return None
    ranked = sorted(reasons.items(), key=lambda one: (-len(one[1]), one[0]))
    columns = [Column("Why"), Column("How many", number=True), Column("Which")]
    return Table("What is not in the plan", columns, [_unplanned(rows, says, ids) for says, ids in ranked])


def _shown(rows: Rows, view: PlanView) -> list[str]:
    """All of the plan, or the group that is open."""
    if not view.open:
        return list(rows.plan.order)
    if view.open == MILESTONES:
        return [id for id in rows.plan.order if id not in rows.work]
    home = home_of(rows, view.by)
    return [id for id in rows.planned if home(id) == view.open] or list(rows.plan.order)


def _page(rows: Rows, view: PlanView, page: int, pages: int) -> str:
    return view.url(rows.now.base, to="why", page=str(page) if page > 1 else "") if 0 < page <= pages else ""


def _why(rows: Rows, id: str) -> Row:
    found, noun = rows.plan.items[id], "work" if id in rows.work else "milestone"
    who = words.listed(rows.names(found.people)) if found.people else ""
    return Row(
        [
            Cell(rows.now.name(noun, id), rows.now.url(noun, id), sub="milestone" if noun == "milestone" else ""),
            Cell(rows.when(id)),
            Cell(who, kind="quiet"),
            Cell(rows.why(id), kind="quiet"),
        ]
    )


def _change(rows: Rows, one: Departure) -> Row:
    today = rows.now.today
    says = change_says(one)
    was, now = (slot_says(slot, rows.names(slot.people) if slot else (), today) for slot in (one.was, one.now))
    kind = "later" if " later" in says else "earlier" if " earlier" in says else ""
    return Row(
        [
            Cell(rows.now.name("work", one.id), rows.now.url("work", one.id)),
            Cell(was, kind="quiet"),
            Cell(now),
            Cell(says, kind=kind),
        ]
    )


def _smallness(one: Departure) -> tuple[int, str]:
    """What moves most stands first; what is new or gone after what moved."""
    if one.was and one.now and one.was.last and one.now.last:
        return -abs((one.now.last - one.was.last).days), one.id
    return 0, one.id


def _unplanned(rows: Rows, says: str, ids: Sequence[str]) -> Row:
    named = [_called(rows, id) for id in ids[:MOST_NAMED]]
    left = len(ids) - len(named)
    others = f"{words.number(left)} others" if left > 1 else _called(rows, ids[-1])
    return Row(
        [
            Cell(_sentence(words.dated(says, rows.now.today))),
            Cell(words.number(len(ids))),
            Cell(words.listed([*named, others] if left else named), kind="quiet"),
        ]
    )


def _called(rows: Rows, id: str) -> str:
    noun = "milestone" if rows.now.snapshot.find("milestone", id) else "work"
    return rows.now.name(noun, id)


def _sentence(says: str) -> str:
    return f"{says[:1].upper()}{says[1:]}{'' if says.endswith('.') else '.'}"
