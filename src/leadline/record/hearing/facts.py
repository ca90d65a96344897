"""Nouns that a source states, written as rows; rows of others are left alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from leadline.program.heard import Stated
from leadline.program.limits import saturated
from leadline.program.snapshot import NOUNS
from leadline.record.hearing.inserting import insert
from leadline.record.hearing.loose import ENDS, ends_of, keep_loose, let_loose
from leadline.record.models.source import Source
from leadline.record.snapshots import BATCH
from leadline.record.tables import tables, to_columns

Key = tuple[str, str]
LINKED = ("work", "milestone", "project")
"""Nouns that a link may end at."""
"""A noun and an id."""


@dataclass
class Written:
    """What writing nouns came to: how many rows were added, changed and gone, and the ids that others own already."""

    counts: Counter[str] = field(default_factory=Counter)
    taken: set[Key] = field(default_factory=set)


def write(source: Source, stated: Iterable[Stated], unmade: Iterable[Key], at: datetime) -> Written:
    """
    Write what a source states, and retire what it states no longer. Links whose ends are not there are kept as loose ends.

    A row of another source or of Leadline itself is never touched; where a subject's own noun meets one, its id is `taken`.
    """
    found, wanted = Written(), _once(stated)
    standing, loose = _parted(source, wanted)
    by_noun: dict[str, list[Stated]] = defaultdict(list)
    for one in standing:
        by_noun[one.noun].append(one)
    for noun, values in by_noun.items():
        put(source, noun, values, found)
    gone = {key for key in unmade if key not in wanted} | {(one.noun, str(one.value.id)) for one in loose}
    _retire(source, gone, at, found)
    settled = {key for key in unmade if key not in wanted} | {(one.noun, str(one.value.id)) for one in standing}
    keep_loose(source, loose, settled)
    left = {key for noun, key in gone if noun in LINKED}
    if left := left - _present(source, left):
        found.counts["gone"] += let_loose(source.program, sorted(left), at)
    return found


def _once(stated: Iterable[Stated]) -> dict[Key, Stated]:
    """Each noun once: what a subject states as its own comes before what others mention."""
    found: dict[Key, Stated] = {}
    for one in stated:
        key = (one.noun, str(one.value.id))
        if key not in found or (found[key].shared and not one.shared):
            found[key] = one
    return found


def _parted(source: Source, wanted: Mapping[Key, Stated]) -> tuple[list[Stated], list[Stated]]:
    """The nouns that can stand, and the links that cannot yet."""
    ends = {id for one in wanted.values() if one.noun in ENDS for id in ends_of(one.noun, one.value)}
    known = {key for _, key in wanted} | _present(source, ends)
    standing: list[Stated] = []
    loose: list[Stated] = []
    for one in wanted.values():
        lies_loose = one.noun in ENDS and not known.issuperset(ends_of(one.noun, one.value))
        (loose if lies_loose else standing).append(one)
    return standing, loose


def _present(source: Source, ids: Iterable[str]) -> set[str]:
    wanted = [one for one in ids if not one.startswith("url:")]
    return {
        key
        for noun in LINKED
        for start in range(0, len(wanted), BATCH)
        for key in tables()[noun]
        .objects.filter(program_id=source.program_id, key__in=wanted[start : start + BATCH], retired_at=None)
        .values_list("key", flat=True)
    }


def put(source: Source, noun: str, values: Sequence[Stated], found: Written) -> None:
    """Write nouns of one kind as facts of a source, and count what that came to."""
    table: Any = tables()[noun]
    keys = [str(one.value.id) for one in values]
    old = {
        row.key: row
        for start in range(0, len(keys), BATCH)
        for row in table.objects.filter(program_id=source.program_id, key__in=keys[start : start + BATCH])
    }
    fresh: list[Any] = []
    changed: list[Any] = []
    own = {"program_id": source.program_id, "heard_from": source.address}
    for one in values:
        columns, row = to_columns(noun, saturated(one.value)), old.get(str(one.value.id))
        if row is None:
            fresh.append(own | columns | {"key": str(one.value.id)})
        elif row.heard_from != source.address and row.retired_at is None:
            if not one.shared:
                found.taken.add((noun, row.key))
        elif _set(row, _missing(row, noun, columns) if one.shared else columns, source.address):
            changed.append(row)
    names = [one.name for one in table._meta.concrete_fields if one.name not in ("id", "program", "key")]
    insert(table, fresh)
    if changed:
        table.objects.bulk_update(changed, names, batch_size=BATCH)
    found.counts["added"] += len(fresh)
    found.counts["changed"] += len(changed)


def _missing(row: Any, noun: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a mentioned noun that its row has nothing in yet."""
    empty = to_columns(noun, _bare(noun, row.key))
    return {name: value for name, value in columns.items() if getattr(row, name) == empty[name]}


def _bare(noun: str, id: str) -> Any:
    return NOUNS[noun](**{one.name: id for one in fields(NOUNS[noun]) if one.name == "id"})


def _set(row: Any, columns: Mapping[str, Any], address: str) -> bool:
    """Put new values on a row; whether any is new."""
    new = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    came_back = row.retired_at is not None
    row.retired_at, row.heard_from = None, address
    return bool(new) or came_back


def _retire(source: Source, keys: Iterable[Key], at: datetime, found: Written) -> None:
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, key in keys:
        by_noun[noun].append(key)
    for noun, ids in by_noun.items():
        for start in range(0, len(ids), BATCH):
            own = tables()[noun].objects.filter(
                program_id=source.program_id,
                heard_from=source.address,
                retired_at=None,
                key__in=ids[start : start + BATCH],
            )
            found.counts["gone"] += own.update(retired_at=at)
