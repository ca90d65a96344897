"""Approve writes to a tracker."""

from leadline.charts import words
from leadline.desk.connecting import source_called
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.hearing.asking import ask_to_push
from leadline.record.hearing.wanted import Wanted, wanted
from leadline.record.models import ChangeSet, JournalLine, Source, TrackerWrite

MOST_AT_ONCE = 200


@verb(roles=RUNS)
def write_changes(act: Act, *, source: str, change: str | list[str] = "") -> Done:
    """
    Write these agreed changes to a tracker, once each. `change` names them by their numbers on the page of writes.

    What somebody changed in the tracker since is not overwritten: it comes back as a conflict. Raises `Refused` where writing is
    off, where nothing is picked, or where a change is settled by now.
    """
    found = source_called(act.who, act.program, source)
    if not found.writes:
        raise Refused(
            f"Writing to {found.address} is switched off. Switch it on at the page of the source first.", "source"
        )
    picked = _picked(wanted(found), change)
    return Done(
        f"Approved {words.plural(len(picked), 'write')} to {found.address}.",
        after=lambda line: _keep(act, found, picked, line),
    )


def _picked(there: list[Wanted], change: str | list[str]) -> list[Wanted]:
    numbers = [change] if isinstance(change, str) else change
    by_number = {str(one.intent): one for one in there}
    if not any(numbers):
        raise Refused("Pick what is to be written.", "change")
    if gone := [one for one in numbers if one not in by_number]:
        raise Refused(f"{len(gone)} of these are settled by now. Look at the list again.", "change")
    if len(numbers) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} are written in one go. Pick fewer.", "change")
    return [by_number[one] for one in numbers]


def _keep(act: Act, source: Source, picked: list[Wanted], _: JournalLine) -> None:
    made = for_(act.who).beside(ChangeSet, source).create(source=source, approved_at=act.at, approved_by=act.who.name)
    for_(act.who).beside(TrackerWrite, source).bulk_create(
        TrackerWrite(
            change_set=made,
            noun=one.noun,
            key=one.key,
            subject=one.write.subject,
            field=one.write.field,
            heard=one.write.heard,
            value=one.write.value,
        )
        for one in picked
    )
    ask_to_push(made, act.at)
