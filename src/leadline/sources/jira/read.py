"""Reading a Jira project: what changed, everything, or one thing."""

from collections.abc import Iterator, Mapping

from leadline.sources.errors import BadAddress, NotThere
from leadline.sources.http.client import Client
from leadline.sources.jira import listings, payloads
from leadline.sources.jira.settings import Settings, is_cloud, issue_page, rest
from leadline.sources.readings import Listed, anew, through
from leadline.sources.shapes import record, text
from leadline.sources.tracker import Cursor, Gone, Payload, Step

_FIRST = {"project": Listed(listings.projects, 0.01), "versions": Listed(listings.versions, 0.03)}
CHANGES: Mapping[str, Listed] = {**_FIRST, "issues": Listed(listings.by("updated"), 1.0)}
EVERYTHING: Mapping[str, Listed] = {**_FIRST, "issues": Listed(listings.by("created"), 1.0)}
"""Listings in the order they are read."""


def changes(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """What changed since the cursor: each listing from its own mark."""
    yield from through(CHANGES, client, settings, cursor)


def everything(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """All that the listings show, from their beginnings. The cursor of the last step is empty: the next time begins anew."""
    yield from anew(through(EVERYTHING, client, settings, cursor))


def one(client: Client, settings: Settings, subject: str) -> Step:
    """One subject as it is now, or that it is gone. Raises `NotThere` where the whole project is not shown."""
    kind, _, number = subject.partition("/")
    if kind not in ("issue", "version", "project") or not number.isdigit():
        raise BadAddress(
            f"“{subject}” is nothing of a project. Subjects are issue/10012, version/10003, project/10000."
        )
    listings.signed_in(client, settings)
    # A token that lost its right to the project sees nothing of it: that must not look as if all was deleted.
    project = listings.root(client, settings)
    if kind == "issue":
        return _issue(client, settings, number, text(project.get("id")))
    found: list[Payload] = []
    if kind == "version":
        found = [payloads.version(one) for one in listings.released(client, settings) if text(one.get("id")) == number]
    elif text(project.get("id")) == number:
        found = [payloads.project(project)]
    return Step(found, share=1.0) if found else _gone(subject)


def _issue(client: Client, settings: Settings, number: str, project: str) -> Step:
    """An issue with all its parts; one that is in another project now is gone from here."""
    words = listings.known(client, settings)
    fields = ",".join([*payloads.FIELDS, *(one["id"] for one in words.customs)])
    asked = {"fields": fields} if is_cloud(settings) else {"fields": fields, "expand": "changelog"}
    try:
        body = record(client.get(rest(settings, f"issue/{number}"), asked).json())
    except NotThere:
        return _gone(f"issue/{number}")
    if text(record(record(body.get("fields")).get("project")).get("id")) != project:
        return _gone(f"issue/{number}", issue_page(settings, text(body.get("key"))))
    return Step(listings.told(client, settings, [body], words), share=1.0)


def _gone(subject: str, moved_to: str = "") -> Step:
    return Step((), (Gone(subject, moved_to),), share=1.0)
