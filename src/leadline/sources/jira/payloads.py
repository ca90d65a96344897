"""Payloads of Jira, each under the subject and part it belongs to, without what nobody here has any use for."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from leadline.sources.shapes import moment, record, records, text
from leadline.sources.tracker import Payload

Body = Mapping[str, Any]
PLAIN = ("summary", "created", "updated", "duedate", "resolutiondate", "statuscategorychangedate", "timeoriginalestimate", "timespent")  # fmt: skip
NESTED: Mapping[str, tuple[str, ...]] = {
    "status": ("id", "name", "statusCategory"),
    "resolution": ("id", "name"),
    "issuetype": ("id", "name", "subtask"),
    "project": ("id", "key", "name"),
    "assignee": ("accountId", "key", "name", "displayName", "accountType"),
    "parent": ("id", "key"),
    "components": ("id", "name"),
    "fixVersions": ("id", "name", "archived", "released", "releaseDate"),
}
"""Fields that are things themselves, and what is kept of each."""
FIELDS = (*PLAIN, *NESTED, "issuelinks")
"""The fields that are asked for, besides those of a site's own."""
HISTORY = {
    "status": "status", "resolution": "resolution", "timeoriginalestimate": "timeoriginalestimate", "duedate": "duedate",
    "Fix Version": "fixVersions", "fixVersions": "fixVersions", "Flagged": "flagged",
}  # fmt: skip
"""Fields whose changes are kept, by how a history calls them. Who had it when, and what was written, is nobody's business here."""
MOST_LINKS = 500
_VERSION = ("id", "projectId", "name", "archived", "released", "startDate", "releaseDate")
_PROJECT = ("id", "key", "name", "archived")
_MILLISECONDS_FROM = 100_000_000_000


def issue(body: Body, customs: Iterable[Mapping[str, str]], epics: Mapping[str, str]) -> Payload:
    """
    An issue as a search shows it.

    Args:
        body: the issue.
        customs: the fields of the site's own that are kept, each with `id`, `name` and `type`.
        epics: the numbers of epics by their keys, for a Data Center names them by key.
    """
    fields = record(body.get("fields"))
    lean: dict[str, Any] = {name: fields[name] for name in PLAIN if fields.get(name) is not None}
    for name, parts in NESTED.items():
        if isinstance(fields.get(name), list):
            lean[name] = [_some(one, parts) for one in records(fields[name])]
        elif record(fields.get(name)):
            lean[name] = _some(record(fields[name]), parts)
    lean["issuelinks"] = [_link(one) for one in records(fields.get("issuelinks"))[:MOST_LINKS]]
    lean["customs"] = [
        {"name": one["name"], "type": one["type"], "value": fields[one["id"]], "epic": epics.get(str(fields[one["id"]]), "")}
        for one in customs
        if fields.get(one["id"]) is not None
    ]  # fmt: skip
    whole_one = {"id": text(body.get("id")), "key": text(body.get("key")), "fields": lean}
    return Payload(f"issue/{text(body.get('id'))}", "issue", whole_one, moment(fields.get("updated")))


def _some(body: Body, parts: Iterable[str]) -> dict[str, Any]:
    return {name: body[name] for name in parts if body.get(name) is not None}


def _link(body: Body) -> dict[str, Any]:
    ends = {end: _some(record(body.get(end)), ("id", "key")) for end in ("inwardIssue", "outwardIssue") if record(body.get(end))}  # fmt: skip
    return {"id": text(body.get("id")), "type": _some(record(body.get("type")), ("name", "inward", "outward")), **ends}


def changelog(number: str, histories: Any, statuses: Iterable[Body]) -> list[Payload]:
    """What an issue's history says of its fields, and the statuses that it names by number."""
    kept = [one for history in records(histories) if (one := _history(history))["items"]]
    named = {
        str(item[end])
        for one in kept
        for item in one["items"]
        if item["field"] == "status"
        for end in ("from", "to")
    }  # fmt: skip
    words = [_some(one, ("id", "name", "statusCategory")) for one in statuses if text(one.get("id")) in named]
    return [Payload(f"issue/{number}", "changelog", kept), Payload(f"issue/{number}", "statuses", words)]


def _history(body: Body) -> dict[str, Any]:
    items = [_item(one) for one in records(body.get("items")) if _name(one)]
    made = stamp(body.get("created"))
    return {"id": str(body.get("id") or ""), "created": made.isoformat() if made else "", "items": items}


def _name(item: Body) -> str:
    # A field of the site's own may have the name of one that Jira has.
    own = text(item.get("fieldtype")) == "custom" and item.get("field") != "Flagged"
    return "" if own else HISTORY.get(text(item.get("field"))) or HISTORY.get(text(item.get("fieldId"))) or ""


def _item(item: Body) -> dict[str, Any]:
    return {"field": _name(item), **{name: text(item.get(name)) for name in ("from", "fromString", "to", "toString")}}


def stamp(value: Any) -> datetime | None:
    """A moment, which Jira writes as text, and in some replies as seconds or milliseconds of an epoch."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _MILLISECONDS_FROM:
        try:
            return datetime.fromtimestamp(value / 1000, UTC)
        except (OverflowError, OSError, ValueError):
            return None
    return moment(value)


def version(body: Body) -> Payload:
    """A version."""
    return Payload(f"version/{text(body.get('id'))}", "version", _some(body, _VERSION))


def project(body: Body) -> Payload:
    """The project."""
    return Payload(f"project/{text(body.get('id'))}", "project", _some(body, _PROJECT))
