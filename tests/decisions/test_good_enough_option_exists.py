from datetime import date

from leadline.decisions.rules.good_enough_option_exists import good_enough_option_exists
from leadline.program import document
from leadline.program.case import Case
from leadline.program.outlook import DecisionOutlook, OptionOutlook, Outlook

AS_OF = date(2026, 3, 2)


def said(
    worth_days: float,
    days_per_day: float,
    latest: date = AS_OF,
    worth_cents: int | None = None,
    cost: int | None = None,
) -> list[str]:
    """Two options that meet every must, a decision needed by Thursday 12 March: ten days from now."""
    snapshot = document.read(
        {
            "as_of": AS_OF,
            "milestones": [{"id": "live", "name": "Iberia live", "cost_of_delay_cents": cost}],
            "decisions": [
                {"id": "d", "question": "Which?", "needed_by": "2026-03-12", "options": ["Corvo", "Nordbank"]},
            ],
        }
    )
    options = (OptionOutlook("Corvo", 3.0, None), OptionOutlook("Nordbank", 4.0, None))
    foreseen = DecisionOutlook("d", "live", options, worth_days, worth_cents, latest, days_per_day)
    outlook = Outlook(AS_OF, 7, 1000, "test", decisions={"d": foreseen})
    return [one.remedies[0].says for one in good_enough_option_exists(Case(snapshot, outlook))]


def test_it_speaks_when_waiting_costs_more_than_knowing_could_win() -> None:
    # Ten days at 0.4 a day are 4 days of waiting; knowing everything could win 3.9.
    assert said(worth_days=3.9, days_per_day=0.4) == ["Choose “Nordbank” today."]


def test_it_is_silent_when_knowing_could_win_as_much() -> None:
    assert said(worth_days=4.0, days_per_day=0.4) == []


def test_waiting_is_free_until_the_latest_day() -> None:
    # From 9 to 12 March are 3 days at 0.4: 1.2.
    assert said(worth_days=1.3, days_per_day=0.4, latest=date(2026, 3, 9)) == []
    assert said(worth_days=1.1, days_per_day=0.4, latest=date(2026, 3, 9)) == ["Choose “Nordbank” today."]


def test_less_than_half_a_day_is_not_worth_a_word() -> None:
    assert said(worth_days=0.0, days_per_day=0.049) == []
    assert said(worth_days=0.0, days_per_day=0.05) == ["Choose “Nordbank” today."]


def test_money_decides_where_it_is_known() -> None:
    # 4 days at 100 euros are 400 euros; knowing could win 500 euros, although only 1 day.
    assert said(worth_days=1.0, days_per_day=0.4, worth_cents=50_000, cost=10_000) == []
    assert said(worth_days=9.0, days_per_day=0.4, worth_cents=30_000, cost=10_000) == ["Choose “Nordbank” today."]
