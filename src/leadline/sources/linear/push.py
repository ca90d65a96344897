"""Writing one approved change to Linear: read first, written once, and read again."""

from collections.abc import Mapping

from leadline.sources.http.client import Client
from leadline.sources.linear import payloads, queries, read
from leadline.sources.linear.asking import ask
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import record
from leadline.sources.linear.writes import ISSUE_FIELDS, MILESTONE_FIELDS, Thing
from leadline.sources.pushing import CannotBe, Field, Pushing
from leadline.sources.tracker import Write, Written

FIELDS: Mapping[str, Mapping[str, Field[Thing]]] = {
    payloads.ISSUE: ISSUE_FIELDS,
    payloads.MILESTONE: MILESTONE_FIELDS,
    payloads.PROJECT: MILESTONE_FIELDS,
}
QUERIES = {
    payloads.ISSUE: (queries.ONE_ISSUE, "issue"),
    payloads.MILESTONE: (queries.ONE_MILESTONE, "projectMilestone"),
    payloads.PROJECT: (queries.ONE_PROJECT, "project"),
}


def write(client: Client, settings: Settings, write: Write) -> Written:
    """
    Write one field of an issue, a milestone or a project's end, if it still says what was heard.

    Fields of an issue: `name`, `state`, `assignee` and `milestone` (ids of the program), `estimate` (where points are days), `due`,
    `comment`, which is added, and `label` and `blocked_by`: one a line, of which those that are in `value` and not in `heard` are
    added, and those that are in `heard` and not in `value` are taken away; others stay. Fields of a milestone: `name`, `due`.

    Raises:
        WriteUnsure: no answer came; it may have been written.
        SourceError: the tracker could not be asked; nothing was written.
    """
    kind, _, name = write.subject.partition("/")
    fields = FIELDS.get(kind, {})
    if write.field not in fields or not name:
        can = f"{', '.join(ISSUE_FIELDS)} of an issue and {', '.join(MILESTONE_FIELDS)} of a milestone or a project"
        return Written("refused", f"Leadline writes {can} to Linear, and not {write.field} of {write.subject}.")
    pushing = Pushing(
        "Linear",
        fields,
        lambda: _thing(client, settings, kind, name),
        lambda: read.one(client, settings, write.subject).payloads,
    )
    return pushing.write(write)


def _thing(client: Client, settings: Settings, kind: str, name: str) -> Thing:
    query, field = QUERIES[kind]
    body = record(ask(client, query, id=name).get(field))
    if body.get("trashed") is True:
        raise CannotBe("It lies in the bin of Linear. Somebody takes it out again first.")
    if kind == payloads.ISSUE and not settings.has(record(body.get("team")).get("key")):
        raise CannotBe("The issue has been moved to another team, which is not read here. Change it there.")
    return Thing(client, settings, kind, body)
