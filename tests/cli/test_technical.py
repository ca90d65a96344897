"""`leadline technical`: which parts the date stands on, and a repository connected, heard and looked at by commands alone."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Leadline
from tests.sources.git.repository import MARA, TOMAS, Repository


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2026-02-02", "Begin, for PAY-7", **{f"pay__f{number}_py": "x\n" for number in range(6)})
    made.commit(TOMAS, "2026-02-04", "Tax", **{f"tax__f{number}_py": "x\n" for number in range(6)})
    return made


def test_without_a_repository_it_says_how_to_connect_one(kept: Leadline, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(json.dumps({"id": "shop", "as_of": "2026-03-02", "work": [{"id": "PAY-7", "estimate": "3d"}]}))
    for words in (("import", file, "--as-of", "2026-03-02"), ("round",)):
        assert kept(*words).exit_code == 0

    answer = kept("technical")

    assert answer.exit_code == 3
    assert "leadline connect git:" in answer.stderr


def test_parts_are_told_with_what_they_decide_and_without_a_name(kept: Leadline, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    part = {"id": "k1", "name": "shop: pay", "path": "pay", "files": 48, "truck_factor": 1, "mentions": ["PAY-7"]}
    plain = {
        "id": "shop", "as_of": "2026-03-02", "people": [{"id": "mara", "name": "Mara"}], "components": [part],
        "milestones": [{"id": "live", "name": "Live"}],
        "work": [{"id": "PAY-7", "name": "Cards", "milestone": "live", "assignee": "mara", "estimate": "9d"}],
    }  # fmt: skip
    file.write_text(json.dumps(plain))
    for words in (("import", file, "--as-of", "2026-03-02"), ("round",)):
        answer = kept(*words)
        assert answer.exit_code == 0, answer.output

    told, found = kept("technical").stdout, json.loads(kept("technical", "--json").stdout)

    assert "One person at most knows shop: pay, which decides the date." in told
    assert "Mara" not in told
    assert [(one["id"], one["needed_by"], one["sets_the_end"]) for one in found["components"]] == [
        ("k1", ["PAY-7"], 1.0)
    ]


def test_a_repository_is_connected_and_heard(kept: Leadline, shop: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = kept("connect", f"git:{shop.folder}", "--yes")
    assert refused.exit_code == 3
    assert "LEADLINE_GIT_FOLDERS" in refused.stderr

    monkeypatch.setattr("django.conf.settings.GIT_FOLDERS", [str(shop.folder.parent)], raising=False)
    heard = kept("connect", f"git:{shop.folder}", "--yes")

    assert heard.exit_code == 0, heard.output
    # The repository itself, and its files, which are too few to be parted.
    assert "2 read, 2 added" in heard.stdout
