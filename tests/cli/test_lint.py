import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Leadline


def test_it_looks_at_a_document_without_a_database(leadline: Leadline, document: Path) -> None:
    answer = leadline("lint", document, "--futures", "200", "--json")

    said = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert list(said) == [
        "schema",
        "as_of",
        "seed",
        "futures",
        "engine",
        "findings",
        "clean",
        "blind",
        "outlook",
        "no_forecast",
    ]
    assert (said["schema"], said["as_of"], said["futures"]) == (1, "2026-03-02", 200)
    finding = next(one for one in said["findings"] if one["rule"] == "D203")
    assert list(finding) == ["id", "rule", "subject", "severity", "says", "state", "evidence", "remedies"]
    assert list(finding["remedies"][0]) == ["says", "edits", "price", "why_unpriced", "net_money"]


def test_it_says_where_the_program_lands_and_money_by_day_to_the_tpm_only(leadline: Leadline, document: Path) -> None:
    document.write_text(document.read_text().replace("name: Mara}", "name: Mara, day_rate_cents: 50000}"))

    everybody, tpm = (
        json.loads(leadline("lint", document, "--futures", "200", "--audience", who, "--json").stdout)["outlook"]
        for who in ("all", "tpm")
    )

    # Ten working days on one pair of hands cannot end before Friday 13 March.
    assert "2026-03-06" < everybody["p50"] <= everybody["p80"]
    assert everybody["cost_cents"]["p50"] > 0
    assert (everybody["waits_for"], everybody["risks"], everybody["spending"]) == ([], [], [])
    assert tpm["spending"][0] == {"by": "2026-03-02", "p20": 0, "p50": 0, "p80": 0}
    # The first week is five days of 500.
    assert tpm["spending"][1]["p50"] == 250_000


def test_one_thread_and_two_give_the_same_bytes(leadline: Leadline, document: Path) -> None:
    one = leadline("lint", document, "--futures", "200", "--threads", "1", "--json")
    two = leadline("lint", document, "--futures", "200", "--threads", "2", "--json")

    assert one.stdout_bytes == two.stdout_bytes


def test_it_fails_on_a_finding_of_the_level_and_not_below(leadline: Leadline, document: Path) -> None:
    look = ("lint", document, "--futures", "200", "--fail-on")

    assert leadline(*look, "high").exit_code == 1
    assert leadline(*look, "critical").exit_code == 0
    assert leadline(*look, "hihg").exit_code == 2


def test_it_still_fails_when_nobody_reads_the_answer(document: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)

    answer = subprocess.run(
        [sys.executable, "-m", "leadline", "lint", document, "--futures", "200", "--fail-on", "high"],
        stdout=writes,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writes)

    assert answer.returncode == 1
    assert "roken" not in answer.stderr


def test_against_an_earlier_document_it_tells_new_from_still_and_gone(
    leadline: Leadline, document: Path, tmp_path: Path
) -> None:
    now = tmp_path / "now.yaml"
    now.write_text(document.read_text().replace("promises:", "goals: [{id: g, name: Sell more}]\npromises:"))

    said = json.loads(leadline("lint", now, "--before", document, "--futures", "200", "--json").stdout)

    states = {one["rule"]: one["state"] for one in said["findings"]}
    assert states["D203"] == "still"
    assert "new" in states.values()


def test_several_documents_are_looked_at_together_and_answer_in_their_order(
    leadline: Leadline, document: Path, tmp_path: Path
) -> None:
    other = tmp_path / "rail.yaml"
    other.write_text("id: rail\nas_of: 2026-03-02\npeople: [{id: mara, name: Mara}]\n")

    said = json.loads(leadline("lint", document, other, "--futures", "200", "--json").stdout)

    assert [one["program"] for one in said] == ["checkout", "rail"]
    assert {one["schema"] for one in said} == {1}


def test_the_day_can_be_named(leadline: Leadline, document: Path) -> None:
    said = json.loads(leadline("lint", document, "--as-of", "2026-03-05", "--futures", "200", "--json").stdout)

    assert said["as_of"] == "2026-03-05"
    assert leadline("lint", document, "--as-of", "march").exit_code == 2


def test_bad_documents_are_named_with_file_and_line(leadline: Leadline, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\nas_of: 2026-03-02\nwork:\n  - {id: A, estimate: 8-3d}\n")

    answer = leadline("lint", broken)

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "broken.yaml:4" in answer.stderr
    assert "Put the smaller number first" in answer.stderr


def test_when_reads_a_document_as_well(leadline: Leadline, document: Path) -> None:
    answer = leadline("when", "live", "--file", document, "--futures", "200", "--json")

    assert json.loads(answer.stdout)["commitment"] == "2026-03-31"
    assert leadline("when", "livee", "--file", document, "--futures", "200").stderr == (
        "There is no milestone “livee”. Did you mean “live”?\n"
    )


def test_it_needs_no_home_and_leaves_none_behind(document: Path, tmp_path: Path) -> None:
    home = tmp_path / "nowhere" / "home"
    environment = {**os.environ, "LEADLINE_HOME": str(home)}
    words = [sys.executable, "-m", "leadline", "lint", str(document), "--futures", "200"]

    answer = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    assert "D203" in answer.stdout
    assert not home.exists()


def test_it_says_what_nobody_can_foresee_and_why(leadline: Leadline, tmp_path: Path) -> None:
    skill = tmp_path / "skill.yaml"
    skill.write_text(
        "id: skill\nas_of: 2026-03-02\npeople: [{id: mara, name: Mara}]\n"
        "milestones: [{id: live, name: Iberia live}, {id: off, name: Checkout off}]\n"
        "work:\n  - {id: C-1, name: Ledger, milestone: live, skill: sql, estimate: 5d}\n"
        "  - {id: C-2, name: Archive, milestone: off, assignee: mara, estimate: 5d}\n"
    )
    why = "Nobody in the program can do Ledger: it needs “sql” at level 1. Train, hire or borrow somebody."

    text = leadline("lint", skill, "--futures", "200")
    said = json.loads(leadline("lint", skill, "--futures", "200", "--json").stdout)

    assert text.exit_code == 0
    assert f"no forecast for Iberia live: {why}" in text.stdout.splitlines()
    assert said["no_forecast"] == {"live": why}
    assert said["outlook"]["blind"] == "Without 1 of 2 open milestones, which have no forecast."
    assert [one["says"] for one in said["findings"] if one["rule"] == "D302"] == [
        "Nobody in the program can do Ledger: it needs “sql” at level 1, so Iberia live has no forecast."
    ]


def test_a_program_in_which_nothing_is_open_says_so(leadline: Leadline, tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("id: empty\nas_of: 2026-03-02\n")

    assert "no forecast: Nothing in this program is open." in leadline("lint", empty, "--futures", "200").stdout
    said = json.loads(leadline("lint", empty, "--futures", "200", "--json").stdout)
    assert (said["outlook"]["p50"], said["outlook"]["blind"]) == (None, "Nothing in this program is open.")
