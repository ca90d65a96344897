import re
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Fields and classifiers are free text in older packages, so names are matched by what is in them.
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|Zlib|CC0|Public Domain|LLVM)", re.IGNORECASE
)
# Fine to depend on, for us and for those who use us: its terms bind the library, not the program.
LGPL = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)
# Never shipped, only run in tests: hypothesis and axe-core.
MPL = re.compile(r"\bMPL|Mozilla Public", re.IGNORECASE)
# Only tests run these, and their metadata does not tell enough: what their licence files say, read by a person.
READ_BY_HAND = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # Its LICENSE is MIT, the axe.min.js inside is MPL.
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",  # By pytest-playwright; we take the Artistic.
}
ARTISTIC = re.compile(r"\bArtistic-1\.0")


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements" / lock).read_text()))


def licence_of(package: Distribution) -> str:
    """What the package declares: the SPDX field, else the classifiers, else the first line of the old free text."""
    classifiers = [line for line in package.metadata.get_all("Classifier", []) if line.startswith("License ::")]
    free_text = (package.metadata.get("License") or "").strip().partition("\n")[0]
    return package.metadata.get("License-Expression") or "; ".join(classifiers) or free_text


def not_allowed(lock: str, *allowed: re.Pattern[str], read_by_hand: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in pinned(lock):
        try:
            licence = read_by_hand.get(name) or licence_of(distribution(name))
        except PackageNotFoundError:
            continue  # Pinned for another platform.
        terms = re.split(r" AND ", licence)
        if not all(any(pattern.search(term) for pattern in allowed) for term in terms):
            found[name] = licence
    return found


def test_whatever_people_run_is_under_a_permissive_licence() -> None:
    assert not not_allowed("run.txt", PERMISSIVE, LGPL, read_by_hand={})


def test_whatever_tests_add_is_free_to_use() -> None:
    assert not not_allowed("test.txt", PERMISSIVE, LGPL, MPL, ARTISTIC, read_by_hand=READ_BY_HAND)


def test_nothing_read_by_hand_reaches_those_who_run_it() -> None:
    assert not set(READ_BY_HAND) & pinned("run.txt")


@pytest.mark.parametrize("name", ["django", "sqlparse"])
def test_it_reads_a_licence_with_and_without_the_spdx_field(name: str) -> None:
    assert "BSD" in licence_of(distribution(name))
