"""
Odds that something makes the release it is committed to: how often its kind and its team did, drawn together.

A logistic model whose effects are held back by what little is known of each (a ridge, which is a normal prior): a team with few
outcomes has the odds of its kind, one with many has its own. It stands for the shrunk rates of FORECAST.md §3 C and
takes in what else is known: how often a commitment was carried over, and how long before the release it was made.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KIND, TEAM, KNOWN, OVERALL = 1.0, 0.1, 0.1, 4.0
"""Prior variances of the log-odds: of kinds, of teams, of each known figure by one standard deviation, and of the whole."""

LIKE_ELSEWHERE = 0.17
"""The same of the whole and of kinds where shares are known from elsewhere: together as good as fifteen outcomes of one's own."""

HALF_LIFE = 8.0
"""Releases after which an outcome counts half."""

MOST_CARRIED, STEPS = 3, 50
SLIPS_WEIGH = 15.0


@dataclass(frozen=True)
class Committed:
    """
    A commitment to a release: its kind (stage), its team, how often it was carried over from an earlier one (None: not known),
    and how many days before the release it was made.
    """

    kind: str = ""
    team: str = ""
    carried: float | None = None
    lead_days: float | None = None


class ReleaseOdds:
    """
    Odds learned from outcomes.

    Args:
        past: commitments whose release is over.
        kept: whether each made it.
        ago: how many releases ago each was.
        elsewhere: the share kept of each kind elsewhere, and under no name that of any; what is learned here moves them.
    """

    def __init__(
        self,
        past: Sequence[Committed],
        kept: Sequence[bool],
        ago: Sequence[float],
        elsewhere: Mapping[str, float] | None = None,
    ) -> None:
        self._overall, self._kind = (LIKE_ELSEWHERE, LIKE_ELSEWHERE) if elsewhere else (OVERALL, KIND)
        # With nothing learned the odds are those known from elsewhere: what doubt takes from them is given back here.
        doubt = sqrt(1 + pi * (self._overall + self._kind + TEAM) / 8)
        self._elsewhere = {kind: doubt * log(share / (1 - share)) for kind, share in (elsewhere or {}).items()}
        self._kinds = {name: place for place, name in enumerate(sorted({one.kind for one in past}))}
        self._teams = {name: place for place, name in enumerate(sorted({one.team for one in past}))}
        figures = np.array([_figures(one) for one in past], dtype=np.float64).reshape(-1, 2)
        some = np.isfinite(figures)
        count = np.maximum(some.sum(axis=0), 1)
        self._middle = np.where(some, figures, 0.0).sum(axis=0) / count
        spread = np.sqrt(np.where(some, (figures - self._middle) ** 2, 0.0).sum(axis=0) / count)
        self._scale = np.where(spread > 1e-9, spread, np.inf)
        sizes = [1, len(self._kinds), len(self._teams), 2]
        self._prior = 1 / np.repeat([self._overall, self._kind, TEAM, KNOWN], sizes)
        weights = 0.5 ** (np.asarray(ago, dtype=np.float64) / HALF_LIFE)
        self._effects, self._doubt = self._fitted(
            self._rows(past), np.asarray(kept, dtype=np.float64), weights, self._start(past)
        )

    def odds(self, commitments: Sequence[Committed]) -> Floats:
        """
        The odds of each: even where nothing is known, and drawn towards even by what is not known of their effects.

        MacKay 1992: the mean of a logistic of a normal, by scaling its argument with the variance.
        """
        rows = self._rows(commitments)
        doubt = np.einsum("ij,jk,ik->i", rows, self._doubt, rows)
        # A kind or team never seen may lie anywhere its prior says.
        doubt += [
            self._kind * (one.kind not in self._kinds) + TEAM * (one.team not in self._teams) for one in commitments
        ]
        told = (rows @ self._effects + self._start(commitments)) / np.sqrt(1 + np.pi * doubt / 8)
        return np.asarray(1 / (1 + np.exp(-told)), dtype=np.float64)

    def _start(self, commitments: Sequence[Committed]) -> Floats:
        """Where the log-odds of each begin: as elsewhere, or even."""
        any_kind = self._elsewhere.get("", 0.0)
        return np.array([self._elsewhere.get(one.kind, any_kind) for one in commitments], dtype=np.float64)

    def _rows(self, commitments: Sequence[Committed]) -> Floats:
        rows = np.zeros((len(commitments), len(self._prior)))
        rows[:, 0] = 1.0
        for number, one in enumerate(commitments):
            if one.kind in self._kinds:
                rows[number, 1 + self._kinds[one.kind]] = 1.0
            if one.team in self._teams:
                rows[number, 1 + len(self._kinds) + self._teams[one.team]] = 1.0
            known = (np.array(_figures(one)) - self._middle) / self._scale
            rows[number, -2:] = np.where(np.isfinite(known), known, 0.0)
        return rows

    def _fitted(self, rows: Floats, kept: Floats, weights: Floats, start: Floats) -> tuple[Floats, Floats]:
        """The most likely effects by Newton's method, and their covariance there."""
        effects = np.zeros(rows.shape[1])
        curve = np.diag(self._prior)
        for _ in range(STEPS):
            share = 1 / (1 + np.exp(-np.clip(rows @ effects + start, -30, 30)))
            slope = rows.T @ (weights * (kept - share)) - self._prior * effects
            curve = (rows * (weights * share * (1 - share))[:, None]).T @ rows + np.diag(self._prior)
            step = np.linalg.solve(curve, slope)
            effects = effects + step
            if np.abs(step).max() < 1e-9:
                break
        return effects, np.linalg.inv(curve)


def _figures(one: Committed) -> tuple[float, float]:
    carried = np.nan if one.carried is None else min(max(one.carried, 0.0), MOST_CARRIED)
    lead = np.nan if one.lead_days is None else log1p(max(one.lead_days, 0.0))
    return float(carried), float(lead)


def slip_shares(slips: Sequence[int], prior: Sequence[float]) -> tuple[float, ...]:
    """
    Of what missed its release, the share that came one, two … releases later; what is left over comes never.

    Args:
        slips: releases late of own outcomes; 0 for what was given up.
        prior: the same shares as measured elsewhere, which count for fifteen outcomes.
    """
    seen = Counter(min(one, len(prior)) for one in slips)
    return tuple(
        (seen[number + 1] + SLIPS_WEIGH * share) / (len(slips) + SLIPS_WEIGH) for number, share in enumerate(prior)
    )
