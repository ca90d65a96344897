"""Letting a source go, and what becomes of the facts that came from it."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from leadline.record.models.program import Program
from leadline.record.models.source import Delivery, Heard, LooseEnd, Source
from leadline.record.private.holders import forget as forget_holders
from leadline.record.private.tokens import forget
from leadline.record.snapshots import BATCH, touch
from leadline.record.tables import tables


def leave(source: Source, at: datetime, *, keep: bool) -> int:
    """
    Disconnect a source: its token is forgotten at once, and it is not heard any more.

    Args:
        source: which.
        at: now.
        keep: its facts stay and belong to Leadline from now on; otherwise they leave the plan.

    Returns:
        How many facts stayed or left.
    """
    with transaction.atomic():
        forget(source)
        forget_holders(source)
        LooseEnd.objects.filter(source=source).delete()
        Delivery.objects.filter(source=source).delete()
        count = 0
        for table in tables().values():
            own = table.objects.filter(program=source.program, heard_from=source.address, retired_at=None)
            count += own.update(heard_from="") if keep else own.update(retired_at=at)
        source.retired_at, source.state = at, Source.OFF
        source.save(update_fields=["retired_at", "state"])
        touch(source.program)
    return count


def take_back(program: Program, address: str) -> int:
    """
    Give a source that is connected again the facts that stayed when it left, so that the same ids are heard on.

    Facts that left come back by themselves as they are heard.
    """
    before = Source.objects.filter(program=program, address=address).exclude(retired_at=None).order_by("-id").first()
    if before is None:
        return 0
    made: dict[str, set[str]] = defaultdict(set)
    for one in Heard.objects.filter(source=before).values_list("made", flat=True):
        for noun, key, _ in one:
            made[noun].add(key)
    count = 0
    for noun, keys in made.items():
        wanted = sorted(keys)
        for start in range(0, len(wanted), BATCH):
            stayed = tables()[noun].objects.filter(
                program=program, heard_from="", key__in=wanted[start : start + BATCH]
            )
            count += stayed.update(heard_from=address)
    return count
