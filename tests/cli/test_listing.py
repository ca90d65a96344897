from leadline.cli.listing import tally, worth
from leadline.program.finding import Price


def test_a_price_is_said_with_its_interval_and_its_money() -> None:
    earlier = Price((), days=4.46, low=4.1, high=4.9, money_cents=6_400_000)
    later = Price((), days=-2.0, low=-2.5, high=-1.5)

    assert worth(earlier, "", "EUR") == "4.5 days earlier (4.1 to 4.9), €64k"
    assert worth(later, "", "EUR") == "2.0 days later (1.5 to 2.5)"


def test_nothing_measurable_and_no_price_are_answers() -> None:
    nothing = Price((), days=0.2, low=-0.1, high=0.5, measurable=False)

    assert worth(nothing, "", "EUR") == "no measurable effect"
    assert worth(None, "Morale has no price.", "EUR") == "no price: Morale has no price."


def test_the_tally_counts_what_is_there_and_not_what_is_gone() -> None:
    found = [
        {"severity": "high", "state": "new"},
        {"severity": "low", "state": "still"},
        {"severity": "high", "state": "gone"},
    ]

    assert tally(found, ["D102"], {"S101": "why"}) == (
        "2 findings (1 high, 1 low); 1 rule found nothing, 1 could not look."
    )
