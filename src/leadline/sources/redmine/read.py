"""Reading a Redmine project: what changed, everything, or one thing."""

from collections.abc import Iterator, Mapping

from leadline.sources.errors import BadAddress, NotPermitted, NotThere
from leadline.sources.http.client import Client
from leadline.sources.readings import Listed, anew, through
from leadline.sources.redmine import listings, payloads
from leadline.sources.redmine.settings import Settings, issue_page
from leadline.sources.shapes import whole
from leadline.sources.tracker import Cursor, Gone, Payload, Step

_FIRST = {"projects": Listed(listings.projects, 0.01), "versions": Listed(listings.versions, 0.03)}
CHANGES: Mapping[str, Listed] = {**_FIRST, "issues": Listed(listings.changed, 1.0)}
EVERYTHING: Mapping[str, Listed] = {**_FIRST, "issues": Listed(listings.listed, 1.0)}
"""Listings in the order they are read."""


def changes(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """What changed since the cursor: each listing from its own mark."""
    yield from through(CHANGES, client, settings, cursor)


def everything(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """All that the listings show, from their beginnings. The cursor of the last step is empty: the next time begins anew."""
    yield from anew(through(EVERYTHING, client, settings, cursor))


def one(client: Client, settings: Settings, subject: str) -> Step:
    """One subject as it is now, or that it is gone. Raises `NotThere` where the whole project is not shown."""
    kind, _, name = subject.partition("/")
    if kind not in _ONE or not name.isdigit():
        raise BadAddress(f"“{subject}” is nothing of a project. Subjects are issue/12, version/3, project/1.")
    listings.signed_in(client)
    found = _ONE[kind](client, settings, int(name))
    if found:
        return Step(found, share=1.0)
    # A key that lost its right to the project sees nothing of it: that must not look as if all was deleted.
    listings.root(client, settings)
    return Step((), (Gone(subject, _elsewhere(client, settings, int(name)) if kind == "issue" else ""),), share=1.0)


def _issue(client: Client, settings: Settings, number: int) -> list[Payload]:
    """
    An issue with all its parts, if the project's own listing shows it.

    Asked for by itself, one that moved to another project is shown as well, and one that is hidden gives a refusal that may have
    other reasons.
    """
    found, _ = listings.asked(client, settings, {"issue_id": str(number)})
    if not found or whole(found[0].get("id")) != number:
        return []
    return listings.told(client, found[0], listings.known(client, settings))


def _elsewhere(client: Client, settings: Settings, number: int) -> str:
    """Where an issue is that left the project; "" where it is deleted or hidden."""
    try:
        client.get(f"issues/{number}.json")
    except (NotThere, NotPermitted):
        return ""
    return issue_page(settings, number)


def _version(client: Client, settings: Settings, number: int) -> list[Payload]:
    return [payloads.version(one) for one in listings.shared(client, settings) if whole(one.get("id")) == number]


def _project(client: Client, settings: Settings, number: int) -> list[Payload]:
    return [payloads.project(one) for one in listings.tree(client, settings) if whole(one.get("id")) == number]


_ONE = {"issue": _issue, "version": _version, "project": _project}
