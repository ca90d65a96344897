"""Parts of a noun typed as lines: what is written reads back as the same, for every noun that has parts."""

from typing import Any, get_type_hints

import pytest
from tests.record.test_snapshots import full

from leadline.program.plain import read_value, write_field
from leadline.program.snapshot import NOUNS
from leadline.record.part_lines import part_of, read_lines, write_lines

WITH_PARTS = [
    (noun, name) for noun, kind in NOUNS.items() for name, hint in get_type_hints(kind).items() if part_of(hint)
]


@pytest.mark.parametrize(("noun", "name"), WITH_PARTS)
def test_the_parts_of_a_noun_read_back_as_they_were_written(noun: str, name: str) -> None:
    kind, hint = NOUNS[noun], get_type_hints(NOUNS[noun])[name]
    for one in full().of(noun):
        own = getattr(one, name)

        back = read_lines(hint, write_lines(write_field(kind, name, own)))

        assert read_value(kind, name, back) == own


def parts(noun: str, name: str, text: str) -> Any:
    kind = NOUNS[noun]
    return read_value(kind, name, read_lines(get_type_hints(kind)[name], text))


def test_a_measure_is_typed_in_one_line() -> None:
    (measure,) = parts(
        "goal", "measures", "name: share abroad | unit: % | baseline: 4 | target: 12 | due: 2026-12-31 | source: ledger"
    )

    assert (measure.name, measure.unit, measure.baseline, measure.target, measure.source) == (
        "share abroad",
        "%",
        4,
        12,
        "ledger",
    )


def test_a_skill_is_a_word_or_a_word_with_its_level() -> None:
    assert [(one.name, one.level) for one in parts("person", "skills", "python\nname: sql | level: 3")] == [
        ("python", 2),
        ("sql", 3),
    ]


def test_an_option_that_fails_a_must_says_no() -> None:
    assert [one.meets_musts for one in parts("decision", "options", "Now\nname: Never: ever | meets_musts: no")] == [
        True,
        False,
    ]


def test_a_line_that_is_neither_a_word_nor_fields_says_how_it_is_written() -> None:
    with pytest.raises(ValueError, match="One a line: first: …"):
        parts("person", "absences", "next week")
