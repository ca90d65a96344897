import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==\S+", re.MULTILINE)


def pinned(lock: Path) -> set[str]:
    return set(PINNED.findall(lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_names_no_host_and_no_option(lock: Path) -> None:
    text = lock.read_text()

    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_package_has_hashes(lock: Path) -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock.read_text())

    assert pinned(lock)
    assert not [block.split()[0] for block in blocks if PINNED.match(block) and "--hash=sha256:" not in block]


def test_the_locks_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    name_of = re.compile(r"[A-Za-z0-9._-]+?(?=[<>=~!\[; ]|$)")
    asked = {name_of.match(line).group().lower() for line in project["project"]["dependencies"]}
    asked_by_tests = {name_of.match(line).group().lower() for line in project["dependency-groups"]["dev"]}

    assert asked <= pinned(ROOT / "requirements/run.txt")
    assert asked | asked_by_tests <= pinned(ROOT / "requirements/test.txt")


def test_tests_run_on_the_very_versions_that_people_run() -> None:
    run = set(re.findall(r"(?m)^[a-z0-9]\S+==\S+", (ROOT / "requirements/run.txt").read_text()))
    test = set(re.findall(r"(?m)^[a-z0-9]\S+==\S+", (ROOT / "requirements/test.txt").read_text()))

    assert run <= test
