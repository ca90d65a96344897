"""Writing one approved change to GitLab: read first, written once, and read again."""

from leadline.sources.errors import BadAddress
from leadline.sources.gitlab import read
from leadline.sources.gitlab.ids import home
from leadline.sources.gitlab.milestones import milestone_at
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import record, whole
from leadline.sources.gitlab.subjects import where
from leadline.sources.gitlab.writes import FIELDS, MILESTONE_FIELDS, Thing
from leadline.sources.http.client import Client
from leadline.sources.pushing import CannotBe, Pushing
from leadline.sources.tracker import Write, Written


def write(client: Client, settings: Settings, write: Write) -> Written:
    """
    Write one field of an issue or a milestone, if it still says what was heard.

    Fields of an issue: `name`, `state`, `assignee` and `milestone` (ids of the program), `estimate` (a time estimate; a range is a
    label), `due`, `comment`, which is added, and `label` and `blocked_by`: one a line, of which those that are in `value` and not in
    `heard` are added, and those that are in `heard` and not in `value` are taken away; others stay. Fields of a milestone: `name`, `due`.

    Raises:
        WriteUnsure: no answer came; it may have been written.
        SourceError: the tracker could not be asked; nothing was written.
    """
    kind = write.subject.partition("/")[0]
    fields = MILESTONE_FIELDS if kind == "milestone" else FIELDS if kind == "issue" else {}
    if write.field not in fields:
        can = f"{', '.join(FIELDS)} of an issue and {', '.join(MILESTONE_FIELDS)} of a milestone"
        return Written("refused", f"Leadline writes {can} to GitLab, and not {write.field} of {write.subject}.")
    pushing = Pushing(
        "GitLab",
        fields,
        lambda: _thing(client, settings, write.subject),
        lambda: read.one(client, settings, write.subject).payloads,
    )
    return pushing.write(write)


def _thing(client: Client, settings: Settings, subject: str) -> Thing:
    kind, _, name = subject.partition("/")
    if kind == "milestone":
        owner, path, body = milestone_at(client, settings, int(name) if name.isdigit() else 0)
        return Thing(client, settings, owner, path, body)
    try:
        project, number = where(subject, settings)
    except BadAddress as problem:
        raise CannotBe(str(problem)) from problem
    path = f"{project}/issues/{number}"
    body = record(client.get(path).json())
    if whole(body.get("moved_to_id")):
        raise CannotBe("The issue has been moved to another project, and is no work where it was. Change it there.")
    return Thing(client, settings, project, path, body, home(body, settings))
