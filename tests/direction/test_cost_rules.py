"""Figures of the rules about money, by hand."""

import pytest

from leadline.direction.rules.cost_confidence_low import within
from leadline.program.outlook import CostOutlook


@pytest.mark.parametrize(("budget", "odds"), [(99, 0.0), (100, 0.0), (150, 0.5), (200, 1.0), (900, 1.0)])
def test_the_odds_of_a_budget_are_read_from_the_quantiles(budget: int, odds: float) -> None:
    assert within(CostOutlook(tuple(range(100, 201))), budget) == odds
