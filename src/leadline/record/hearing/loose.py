"""Links between two things of which one is not there yet: kept beside the plan until both are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from leadline.program.heard import Stated
from leadline.program.plain import write_noun
from leadline.record.models.source import LooseEnd, Source
from leadline.record.snapshots import BATCH

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


def _row(source: Source, noun: str, value: Any) -> LooseEnd:
    return LooseEnd(
        source=source, noun=noun, key=str(value.id), ends=list(ends_of(noun, value)), value=write_noun(value)
    )
