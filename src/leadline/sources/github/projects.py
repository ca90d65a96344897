"""Fields of GitHub Projects (status, dates, numbers, iterations), asked for a page of issues at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from leadline.sources.errors import NotPermitted, StrangeReply
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import record, records, whole
from leadline.sources.http.client import Client
from leadline.sources.tracker import Payload

AT_ONCE = 100
_HOW_MANY = "query($owner:String!,$repo:String!){repository(owner:$owner,name:$repo){projectsV2(first:20){totalCount}}}"
_NAMES = """query($owner:String!,$repo:String!){repository(owner:$owner,name:$repo){projectsV2(first:20){totalCount
nodes{fields(first:50){nodes{...on ProjectV2FieldCommon{name dataType}}}}}}}"""
_HOLD_SOMETHING = ("NUMBER", "DATE", "ITERATION", "SINGLE_SELECT")
_FIELDS = """query($ids:[ID!]!){nodes(ids:$ids){...on Issue{number projectItems(first:20){nodes{
project{number title} updatedAt fieldValues(first:50){nodes{__typename
...on ProjectV2ItemFieldSingleSelectValue{name field{...on ProjectV2FieldCommon{name}}}
...on ProjectV2ItemFieldDateValue{date field{...on ProjectV2FieldCommon{name}}}
...on ProjectV2ItemFieldNumberValue{number field{...on ProjectV2FieldCommon{name}}}
...on ProjectV2ItemFieldTextValue{text field{...on ProjectV2FieldCommon{name}}}
...on ProjectV2ItemFieldIterationValue{title startDate duration field{...on ProjectV2FieldCommon{name}}}
}}}}}}}"""

Fields = Callable[[list[str]], list[Payload]]


def fields(client: Client, settings: Settings) -> Fields:
    """
    What gives the fields of issues by their node ids; it asks whether there are projects when it is first needed.

    Nothing comes of it where the repository has no project or the token may not see any: `check` says so.
    """
    known: list[bool] = []

    def of(ids: list[str]) -> list[Payload]:
        if not known and any(ids):
            known.append(bool(how_many(client, settings)))
        return _asked(client, settings, [one for one in ids if one]) if known and known[0] else []

    return of


def how_many(client: Client, settings: Settings) -> int | None:
    """How many projects hold issues of the repository; None where the token may not know."""
    projects = _projects(client, settings, _HOW_MANY)
    return whole(projects.get("totalCount")) if projects else None


def named(client: Client, settings: Settings) -> tuple[int, list[str]] | None:
    """How many projects there are, and the names of their fields that can hold a day, a number, a state; None as above."""
    projects = _projects(client, settings, _NAMES)
    if not projects:
        return None
    found = [one for project in records(projects.get("nodes")) for one in records(_nodes(project, "fields"))]
    names = [str(one["name"]) for one in found if one.get("name") and one.get("dataType") in _HOLD_SOMETHING]
    return whole(projects.get("totalCount")), list(dict.fromkeys(names))


def _projects(client: Client, settings: Settings, query: str) -> Mapping[str, Any] | None:
    found = _told(client, settings, query, {"owner": settings.owner, "repo": settings.repo})
    return record(record(found.get("repository")).get("projectsV2")) if found else None


def _asked(client: Client, settings: Settings, ids: list[str]) -> list[Payload]:
    came: list[Payload] = []
    for start in range(0, len(ids), AT_ONCE):
        found = _told(client, settings, _FIELDS, {"ids": ids[start : start + AT_ONCE]})
        for node in records(found.get("nodes") if found else None):
            if number := whole(node.get("number")):
                came.append(Payload(f"issue/{number}", "fields", _items(node)))
    return came


def _items(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "project": dict(record(item.get("project"))),
            "values": [_value(one) for one in records(_nodes(item, "fieldValues"))],
        }
        for item in records(_nodes(node, "projectItems"))
    ]


def _value(one: Mapping[str, Any]) -> dict[str, Any]:
    kept = {
        name: one[name] for name in ("name", "date", "number", "text", "title", "startDate", "duration") if name in one
    }
    return {"field": record(one.get("field")).get("name"), **kept}


def _nodes(of: Mapping[str, Any], name: str) -> Any:
    return record(of.get(name)).get("nodes")


def _told(client: Client, settings: Settings, query: str, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The answer to a question; None where the token may not ask it. Raises `SourceError` where the answer is none."""
    try:
        found = record(client.ask(settings.graphql, {"query": query, "variables": values}).json())
    except NotPermitted as problem:
        if "not accessible by" not in str(problem):
            raise
        return None
    if isinstance(found.get("data"), dict) and not found.get("errors"):
        return record(found["data"])
    kinds = {str(one.get("type")) for one in records(found.get("errors"))}
    if kinds & {"FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"} or _no_such(found):
        data = found.get("data")
        return data if isinstance(data, dict) and any(data.values()) else None
    raise StrangeReply(f"GitHub did not answer a question about projects: {str(found.get('errors'))[:200]}")


def _no_such(found: Mapping[str, Any]) -> bool:
    """Whether an older server does not know projects at all."""
    return any("doesn't exist on type" in str(one.get("message")) for one in records(found.get("errors")))
