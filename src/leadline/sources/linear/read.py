"""Reading a workspace: what changed, everything, or one thing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from leadline.sources.errors import BadAddress, NotThere
from leadline.sources.http.client import Client
from leadline.sources.linear import listings, payloads, queries
from leadline.sources.linear.asking import ask
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import key_of, nodes, record, text
from leadline.sources.readings import Listed, anew, through
from leadline.sources.tracker import Cursor, Gone, Payload, Step

LISTINGS: Mapping[str, Listed] = {
    "workspace": Listed(listings.workspace, 0.01),
    "projects": Listed(listings.projects, 0.04),
    "milestones": Listed(listings.milestones, 0.07),
    "issues": Listed(listings.issues, 0.9),
    "relations": Listed(listings.relations, 1.0),
}
"""Listings in the order they are read."""


def changes(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """What changed since the cursor: each listing from its own mark."""
    return map(_without_the_bin, through(LISTINGS, client, settings, cursor))


def everything(client: Client, settings: Settings, cursor: Cursor) -> Iterator[Step]:
    """All that the listings show, from their beginnings. The cursor of the last step is empty: the next time begins anew."""
    return anew(changes(client, settings, cursor))


def one(client: Client, settings: Settings, subject: str) -> Step:
    """One subject as it is now, or that it is gone. Raises `NotThere` where the whole workspace or team is not shown."""
    kind, _, name = subject.partition("/")
    if kind == payloads.WORKSPACE:
        return Step([payloads.workspace(listings.there(client, settings))], share=1.0)
    if kind not in ONE or not name:
        raise BadAddress(
            f"“{subject[:100]}” is nothing of a workspace. Subjects are issue/…, project/…, milestone/…, relation/…."
        )
    try:
        return _without_the_bin(ONE[kind](client, settings, name))
    except NotThere:
        # A token that lost its right to the team sees nothing of it: that must not look as if all was deleted.
        listings.there(client, settings)
        return Step((), (Gone(subject),), share=1.0)


def _issue(client: Client, settings: Settings, name: str) -> Step:
    body = _asked(client, queries.ONE_ISSUE, "issue", name)
    subject = f"{payloads.ISSUE}/{name}"
    if not settings.has(record(body.get("team")).get("key")):
        return Step((), (Gone(subject, text(body.get("url"))),), share=1.0)
    links = [*nodes(body, "relations"), *nodes(body, "inverseRelations")]
    came = listings.issue(client, body, None)
    came += [payloads.relation(link) for link in links if listings.blocks_ours(link, settings)]
    return Step(came, share=1.0)


def _project(client: Client, settings: Settings, name: str) -> Step:
    body = _asked(client, queries.ONE_PROJECT, "project", name)
    if not _works_on(body, settings):
        return Step((), (Gone(f"{payloads.PROJECT}/{name}"),), share=1.0)
    return Step([payloads.project(body), *map(payloads.milestone, nodes(body, "projectMilestones"))], share=1.0)


def _milestone(client: Client, settings: Settings, name: str) -> Step:
    body = _asked(client, queries.ONE_MILESTONE, "projectMilestone", name)
    if not _works_on(record(body.get("of")), settings):
        return Step((), (Gone(f"{payloads.MILESTONE}/{name}"),), share=1.0)
    return Step([payloads.milestone(body)], share=1.0)


def _relation(client: Client, settings: Settings, name: str) -> Step:
    body = _asked(client, queries.ONE_RELATION, "issueRelation", name)
    if not listings.blocks_ours(body, settings):
        return Step((), (Gone(f"{payloads.RELATION}/{name}"),), share=1.0)
    return Step([payloads.relation(body)], share=1.0)


ONE = {
    payloads.ISSUE: _issue,
    payloads.PROJECT: _project,
    payloads.MILESTONE: _milestone,
    payloads.RELATION: _relation,
}
"""How one thing is read, by its kind."""


def _works_on(body: Mapping[str, Any], settings: Settings) -> bool:
    """Whether a project is one of the team's; a project that no team is named of is shown to everybody."""
    keys = [one.get("key") for one in nodes(body, "teams")]
    return not settings.team or any(settings.has(key) for key in keys)


def _asked(client: Client, query: str, field: str, name: str) -> Mapping[str, Any]:
    """One thing. Raises `NotThere`, also where Linear gives another thing than the one that was asked for."""
    found = record(ask(client, query, id=name).get(field))
    if key_of(found) != name:
        raise NotThere(f"Linear has no {field} {name}, or does not show it to this token.")
    return found


def _without_the_bin(step: Step) -> Step:
    """The same step; what lies in the bin is gone, though Linear shows it for a month more."""
    lost = [one.subject for one in step.payloads if _in_the_bin(one)]
    if not lost:
        return step
    kept = [one for one in step.payloads if one.subject not in lost]
    return replace(step, payloads=kept, gone=[*step.gone, *map(Gone, lost)])


def _in_the_bin(payload: Payload) -> bool:
    """Whether a thing was thrown away, or a milestone's project."""
    body = record(payload.body)
    return body.get("trashed") is True or (
        payload.part == payloads.MILESTONE and record(body.get("project")).get("trashed") is True
    )
