"""The program: where it can land, date and cost together, how the forecast settled, and every commitment with its odds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.parts import Banner, Empty, Figure, Table
from leadline.charts.together import average, crowded
from leadline.charts.trail import Believed
from leadline.desk import bottlenecks, landing, promised, spending
from leadline.desk.questions import Standing, standing
from leadline.program.commitments import commitments
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.record.access import OWNER, PLANS, RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Forecast

P10, P50, P80, P90 = 1, 5, 8, 10
"""Where these levels stand in `Forecast.quantiles`."""


@dataclass(frozen=True, kw_only=True)
class ProgramPage(Page):
    """What the template reads."""

    says: str
    lede: str = ""
    blind: Banner | None = None
    cone: Figure | None = None
    joint: Figure | None = None
    joint_says: str = ""
    quarters: Table | None = None
    trail: Figure | None = None
    trail_says: str = ""
    spending: Figure | None = None
    spending_says: str = ""
    waits: Table | None = None
    waits_says: str = ""
    help_url: str = ""
    promises: Table | None = None
    promises_says: str = ""
    rest: str = ""
    empty: Empty | None = None


@page("program")
def program(visit: Visit) -> ProgramPage:
    """The program as the last round foresees it."""
    now, base = standing(visit), f"/p/{visit.program.key}"
    if now is None:
        empty = Empty(
            "No round yet",
            "The first round foresees where the program can land.",
            "program",
            url=f"{base}/monday",
            verb="Go to Monday",
        )
        return ProgramPage(title="Program", says=f"{visit.program} has not been foreseen yet.", empty=empty)
    last = last_promise(now.snapshot)
    rows = (
        for_(visit.who)
        .rows(Forecast, visit.program)
        .filter(question="network", subject=last.milestone if last else "")
        .order_by("made_on", "id")
    )
    return present(now, believed(rows), base, visit.who.role_in(visit.program) or "")


def present(now: Standing, trailing: Sequence[Believed], base: str, role: str = OWNER) -> ProgramPage:
    """The page out of stored results, for a role."""
    last = last_promise(now.snapshot)
    told = role in RUNS or not spending.tells_a_rate(now.snapshot)
    trail = landing.trail(now, trailing, last) if last and len(trailing) > 1 else None
    return ProgramPage(
        title="Program",
        says=_says(now, last),
        lede=" ".join(_lede(now)),
        blind=_blind(now),
        cone=landing.cone(now, last),
        joint=landing.joint(now, last, folded=trail is not None),
        joint_says=landing.joint_says(now, last),
        quarters=None if trail else landing.quarters(now, last),
        trail=trail,
        trail_says=landing.moves(now.snapshot, last) if last else "",
        spending=spending.figure(now, last) if told else None,
        spending_says=spending.says(now, last) if told else spending.KEPT_BACK,
        waits=bottlenecks.table(now, base),
        waits_says=bottlenecks.says(now),
        help_url=f"{base}/milestones/{last.milestone}#help" if last and role in PLANS else "",
        promises=promised.table(now, base),
        promises_says=promised.together_says(now),
        rest=promised.rest(now),
    )


def last_promise(snapshot: Snapshot) -> Promise | None:
    """The standing commitment that is due last: the end of the program as it was promised."""
    return max(commitments(snapshot).values(), key=lambda one: (one.due or date.min, one.id), default=None)


def believed(rows: Iterable[Forecast]) -> list[Believed]:
    """What each day's last round believed, oldest first."""
    by_day = {row.made_on: _believed(row.made_on, row.quantiles) for row in rows}
    return list(by_day.values())


def _believed(on: date, quantiles: Sequence[int | None]) -> Believed:
    days = [quantiles[at] if at < len(quantiles) else None for at in (P50, P10, P80, P90)]
    p50, p10, p80, p90 = (None if one is None else on + timedelta(days=one) for one in days)
    return Believed(on, p50, p10, p80, p90)


def _says(now: Standing, last: Promise | None) -> str:
    as_of, foreseen = now.snapshot.as_of, landing.foreseen(now, last)
    if last is None or last.due is None:
        p80 = now.outlook.end.date_at(0.8) if now.outlook.end else None
        lands = f" Eight in ten futures land by {_long(words.working_day(p80), as_of)}." if p80 else ""
        return f"Nothing is promised yet.{lands}"
    each = promised.odds(now)
    if crowded(each, now.outlook.joint):
        return f"{average(each)} The last is due {_long(last.due, as_of)}."
    name, due = now.names.get(last.milestone, last.milestone), _long(last.due, as_of)
    if foreseen is None:
        return f"{name} is promised for {due}. Nobody can say its odds."
    return f"{name} has {words.share(foreseen.odds_of(last.due))} odds for {due}. {_all(now)}".strip()


def _all(now: Standing) -> str:
    """The joint odds, with the budget where one is set; never a product of single odds."""
    many = len(commitments(now.snapshot)) > 1
    if now.snapshot.budget_cents is not None and now.outlook.joint_with_cost is not None:
        return f"{'Every promise' if many else 'It'} and the budget hold: {words.share(now.outlook.joint_with_cost)}."
    return f"Every promise holds: {words.share(now.outlook.joint)}." if many and now.outlook.joint is not None else ""


def _lede(now: Standing) -> list[str]:
    end, cost, snapshot = now.outlook.end, now.outlook.cost, now.snapshot
    said = []
    if end and not end.blind:
        said.append(_landing(end, snapshot.as_of))
    if cost is None:
        said.append("The cost is unknown: no rate, burn or price is recorded.")
        return said
    budget = (
        f", against a budget of {words.money(snapshot.budget_cents, snapshot.currency)}"
        if snapshot.budget_cents is not None
        else ". No budget is recorded"
    )
    p50, p80 = (words.money(cost.at(level), snapshot.currency) for level in (0.5, 0.8))
    return [*said, f"The cost is {p50} at P50 and {p80} at P80{budget}."]


def _blind(now: Standing) -> Banner | None:
    end = now.outlook.end
    if end is not None and not end.blind:
        return None
    why = end.blind if end else "No open work has a forecast."
    return Banner("Where the program lands is unknown.", why, "unknown")


def _long(value: date, as_of: date) -> str:
    year = "" if value.year == as_of.year else f" {value.year}"
    return f"{value.day} {words.MONTHS[value.month - 1]}{year}"


def _landing(end: MilestoneOutlook, as_of: date) -> str:
    """By when half and eight in ten of all futures land; the honest sentence where they do not."""
    half, most = end.date_at(0.5), end.date_at(0.8)
    if half is None:
        return "In more than half of all futures some of it is never reached."
    late = (
        f"eight in ten by {landing.near(most, as_of)}" if most else "in two of ten or more some of it is never reached"
    )
    return f"Half of all futures land by {landing.near(half, as_of)}, {late}."
