"""Odds that several promises hold together."""

from base64 import b64encode
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import evening_of
from leadline.engine.futures import Ends
from leadline.program.commitments import commitments

Bools = NDArray[np.bool_]


def held(futures: Ends) -> dict[str, Bools]:
    """For each commitment that can be foreseen, by milestone: in which futures it holds."""
    snapshot = futures.network.snapshot
    found = {}
    for id, promise in commitments(snapshot).items():
        finishes = futures.finish_of(id)
        if finishes is not None and promise.due:
            found[id] = finishes <= evening_of(promise.due, snapshot.as_of)
    return found


def joint_confidence(held: Mapping[str, Bools], within_budget: Bools | None = None) -> float | None:
    """
    The share of futures in which all of them hold; with a budget, also that.

    Never the product of the single odds: late projects are late together. None where nothing is promised, or nothing of
    it can be foreseen.
    """
    if not held:
        return None
    rows = [*held.values(), *([] if within_budget is None else [within_budget])]
    return float(np.logical_and.reduce(rows).mean())


def packed(holds: Bools) -> str:
    """One bit a future, the first the most significant, as base64; the last byte is filled up with zeros."""
    return b64encode(np.packbits(holds).tobytes()).decode("ascii")
