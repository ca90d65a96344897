"""Ranges at the command line: asked for, named, counted until all are in, then shown without names."""

import json

from tests.cli.conftest import Leadline


def test_it_asks_counts_and_shows_only_when_all_are_in(checkout: Leadline) -> None:
    asked = checkout("ask-range", "Payment form", "--of", "mara,ines")
    assert asked.exit_code == 0, asked.output
    assert "Asked Mara and Ines for a range for “Payment form”, each for themselves." in asked.stdout

    assert checkout("range", "A", "2-4-7d", "--for", "mara").exit_code == 0
    half = checkout("range", "A")
    assert "Payment form: 1 of 2 ranges in" in half.stdout
    assert "still owed by Ines" in half.stdout
    assert "Nobody sees a range before all are in." in half.stderr
    assert "2-4-7d" not in half.output
    assert json.loads(checkout("range", "A", "--json").stdout)["ranges"] == []

    assert "All 2 ranges for “Payment form” are in." in checkout("range", "A", "4-8-13d", "--for", "ines").stdout
    said = json.loads(checkout("range", "A", "--json").stdout)
    # Medians of two: (2 + 4) / 2, (4 + 8) / 2, (7 + 13) / 2; no work is finished, so 0.6, 1 and 1.429 times 6.
    assert (said["ranges"], said["together"], said["estimate"]) == (["2-4-7d", "4-8-13d"], "3-6-10d", "5d")
    assert said["similar"] == {"p20": 3.6, "p50": 6, "p80": 8.6, "count": 0, "label": "no own history"}
    assert (said["owed_by"], said["kept"]) == ([], None)
    whole = checkout("range", "A")
    assert "together  3-6-10d" in whole.stdout
    assert not [one for one in ("mara", "ines", "Mara", "Ines") if one in whole.output]

    assert checkout("do", "keep_range", f"estimation={said['estimation']}").exit_code == 0
    assert json.loads(checkout("range", "A", "--json").stdout)["kept"] == "3-6-10d"


def test_neither_the_export_nor_the_journal_nor_a_list_tells_before(checkout: Leadline) -> None:
    checkout("ask-range", "A", "--of", "mara,ines")
    checkout("range", "A", "21.25-32.75d", "--for", "mara")

    told = [
        checkout(*one).output
        for one in (("export",), ("export", "--json"), ("journal",), ("journal", "--json"), ("range", "A"), ("range", "A", "--json"))
    ]  # fmt: skip

    assert not [one for one in told if "21.25" in one or "32.75" in one]


def test_what_cannot_be_said_is_refused(checkout: Leadline) -> None:
    nothing = checkout("range", "A", "3-8d", "--for", "mara")
    assert "No range was asked for “A”. Ask for one: leadline ask-range A" in nothing.stderr

    checkout("ask-range", "A", "--of", "mara,ines")
    for words, says in (
        (("range", "A", "8-3d", "--for", "mara"), "Put the smaller number first"),
        (("range", "A", "5d", "--for", "mara"), "One number does not say how sure it is"),
        (("range", "A", "3-8d"), "Say for whom"),
        (("range", "A", "3-8d", "--for", "tomas"), "Tomas was not asked"),
        (("range", "Z"), "There is no work “Z”"),
        (("ask-range", "A"), "asked for already"),
    ):
        answer = checkout(*words)
        assert answer.exit_code != 0
        assert says in answer.stderr
