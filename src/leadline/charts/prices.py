"""A computed price as a page shows it: on pages earlier is minus, in the record a gain is plus."""

from collections.abc import Mapping

from leadline.charts import parts, words
from leadline.program.finding import Price

# Days that read the same on a page.
SAME = 0.05


def shown(
    price: Price | None, names: dict[str, str], *, currency: str, why: str = "", cost_cents: int = 0
) -> parts.Price:
    """
    The price of a remedy as the components read it.

    Args:
        price: what the round found; None where it was not priced.
        names: milestone names by id, for the headline.
        currency: of the program.
        why: why it was not priced.
        cost_cents: what the remedy costs, also where it has no price.
    """
    if price is None:
        return parts.Price(None, why_unpriced=why, currency=currency, cost_cents=cost_cents)
    # Adding 0.0 turns -0.0 into 0.0, which would be shown with a minus.
    return parts.Price(
        days=-price.days + 0.0 if price.measurable else 0.0,
        low=-price.high + 0.0,
        high=-price.low + 0.0,
        commitment=whose(price, names),
        money_cents=price.money_cents,
        cost_cents=price.cost_cents,
        currency=currency,
        but=but(price, names),
        at_a_loss=price.measurable and price.days > 0 and not price.gains,
    )


def but(price: Price, names: Mapping[str, str]) -> str:
    """
    Which promises pay for it: “but Brazil live gets 3.9 days later”; empty where none does.

    Where the headline itself gets later, the others only, with “and”.
    """
    later = price.measurable and price.days < 0
    paying = [one for one in price.losses if not (later and one is price.lines[0])]
    if not paying:
        return ""
    first, more = paying[0], len(paying) - 1
    said = f"{names.get(first.commitment) or first.commitment} gets {words.size(first.days)} later"
    others = f", and so {'does' if more == 1 else 'do'} {words.plural(more, 'more promise')}" if more else ""
    return f"{'and' if later else 'but'} {said}{others}"


def net(price: parts.Price) -> str:
    """What it is worth in all, and who pays for it, for the small line under its days."""
    return ", ".join(filter(None, [worth(price) if price.money_cents is not None else "", price.but]))


def no_gain(*, tried: bool, at_a_loss: bool) -> str:
    """What stands in place of days where a finding has no way out that gains."""
    if at_a_loss:
        return "loses more than it gains"
    return "no measurable effect" if tried else "not priced"


def worth(price: parts.Price) -> str:
    """What a price is worth net: “€126k gained”, “€34k lost”, “money unknown”; never 0 for what nobody recorded."""
    cents = price.money_cents
    if cents is None:
        return "money unknown"
    if cents == 0:
        return "nothing gained"
    return f"{words.money(abs(cents), price.currency)} {'lost' if cents < 0 else 'gained'}"


def whose(price: Price, names: Mapping[str, str]) -> str:
    """The milestone that the days are of; where they are weighed over several, it says so, because no single one moves by them."""
    if not price.lines:
        return ""
    first = price.lines[0]
    name = names.get(first.commitment) or first.commitment
    others = price.over - 1 if price.over else sum(1 for one in price.lines[1:] if one.money_cents is not None)
    several = others and abs(first.days - price.days) >= SAME
    return f"{name} and {others} more, weighed" if several else name
