"""A computed price as a page shows it: on pages earlier is minus, in the record a gain is plus."""

from leadline.charts import parts
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
        commitment=_whose(price, names),
        money_cents=price.money_cents,
        cost_cents=price.cost_cents,
        currency=currency,
    )


def _whose(price: Price, names: dict[str, str]) -> str:
    """The milestone that the days are of; where they are weighed over several, it says so, because no single one moves by them."""
    if not price.lines:
        return ""
    first = price.lines[0]
    name = names.get(first.commitment, first.commitment)
    others = sum(1 for one in price.lines[1:] if one.money_cents is not None)
    several = others and abs(first.days - price.days) >= SAME
    return f"{name} and {others} more, weighed" if several else name
