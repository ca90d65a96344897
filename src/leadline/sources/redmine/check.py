"""What Redmine says when it is first asked: who the key is, what there is, what it does not show, and which words are used."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from leadline.sources.errors import NotPermitted, NotSignedIn, NotThere
from leadline.sources.http.client import Client
from leadline.sources.redmine import listings
from leadline.sources.redmine.settings import Settings
from leadline.sources.redmine.words import field_of, kind_of, proposed
from leadline.sources.shapes import record, records, text, whole
from leadline.sources.tracker import Checked

MOST_PEOPLE = 200


def check(client: Client, settings: Settings) -> Checked:
    """Ask who we are and what there is. Raises `SourceError` where the project may not be read at all."""
    try:
        user = listings.signed_in(client)
    except NotSignedIn as problem:
        raise NotSignedIn(
            f"{problem} If the key is right, an administrator of that Redmine switches on “Enable REST web service” "
            f"(Administration, Settings, API)."
        ) from problem
    below = listings.tree(client, settings)
    latest, _ = listings.asked(client, settings, {"sort": "updated_on:desc"})
    return Checked(
        title=text(below[0].get("name")) or settings.name,
        signed_in_as=text(user.get("login")),
        counts={
            "open issues": _count(client, settings, "open"),
            "closed issues": _count(client, settings, "closed"),
            "versions": len(listings.shared(client, settings)),
            "sub-projects": len(below) - 1,
        },
        missing=_missing(client, user, [whole(one.get("id")) for one in below]),
        names=_names(client, settings, latest),
    )


def _count(client: Client, settings: Settings, status: str) -> int:
    params = {"project_id": settings.name, "subproject_id": "*", "status_id": status, "limit": 1}
    return whole(record(client.get("issues.json", params).json()).get("total_count"))


def _missing(client: Client, user: Mapping[str, Any], projects: list[int]) -> list[str]:
    """What the user of the key may not do, or may do far beyond what is needed."""
    if user.get("admin") is True:
        return [
            "The key is an administrator's and may do far more than Leadline needs. Somebody makes a user for Leadline whose role "
            "may see all issues of this project, and edit them if accepted changes are to be sent."
        ]
    about = record(record(client.get("users/current.json", {"include": "memberships"}).json()).get("user"))
    here = [one for one in records(about.get("memberships")) if whole(record(one.get("project")).get("id")) in projects]
    said = []
    if len({whole(record(one.get("project")).get("id")) for one in here}) < len(projects):
        said.append(
            "The user of the key is no member of all these projects, so it sees of them what anybody may see. Somebody adds it as a "
            "member, with a role that sees all issues."
        )
    roles = [_role(client, whole(role.get("id"))) for one in here for role in records(one.get("roles"))]
    if roles and all(role.get("issues_visibility") == "own" for role in roles):
        said.append(
            "The role of the key's user shows only issues of its own: the others are not read. Somebody lets it see all issues."
        )
    if not any("edit_issues" in (role.get("permissions") or ()) for role in roles):
        said.append(
            "The user of the key may read and not edit: accepted changes cannot be sent to Redmine. That is all right as long as "
            "nobody wants it."
        )
    return said


def _role(client: Client, number: int) -> Mapping[str, Any]:
    try:
        return record(record(client.get(f"roles/{number}.json").json()).get("role"))
    except (NotPermitted, NotThere):
        return {}


def _names(client: Client, settings: Settings, latest: list[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Words found in the project, each with what it most likely means."""
    bare = Settings(settings.kind, settings.host, settings.name)
    known = listings.known(client, settings)
    trackers = records(record(client.get("trackers.json").json()).get("trackers"))
    told = [record(one.get("assigned_to")) for one in latest]
    people = Counter(
        name for one in told if whole(one.get("id")) not in known.groups and (name := text(one.get("name")))
    )
    groups = [name for one in told if whole(one.get("id")) in known.groups and (name := text(one.get("name")))]
    categories = [name for one in latest if (name := text(record(one.get("category")).get("name")))]
    fields = [name for one in latest for own in records(one.get("custom_fields")) if (name := text(own.get("name")))]
    return {
        "states": {
            name: proposed(name, closed=one.get("is_closed") is True)
            for one in known.statuses
            if (name := text(one.get("name")))
        },
        "kinds": {name: kind_of(name, bare) for one in trackers if (name := text(one.get("name")))},
        "people": {name: "" for name, _ in people.most_common(MOST_PEOPLE)},
        "teams": dict.fromkeys([*groups, *categories], ""),
        "fields": {name: field_of(name, bare) for name in dict.fromkeys(fields)},
    }
