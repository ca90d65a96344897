"""What every source promises, whatever it reads."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.every_source import SOURCES, SourceOnTrial, exported

from leadline.sources.errors import SourceError
from leadline.sources.file.yaml_document import read_bytes

every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
DOES = re.compile(
    r"\b(Add|Change|Check|Copy|Correct|Delete|Did you mean|Fill|Give|Indent|Keep|Leave|Look|Name|Put|Quote|Save|Say|"
    r"Shorten|Split|Take|Use|Write|such as|should name|begins with)\b"
)  # fmt: skip


@every_source
def test_reading_twice_changes_nothing(source: SourceOnTrial) -> None:
    assert source.read(source.good) == source.read(source.good)


@every_source
def test_something_is_read(source: SourceOnTrial) -> None:
    snapshot = source.read(source.good)

    assert snapshot.work[0].id == "pay-1"
    assert snapshot.people[0].name == "Mara"


@every_source
def test_what_is_read_survives_export_and_import(source: SourceOnTrial) -> None:
    snapshot = source.read(source.good)

    assert read_bytes(exported(snapshot), "export.yaml").snapshot == snapshot


@every_source
def test_an_error_is_a_sentence_that_says_what_to_do(source: SourceOnTrial) -> None:
    for data in source.bad:
        with pytest.raises(SourceError) as caught:
            source.read(data)

        for line in str(caught.value).splitlines():
            assert line.endswith((".", "?"))
            assert DOES.search(line), line


@every_source
@settings(max_examples=150)
@given(data=st.data())
def test_damaged_bytes_are_read_or_refused_but_never_crash(source: SourceOnTrial, data: st.DataObject) -> None:
    broken = bytearray(source.good)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(broken)))
        broken[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))

    with suppress(SourceError):
        source.read(bytes(broken))


@every_source
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_but_never_crash(source: SourceOnTrial, data: bytes) -> None:
    with suppress(SourceError):
        source.read(data)
