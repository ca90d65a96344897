from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from tests.program.worlds import snapshots

from leadline.program import document
from leadline.program.people import Person
from leadline.program.promises import Answer, Promise
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem
from leadline.sources.file.write_yaml import write_yaml
from leadline.sources.file.yaml_document import read_bytes

PATIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
DAY = date(2026, 3, 2)


@PATIENT
@given(snapshots())
def test_an_exported_program_reads_back_as_the_same(snapshot: Snapshot) -> None:
    text = write_yaml(snapshot)

    assert read_bytes(text.encode(), "x.yaml").snapshot == snapshot
    assert write_yaml(read_bytes(text.encode(), "x.yaml").snapshot) == text


def test_it_looks_as_a_person_would_write_it() -> None:
    rail = Snapshot(
        "rail", DAY, "Rail", "Pay by rail.\n\nEverywhere: at last.",
        people=(Person("ines", "Ines"), Person("mara", "Mara")),
        milestones=(Milestone("beta", "Beta: the first", release="1.30", done_on=DAY),),
        work=(WorkItem("pay-1", estimate=Range(3, 8), name="no"),),
        promises=(Promise("p", milestone="beta", doers=(Answer("mara"), Answer("ines", "accepted", note="x" * 120))),),
    )  # fmt: skip

    assert (
        write_yaml(rail)
        == f"""\
id: rail
as_of: 2026-03-02
name: Rail
purpose: |-
  Pay by rail.

  Everywhere: at last.

people:
  - id: ines
    name: Ines

  - id: mara
    name: Mara

milestones:
  - id: beta
    name: "Beta: the first"
    release: "1.30"
    done_on: 2026-03-02

work:
  - id: pay-1
    name: "no"
    estimate: 3-8d

promises:
  - id: p
    milestone: beta
    doers:
      - mara
      - person: ines
        answer: accepted
        note: {"x" * 120}
"""
    )


@pytest.mark.parametrize(
    "name",
    [
        "=1+1", "@x", "- a", "a: b", "a #b", "#a", "x ", " x", "true", "~", "", "null", "[a]", "{a}", "*a", "&a", "!a",
        "%a", "1e3",
        "a\nb\n", "a\n\n", "\na", "a\n b\nc", "  a\nb", "a\tb", "“odd”", "😀",
        "\x7f\x85\u2028\ufeff", "\\", '"', "'", "?", "|", "> a", "---", "...",
    ],
)  # fmt: skip
def test_every_text_survives(name: str) -> None:
    rail = Snapshot("rail", DAY, people=(Person("a", name),))

    assert read_bytes(write_yaml(rail).encode(), "x.yaml").snapshot == rail


def test_any_other_yaml_reader_finds_the_same_texts() -> None:
    names = ["no", "off", "12:30", "007", "1.30", "y", "Mara", "a: b"]
    people = tuple(Person(f"p{n}", name) for n, name in enumerate(names))

    loaded = yaml.safe_load(write_yaml(Snapshot("rail", DAY, people=people)))

    assert [one["name"] for one in loaded["people"]] == names
    assert document.read(loaded).people == people
