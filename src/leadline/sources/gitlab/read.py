"""Reading a project or a group: what changed, everything, or one thing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from leadline.sources.errors import BadAddress, NotThere
from leadline.sources.gitlab import listings, payloads
from leadline.sources.gitlab.lists import lacks_right
from leadline.sources.gitlab.milestones import milestone_at, milestones
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import place, record, text
from leadline.sources.gitlab.subjects import where
from leadline.sources.http.client import Client
from leadline.sources.readings import Listed, anew, through
from leadline.sources.tracker import Cursor, Gone, Payload, Step

LISTINGS: Mapping[str, Listed] = {
    "projects": Listed(listings.projects, 0.01),
    "milestones": Listed(milestones, 0.03),
    "issues": Listed(listings.issues, 0.8),
    "merges": Listed(listings.merges, 1.0, needed=False),
}
"""Listings in the order they are read."""
EVERYTHING: Mapping[str, Listed] = {
    **LISTINGS,
    "issues": Listed(listings.issues_linked, 0.8),
    "merges": Listed(listings.merges_bare, 1.0, needed=False),
}
"""The same, without histories: what happened to an issue moves its stamp, so `changes` has read it."""


def changes(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """What changed since the cursor: each listing from its own mark."""
    yield from through(LISTINGS, client, settings, cursor, lacks_right)


def everything(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """
    All that the listings show, from their beginnings. The cursor of the last step is empty: the next time begins anew.

    That a merge request mentions an issue is left to `changes`: here it would make a deleted issue look as if it were listed.
    """
    for step in anew(through(EVERYTHING, client, settings, cursor, lacks_right)):
        yield replace(step, payloads=[one for one in step.payloads if one.part != "merges"])


def one(client: Client, settings: Settings, subject: str) -> Step:
    """One subject as it is now, or that it is gone. Raises `NotThere` where the whole project or group is not shown."""
    try:
        return Step(_whole(client, settings, subject), share=1.0)
    except NotThere:
        # A token that lost its right to the project sees nothing of it: that must not look as if all was deleted.
        if subject == "project":
            raise
        client.get(settings.api)
        return Step((), (Gone(subject),), share=1.0)
    except _Elsewhere as moved:
        return Step((), (Gone(subject, moved.place),), share=1.0)


def _whole(client: Client, settings: Settings, subject: str) -> list[Payload]:
    kind, _, name = subject.partition("/")
    if kind == "project":
        return [_project(client, settings, name)]
    if kind == "milestone" and name.isdigit():
        return [payloads.milestone(milestone_at(client, settings, int(name))[2])]
    project, number = where(subject, settings)
    word = "merge_requests" if kind == "merge" else "issues"
    reply = client.get(f"{project}/{word}/{number}")
    body = record(reply.json())
    web = text(body.get("web_url"), 2000)
    if settings.group and place(web)[1] and not settings.holds(place(web)[1]):
        raise _Elsewhere(web)
    if kind == "merge":
        return listings.merge_whole(client, settings, body, listings.date_of(reply))
    return listings.issue_whole(client, settings, body)


class _Elsewhere(Exception):
    """The project was moved out of the group that is read."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


def _project(client: Client, settings: Settings, name: str) -> Payload:
    if settings.group and not name.isdigit():
        raise BadAddress(f"“project/{name[:80]}” is no project of a group. Its projects are project/34.")
    body = record(client.get(f"projects/{name}" if settings.group else settings.api).json())
    if settings.group and not settings.holds(str(body.get("path_with_namespace") or "")):
        raise NotThere(f"Project {name} is no longer in {settings.path}.")
    return payloads.project(body, settings)
