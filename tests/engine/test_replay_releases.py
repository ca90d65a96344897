"""Odds of past releases are replayed with what was known when each target was set."""

from typing import Any

import pytest
from tests.engine.programs import program

from leadline.engine.replay_releases import replay_releases


def targets(release: int, kept: int, missed: int) -> list[dict[str, Any]]:
    """What aimed at a release of a quarter, set six weeks before it left."""
    day = f"2025-{3 * release:02}-20"
    told = ["kept"] * kept + ["missed"] * missed
    return [
        {"id": f"r{release}-{n:02}", "release_class": "alpha", "release": f"v{release}", "release_on": day,
         "made_on": f"2025-{3 * release - 1:02}-08", "outcome": outcome}
        for n, outcome in enumerate(told)
    ]  # fmt: skip


def test_a_release_is_replayed_with_the_outcomes_before_it_and_not_its_own() -> None:
    said = replay_releases(program([], targets=[*targets(1, 20, 0), *targets(2, 0, 20), *targets(3, 10, 10)]))
    odds = {one.subject[:2]: one.odds for one in said}
    # Nothing was out before the first; the second was foreseen after twenty of twenty, the third after half of forty.
    assert sorted(odds) == ["r2", "r3"]
    assert (odds["r2"] or 0) > 0.85
    assert 0.3 < (odds["r3"] or 0) < 0.7
    assert sum(one.happened_on is not None for one in said) == 10


def test_what_was_set_before_the_last_release_was_out_does_not_know_it() -> None:
    early = [{**one, "made_on": "2025-03-01"} for one in targets(2, 5, 5)]
    assert replay_releases(program([], targets=[*targets(1, 20, 0), *early])) == []


@pytest.mark.parametrize(
    "told", [[], targets(1, 3, 2), [{"id": "a", "outcome": "kept"}]], ids=["none", "few", "no day"]
)
def test_with_little_to_go_by_nothing_is_said(told: list[dict[str, Any]]) -> None:
    assert replay_releases(program([], targets=told)) == []
