"""
Fit what Leadline ships about release trains, from the history of Kubernetes, without knowing the future.

Usage: python benchmarks/fit_release_priors.py FOLDER

FOLDER holds k8s_freeze_outcomes.csv, k8s_milestone_history.csv and k8s_releases.csv. Printed are the numbers of
src/leadline/engine/priors.json that begin with `release_`, and how well they would have foretold v1.34.

Only what was known on 2025-06-28 is used: targets of releases up to v1.33, and what the enhancements said on that day
about when they were to come. A target is an enhancement that, at a release's freeze, aims a stage at that release. It
is

- kept when the plan of that day still names that release (or an earlier one);
- slipped by n releases when it names a later one that was out by then;
- slipped by more than the releases that were out since when it names one to come;
- dropped when the plan is gone, or the enhancement withdrawn.

How far slips go is a product-limit estimate over n (those still open drop out of what is at risk; the dropped stay in
it, for they never come), so that recent slips, whose length nobody knew yet, do not look short.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import NormalDist, median

KNOWN_ON = "2025-06-28"
LAST = "v1.33"
JUDGED = "v1.34"
SLIPS = 6
SHRINK = 15
GONE = {"withdrawn", "rejected", "replaced", "superseded", "removed", "deferred"}
NEVER = 10**6


@dataclass(frozen=True)
class Target:
    """A stage aimed at a release: kept, or slipped by `late` releases, or not there `open_after` releases later."""

    release: str
    stage: str
    sig: str
    kept: bool
    late: int = 0
    open_after: int = 0


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(release: str) -> int:
    """33 for v1.33; 0 where it is no release."""
    part = release.removeprefix("v1.")
    return int(part) if part.isdigit() else 0


def aimed(folder: Path) -> list[dict[str, str]]:
    """The targets at each enhancements freeze."""
    found = rows(folder / "k8s_freeze_outcomes.csv")
    return [row for row in found if row["at"] == "freeze" and row["active_target"] == "True"]


def targets(folder: Path) -> list[Target]:
    """Every target of a release up to `LAST`, with what was known of it on `KNOWN_ON`."""
    plans: dict[str, dict[str, str]] = {}
    for row in rows(folder / "k8s_milestone_history.csv"):
        if row["date"] <= KNOWN_ON:
            plans[row["kep"]] = row
    return [target(row, plans.get(row["kep"], {})) for row in aimed(folder) if number(row["release"]) <= number(LAST)]


def target(row: Mapping[str, str], plan: Mapping[str, str]) -> Target:
    """What became of one target by the plan of the day."""
    own, planned = number(row["release"]), number(plan.get(f"plan_{row['stage']}", ""))
    since = number(LAST) - own
    head = (row["release"], row["stage"], row["sig"])
    if plan.get("status") in GONE or not planned:
        return Target(*head, kept=False, open_after=NEVER)
    if planned <= own:
        return Target(*head, kept=True)
    if planned <= number(LAST):
        return Target(*head, kept=False, late=planned - own)
    return Target(*head, kept=False, open_after=since)


def slips(found: Iterable[Target]) -> list[float]:
    """Of the targets that are not kept, the share that comes 1 … `SLIPS` releases later."""
    late = [one for one in found if not one.kept]
    left, shares = 1.0, []
    for n in range(1, SLIPS + 1):
        at_risk = sum(one.late >= n or one.open_after >= n for one in late)
        here = sum(one.late == n for one in late)
        shares.append(left * here / at_risk if at_risk else 0.0)
        left -= shares[-1]
    return shares


def kept_shares(found: Iterable[Target]) -> dict[str, float]:
    """The share of targets kept, by stage."""
    by_stage: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        by_stage[one.stage].append(one.kept)
    return {stage: sum(own) / len(own) for stage, own in sorted(by_stage.items())}


def shock(found: Iterable[Target], kept: Mapping[str, float]) -> float:
    """
    The part of the variance of a normal score that targets of one release share.

    By moments: how much more the releases' shares vary than chance allows, over what a unit of the shared score moves a
    share.
    """
    by_release: dict[str, list[Target]] = defaultdict(list)
    for one in found:
        by_release[one.release].append(one)
    excess = weight = 0.0
    for own in by_release.values():
        odds = [kept[one.stage] for one in own]
        gap = sum(one.kept - odd for one, odd in zip(own, odds, strict=True))
        moved = sum(_density(odd) for odd in odds)
        excess += gap**2 - sum(odd * (1 - odd) for odd in odds)
        weight += moved**2
    return max(excess / weight, 0.0)


def _density(odds: float) -> float:
    z = NormalDist()
    return z.pdf(z.inv_cdf(odds))


def interval(folder: Path) -> int:
    """The middling number of days between two releases that were out by `LAST`."""
    out = [
        date.fromisoformat(row["released"])
        for row in rows(folder / "k8s_releases.csv")
        if number(row["release"]) <= number(LAST)
    ]
    return round(median((later - sooner).days for sooner, later in pairwise(out)))


def fit(folder: Path) -> dict[str, object]:
    """The numbers to ship."""
    found = targets(folder)
    kept = kept_shares(found)
    return {
        "release_kept": {stage: round(share, 3) for stage, share in kept.items()},
        "release_slips": [round(share, 3) for share in slips(found)],
        "release_shock": round(shock(found, kept), 3),
        "release_interval_days": interval(folder),
    }


def log_losses(folder: Path) -> dict[str, float]:
    """How well each way would have foretold `JUDGED`: mean of -log of the odds given to what happened."""
    found = targets(folder)
    judged = [row for row in aimed(folder) if row["release"] == JUDGED]
    base = sum(one.kept for one in found) / len(found)
    kept = kept_shares(found)
    shrunk = {}
    for stage, sig in {(row["stage"], row["sig"]) for row in judged}:
        own = [one.kept for one in found if (one.stage, one.sig) == (stage, sig)]
        shrunk[stage, sig] = (sum(own) + SHRINK * kept[stage]) / (len(own) + SHRINK)
    ways = {
        "one rate for all": [base for _ in judged],
        "rate by stage (shipped)": [kept[row["stage"]] for row in judged],
        "stage x SIG, shrunk (with counts)": [shrunk[row["stage"], row["sig"]] for row in judged],
    }
    return {
        way: -sum(log(odd if row["outcome"] == "kept" else 1 - odd) for odd, row in zip(odds, judged, strict=True))
        / len(judged)
        for way, odds in ways.items()
    }


def main() -> None:
    """Print the fit, and how it would have done."""
    folder = Path(sys.argv[1])
    found = targets(folder)
    print(json.dumps(fit(folder), indent=2))
    print(f"fitted on {len(found)} targets up to {LAST}, {sum(one.kept for one in found)} kept, as known on {KNOWN_ON}")
    for way, loss in log_losses(folder).items():
        print(f"log loss on {JUDGED}: {loss:.3f}  {way}")


if __name__ == "__main__":
    main()
