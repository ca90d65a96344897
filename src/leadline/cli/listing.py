"""Findings and prices in words for a terminal: terse, one thing a line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leadline.charts import words
from leadline.cli.say import out
from leadline.program.finding import SEVERITIES, Price


def findings(found: Sequence[Mapping[str, Any]], prices: Mapping[str, Sequence[Price | None]], currency: str) -> None:
    """Findings with their ways out, in the order given, each with its id so that a verb can be done on it."""
    for one in found:
        new = "" if one["state"] == "still" else f" {one['state']}"
        out(f"{one['severity']}{new}: {one['says']}  [{one['id']}]")
        for index, way in enumerate(one["remedies"]):
            price = prices.get(one["id"], ())[index] if index < len(prices.get(one["id"], ())) else None
            out(f"   {index}. {way['says']} – {worth(price, way['why_unpriced'], currency)}")


def worth(price: Price | None, why: str | None, currency: str) -> str:
    """A price in a few words, or why there is none."""
    if price is None:
        return f"no price: {why}" if why else "no price"
    if not price.measurable:
        return "no measurable effect"
    side = "earlier" if price.days > 0 else "later"
    low, high = sorted((abs(price.low), abs(price.high)))
    money = f", {words.money(price.money_cents, currency)}" if price.money_cents is not None else ""
    return f"{abs(price.days):.1f} days {side} ({low:.1f} to {high:.1f}){money}"


def tally(found: Sequence[Mapping[str, Any]], clean: Sequence[str], blind: Mapping[str, str]) -> str:
    """How many findings of which severity, how many rules found nothing, and how many could not look."""
    counts = Counter(one["severity"] for one in found if one["state"] != "gone")
    shown = ", ".join(f"{counts[level]} {level}" for level in reversed(SEVERITIES) if counts[level])
    number = words.plural(sum(counts.values()), "finding")
    silent = f"{words.plural(len(clean), 'rule')} found nothing, {len(blind)} could not look"
    return f"{number}{f' ({shown})' if shown else ''}; {silent}."
