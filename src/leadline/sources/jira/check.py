"""What Jira says when it is first asked: who the token is, what there is, what it does not show, and which words are used."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from leadline.sources.errors import NotPermitted, NotSignedIn, NotThere
from leadline.sources.http.client import Client
from leadline.sources.jira import listings, payloads
from leadline.sources.jira.people import account
from leadline.sources.jira.settings import Settings, is_cloud, rest
from leadline.sources.jira.words import category, field_of, is_undone, kind_of, proposed
from leadline.sources.shapes import record, records, text, whole
from leadline.sources.tracker import Checked

MOST_PEOPLE = 200
RIGHTS = {
    "EDIT_ISSUES": "edit issues",
    "TRANSITION_ISSUES": "move issues through their workflow",
    "LINK_ISSUES": "link issues",
}
"""Rights that only writing needs."""


def check(client: Client, settings: Settings) -> Checked:
    """Ask who we are and what there is. Raises `SourceError` where the project may not be read at all."""
    try:
        user = listings.signed_in(client, settings)
    except NotSignedIn as problem:
        raise NotSignedIn(f"{problem} {_how(settings)}") from problem
    project = listings.root(client, settings)
    latest = listings.searched(client, settings, f'project = "{settings.name}" ORDER BY updated DESC', payloads.FIELDS)
    return Checked(
        title=text(project.get("name")) or settings.name,
        signed_in_as=text(user.get("displayName")),
        counts={
            "open issues": _count(client, settings, "statusCategory != Done"),
            "closed issues": _count(client, settings, "statusCategory = Done"),
            "versions": len(listings.released(client, settings)),
        },
        missing=_missing(client, settings),
        names=_names(client, settings, project, latest.issues),
    )


def _how(settings: Settings) -> str:
    if is_cloud(settings):
        return "For Jira Cloud the token is your e-mail address, a colon, and the API token: you@acme.example:token."
    return "For a Data Center it is a personal access token (in Jira: your profile, Personal Access Tokens)."


def _count(client: Client, settings: Settings, which: str) -> int:
    jql = f'project = "{settings.name}" AND {which}'
    if is_cloud(settings):
        return whole(record(client.ask("rest/api/3/search/approximate-count", {"jql": jql}).json()).get("count"))
    return whole(record(client.ask("rest/api/2/search", {"jql": jql, "maxResults": 0}).json()).get("total"))


def _missing(client: Client, settings: Settings) -> list[str]:
    """What the user of the token may not do."""
    asked = {"projectKey": settings.name, "permissions": ",".join(["ADMINISTER", *RIGHTS])}
    try:
        told = record(record(client.get(rest(settings, "mypermissions"), asked).json()).get("permissions"))
    except (NotPermitted, NotThere):
        return []
    may = {name for name, one in told.items() if record(one).get("havePermission") is True}
    if "ADMINISTER" in may:
        return [
            "The token is an administrator's and may do far more than Leadline needs. Somebody makes a user for Leadline that may "
            "browse this project, and edit its issues if accepted changes are to be sent."
        ]
    lacks = [words for name, words in RIGHTS.items() if name not in may]
    if not lacks:
        return []
    return [
        f"The user of the token may not {', '.join(lacks)}: accepted changes of that kind cannot be sent to Jira. That is all right "
        f"as long as nobody wants it."
    ]


def _names(client: Client, settings: Settings, project: Mapping[str, Any], latest: Any) -> dict[str, dict[str, str]]:
    """Words found in the project, each with what it most likely means."""
    bare = Settings(settings.kind, settings.host, settings.name)
    statuses = records(client.get(rest(settings, "status")).json())
    fields = [record(one.get("fields")) for one in latest]
    resolutions = {text(record(one.get("resolution")).get("name")) for one in fields} - {""}
    people = Counter(
        text(record(one.get("assignee")).get("displayName")) for one in fields if account(one.get("assignee"))
    )
    components = {text(part.get("name")): "" for one in fields for part in records(one.get("components"))}
    own = {one["name"]: field_of(one["name"], one["type"], bare) for one in listings.customs(client, bare)}
    return {
        "states": {
            **{name: proposed(name, category(one)) for one in statuses if (name := text(one.get("name")))},
            **{name: "dropped" for name in sorted(resolutions) if is_undone(name)},
        },
        "kinds": {
            name: kind_of(name, bare) for one in records(project.get("issueTypes")) if (name := text(one.get("name")))
        },
        "people": {name: "" for name, _ in people.most_common(MOST_PEOPLE) if name},
        "teams": components,
        "fields": own,
    }
