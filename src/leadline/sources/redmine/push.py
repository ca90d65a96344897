"""Writing one approved change to Redmine."""

from leadline.sources.http.client import Client
from leadline.sources.pushing import Pushing
from leadline.sources.redmine import read
from leadline.sources.redmine.settings import Settings
from leadline.sources.redmine.writes import FIELDS, VERSION_FIELDS, Thing
from leadline.sources.shapes import record
from leadline.sources.tracker import Write, Written


def write(client: Client, settings: Settings, write: Write) -> Written:
    """
    Write one field of an issue or a version, if it still says what was heard.

    Fields of an issue: `name`, `state`, `assignee` and `milestone` (ids of the program), `estimate`, `due`, `start`, `comment`,
    which is added as a note, and `blocked_by`: one a line, of which those that are in `value` and not in `heard` are added, and
    those that are in `heard` and not in `value` are taken away. Fields of a version: `name`, `due`.

    Redmine drops in silence what its rules do not allow, so each is read once more: what is not there then was refused.

    Raises:
        WriteUnsure: no answer came; it may have been written.
        SourceError: the tracker could not be asked; nothing was written.
    """
    kind, _, number = write.subject.partition("/")
    fields = {"issue": FIELDS, "version": VERSION_FIELDS}.get(kind, {})
    if write.field not in fields or not number.isdigit():
        can = f"{', '.join(FIELDS)} of an issue and {', '.join(VERSION_FIELDS)} of a version"
        return Written("refused", f"Leadline writes {can} to Redmine, and not {write.field} of {write.subject}.")
    path = f"{kind}s/{number}.json"

    def thing() -> Thing:
        asked = {"include": "journals,relations,allowed_statuses"} if kind == "issue" else {}
        return Thing(client, settings, path, kind, record(record(client.get(path, asked).json()).get(kind)))

    return Pushing("Redmine", fields, thing, lambda: read.one(client, settings, write.subject).payloads).write(write)
