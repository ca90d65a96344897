"""Findings and prices in words for a terminal: terse, one thing a line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leadline.charts import words
from leadline.charts.prices import but
from leadline.cli.forms import no_forecast, whole_blind
from leadline.cli.say import out
from leadline.program.finding import SEVERITIES, Price
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot

NAMED, MOST_REASONS = 5, 10
"""How many names a line lists, and how many lines say why something has no forecast."""


def findings(
    found: Sequence[Mapping[str, Any]],
    prices: Mapping[str, Sequence[Price | None]],
    currency: str,
    names: Mapping[str, str],
) -> None:
    """Findings with their ways out, in the order given, each with its id so that a verb can be done on it; `names` of milestones."""
    for one in found:
        new = "" if one["state"] == "still" else f" {one['state']}"
        out(f"{one['severity']}{new}: {one['says']}  [{one['id']}]")
        for index, way in enumerate(one["remedies"]):
            price = prices.get(one["id"], ())[index] if index < len(prices.get(one["id"], ())) else None
            out(f"   {index}. {way['says']} – {worth(price, way['why_unpriced'], currency, names)}")


def worth(price: Price | None, why: str | None, currency: str, names: Mapping[str, str]) -> str:
    """A price in a few words, with who pays for it and what it is worth net, or why there is none."""
    if price is None:
        return f"no price: {why}" if why else "no price"
    paid = f", {said}" if (said := but(price, names)) else ""
    if not price.measurable:
        return f"no measurable effect{paid}"
    money = f", {words.money(price.money_cents, currency)}" if price.money_cents is not None else ""
    return f"{within(price.days, price.low, price.high)}{paid}{money}{' in all' if paid and money else ''}"


def within(days: float, low: float, high: float) -> str:
    """Days gained or lost with their interval: “4.5 days earlier (4.1 to 4.9)”."""
    least, most = sorted((abs(low), abs(high)))
    return f"{words.size(days)} {'earlier' if days > 0 else 'later'} ({least:.1f} to {most:.1f})"


def unforeseen(outlook: Outlook, names: Mapping[str, str]) -> None:
    """What has no forecast, and why: one line a reason; what the whole lacks where that is all there is to say."""
    why: dict[str, list[str]] = {}
    for id, says in no_forecast(outlook).items():
        why.setdefault(says, []).append(names.get(id, id))
    for says, milestones in list(why.items())[:MOST_REASONS]:
        out(f"no forecast for {words.listed(few(milestones))}: {says}")
    if len(why) > MOST_REASONS:
        out(f"no forecast for {words.plural(len(why) - MOST_REASONS, 'more reason')}: --json has all.")
    if not why and (says := whole_blind(outlook)):
        out(f"no forecast: {says}")


def few(names: Sequence[str]) -> list[str]:
    """Names for a sentence: a handful, and how many more."""
    return list(names) if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]


def names_of(snapshot: Snapshot | None) -> dict[str, str]:
    """What milestones are called, by id; nothing where a round's snapshot is no longer kept."""
    return {one.id: one.name or one.id for one in snapshot.milestones} if snapshot else {}


def tally(found: Sequence[Mapping[str, Any]], clean: Sequence[str], blind: Mapping[str, str]) -> str:
    """How many findings of which severity, how many rules found nothing, and how many could not look."""
    counts = Counter(one["severity"] for one in found if one["state"] != "gone")
    shown = ", ".join(f"{counts[level]} {level}" for level in reversed(SEVERITIES) if counts[level])
    number = words.plural(sum(counts.values()), "finding")
    silent = f"{words.plural(len(clean), 'rule')} found nothing, {len(blind)} could not look"
    return f"{number}{f' ({shown})' if shown else ''}; {silent}."
