"""Table C: whether what is committed to a release makes it, release by release, knowing only releases that were over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.reading import day, flag, number, table
from leadline.engine.forecast.release import Committed, ReleaseOdds
from leadline.engine.forecast.scores import auc, brier, ece, log_loss

TITLE = "C. Whether what is committed to a release makes it; only releases that were over are known"
Floats = NDArray[np.float64]

WARM_UP, BINS, NOVA_GOAL, BASE_GOAL = {"k8s": 5, "nova": 4}, 5, 0.69, 0.005
"""Releases before the first that is scored; bins of the v1.34 table; the gates of FORECAST.md §6."""

COMPARED = "v1.34"
FREEZE = ("release", "at", "as_of", "kep", "title", "sig", "stage", "prior_slips", "outcome", "active_target")
SPECS = ("project", "release", "release_index", "release_date", "approved_on", "outcome", "times_approved_before")


@dataclass(frozen=True)
class Outcome:
    """A commitment, the number of its release, when it was made, when it was known how it ended, and whether it was kept."""

    what: Committed
    release: int
    made: int
    known: int
    kept: bool


Method = Callable[[Sequence[Outcome], Sequence[Outcome]], Floats]


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table of each source and give its figures; None without a file."""
    sources = {
        "k8s": kubernetes(folder, "freeze"),
        "k8s code freeze": kubernetes(folder, "code_freeze"),
        "nova": specs(folder),
    }
    if not any(sources.values()):
        return None
    print(f"  {'source':<16} {'method':<24} {'n':>4} {'brier':>6} {'log':>6} {'auc':>5} {'ece':>5}")
    found: dict[str, Any] = {name: _source(name, rows) for name, rows in sources.items() if rows}
    if compared := _compared(folder):
        found[COMPARED] = compared
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """The log loss on Kubernetes beside that of the rate by stage, and on nova."""
    line: dict[str, Any] = {}
    if "k8s" in found:
        line["k8s"] = [round(found["k8s"][one]["log"], 4) for one in ("Leadline", "rate by kind")]
    if "nova" in found:
        line["nova"] = round(found["nova"]["Leadline"]["log"], 4)
    return line


def missed(found: dict[str, Any]) -> list[str]:
    """What of FORECAST.md §6 does not hold."""
    line, wrong = in_line(found), []
    if "k8s" in line and line["k8s"][0] > line["k8s"][1] + BASE_GOAL:
        wrong.append(f"k8s log loss {line['k8s'][0]}: goal {line['k8s'][1] + BASE_GOAL:.4f}")
    if "nova" in line and line["nova"] >= NOVA_GOAL:
        wrong.append(f"nova log loss {line['nova']}: goal below {NOVA_GOAL}")
    return wrong


def kubernetes(folder: Path, at: str) -> list[Outcome]:
    """Enhancements that were targets of a release at a moment of it; a release is known once it is out."""
    rows, releases = (
        table(folder, "k8s_freeze_outcomes", FREEZE),
        table(folder, "k8s_releases", ("release", "released")),
    )
    if not rows:
        return []
    out = dict(zip(releases["release"], map(day, releases["released"]), strict=True)) if releases else {}
    lines = [dict(zip(rows, line, strict=True)) for line in zip(*rows.values(), strict=True)]
    lines = [
        one
        for one in lines
        if one["at"] == at and flag(one["active_target"]) and one["outcome"] not in (None, "pending")
    ]
    order = {name: place for place, name in enumerate(sorted({one["release"] for one in lines}, key=_version))}
    found = []
    for one in lines:
        made, known = day(one["as_of"]), out.get(one["release"])
        if made is not None:
            what = Committed(str(one["stage"] or ""), str(one["sig"] or ""), number(one["prior_slips"]))
            found.append(Outcome(what, order[one["release"]], made, known or made + 10_000, one["outcome"] == "kept"))
    return found


def specs(folder: Path) -> list[Outcome]:
    """Specifications approved for a release, made the day they were approved."""
    rows = table(folder, "openstack_specs_outcomes", SPECS)
    found = []
    for line in zip(*rows.values(), strict=True) if rows else ():
        one = dict(zip(SPECS, line, strict=True))
        made, known, release = day(one["approved_on"]), day(one["release_date"]), number(one["release_index"])
        if made is None or known is None or release is None or not one["outcome"]:
            continue
        # Approved before the last release was out, it could have been worked on only since then.
        what = Committed("", str(one["project"] or ""), number(one["times_approved_before"]), float(known - made))
        found.append(Outcome(what, int(release), made, known, one["outcome"] == "implemented"))
    return found


def _version(name: str) -> list[int]:
    return [int(part) for part in str(name).lstrip("v").split(".") if part.isdigit()]


def _leadline(past: Sequence[Outcome], now: Sequence[Outcome]) -> Floats:
    release = now[0].release
    model = ReleaseOdds([one.what for one in past], [one.kept for one in past], [release - one.release for one in past])
    return model.odds([one.what for one in now])


def _rate(of: Callable[[Outcome], object], last: int = 0, prior: float = 2.0, towards: Method | None = None) -> Method:
    """The share kept of those alike, drawn to that of all (or to other odds); of the last releases only where so many are named."""

    def odds(past: Sequence[Outcome], now: Sequence[Outcome]) -> Floats:
        known = [one for one in past if not last or one.release >= max(one.release for one in past) - last + 1]
        whole = towards(past, now) if towards else np.full(len(now), np.mean([one.kept for one in known]))
        alike = [[one.kept for one in known if of(one) == of(own)] for own in now]
        return np.array([(sum(kept) + prior * to) / (len(kept) + prior) for kept, to in zip(alike, whole, strict=True)])

    return odds


BY_KIND = _rate(lambda one: one.what.kind)
METHODS: dict[str, Method] = {
    "global rate": _rate(lambda one: ""),
    "rate by kind": BY_KIND,
    "rate of last 3 releases": _rate(lambda one: "", last=3),
    "rate by kind and team": _rate(lambda one: (one.what.kind, one.what.team), prior=15.0, towards=BY_KIND),
    "Leadline": _leadline,
}


def _source(name: str, rows: list[Outcome]) -> dict[str, Any]:
    first = sorted({one.release for one in rows})[: WARM_UP[name.split()[0]]]
    found = {}
    for method, odds in METHODS.items():
        given, kept = _rolled(rows, set(first), odds)
        if not len(given):
            continue
        found[method] = {
            "n": len(given), "brier": brier(given, kept), "log": log_loss(given, kept), "auc": auc(given, kept), "ece": ece(given, kept),
        }  # fmt: skip
        one, mark = found[method], "*" if method == "Leadline" else " "
        print(
            f" {mark}{name:<16} {method:<24} {one['n']:>4} {one['brier']:>6.4f} {one['log']:>6.4f} {one['auc']:>5.3f} {one['ece']:>5.3f}"
        )
    return found


def _rolled(rows: list[Outcome], skip: set[int], odds: Method) -> tuple[Floats, NDArray[np.bool_]]:
    """The odds of all that are scored and how they ended: each with the releases that were out on the day it was made."""
    groups: dict[tuple[int, int], list[Outcome]] = {}
    ends = sorted({one.known for one in rows})
    for one in rows:
        if one.release not in skip:
            groups.setdefault((one.release, int(np.searchsorted(ends, one.made, side="right"))), []).append(one)
    given, kept = [], []
    for (_, _), now in sorted(groups.items(), key=lambda pair: pair[0]):
        past = [one for one in rows if one.known <= now[0].made]
        if len({one.kept for one in past}) == 2:
            given.append(odds(past, now))
            kept += [one.kept for one in now]
    return np.concatenate([np.zeros(0), *given]), np.array(kept, dtype=np.bool_)


def _compared(folder: Path) -> dict[str, Any] | None:
    """What was foreseen for each enhancement of one release at its freeze, beside what happened, by bins of odds."""
    rows, number_of = kubernetes(folder, "freeze"), _place(table(folder, "k8s_freeze_outcomes", FREEZE))
    now = [one for one in rows if one.release == number_of]
    if not now:
        return None
    past = [one for one in rows if one.known <= min(own.made for own in now)]
    odds, kept = _leadline(past, now), np.array([one.kept for one in now])
    print(
        f"  {COMPARED} at its freeze: {odds.sum():.1f} of {len(now)} expected, {kept.sum()} made it; log {log_loss(odds, kept):.4f}, brier {brier(odds, kept):.4f}"
    )
    order = np.array_split(np.argsort(odds, kind="stable"), BINS)
    bins = [
        {"n": len(one), "odds": float(odds[one].mean()), "kept": float(kept[one].mean())} for one in order if len(one)
    ]
    for one in bins:
        print(f"    {one['n']:>3} with odds about {100 * one['odds']:.0f} %: {100 * one['kept']:.0f} % made it")
    return {
        "expected": float(odds.sum()),
        "kept": int(kept.sum()),
        "n": len(now),
        "log": log_loss(odds, kept),
        "bins": bins,
    }


def _place(raw: dict[str, Any] | None) -> int:
    """The number of the compared release among those that are over; -1 where it is not there."""
    lines = zip(raw["release"], raw["at"], raw["active_target"], raw["outcome"], strict=True) if raw else ()
    over = {
        name
        for name, at, target, outcome in lines
        if at == "freeze" and flag(target) and outcome not in (None, "pending")
    }
    return sorted(over, key=_version).index(COMPARED) if COMPARED in over else -1
