"""Lists of GitLab that are read whole, and those that a token or a server may not have."""

from collections.abc import Mapping
from typing import Any

from leadline.sources.errors import NotPermitted, NotThere
from leadline.sources.gitlab.shapes import record, records
from leadline.sources.http.client import Client

PER_PAGE = 100
Body = Mapping[str, Any]


def every(client: Client, path: str, params: Mapping[str, Any] | None = None, most: int = 0) -> list[Body]:
    """All of a list, or its first pages; each thing once. Follows GitLab's own links, by number or by key as it offers them."""
    found: list[Body] = []
    for number, reply in enumerate(client.pages(path, {"per_page": PER_PAGE, **(params or {})}), 1):
        found += records(reply.json())
        if number == most:
            break
    return once(found)


def maybe(client: Client, path: str, params: Mapping[str, Any] | None = None, most: int = 0) -> list[Body] | None:
    """All of a list, or None where this server, or this token, has no such thing."""
    try:
        return every(client, path, params, most)
    except NotThere:
        return None
    except NotPermitted as problem:
        if not lacks_right(problem):
            raise
        return None


def maybe_one(client: Client, path: str) -> Body | None:
    """One thing, or None where this server, or this token, has no such thing."""
    try:
        return record(client.get(path).json())
    except NotThere:
        return None
    except NotPermitted as problem:
        if not lacks_right(problem):
            raise
        return None


def lacks_right(problem: NotPermitted) -> bool:
    """Whether GitLab says that it is switched off or never was allowed; what stands between may refuse in other words."""
    return "403 Forbidden" in str(problem)


def once(found: list[Body]) -> list[Body]:
    """Each thing once, as it came last: a listing that moves while it is read brings some twice. One issue may be linked twice."""
    return list({(str(one.get("id")), str(one.get("issue_link_id"))): one for one in found}.values())
