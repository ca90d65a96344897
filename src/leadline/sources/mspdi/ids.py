"""Ids of what a schedule file holds: by the file's own unique numbers, or those that Leadline once gave."""

from collections.abc import Iterable

from leadline.program.slug import unfit
from leadline.sources.mspdi.fields import text, whole
from leadline.sources.mspdi.schedule import Record, Schedule, within

OWN_ID, FEEDS = "Leadline id", "Leadline milestone"
"""Names of the custom text fields in which a file that Leadline wrote says what something is called there."""

TASK_FIELDS = {OWN_ID: 188744016, FEEDS: 188744015}
RESOURCE_FIELDS = {OWN_ID: 205521140}


class OwnFields:
    """The custom fields of Leadline in a file; none where it has not been written by Leadline."""

    def __init__(self, schedule: Schedule) -> None:
        known = schedule.all_of("ExtendedAttributes", "ExtendedAttribute")
        self._numbers = {(text(one, "Alias"), whole(one, "FieldID")) for one in known}

    def value(self, record: Record, alias: str) -> str:
        """What a record says in the field of that name; "" for nothing."""
        for one in within(record, "ExtendedAttribute"):
            if (alias, whole(one, "FieldID")) in self._numbers:
                return text(one, "Value")
        return ""


def ids_of(records: Iterable[Record], fields: OwnFields, letter: str) -> dict[int, str]:
    """
    An id for each unique number: Leadline's own where the file has one, else `t7` for task 7.

    A copy of a row in Microsoft Project carries the first one's id along: only the first has it.
    """
    made: dict[int, str] = {}
    taken: set[str] = set()
    for record in records:
        uid = whole(record, "UID", -1)
        own = fields.value(record, OWN_ID)
        id = own if own and own not in taken and not unfit(own) else f"{letter}{uid}"
        made.setdefault(uid, id)
        taken.add(id)
    return made
