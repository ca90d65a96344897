"""What is known before a program has a history of its own: ratios measured on public ones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from statistics import NormalDist
from typing import Any

from leadline.engine.draws import shares_of_points


@dataclass(frozen=True)
class Priors:
    """
    The shipped measurements.

    `effort_ratio` is a quantile table of actual effort over estimate. `release_kept` is the share of targets of a class
    that make the release they aim at, `release_slips` the shares of the others that come one, two … releases later;
    what these leave over comes never. `release_shock` is the part of the variance (of a normal score) that targets of
    one release have in common.
    """

    effort_ratio: tuple[float, ...]
    log_spread: float
    delivery_kept: float
    delivery_late_median_days: float
    delivery_late_log_sd: float
    release_kept: Mapping[str, float]
    release_slips: tuple[float, ...]
    release_shock: float
    release_interval_days: float


@cache
def shipped() -> Priors:
    """The measurements in `priors.json`."""
    plain: dict[str, Any] = json.loads(files("leadline.engine").joinpath("priors.json").read_text("utf-8"))
    measured = {float(share): ratio for share, ratio in plain["effort_ratio"].items()}
    z = NormalDist()
    return Priors(
        effort_ratio=_ratio_table(measured, plain["effort_ratio_log_sd"]),
        # The sd of a lognormal that is as wide from P20 to P80 as what was measured.
        log_spread=log(measured[0.8] / measured[0.2]) / (z.inv_cdf(0.8) - z.inv_cdf(0.2)),
        delivery_kept=plain["delivery_kept"],
        delivery_late_median_days=plain["delivery_late_median_days"],
        delivery_late_log_sd=plain["delivery_late_log_sd"],
        release_kept=plain["release_kept"],
        release_slips=tuple(plain["release_slips"]),
        release_shock=plain["release_shock"],
        release_interval_days=plain["release_interval_days"],
    )


def _ratio_table(measured: Mapping[float, float], log_sd: float) -> tuple[float, ...]:
    """Straight lines between the measured quantiles; outside them a lognormal of the measured spread goes on."""
    return tuple(_ratio_at(share, sorted(measured.items()), log_sd) for share in shares_of_points())


def _ratio_at(share: float, points: list[tuple[float, float]], log_sd: float) -> float:
    for end in (points[0], points[-1]):
        if (share <= end[0]) if end is points[0] else (share >= end[0]):
            z = NormalDist()
            return end[1] * exp(log_sd * (z.inv_cdf(share) - z.inv_cdf(end[0])))
    left, right = next((one, two) for one, two in pairwise(points) if one[0] <= share <= two[0])
    return left[1] + (share - left[0]) / (right[0] - left[0]) * (right[1] - left[1])
