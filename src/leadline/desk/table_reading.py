"""Tables to a proposal: which mapping reads them, and what it makes of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from leadline.desk.importing import TABLES, Answers, Proposal
from leadline.program.slug import slug
from leadline.program.snapshot import HEAD, Snapshot
from leadline.record.access import Who, for_
from leadline.record.models import Program
from leadline.record.snapshots import load_snapshot
from leadline.sources.errors import BadMapping
from leadline.sources.file import mapping as mappings
from leadline.sources.file.propose import propose
from leadline.sources.file.table import Table, open_table
from leadline.sources.file.translate import preview


def read_tables(
    files: Sequence[Path],
    who: Who,
    today: date,
    as_of: date | None,
    mapping: Mapping[str, Any] | str | None,
    program: str,
    answers: Answers,
) -> Proposal:
    """What tables that together are one program say. Raises `SourceError`."""
    tables = [open_table(one, one.name) for one in files]
    own, why, confirm = _mapping(who, tables, mapping)
    for noun, names in answers.items():
        for name, id in names.items():
            own = own.answered(noun, name, id)
    key = program or slug(_without_ending(own.name) or files[0].stem)
    known = for_(who).programs().filter(key=key).first()
    day = as_of or (known.pinned_on if known else None) or today
    assigned = mappings.assign(own, tables)
    found = preview(own, assigned, day, **_where(key, known, day))
    imported = found.imported
    return Proposal(
        files=tuple(files),
        snapshots=(_with_head_of(known, imported.snapshot),),
        differences=(),
        heard_from=f"file:{own.name or shape_of(tables)}",
        mapping=own.write(),
        mapping_name=own.name,
        shape=shape_of(tables),
        explanation=why,
        questions=tuple(imported.questions),
        problems=tuple(asdict(one) for one in imported.problems),
        skipped=imported.skipped,
        without_odds=imported.without_odds,
        samples=found.samples,
        unused={assigned[name].name: columns for name, columns in found.unused.items() if columns},
        notes=tuple(imported.notes),
        confirm=confirm,
    )


def _without_ending(name: str) -> str:
    """A proposed mapping is called like its file; its program is not."""
    return Path(name).stem if Path(name).suffix.lower() in TABLES else name


def shape_of(tables: Sequence[Table]) -> str:
    """One name for the columns of some tables, whatever their order."""
    own = sorted(mappings.shape(one) for one in tables)
    return own[0] if len(own) == 1 else sha256("+".join(own).encode()).hexdigest()[:12]


def _mapping(
    who: Who, tables: Sequence[Table], wanted: Mapping[str, Any] | str | None
) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    """The mapping, how it came about, and why a person should look at it before it is used."""
    if isinstance(wanted, str):
        return mappings.shipped(wanted), (f"Read by the mapping {wanted} that comes with Leadline.",), ()
    if wanted is not None:
        given = mappings.Mapping.read(dict(wanted))
        return given, (f"Read by the mapping {given.name or 'that was given'}.",), ()
    if remembered := for_(who).mappings().filter(shape=shape_of(tables)).first():
        name = remembered.name or "own mapping"
        says = f"Read as files of this shape were read on {remembered.confirmed_at:%Y-%m-%d} ({name})."
        return mappings.Mapping.read(remembered.mapping), (says,), ()
    reasons: list[str] = []
    for name in mappings.shipped_names():
        own = mappings.shipped(name)
        if not (why := _misfit(own, tables)):
            return own, (f"The columns fit the mapping {name} that comes with Leadline.",), ()
        reasons += why
    if len(tables) > 1:
        says = "No mapping is known for these tables together. Import them one by one, or name a mapping."
        raise BadMapping((says, *reasons))
    proposed = propose(tables[0])
    confirm = ("Files of this shape were never imported before, so the mapping is a proposal.", *proposed.questions)
    return proposed.mapping, tuple(proposed.explanation), confirm


def _misfit(mapping: Any, tables: Sequence[Table]) -> tuple[str, ...]:
    """Why a mapping does not fit these tables; empty when it does."""
    try:
        mappings.assign(mapping, tables)
    except BadMapping as bad:
        return bad.problems
    return ()


def _where(key: str, known: Program | None, day: date) -> dict[str, Any]:
    """The program that is imported into: its head, and its facts, so that names find their ids."""
    if known is None:
        return {"program": {"id": key}}
    return {"program": {"id": key, "name": known.name}, "known": load_snapshot(known, day)}


def _with_head_of(known: Program | None, snapshot: Snapshot) -> Snapshot:
    """Tables tell about the parts of a program; what the program itself is stays as it was said."""
    return snapshot if known is None else replace(snapshot, **{name: getattr(known, name) for name in HEAD})
