"""Every source that Leadline has, in the form in which the promises are tested. A new source adds itself here."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import openpyxl
from tests.sources.mspdi.plans import BAD, GOOD

from leadline.program.snapshot import Snapshot
from leadline.sources.file.propose import ROWS, propose
from leadline.sources.file.table import open_table
from leadline.sources.file.translate import translate
from leadline.sources.file.write_yaml import write_yaml
from leadline.sources.file.yaml_document import read_bytes
from leadline.sources.mspdi.read import read_schedule
from leadline.sources.mspdi.translate import translate as translate_schedule
from leadline.sources.taskjuggler.read import read_bytes as read_project
from leadline.sources.taskjuggler.translate import translate as translate_project

AS_OF = date(2026, 3, 2)


@dataclass(frozen=True)
class SourceOnTrial:
    """
    A source under test.

    `read` makes a program of what was received; `good` is a sound sample; `bad` are samples that cannot be read at all.
    """

    name: str
    read: Callable[[bytes], Snapshot]
    good: bytes
    bad: tuple[bytes, ...]


def _table(data: bytes) -> Snapshot:
    table = open_table(data, "list.csv")
    return translate(propose(table).mapping, {ROWS: table}, AS_OF).snapshot


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["Key", "Task", "Owner", "Due"],
        ["PAY-1", "Design", "Mara", AS_OF],
        ["PAY-2", "Build", "Tomas", AS_OF],
    ):
        book.active.append(row)
    book.save(file := io.BytesIO())
    return file.getvalue()


def _schedule(data: bytes) -> Snapshot:
    return translate_schedule(read_schedule(data, "plan.xml"), AS_OF).snapshot


def _project(data: bytes) -> Snapshot:
    return translate_project(read_project({"plan.tjp": data}), AS_OF).snapshot


TJP = b"""project pay "Payments" 2026-01-05 +6m
resource mara "Mara"
task "Pay 1" { effort 5d allocate mara }
task b "B" { start 2026-02-02 }
"""
CSV = b"Key,Task,Owner,Days,Blocked by\nPAY-1,Design,Mara,3-8d,\nPAY-2,Build,Tomas,2,PAY-1\n"
YAML = b"as_of: 2026-03-02\npeople: [{name: Mara}]\nwork:\n  - {id: pay-1, assignee: Mara, estimate: 3-8d}\n"
JSON = b'{"as_of": "2026-03-02", "people": [{"name": "Mara"}], "work": [{"id": "pay-1", "assignee": "Mara"}]}'

SOURCES = (
    SourceOnTrial("csv", _table, CSV, (b"", b"a,b\n1,2\n", b"%PDF-1.4", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")),
    SourceOnTrial("xlsx", _table, _sheet(), (_sheet()[:500], b"PK\x03\x04" + bytes(99))),
    SourceOnTrial(
        "yaml", lambda data: read_bytes(data, "x.yaml").snapshot, YAML,
        (b"", b"a: [", b"- x", b"work: []", b"as_of: soon", b"as_of: 2026-03-02\nwork: [{id: a, milestone: m}]", b"a: \x01"),
    ),
    SourceOnTrial("json", lambda data: read_bytes(data, "x.json").snapshot, JSON, (b"", b"{", b"[1]", b'{"as_of": 3}')),
    SourceOnTrial("mspdi", _schedule, GOOD, BAD),
    SourceOnTrial(
        "taskjuggler", _project, TJP, (b"", b"task a", b"project p 2026-01-05 {", b'project p "P" 2026-01-05 +1m\n${x}', b"\x00\x01"),
    ),
)  # fmt: skip
"""One suite of promises runs over all of these."""


def exported(snapshot: Snapshot) -> bytes:
    """The program as `leadline export` writes it."""
    return write_yaml(snapshot).encode()
