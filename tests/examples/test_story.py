"""The examples tell the story of their README: each finding in it, and none beside it."""

import re
from functools import cache
from pathlib import Path

import pytest

from leadline.linter.discover import discover
from leadline.program import document
from leadline.program.finding import Price
from leadline.rounds.look import Look, best_price, look_together
from leadline.sources.file.write_yaml import write_yaml
from leadline.sources.file.yaml_document import Document, read_bytes, read_files

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("Borderless Checkout", "Ledger Trust")
FEWEST_PRICED = 5


@cache
def documents() -> dict[str, Document]:
    return {one.snapshot.name: one for one in read_files(sorted(EXAMPLES.glob("*.yaml")))}


@cache
def looks() -> dict[str, Look]:
    """Both programs as `leadline lint examples/*.yaml --audience tpm` sees them: its seed, its number of futures."""
    return {one.snapshot.name: one for one in look_together([own.snapshot for own in documents().values()])}


def told() -> dict[str, list[str]]:
    """What the README says of each program, one line a finding: `D201: Iberia live is promised …`."""
    parts = re.split(r"^### (.+)$", (EXAMPLES / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: sorted(re.findall(r"^- ([A-Z]\d{3}: .+)$", text, flags=re.MULTILINE))
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def found(name: str) -> list[str]:
    return sorted(f"{one.rule}: {one.says}".replace("\u00a0", " ") for one in looks()[name].report.findings)


def silent(name: str) -> set[str]:
    """The rules that the README says find nothing, or cannot look, in a program: those in brackets."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8").split(f"### {name}")[1].split("###")[0]
    return set(re.findall(r"\(([A-Z]\d{3})\)", text))


def test_the_readme_is_about_both_programs() -> None:
    assert tuple(documents()) == tuple(told()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_lint_finds_what_the_readme_tells_and_nothing_else(name: str) -> None:
    assert found(name) == told()[name]


def test_what_finds_nothing_in_the_first_and_is_blind_in_the_second_is_told_too() -> None:
    assert silent("Borderless Checkout") == set(looks()["Borderless Checkout"].report.clean)
    assert silent("Ledger Trust") == set(looks()["Ledger Trust"].report.blind)


def test_every_rule_speaks_at_least_once() -> None:
    spoken = {one.rule for name in NAMES for one in looks()[name].report.findings}

    assert spoken == {one.id for one in discover()}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_reads_back_as_it_was_written(name: str) -> None:
    snapshot = documents()[name].snapshot

    assert document.read(document.write(snapshot)) == snapshot
    assert read_bytes(write_yaml(snapshot).encode(), "again.yaml").snapshot == snapshot


def test_nothing_in_a_file_was_read_with_a_doubt() -> None:
    assert [one.notes for one in documents().values()] == [(), ()]


def test_monday_has_something_to_offer_in_money() -> None:
    prices = [best_price(one.prices) for one in looks()["Borderless Checkout"].seen]

    assert sum(isinstance(one, Price) and (one.money_cents or 0) > 0 for one in prices) >= FEWEST_PRICED


def test_every_milestone_has_odds_or_says_why_not() -> None:
    for one in looks().values():
        blind = {id: found.blind for id, found in one.outlook.milestones.items() if found.blind}

        assert blind == ({"japan": "Nobody has estimated it."} if one.snapshot.name == NAMES[0] else {})


def test_the_programs_share_two_people() -> None:
    first, second = ({person.id for person in one.snapshot.people} for one in documents().values())

    assert first & second == {"ana", "wen"}
