"""Figures of the rules about money, by hand."""

import pytest
from tests.rules.scenes import document

from leadline.direction.rules.cost_confidence_low import within
from leadline.direction.rules.cost_performance_low import Earned, cost_performance_low
from leadline.program.case import Case
from leadline.program.outlook import CostOutlook


def test_the_index_and_what_the_rest_would_have_to_come_to() -> None:
    # BAC 100, EV 40, AC 50: CPI = 40 / 50, TCPI = (100 − 40) / (100 − 50).
    earned = Earned(complete=0.4, spent=0.5)

    assert (earned.index, earned.needed) == (pytest.approx(0.8), pytest.approx(1.2))


def test_with_no_money_left_the_rest_cannot_come_out() -> None:
    assert Earned(complete=0.9, spent=1.0).needed == float("inf")


def test_the_cost_is_given_as_a_range_and_never_as_one_number() -> None:
    plain = {
        "as_of": "2026-03-02",
        "budget_cents": 100,
        "spent_cents": 50,
        "work": [
            {"id": "A", "estimate": "40d", "state": "done", "done_on": "2026-02-20"},
            {"id": "B", "estimate": "60d"},
        ],
    }

    (found,) = cost_performance_low(Case(document.read({"id": "p", **plain})))

    # Spent 50, and the 60 left as planned: 110. At .8 for each: 100 / .8 = 125.
    assert found.evidence[1].says == (
        "Cost at completion: 110\u00a0% of the budget if the rest goes as planned, 125\u00a0% if it goes on like this."
    )
    assert found.audience == "tpm"


@pytest.mark.parametrize(("budget", "odds"), [(99, 0.0), (100, 0.0), (150, 0.5), (200, 1.0), (900, 1.0)])
def test_the_odds_of_a_budget_are_read_from_the_quantiles(budget: int, odds: float) -> None:
    assert within(CostOutlook(tuple(range(100, 201))), budget) == odds
