"""What could help, at the command line: with a document or with the record, priced, and ready to be taken."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Leadline

ROADBLOCK = "roadblocks: [{id: slot, name: No test slot, work: [A], since: 2026-02-23, unblocker: ines}]\n"


@pytest.fixture
def held_up(document: Path) -> Path:
    document.write_text(document.read_text() + ROADBLOCK)
    return document


def test_it_says_what_applies_what_it_brings_and_who_must_agree(leadline: Leadline, held_up: Path) -> None:
    answer = leadline("solve", "No test slot", "--file", held_up, "--futures", "200")

    lines = answer.stdout.splitlines()
    assert answer.exit_code == 0
    assert lines[0] == "No test slot  [roadblock:slot]"
    at = lines.index("  Escalate it to Ines with a proposal, to be cleared by 9 Mar.")
    assert "; must agree: Ines  [escalate_with_proposal-" in lines[at + 1]


def test_for_programs_it_gives_edits_and_prices(leadline: Leadline, held_up: Path) -> None:
    answer = leadline("solve", "roadblock:slot", "--file", held_up, "--futures", "200", "--json")

    said = json.loads(answer.stdout)
    assert list(said) == ["schema", "as_of", "seed", "futures", "subject", "ways"]
    assert list(said["ways"][0]) == [
        "id", "solution", "number", "subject", "agree", "cost_cents", "says", "edits", "price", "why_unpriced", "net_money",
    ]  # fmt: skip
    escalate = next(one for one in said["ways"] if one["number"] == 1)
    assert escalate["edits"][0]["fields"]["agreed_until"] == "2026-03-09"
    assert escalate["price"][0]["commitment"] == "live"


def test_where_nothing_applies_it_says_so(leadline: Leadline, document: Path) -> None:
    answer = leadline("solve", "pilot", "--file", document, "--futures", "200")

    assert answer.stdout.splitlines()[1] == "  No standard solution applies: what is known of it gives none a hold."


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("No tset slot", "Nothing is called “No tset slot”. Did you mean “No test slot”?"),
        ("roadblock:nix", "There is no roadblock “nix”."),
        ("person:mara", "Nothing is called “person:mara”."),
    ],
)
def test_what_is_not_there_is_said_with_what_might_be_meant(
    leadline: Leadline, held_up: Path, subject: str, says: str
) -> None:
    answer = leadline("solve", subject, "--file", held_up, "--futures", "200")

    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_name_of_several_asks_which_one(leadline: Leadline, held_up: Path) -> None:
    held_up.write_text(held_up.read_text().replace("No test slot", "Receipts"))

    answer = leadline("solve", "receipts", "--file", held_up, "--futures", "200")

    assert answer.exit_code == 2
    assert "“receipts” is the name of several: work:B, roadblock:slot." in answer.stderr


@pytest.mark.django_db
def test_of_the_record_one_can_be_taken_and_is_not_proposed_again(kept: Leadline, held_up: Path) -> None:
    kept("import", held_up, "--as-of", "2026-03-02")
    refused = kept("solve", "slot")
    kept("round", "--futures", "200", "--threads", "1")

    said = json.loads(kept("solve", "slot", "--futures", "200", "--json").stdout)
    way = next(one["id"] for one in said["ways"] if one["number"] == 1)
    taken = kept("do", "use_solution", "subject=roadblock:slot", f"way={way}")

    assert refused.exit_code == 3
    assert "has had no round yet" in refused.stderr
    assert taken.stdout == "Accepted: Escalate it to Ines with a proposal, to be cleared by 2026-03-09.\n"
    again = json.loads(kept("solve", "slot", "--futures", "200", "--json").stdout)
    assert way not in [one["id"] for one in again["ways"]]
    assert kept("undo").stdout.startswith("Took back: Accepted: Escalate it to Ines")
