"""Keeping what was heard: payloads, the nouns made of them and the cursor, in one transaction a step."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from leadline.program.heard import Gone, Payload, Stated, Step, Translated
from leadline.record.fault import point
from leadline.record.hearing.facts import Key, write
from leadline.record.hearing.inserting import insert
from leadline.record.hearing.parts import merge, pack, unpack
from leadline.record.models.source import Heard, Source
from leadline.record.private.holders import keep as keep_holders
from leadline.record.snapshots import BATCH, touch

Translate = Callable[[str, Mapping[str, Any]], Translated]


@dataclass
class Kept:
    """
    What keeping came to. `read` are subjects that came; `counts` are nouns `added`, `changed` and `gone`. `missed` subjects were
    not known before, `lost` are gone, `moved` are gone elsewhere.
    """

    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    lost: int = 0
    moved: int = 0

    def add(self, other: "Kept") -> None:
        """Take another one's numbers in."""
        self.read += other.read
        self.counts.update(other.counts)
        self.missed += other.missed
        self.lost += other.lost
        self.moved += other.moved


def keep(source: Source, step: Step, translate: Translate, at: datetime, *, cursor: str = "") -> Kept:
    """
    Take one step of reading into the record. Doing it twice changes nothing.

    Args:
        source: who was heard.
        step: what was read.
        translate: makes nouns of the parts of a subject.
        at: now.
        cursor: the field of the source that the step's cursor goes to; "" keeps none (webhooks, single subjects).
    """
    with transaction.atomic():
        kept = _keep_subjects(source, step.payloads, translate, at)
        kept.add(_let_go(source, step.gone, at))
        if step.holders is not None:
            keep_holders(source, step.holders)
        if step.words is not None:
            source.words = {kind: dict(own) for kind, own in step.words.items()}
            Source.objects.filter(pk=source.pk).update(words=source.words)
        if cursor:
            setattr(source, cursor, dict(step.cursor))
            Source.objects.filter(pk=source.pk).update(**{cursor: dict(step.cursor)})
        if sum(kept.counts.values()):
            touch(source.program)
        point("hear.step")
    return kept


def again(source: Source, subjects: Iterable[Heard], translate: Translate, at: datetime) -> Kept:
    """Make the nouns of kept subjects anew: the mapping has changed, or the translator has become better."""
    with transaction.atomic():
        rows = list(subjects)
        told = {row.subject: translate(row.subject, unpack(row.parts)) for row in rows}
        kept = _write(source, rows, told, at)
        _save(rows, ())
        if sum(kept.counts.values()):
            touch(source.program)
    return kept


def _keep_subjects(source: Source, payloads: Iterable[Payload], translate: Translate, at: datetime) -> Kept:
    by_subject: dict[str, list[Payload]] = {}
    for one in payloads:
        by_subject.setdefault(one.subject, []).append(one)
    known = {row.subject: row for row in _rows(source, by_subject)}
    told: dict[str, Translated] = {}
    fresh: list[Heard] = []
    changed: list[Heard] = []
    seen: list[int] = []
    for subject, own in by_subject.items():
        is_new = subject not in known
        row = Heard(source=source, subject=subject, parts=b"", heard_at=at) if is_new else known[subject]
        merged = merge(unpack(row.parts), row.stamps, own)
        row.seen = source.whole_pass
        if not is_new and not merged.new and row.gone_at is None:
            seen.append(row.pk)
            continue
        told[subject] = translate(subject, merged.parts)
        row.parts, row.stamps = pack(merged.parts), dict(merged.stamps)
        row.heard_at, row.gone_at, row.moved_to = at, None, ""
        (fresh if is_new else changed).append(row)
    kept = _write(source, [*fresh, *changed], told, at)
    kept.read, kept.missed = len(by_subject), len(fresh)
    _save(changed, fresh)
    for start in range(0, len(seen), BATCH):
        Heard.objects.filter(pk__in=seen[start : start + BATCH]).update(seen=source.whole_pass)
    return kept


def _write(source: Source, rows: Iterable[Heard], told: Mapping[str, Translated], at: datetime) -> Kept:
    """Write the nouns of some subjects, and note on their rows what was made."""
    stated: list[Stated] = []
    unmade: set[Key] = set()
    kept = Kept()
    rows = list(rows)
    for row in rows:
        row.problems = list(told[row.subject].problems)
        if told[row.subject].failed:
            continue
        own = list(told[row.subject].stated)
        made = [[one.noun, str(one.value.id), one.shared] for one in own]
        unmade |= {(noun, key) for noun, key, shared in row.made if not shared and [noun, key, shared] not in made}
        row.made = made
        stated += own
    found = write(source, stated, unmade, at)
    kept.counts = found.counts
    for row in rows if found.taken else ():
        row.problems += [
            f"There is a {noun} “{key}” of another source already, so this one was left out."
            for noun, key, _ in row.made
            if (noun, key) in found.taken
        ]
    return kept


def _let_go(source: Source, gone: Iterable[Gone], at: datetime) -> Kept:
    """Take the nouns of subjects that are no longer there out of the plan; their payloads stay for a while."""
    moved = {one.subject: one.moved_to for one in gone}
    rows = [row for row in _rows(source, moved) if row.gone_at is None]
    unmade = {(noun, key) for row in rows for noun, key, shared in row.made if not shared}
    kept = Kept(lost=sum(not moved[row.subject] for row in rows), moved=sum(bool(moved[row.subject]) for row in rows))
    kept.counts = write(source, (), unmade, at).counts
    for row in rows:
        row.gone_at, row.moved_to, row.made = at, moved[row.subject], []
    _save(rows, ())
    return kept


def _rows(source: Source, subjects: Iterable[str]) -> list[Heard]:
    wanted = list(subjects)
    return [
        row
        for start in range(0, len(wanted), BATCH)
        for row in Heard.objects.filter(source=source, subject__in=wanted[start : start + BATCH])
    ]


def _save(changed: Iterable[Heard], fresh: Iterable[Heard]) -> None:
    names = ["parts", "stamps", "made", "problems", "heard_at", "seen", "gone_at", "moved_to"]
    insert(Heard, ({name: getattr(row, name) for name in ("source_id", "subject", *names)} for row in fresh))
    if changed := list(changed):
        Heard.objects.bulk_update(changed, names, batch_size=BATCH)
