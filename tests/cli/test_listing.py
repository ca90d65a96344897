from leadline.cli.listing import tally, worth
from leadline.program.finding import Price, PriceLine


def test_a_price_is_said_with_its_interval_and_its_money() -> None:
    earlier = Price((), days=4.46, low=4.1, high=4.9, money_cents=6_400_000)
    later = Price((), days=-2.0, low=-2.5, high=-1.5)

    assert worth(earlier, "", "EUR", {}) == "4.5 days earlier (4.1 to 4.9), €64k"
    assert worth(later, "", "EUR", {}) == "2.0 days later (1.5 to 2.5)"


def test_nothing_measurable_and_no_price_are_answers() -> None:
    nothing = Price((), days=0.2, low=-0.1, high=0.5, measurable=False)

    assert worth(nothing, "", "EUR", {}) == "no measurable effect"
    assert worth(None, "Morale has no price.", "EUR", {}) == "no price: Morale has no price."


def test_who_pays_for_a_price_is_said_beside_it_and_its_money_is_net_of_that() -> None:
    lines = (PriceLine("live", 4.5, 4.1, 4.9), PriceLine("off", -3.94, -4.2, -3.7), PriceLine("end", -1.0, -1.2, -0.8))
    names = {"live": "Iberia live", "off": "Checkout 2.0"}

    two = Price(lines[:2], days=4.5, low=4.1, high=4.9, money_cents=-1_200_000)
    three = Price(lines, days=0.1, low=-0.1, high=0.3, measurable=False)
    backwards = Price((lines[1], lines[2]), days=-3.94, low=-4.2, high=-3.7)

    assert worth(two, "", "EUR", names) == (
        "4.5 days earlier (4.1 to 4.9), but Checkout 2.0 gets 3.9 days later, −€12k in all"
    )
    assert worth(three, "", "EUR", names) == (
        "no measurable effect, but Checkout 2.0 gets 3.9 days later, and so does 1 more promise"
    )
    assert worth(backwards, "", "EUR", names) == "3.9 days later (3.7 to 4.2), and end gets 1 day later"


def test_the_tally_counts_what_is_there_and_not_what_is_gone() -> None:
    found = [
        {"severity": "high", "state": "new"},
        {"severity": "low", "state": "still"},
        {"severity": "high", "state": "gone"},
    ]

    assert tally(found, ["D102"], {"S101": "why"}) == (
        "2 findings (1 high, 1 low); 1 rule found nothing, 1 could not look."
    )
