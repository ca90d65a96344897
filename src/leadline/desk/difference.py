"""What an import would change: a program as a source tells it now, against what that source told before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leadline.program.revisions import NOTICED
from leadline.program.snapshot import HEAD, NOUNS, Snapshot
from leadline.record.access import Who, for_
from leadline.record.models import Program
from leadline.record.tables import tables, to_noun


@dataclass(frozen=True)
class Difference:
    """Counts by noun: facts that are new, told differently, told no more, or owned by somebody else and left alone."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    head: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether storing it would leave every fact as it is."""
        return not (self.added or self.changed or self.gone or self.head)


def difference(who: Who, program: Program | None, snapshot: Snapshot, heard_from: str) -> Difference:
    """Compare a snapshot with the rows of its program; one query a noun. `program` is None where it is new."""
    kinds: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "gone": {}, "elsewhere": {}}
    for noun in NOUNS:
        for kind in _of_noun(noun, _rows(who, program, noun), snapshot, heard_from):
            kinds[kind][noun] = kinds[kind].get(noun, 0) + 1
    head = tuple(one for one in HEAD if program is None or getattr(program, one) != getattr(snapshot, one))
    return Difference(**kinds, head=head)


def _rows(who: Who, program: Program | None, noun: str) -> dict[str, Any]:
    return {row["key"]: row for row in for_(who).rows(tables()[noun], program).values()} if program else {}


def _of_noun(noun: str, rows: dict[str, Any], snapshot: Snapshot, heard_from: str) -> Iterator[str]:
    told = {one.id: one for one in snapshot.of(noun)}
    for id, one in told.items():
        row = rows.get(id)
        if row is None:
            yield "added"
        elif row["heard_from"] != heard_from:
            yield "elsewhere"
        elif row["retired_at"] is not None:
            yield "added"
        elif to_noun(noun, row) != one:
            yield "changed"
    for id, row in rows.items():
        # What was noticed between two imports no source says itself.
        noticed = noun == "revision" and id.startswith(NOTICED)
        if id not in told and row["heard_from"] == heard_from and row["retired_at"] is None and not noticed:
            yield "gone"
