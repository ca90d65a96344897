"""Writing one approved change to Jira."""

from leadline.sources.http.client import Client
from leadline.sources.jira import payloads, read
from leadline.sources.jira.settings import Settings, rest
from leadline.sources.jira.writes import FIELDS, VERSION_FIELDS, Thing
from leadline.sources.pushing import Pushing
from leadline.sources.shapes import record
from leadline.sources.tracker import Write, Written


def write(client: Client, settings: Settings, write: Write) -> Written:
    """
    Write one field of an issue or a version, if it still says what was heard.

    Fields of an issue: `name`, `state`, `assignee` and `milestone` (ids of the program), `estimate`, `due`, `comment`, which is
    added, and `blocked_by`: one a line, of which those that are in `value` and not in `heard` are added, and those that are in
    `heard` and not in `value` are taken away. Fields of a version: `name`, `due`.

    Raises:
        WriteUnsure: no answer came; it may have been written.
        SourceError: the tracker could not be asked; nothing was written.
    """
    kind, _, number = write.subject.partition("/")
    fields = {"issue": FIELDS, "version": VERSION_FIELDS}.get(kind, {})
    if write.field not in fields or not number.isdigit():
        can = f"{', '.join(FIELDS)} of an issue and {', '.join(VERSION_FIELDS)} of a version"
        return Written("refused", f"Leadline writes {can} to Jira, and not {write.field} of {write.subject}.")
    path = rest(settings, f"{kind}/{number}")

    def thing() -> Thing:
        asked = {"fields": ",".join(payloads.FIELDS)} if kind == "issue" else {}
        return Thing(client, settings, path, record(client.get(path, asked).json()))

    return Pushing("Jira", fields, thing, lambda: read.one(client, settings, write.subject).payloads).write(write)
