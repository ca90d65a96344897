"""The JSON that `lint`, `findings`, `price` and `when` answer with. Programs rely on it: names only ever get added."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from leadline.program.codec import plain
from leadline.program.edits import Edit, write_edit
from leadline.program.finding import Evidence, Price
from leadline.program.movement import Movement
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise

if TYPE_CHECKING:
    from leadline.program.finding import Finding
    from leadline.program.outlook import Outlook
    from leadline.record.results import StoredFinding

SCHEMA = 1


def answer(
    outlook: "Outlook",
    findings: Iterable[Mapping[str, Any]],
    clean: Sequence[str],
    blind: Mapping[str, str],
    audience: str = "all",
) -> dict[str, Any]:
    """What `lint --json` and `findings --json` say about one program to an audience."""
    return {
        "schema": SCHEMA,
        "as_of": outlook.as_of.isoformat(),
        "seed": outlook.seed,
        "futures": outlook.futures,
        "engine": outlook.engine,
        "findings": list(findings),
        "clean": list(clean),
        "blind": dict(blind),
        "outlook": foreseen(outlook, audience),
        "no_forecast": no_forecast(outlook),
    }


def no_forecast(outlook: "Outlook") -> dict[str, str]:
    """Why milestones have no forecast, by id, with what to do about it."""
    return {one.id: one.blind for one in outlook.milestones.values() if one.blind}


def whole_blind(outlook: "Outlook") -> str:
    """Why nobody can say where the program lands, or what is not in what is said; empty where all of it is."""
    if outlook.end is None or outlook.end.blind:
        return outlook.end.blind if outlook.end else "No open work has a forecast."
    left = len(no_forecast(outlook))
    return f"Without {left} of {len(outlook.milestones)} open milestones, which have no forecast." if left else ""


def foreseen(outlook: "Outlook", audience: str = "all") -> dict[str, Any]:
    """
    The program as a whole: where it lands, what it costs, whom its end waits for, what each risk costs. Null is unknown.

    Money by day is for the TPM: where few have a day rate, it tells it.
    """
    end, cost = outlook.end, outlook.cost
    spent = outlook.spending if audience == "tpm" else ()
    return {
        **{f"p{level}": _day(end.date_at(level / 100)) if end else None for level in (50, 80, 95)},
        "blind": whole_blind(outlook) or None,
        "joint": outlook.joint,
        "joint_with_cost": outlook.joint_with_cost,
        "cost_cents": {f"p{level}": cost.at(level / 100) for level in (50, 80, 95)} if cost else None,
        "spending": [
            {"by": _day(outlook.as_of + timedelta(days=day)), "p20": low, "p50": middle, "p80": high}
            for day, low, middle, high in spent
        ],
        "waits_for": [{"team": one.team, "skill": one.skill or None, "share": one.decides} for one in outlook.pools],
        "risks": [
            {
                "risk": one.id,
                "milestone": one.milestone or None,
                "days": one.days,
                "cents": one.cents,
                "days_after_response": one.mitigated_days,
            }
            for one in outlook.risks.values()
        ],
    }


def fresh(one: "Finding", state: str, prices: Sequence[Price | str]) -> dict[str, Any]:
    """A finding that was just made."""
    given = [*prices, *("" for _ in one.remedies[len(prices) :])]
    remedies = [
        remedy(
            way.says, way.edits, price if isinstance(price, Price) else None, price if isinstance(price, str) else ""
        )
        for way, price in zip(one.remedies, given, strict=True)
    ]
    return _finding(one, one.id, state, one.evidence, remedies)


def stored(one: "StoredFinding") -> dict[str, Any]:
    """A finding of a stored round."""
    ways = [remedy(way.says, way.edits, way.price, way.why_unpriced) for way in one.remedies]
    return _finding(one, one.id, one.state, one.evidence, ways)


def remedy(says: str, edits: Sequence[Edit], price: Price | None, why_unpriced: str) -> dict[str, Any]:
    """A way out: what it changes, and its price, a line for each commitment it moves, or why it has none; money net of all."""
    return {
        "says": says,
        "edits": [write_edit(edit) for edit in edits],
        "price": None if price is None else [_line(line) for line in price.lines],
        "why_unpriced": why_unpriced or None,
        "net_money": price.money_cents if price else None,
    }


def when(
    milestone: str, foreseen: MilestoneOutlook | None, promise: Promise | None, moved: Movement | None = None
) -> dict[str, Any]:
    """
    What `when --json` says of one milestone; null is unknown, and `blind` says why. A driver's days are the width of what it
    decides. `moved` says why P80 moved since the round of a week before.
    """
    sure = foreseen is not None and not foreseen.blind
    due = promise.due if promise else None
    quantiles = {
        f"p{level}": _day(foreseen.date_at(level / 100)) if sure and foreseen else None for level in (50, 80, 95)
    }
    drivers = foreseen.drivers if foreseen else ()
    return {
        "milestone": milestone,
        **quantiles,
        "commitment": _day(due),
        "odds": foreseen.odds_of(due) if foreseen and sure and due else None,
        "drivers": [{"subject": one.subject, "days": round(one.high_days - one.low_days, 3)} for one in drivers],
        "ladder": [
            {"adds": one.name, "p50_days": round(one.p50_days, 3), "p80_days": round(one.p80_days, 3)}
            for one in (foreseen.ladder if foreseen else ())
        ],
        "merge_days": round(foreseen.merge_days, 3) if sure and foreseen else None,
        "moved": plain(moved) if moved else None,
        "blind": (foreseen.why_no_date(0.95) if foreseen else "") or None,
    }


def _finding(
    one: "Finding | StoredFinding",
    id: str,
    state: str,
    evidence: Sequence[Evidence],
    remedies: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    return {
        "id": id,
        "rule": one.rule,
        "subject": one.subject,
        "severity": one.severity,
        "says": one.says,
        "state": state,
        "evidence": [{"ref": fact.ref, "says": fact.says} for fact in evidence],
        "remedies": list(remedies),
    }


def _line(line: Any) -> dict[str, Any]:
    return {
        "commitment": line.commitment,
        "days": round(line.days, 3),
        "low": round(line.low, 3),
        "high": round(line.high, 3),
        "level": line.level,
        "money": line.money_cents,
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
