"""Compiled draws beside the same formulas over whole arrays."""

import numpy as np
import pytest

from leadline.engine.draws import constant, lognormal, look_up, share_below, uniforms
from leadline.engine.efforts import PARETO
from leadline.engine.rows import Effort, Source

SEED, FUTURES = 7, 4_000
FACTORS = (("team:web", 0.2), ("program:checkout", 0.15))


def expected(row: Effort, source: Source) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Working days left, all futures at once."""
    own = uniforms(f"{source.program}|{row.key}", SEED, 0, FUTURES)
    heavy = uniforms(f"{source.program}|{row.key}|heavy", SEED, 0, FUTURES)
    times = np.exp(sum((sd * source.scores(name) for name, sd in row.factors), start=np.zeros(FUTURES)))
    if row.heavy_share:
        rest = np.minimum((1 - heavy) / row.heavy_share, 1.0)
        times = times * np.minimum(rest ** (-1 / PARETO), row.heavy_cap)
    table = np.array(row.table)
    if not row.spent:
        return np.asarray(times * look_up(table, own))
    gone = share_below(table, row.spent / times)
    left = times * look_up(table, np.minimum(gone + own * (1 - gone), 1.0)) - row.spent
    overdue = row.spent * ((1 - own * (1 - 1 / 1024)) ** (-1 / PARETO) - 1)
    return np.maximum(np.where(gone > 127 / 128, overdue, left), 0.0)


@pytest.mark.parametrize("factors", [(), FACTORS])
@pytest.mark.parametrize("heavy_share", [0.0, 0.03, 1.0])
@pytest.mark.parametrize("spent", [0.0, 2.0, 500.0])
@pytest.mark.parametrize("table", [lognormal(5.0, 0.6), constant(3.0), lognormal(0.0, 1.0)])
def test_each_future_draws_what_the_formula_says(
    table: tuple[float, ...], spent: float, heavy_share: float, factors: tuple[tuple[str, float], ...]
) -> None:
    row = Effort("work:a", table, factors, heavy_share, 20.0, spent)
    source = Source(SEED, FUTURES, "checkout")

    assert np.allclose(row.draw(source), expected(row, source), rtol=1e-12, atol=1e-12)


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    row = Effort("work:a", lognormal(5.0, 0.6))

    short, long = row.draw(Source(SEED, 100)), row.draw(Source(SEED, 1_000))

    assert np.array_equal(short, long[:100])
