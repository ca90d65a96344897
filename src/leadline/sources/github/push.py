"""Writing one approved change to GitHub: read first, written once, and read again."""

from collections.abc import Sequence
from typing import Any

from leadline.sources.errors import NotPermitted, NotThere, SourceError, StrangeReply
from leadline.sources.github import read
from leadline.sources.github.listings import VERSION
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import record, text, whole
from leadline.sources.github.writes import FIELDS, MILESTONE_FIELDS, CannotBe, Thing
from leadline.sources.http.client import Client
from leadline.sources.tracker import Payload, Write, Written


def write(client: Client, settings: Settings, write: Write) -> Written:
    """
    Write one field of an issue or a milestone, if it still says what was heard.

    Fields of an issue: `name`, `state`, `assignee` and `milestone` (ids of the program), `estimate` (a label), `comment`, which is added, and `label`
    and `blocked_by`: one a line, of which those that are in `value` and not in `heard` are added, and those that are in `heard`
    and not in `value` are taken away; others stay. Fields of a milestone: `name`, `due`.

    Raises:
        WriteUnsure: no answer came; it may have been written.
        SourceError: the tracker could not be asked; nothing was written.
    """
    kind, _, number = write.subject.partition("/")
    fields = MILESTONE_FIELDS if kind == "milestone" else FIELDS if kind in ("issue", "pull") else {}
    if write.field not in fields or not number.isdigit():
        can = f"{', '.join(FIELDS)} of an issue and {', '.join(MILESTONE_FIELDS)} of a milestone"
        return Written("refused", f"Leadline writes {can} to GitHub, and not {write.field} of {write.subject}.")
    path = f"{settings.path}/{'milestones' if kind == 'milestone' else 'issues'}/{number}"
    field = fields[write.field]
    try:
        thing = Thing(client, settings, path, record(client.get(path, headers=VERSION).json()))
        if whole(thing.body.get("number")) != int(number):
            there = text(thing.body.get("html_url"))
            return Written("conflict", "The issue has been moved to another repository.", now=there)
        now = field.now(thing)
        if field.same(thing, now, write):
            return Written("same", now=now, payloads=_again(client, settings, write.subject))
        if not field.as_heard(thing, now, write):
            says = f"It says “{now}” now, and “{write.heard}” was heard."
            return Written("conflict", says, now=now, payloads=_again(client, settings, write.subject))
        field.put(thing, write)
    except (CannotBe, NotPermitted, NotThere) as problem:
        return Written("refused", str(problem))
    except StrangeReply as problem:
        if not 400 <= problem.status < 500:
            raise
        return Written("refused", str(problem))
    return Written("written", now=write.value, payloads=_again(client, settings, write.subject))


def _again(client: Client, settings: Settings, subject: str) -> Sequence[Payload]:
    """What the subject says afterwards; nothing where it cannot be read just now, for what was written stays written."""
    try:
        found: Any = read.one(client, settings, subject).payloads
    except SourceError:
        return ()
    return tuple(found)
