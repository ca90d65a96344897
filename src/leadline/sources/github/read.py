"""Reading a repository: what changed, everything, or one thing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from leadline.sources.errors import BadAddress, NotThere
from leadline.sources.github import listings, payloads
from leadline.sources.github.listings import PER_PAGE, VERSION
from leadline.sources.github.projects import fields
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import place, record, records, text, whole
from leadline.sources.http.client import Client
from leadline.sources.readings import Listed, anew, through
from leadline.sources.tracker import Cursor, Gone, Payload, Step

LISTINGS: Mapping[str, Listed] = {
    "repository": Listed(listings.repository, 0.01),
    "milestones": Listed(listings.milestones, 0.03),
    "issues": Listed(listings.issues, 0.6),
    "pulls": Listed(listings.pulls, 0.8, needed=False),
    "releases": Listed(listings.releases, 0.85, needed=False),
    "events": Listed(listings.events, 1.0),
}
"""Listings in the order they are read."""


def changes(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """What changed since the cursor: each listing from its own mark."""
    yield from through(LISTINGS, client, settings, cursor, listings.lacks_right)


def everything(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """
    All that the listings show, from their beginnings. The cursor of the last step is empty: the next time begins anew.

    That a pull request mentions an issue is left to `changes`: here it would make a deleted issue look as if it were listed.
    """
    for step in anew(changes(client, settings, cursor)):
        yield replace(step, payloads=[one for one in step.payloads if one.part != "pulls"])


def one(client: Client, settings: Settings, subject: str) -> Step:
    """One subject as it is now, or that it is gone. Raises `NotThere` where the whole repository is not shown."""
    kind, _, name = subject.partition("/")
    try:
        return Step(_whole(client, settings, kind, name), share=1.0)
    except NotThere:
        # A token that lost its right to the repository sees nothing of it: that must not look as if all was deleted.
        if kind == "repository":
            raise
        client.get(settings.path, headers=VERSION)
        return Step((), (Gone(subject),), share=1.0)
    except _Elsewhere as moved:
        return Step((), (Gone(subject, moved.place),), share=1.0)


def _whole(client: Client, settings: Settings, kind: str, name: str) -> list[Payload]:
    if kind == "repository":
        return [payload for page in listings.repository(client, settings, {}) for payload in page.payloads]
    if not name.isdigit():
        raise BadAddress(f"“{kind}/{name}” is nothing of a repository. Subjects are issue/12, pull/12, milestone/3.")
    if kind == "milestone":
        return [payloads.milestone(_asked(client, f"{settings.path}/milestones/{name}"))]
    if kind == "release":
        return [payloads.release(_asked(client, f"{settings.path}/releases/{name}"))]
    return _issue(client, settings, int(name))


def _issue(client: Client, settings: Settings, number: int) -> list[Payload]:
    body = _asked(client, f"{settings.path}/issues/{number}")
    if whole(body.get("number")) != number or not _ours(client, settings, body):
        raise _Elsewhere(text(body.get("html_url")))
    subject = f"{payloads.kind(body)}/{number}"
    came = [payloads.issue(body), *listings.linked(client, settings, body)]
    if payloads.kind(body) == "pull":
        found = _asked(client, f"{settings.path}/pulls/{number}")
        came += payloads.pull(found, settings) + listings.judged(client, settings, found)
    else:
        came += fields(client, settings)([str(body.get("node_id") or "")])
    for reply in client.pages(f"{settings.path}/issues/{number}/events", {"per_page": PER_PAGE}):
        came += payloads.events(records(reply.json()), subject)
    return came


class _Elsewhere(Exception):
    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


def _ours(client: Client, settings: Settings, body: Mapping[str, Any]) -> bool:
    """Whether an issue still belongs to the repository: GitHub leads from one that was transferred to where it is now."""
    _, repo, _ = place(text(body.get("html_url")))
    if not repo or repo == f"{settings.owner}/{settings.repo}".casefold():
        return True
    # The repository itself may have another name by now.
    return str(_asked(client, settings.path).get("full_name")).casefold() == repo


def _asked(client: Client, path: str) -> Mapping[str, Any]:
    return record(client.get(path, headers=VERSION).json())
