"""Taking a program out: what each format is for, what somebody may take, and what is left out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from leadline.desk.program_days import entries_of
from leadline.program.outlook import Outlook
from leadline.program.reading import default_of, fields_of
from leadline.program.snapshot import NOUNS, PLACES, Snapshot
from leadline.program.whole import whole
from leadline.record.access import Who, hidden, restricted
from leadline.record.models import Program
from leadline.sources.file import sheets as tables
from leadline.sources.file import write_csv, write_xlsx

Told = tuple[str, ...]


@dataclass(frozen=True)
class Format:
    """One way to take a program out: the ending of its file, what a browser is told it is, and what it is good for."""

    name: str
    title: str
    ending: str
    media_type: str
    says: str
    leaves: str
    write: Callable[[Snapshot, Outlook | None], tuple[bytes, Told]]


@dataclass(frozen=True)
class TakenOut:
    """The bytes of a file, and what was left out of it, as sentences."""

    data: bytes
    left_out: Told


def take_out(wanted: str, snapshot: Snapshot, outlook: Outlook | None, private: Told = ()) -> TakenOut:
    """
    A program in a format.

    Args:
        wanted: one of `FORMATS`.
        snapshot: what they may see of it (`theirs`).
        outlook: what the last round foresaw, for formats with forecasts; None where there was none.
        private: what was left out of the snapshot already.
    """
    kept, told = whole(snapshot)
    data, left = FORMATS[wanted].write(kept, outlook)
    return TakenOut(data, (*private, *told, *left))


def theirs(who: Who, program: Program, snapshot: Snapshot) -> tuple[Snapshot, Told]:
    """What somebody may take of a program, and what was left out because it is for other eyes."""
    told: list[str] = []
    seen: dict[str, Any] = {}
    for noun, place in PLACES.items():
        own = snapshot.of(noun)
        if own and hidden(who, program, noun):
            told.append(f"{len(own):,} {place} are for those who run the program")
            seen[place] = ()
            continue
        for field in sorted(restricted(who, program, noun)):
            empty = default_of(fields_of(NOUNS[noun])[field])
            if count := sum(getattr(one, field) != empty for one in own):
                told.append(f"“{field.replace('_', ' ')}” of {count:,} {place} is for those who run the program")
                own = seen[place] = tuple(replace(one, **{field: empty}) for one in own)
    return (replace(snapshot, **seen) if seen else snapshot), tuple(told)


def _csv(snapshot: Snapshot, _: Outlook | None) -> tuple[bytes, Told]:
    return write_csv.write_csv(tables.items(snapshot)), tables.left_out(snapshot)


def _zip(snapshot: Snapshot, outlook: Outlook | None) -> tuple[bytes, Told]:
    return write_csv.write_zip(tables.sheets(snapshot, outlook)), ()


def _xlsx(snapshot: Snapshot, outlook: Outlook | None) -> tuple[bytes, Told]:
    own = tables.sheets(snapshot, outlook)
    return write_xlsx.write_xlsx(own, snapshot.as_of), write_xlsx.left_out(own)


def _mspdi(snapshot: Snapshot, _: Outlook | None) -> tuple[bytes, Told]:
    from leadline.sources.mspdi.write import left_out, write_mspdi

    return write_mspdi(snapshot).encode(), left_out(snapshot)


def _yaml(snapshot: Snapshot, _: Outlook | None) -> tuple[bytes, Told]:
    from leadline.sources.file.write_yaml import write_yaml

    return write_yaml(snapshot).encode(), ()


def _json(snapshot: Snapshot, _: Outlook | None) -> tuple[bytes, Told]:
    from leadline.sources.file.write_json import write_json

    return write_json(snapshot).encode(), ()


def _ical(snapshot: Snapshot, outlook: Outlook | None) -> tuple[bytes, Told]:
    from leadline.sources.icalendar.write import write_calendar

    entries, told = entries_of(snapshot, outlook)
    day = snapshot.as_of
    return write_calendar(
        snapshot.name or snapshot.id, entries, datetime(day.year, day.month, day.day, tzinfo=UTC)
    ), told


_TABLES = "What is nested in a thing, like the options of a decision, is put into one cell."
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            "xlsx", "Spreadsheet", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "A sheet for each kind of thing, with the forecasts of the milestones. Days are days, numbers are numbers.",
            f"{_TABLES} Only the sheet of the items can be imported again.", _xlsx,
        ),
        Format(
            "csv", "Items", "csv", "text/csv; charset=utf-8",
            "One table of the work items. Imported again it is read without a question.",
            "Everything but the items, and the names of what they belong to.", _csv,
        ),
        Format(
            "zip", "All tables", "zip", "application/zip",
            "A CSV for each kind of thing, in one ZIP file.", f"{_TABLES} Only the items can be imported again.", _zip,
        ),
        Format(
            "mspdi", "Microsoft Project", "xml", "application/xml",
            "A schedule of all projects that Microsoft Project and its peers open.",
            "Whatever a schedule has no place for: goals, risks, decisions, letters, the width of ranges.", _mspdi,
        ),
        Format(
            "yaml", "YAML", "yaml", "application/yaml; charset=utf-8",
            "The whole program, for people to read. Imported again it is the same program.",
            "What is in no program: addresses, tokens, answers given in private, the journal and past rounds.", _yaml,
        ),
        Format(
            "json", "JSON", "json", "application/json",
            "The whole program, for other programs. Imported again it is the same program.",
            "What is in no program: addresses, tokens, answers given in private, the journal and past rounds.", _json,
        ),
        Format(
            "ical", "Calendar", "ics", "text/calendar; charset=utf-8",
            "Promised days, forecasts and days off, as they are today. A calendar feed below keeps itself up to date.",
            "Everything that is on no day.", _ical,
        ),
    )
}  # fmt: skip
"""Every way out by its name, in the order in which a page offers them."""


def file_name(program: Program, wanted: str, day: Any) -> str:
    """What the file is called: `checkout-2026-03-02.xlsx`."""
    return f"{program.key}-{day:%Y-%m-%d}.{FORMATS[wanted].ending}"
