"""What is shipped about release trains is what the documented script fits, and it knew nothing of the future."""

import csv
import json
import os
from importlib.resources import files
from pathlib import Path

import pytest
from benchmarks.fit_release_priors import Target, fit, kept_shares, log_losses, shock, slips, target


@pytest.fixture
def history() -> Path:
    folder = Path(os.environ.get("LEADLINE_HISTORY", ""))
    if not (folder / "k8s_freeze_outcomes.csv").is_file():
        pytest.skip("LEADLINE_HISTORY does not name the folder with k8s_freeze_outcomes.csv, so nothing was refitted")
    return folder


def test_the_shipped_numbers_are_those_of_the_script(history: Path) -> None:
    shipped = json.loads(files("leadline.engine").joinpath("priors.json").read_text("utf-8"))

    assert {name: value for name, value in shipped.items() if name.startswith("release_")} == fit(history)


def test_they_foretell_the_next_release_better_than_one_rate_for_all(history: Path) -> None:
    losses = log_losses(history)

    assert losses["rate by stage (shipped)"] < losses["one rate for all"]


def test_nothing_that_happened_later_changes_the_fit(history: Path, tmp_path: Path) -> None:
    for name, day in (
        ("k8s_freeze_outcomes.csv", "as_of"),
        ("k8s_milestone_history.csv", "date"),
        ("k8s_releases.csv", "released"),
    ):
        with (history / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            # Outcomes are hindsight, whatever their day.
            writer.writerows(
                {**row, **({"outcome": "?", "final_value": ""} if "outcome" in row else {})}
                for row in rows
                if row[day] <= "2025-06-28"
            )

    assert fit(tmp_path) == fit(history)


def of(release: str, stage: str = "beta") -> dict[str, str]:
    return {"release": release, "stage": stage, "sig": "sig-node"}


def test_what_became_of_a_target_by_hand() -> None:
    assert target(of("v1.30"), {"plan_beta": "v1.30", "status": "implementable"}).kept
    assert target(of("v1.30"), {"plan_beta": "v1.32"}) == Target("v1.30", "beta", "sig-node", False, late=2)
    # Planned for a release that was not out: not there yet three releases later.
    assert target(of("v1.30"), {"plan_beta": "v1.35"}) == Target("v1.30", "beta", "sig-node", False, open_after=3)
    assert target(of("v1.30"), {"plan_beta": "v1.30", "status": "withdrawn"}).open_after > 100
    assert not target(of("v1.30"), {}).kept


def test_slips_that_are_still_open_do_not_look_short() -> None:
    late = [Target("r", "beta", "s", False, late=n) for n in (1, 1, 2)]
    still_open = [Target("r", "beta", "s", False, open_after=1)]
    dropped = [Target("r", "beta", "s", False, open_after=10**6)]

    # Five at risk of coming one later: two do. Of the three left one is no longer watched: one of two comes two later.
    assert slips(late + still_open + dropped)[:3] == pytest.approx([0.4, 0.6 * 0.5, 0.0])


def test_releases_that_all_keep_half_share_no_luck_and_all_or_nothing_is_nothing_else() -> None:
    even = [Target(f"v{n}", "beta", "s", kept=k) for n in range(6) for k in (True, False) * 10]
    together = [Target(f"v{n}", "beta", "s", kept=n % 2 == 0) for n in range(6) for _ in range(20)]

    assert kept_shares(even) == {"beta": 0.5}
    assert shock(even, {"beta": 0.5}) == 0.0
    # (10² - 20 · ¼) / (20 · .3989)²
    assert shock(together, {"beta": 0.5}) == pytest.approx(95 / (20 * 0.3989) ** 2, rel=1e-3)
