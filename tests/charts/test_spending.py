"""Money over time, drawn."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import words_of, words_stand_apart

from leadline.charts.spending import Spent, spending

MONDAY = date(2026, 3, 2)


def fan(weeks: int = 30, each: int = 40_000_00, first: int = 100_000_00) -> list[Spent]:
    return [
        Spent(
            MONDAY + timedelta(days=7 * n),
            first + each * n,
            first + (each + 5_000_00) * n,
            first + (each + 15_000_00) * n,
        )
        for n in range(weeks + 1)
    ]


@pytest.mark.parametrize("width", [540, 358])
def test_it_names_today_the_budget_the_promise_and_what_it_comes_to(width: int) -> None:
    promise = MONDAY + timedelta(days=100)

    tree = words_stand_apart(spending(fan(), id="s", budget=1_200_000_00, promise=promise, width=width))

    # Thirty weeks of 45k and of 55k after the first 100k.
    assert {"Today", "Budget €1.2M", "Promised 10 Jun", "P50 €1.45M", "P80 €1.75M"} <= set(words_of(tree))
    assert tree.findtext("desc") == (
        "€100k are spent on 2 Mar 2026. By 28 Sep 2026 it is €1.45M in half of the futures and over €1.75M in two of ten. The budget is €1.2M."
    )


def test_a_promise_beyond_the_last_week_is_left_out() -> None:
    assert "Promised" not in spending(fan(4), id="s", promise=date(2027, 1, 1))


def test_the_axis_begins_at_nothing_unless_most_is_spent_already() -> None:
    assert "€0.0" in words_of(words_stand_apart(spending(fan(), id="s")))
    assert "€0.0" not in words_of(words_stand_apart(spending(fan(first=90_000_000_00), id="s")))


def test_without_a_cost_it_says_so() -> None:
    assert "Nobody knows what it costs." in spending([], id="s")


@settings(max_examples=60, deadline=None)
@given(
    cents=st.lists(st.tuples(*[st.integers(-(10**6), 10**13)] * 3), min_size=1, max_size=40),
    budget=st.none() | st.integers(0, 10**13),
    promise=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    width=st.sampled_from([358, 540]),
)
def test_whatever_it_costs_the_words_stand_apart(
    cents: list[tuple[int, int, int]], budget: int | None, promise: date | None, width: int
) -> None:
    weeks = [Spent(MONDAY + timedelta(days=7 * n), *sorted(three)) for n, three in enumerate(cents)]

    words_stand_apart(spending(weeks, id="s", budget=budget, promise=promise, width=width))
