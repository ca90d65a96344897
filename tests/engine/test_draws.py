"""Chance: even, stable, and the same for the same name."""

import numpy as np
import pytest

from leadline.engine.draws import constant, lognormal, look_up, normal_share, normals, share_below, uniforms


def test_a_draw_is_the_same_on_every_machine() -> None:
    # Written down once: a different number here would change every published forecast.
    assert uniforms("work:a", 7, 0, 3).tolist() == uniforms("work:a", 7, 0, 9)[:3].tolist()
    assert uniforms("work:a", 7, 2, 1)[0] == uniforms("work:a", 7, 0, 3)[2]
    assert uniforms("work:a", 7, 0, 1)[0] == pytest.approx(FIRST_DRAW, abs=1e-15)


FIRST_DRAW = 0.9820434468187489


def test_draws_are_even_and_those_of_two_names_or_two_seeds_have_nothing_in_common() -> None:
    one, other, seeded = (uniforms(name, seed, 0, 100_000) for name, seed in [("a", 1), ("b", 1), ("a", 2)])

    # The sd of a mean of 100,000 uniforms is .0009, of a correlation .003.
    assert one.mean() == pytest.approx(0.5, abs=0.004)
    assert np.histogram(one, 10, (0, 1))[0] == pytest.approx(10_000, abs=400)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.015
    assert abs(np.corrcoef(one, seeded)[0, 1]) < 0.015
    assert set(one.tolist()).isdisjoint(seeded.tolist())


def test_normals_have_mean_0_and_sd_1_and_a_way_back() -> None:
    values = normals(uniforms("z", 1, 0, 100_000))

    assert values.mean() == pytest.approx(0, abs=0.015)
    assert values.std() == pytest.approx(1, abs=0.015)
    assert normal_share(normals(np.array([0.1, 0.5, 0.97]))) == pytest.approx([0.1, 0.5, 0.97], abs=1e-9)


def test_the_median_of_a_lognormal_table_is_exact() -> None:
    table = np.array(lognormal(5.0, 0.6))

    assert look_up(table, np.array([0.5]))[0] == 5.0
    # P10 = 5 · exp(-1.2816 · .6), a hair off since it lies between two points of the table
    assert look_up(table, np.array([0.1]))[0] == pytest.approx(5 * np.exp(-1.2816 * 0.6), rel=1e-3)


def test_share_below_is_the_way_back_from_a_table() -> None:
    table = np.array(lognormal(5.0, 0.6))
    shares = np.array([0.01, 0.3, 0.5, 0.99])

    assert share_below(table, look_up(table, shares)) == pytest.approx(shares)
    assert share_below(table, np.array([0.0, 1e9])).tolist() == [0.0, 1.0]
    assert share_below(np.array(constant(3.0)), np.array([2.9, 3.0])).tolist() == [0.0, 1.0]
