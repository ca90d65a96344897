"""Schedule files to a proposal: a plan of Microsoft Project or Primavera, whose own numbers make the ids."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from leadline.desk.importing import Proposal
from leadline.record.access import Who, for_
from leadline.record.doors import Refused
from leadline.sources.mspdi.foreign import read_any
from leadline.sources.mspdi.translate import Translated, translate, with_head_of
from leadline.sources.taskjuggler.read import read_files as read_taskjuggler
from leadline.sources.taskjuggler.translate import translate as translate_taskjuggler

Translate = Callable[..., Translated]
"""The program of a file that was read, on a day and with an id."""

TASKJUGGLER = frozenset({".tjp", ".tji"})
HEARD_FROM = "file:schedule"
"""One schedule is a program's plan: a newer file replaces the older one, whatever it is called."""


def read_schedules(files: Sequence[Path], who: Who, today: date, as_of: date | None, program: str) -> Proposal:
    """What a schedule file says. Raises `SourceError`, and `Refused` for several files at once."""
    translated = _taskjuggler(files) if all(one.suffix.lower() in TASKJUGGLER for one in files) else _schedule(files)
    key = program or translated(today).snapshot.id
    known = for_(who).programs().filter(key=key).first()
    found = translated(as_of or (known.pinned_on if known else None) or today, id=key)
    return Proposal(
        files=tuple(files),
        snapshots=(with_head_of(known, found.snapshot),),
        differences=(),
        heard_from=HEARD_FROM,
        problems=tuple(asdict(one) for one in found.problems),
        skipped=found.left_out,
        notes=found.notes,
    )


def _schedule(files: Sequence[Path]) -> Translate:
    if len(files) > 1:
        raise Refused("Each schedule is a program of its own. Import them one by one.", "file")
    return partial(translate, read_any(files[0]))


def _taskjuggler(files: Sequence[Path]) -> Translate:
    """One project; the parts that it includes come along with it."""
    return partial(translate_taskjuggler, read_taskjuggler(files))
