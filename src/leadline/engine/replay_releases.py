"""The odds that would have been given for past releases, with what was known when each target was set."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from leadline.engine.forecast.said import Said
from leadline.engine.past_work import FEW_ITEMS
from leadline.engine.releases import committed, odds_after, outcomes
from leadline.program.finished import told_apart
from leadline.program.snapshot import Snapshot
from leadline.program.targets import Target


def replay_releases(snapshot: Snapshot) -> list[Said]:
    """
    What would have been said of each target of a release that is out, oldest first.

    Only outcomes of releases that were out on the day a target was set are learned from; while they are few nothing is said.
    The shipped shares are not used: they were measured on some of these very outcomes (FORECAST.md §8).
    """
    over = [
        one for one in snapshot.targets if one.outcome != "open" and one.release_on and one.release_on < snapshot.as_of
    ]
    by_day = sorted(over, key=lambda one: (_set_on(one), one.id))
    return [said for day, own in groupby(by_day, key=_set_on) for said in _on(snapshot, day, list(own))]


def _on(snapshot: Snapshot, day: date, own: list[Target]) -> Iterator[Said]:
    teams, known = told_apart(snapshot), outcomes(snapshot)
    if sum(one.release_on < day for one in known) < FEW_ITEMS:
        return
    odds = odds_after(known, day, elsewhere=None).odds([committed(one, teams) for one in own])
    for target, share in zip(own, odds.tolist(), strict=True):
        came = target.release_on if target.outcome == "kept" else None
        yield Said("release", target.id, day, (), came, due=target.release_on, odds=share)


def _set_on(target: Target) -> date:
    """The day it was set; where that is not known or makes no sense, that of the release."""
    assert target.release_on is not None  # noqa: S101 - chosen for it; this is for the type checker
    return min(target.made_on or target.release_on, target.release_on)
