"""Hostile files are refused before they can hurt, by counts and not by the clock."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sources.mspdi.plans import EXTERNAL, GOOD, HEAD, LAUGHS, plan, task

from leadline.sources.errors import SourceError, TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS, MEGABYTE
from leadline.sources.mspdi.read import PRIMAVERA, family_of, read_schedule, read_schedule_file


@pytest.mark.parametrize("data", [LAUGHS, EXTERNAL, b"<!DOCTYPE Project><Project/>"])
def test_it_refuses_every_document_type_and_so_every_entity(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"declares a document type \(DTD\) or an entity"):
        read_schedule(data, "plan.xml")


def test_it_refuses_a_deep_nesting_and_names_the_limit() -> None:
    with pytest.raises(TooLarge, match="nested more than 50 deep"):
        read_schedule(HEAD.encode() + b"<a>" * 100_000, "plan.xml")


def test_it_refuses_a_file_that_is_too_large_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "plan.xml"
    with file.open("wb") as large:
        # A hole in the disk: 100 MB that nobody can have read.
        large.truncate(100 * MEGABYTE)

    with pytest.raises(TooLarge, match=r"plan.xml has 100.0 MB; at most 50 MB are read"):
        read_schedule_file(file)


def test_it_refuses_a_tag_that_does_not_end_while_it_is_short() -> None:
    with pytest.raises(TooLarge, match="one piece of mark-up has more than 1 MB"):
        read_schedule(HEAD.encode() + b'<Name a="' + b"x" * (3 * MEGABYTE), "plan.xml")


def test_it_refuses_a_long_text_and_too_many_records() -> None:
    with pytest.raises(TooLarge, match="a Name has more than 100,000 letters"):
        read_schedule(plan(task(1, "x" * 100_001)), "plan.xml")
    with pytest.raises(TooLarge, match="more than 2 records"):
        read_schedule(plan(*(task(n, "x") for n in range(1, 9))), "plan.xml", replace(LIMITS, nouns=1))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (GOOD[:-20], r"plan\.xml:\d+: it is no XML that can be read"),
        (GOOD.replace(b"Design", b"De\0sign"), "it is no XML"),
        (GOOD.replace(b"UTF-8", b"klingon"), "in an encoding that is not read|it is no XML"),
        (b"<svg/>", "is XML, but no schedule: it begins with <svg>"),
        (b"", "plan.xml is empty"),
    ],
)
def test_a_broken_file_is_a_sentence_that_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_schedule(data, "plan.xml")


def test_a_file_in_utf_16_is_read_as_it_says() -> None:
    text = GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert len(read_schedule(text, "plan.xml").all_of("Tasks", "Task")) == 2


def test_primaveras_xml_is_told_apart_by_its_root(tmp_path: Path) -> None:
    file = tmp_path / "plan.xml"
    file.write_text('<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6"/>')

    assert family_of(file) == PRIMAVERA
