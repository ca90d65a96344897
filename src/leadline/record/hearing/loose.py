"""Links between two things of which one is not there yet: kept beside the plan until both are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from leadline.program.heard import Stated
from leadline.program.plain import write_noun
from leadline.record.models.program import Program
from leadline.record.models.source import LooseEnd, Source
from leadline.record.snapshots import BATCH
from leadline.record.tables import tables, to_noun

ENDS: Mapping[str, tuple[str, str]] = {"dependency": ("before", "after"), "reference": ("source", "target")}
"""Nouns that link two things, and the fields that name them."""

ELSEWHERE = "url:"
"""Before the web address of a thing in another tracker."""


def ends_of(noun: str, value: Any) -> tuple[str, str]:
    """The two ids that a link names."""
    first, second = ENDS[noun]
    return str(getattr(value, first)), str(getattr(value, second))


def keep_loose(source: Source, loose: Iterable[Stated], settled: Iterable[tuple[str, str]]) -> None:
    """Keep these links beside the plan, and forget those that stand now or are stated no longer (noun, id)."""
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, key in settled:
        if noun in ENDS:
            by_noun[noun].append(key)
    for noun, keys in by_noun.items():
        for start in range(0, len(keys), BATCH):
            LooseEnd.objects.filter(source=source, noun=noun, key__in=keys[start : start + BATCH]).delete()
    LooseEnd.objects.bulk_create(
        [_row(source, one.noun, one.value) for one in loose],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "noun", "key"],
        update_fields=["ends", "value", "closes"],
    )


def let_loose(program: Program, ids: Sequence[str], at: datetime) -> int:
    """Lay loose every heard link of which an end just left the plan, whichever tracker told of it; gives how many."""
    heard = {one.address: one for one in Source.objects.filter(program=program, retired_at=None)}
    let = 0
    for noun, (first, second) in ENDS.items():
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            an_end = Q(**{f"{first}__in": some}) | Q(**{f"{second}__in": some})
            rows = tables()[noun].objects.filter(an_end, program=program, retired_at=None, heard_from__in=heard)
            for row in rows.values():
                lay_loose(heard[row["heard_from"]], noun, row, at)
                let += 1
    return let


def lay_loose(source: Source, noun: str, row: Mapping[str, Any], at: datetime, closes: str = "") -> None:
    """Take a link of a source, by the columns of its row, out of the plan, and keep it beside. `closes`: the circle it closed."""
    value = to_noun(noun, row)
    told = {"ends": list(ends_of(noun, value)), "value": write_noun(value), "closes": closes}
    LooseEnd.objects.update_or_create(source=source, noun=noun, key=row["key"], defaults=told)
    tables()[noun].objects.filter(pk=row["id"]).update(retired_at=at)


def _row(source: Source, noun: str, value: Any) -> LooseEnd:
    return LooseEnd(
        source=source, noun=noun, key=str(value.id), ends=list(ends_of(noun, value)), value=write_noun(value)
    )
