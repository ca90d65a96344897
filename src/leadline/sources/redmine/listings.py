"""
The listings of a Redmine project, each read in steps from a cursor of its own.

Pages by offset move while they are read: an issue that is touched goes from an early page to the last one, and draws one that
was never shown to a page that is already read. So no offset is used. Changes go by stamp, oldest first, each page from the newest
stamp of the one before, inclusive; where one second fills a page, that second is read by number. The reconciliation goes by number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leadline.sources.errors import NotPermitted, NotThere, StrangeReply
from leadline.sources.http.client import Client
from leadline.sources.readings import Page, Pages
from leadline.sources.redmine import payloads
from leadline.sources.redmine.settings import Settings
from leadline.sources.shapes import moment, record, records, whole
from leadline.sources.tracker import Payload

PER_PAGE = 100
AT_ONCE = 20
"""So many issues of a page are kept at a time, for each one's history costs a request."""
OVERLAP = timedelta(seconds=60)
"""A change is seen only when its transaction ends, a little after its stamp: so much is read again."""
RECENT = timedelta(days=28)
"""The reconciliation reads the history of issues touched in so many days before the newest one; changes read all."""
MOST_TRIES, MOST_PAGES = 3, 1_000
SECOND = timedelta(seconds=1)


def signed_in(client: Client) -> Mapping[str, Any]:
    """
    Who the key belongs to. Raises `NotSignedIn`.

    Redmine takes a key that it does not know for nobody, and shows nobody an empty list: that must not look as if all was deleted.
    """
    return record(record(client.get("users/current.json").json()).get("user"))


def root(client: Client, settings: Settings) -> Mapping[str, Any]:
    """The project itself. Raises `NotThere` or `NotPermitted` where the key does not see it."""
    return record(record(client.get(f"projects/{settings.name}.json").json()).get("project"))


def tree(client: Client, settings: Settings) -> list[Mapping[str, Any]]:
    """The project and all below it that the key sees, closed ones too."""
    top = root(client, settings)
    found, ids = [top], {whole(top.get("id"))}
    rest = every(client, "projects.json", "projects", {"status": "1|5"})
    while more := [one for one in rest if whole(record(one.get("parent")).get("id")) in ids]:
        found += more
        ids |= {whole(one.get("id")) for one in more}
        rest = [one for one in rest if whole(one.get("id")) not in ids]
    return found


def every(client: Client, path: str, key: str, params: Mapping[str, Any] | None = None) -> list[Mapping[str, Any]]:
    """
    A short listing, all of it, each thing once. Read again where it moved meanwhile.

    Raises:
        StrangeReply: it changed each time, or has no end.
    """
    for _ in range(MOST_TRIES):
        found, total = _once_through(client, path, key, params or {})
        if len(found) >= total:
            return found
    raise StrangeReply(f"{client.base_url}{path} changed each time it was read. It is tried again later.")


def _once_through(
    client: Client, path: str, key: str, params: Mapping[str, Any]
) -> tuple[list[Mapping[str, Any]], int]:
    """A listing from its first page to its last, each thing once, and how many there should be."""
    found: dict[int, Mapping[str, Any]] = {}
    total = 0
    for page in range(MOST_PAGES):
        reply = record(client.get(path, {**params, "limit": PER_PAGE, "offset": page * PER_PAGE}).json())
        came, total = records(reply.get(key)), whole(reply.get("total_count"))
        found |= {whole(one.get("id")): one for one in came}
        # Versions come all at once, whatever is asked for.
        if not came or len(found) >= total or "offset" not in reply:
            break
    return list(found.values()), total


def projects(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """The project and its sub-projects."""
    signed_in(client)
    yield Page([payloads.project(one) for one in tree(client, settings)], None, {}, "projects")


def versions(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """The versions that issues of these projects may have, those that others share with them among them."""
    yield Page([payloads.version(one) for one in shared(client, settings)], None, {}, "versions")


def shared(client: Client, settings: Settings) -> list[Mapping[str, Any]]:
    """Every version of the project and of those below it, once."""
    found: dict[int, Mapping[str, Any]] = {}
    for project in tree(client, settings):
        try:
            of = every(client, f"projects/{whole(project.get('id'))}/versions.json", "versions")
        except NotThere:
            continue  # The project went while it was read.
        found |= {whole(one.get("id")): one for one in of}
    return list(found.values())


@dataclass(frozen=True)
class Known:
    """What is asked once for a reading: the statuses there are, and which numbers are groups."""

    statuses: Sequence[Mapping[str, Any]]
    groups: frozenset[int]


def known(client: Client, settings: Settings) -> Known:
    """Statuses and groups. Whoever may not see the members is told of no groups."""
    statuses = records(record(client.get("issue_statuses.json").json()).get("issue_statuses"))
    try:
        members = every(client, f"projects/{settings.name}/memberships.json", "memberships")
    except (NotPermitted, NotThere):
        members = []
    return Known(statuses, frozenset(whole(record(one.get("group")).get("id")) for one in members) - {0})


def asked(client: Client, settings: Settings, params: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], bool]:
    """A page of the project's issues, each once, and whether there are more of them."""
    fixed = {"project_id": settings.name, "subproject_id": "*", "status_id": "*", "include": "relations"}
    reply = record(client.get("issues.json", {"limit": PER_PAGE, **fixed, **params}).json())
    found = list({whole(one.get("id")): one for one in records(reply.get("issues"))}.values())
    return found, bool(found) and whole(reply.get("total_count")) > len(found)


def changed(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """
    Issues by their stamp, with their history.

    Cursor: `since`, and while under way `begun`, where this reading began, `newest`, the newest stamp until now, how many were
    `read`, and `from`, while one second is read by number.
    """
    since, at, read = moment(cursor.get("since")), whole(cursor.get("from")), whole(cursor.get("read"))
    begun = moment(cursor.get("begun")) if "begun" in cursor else since
    newest, words = moment(cursor.get("newest")) or begun, known(client, settings)
    ahead: dict[str, Any] | None = {}
    while ahead is not None:
        found, more = asked(client, settings, _second(since, at) if since and at else _later(since))
        then = _next(found, since, at, more=more)
        for piece, last in _pieces(found):
            read += len(piece)
            newest = _latest(piece, newest)
            place = then if last else (since, at)
            under_way = {"begun": _spelled(begun), "newest": _spelled(newest), "read": read}
            ahead = {"since": _spelled(place[0]), "from": place[1], **under_way} if more or at or not last else None
            yield Page(_told(client, piece, words), ahead, _mark(begun, newest), _says(read))
        since, at = then


def _pieces(found: list[Mapping[str, Any]]) -> Iterator[tuple[list[Mapping[str, Any]], bool]]:
    """A page in pieces, each with whether it is the last; cut after one of them, the page is asked for again."""
    for start in range(0, max(len(found), 1), AT_ONCE):
        yield found[start : start + AT_ONCE], start + AT_ONCE >= len(found)


def _latest(found: list[Mapping[str, Any]], newest: datetime | None) -> datetime | None:
    stamps = [stamp for one in found if (stamp := moment(one.get("updated_on")))]
    return max([*stamps, *([newest] if newest else [])], default=None)


def _next(
    found: list[Mapping[str, Any]], since: datetime | None, at: int, *, more: bool
) -> tuple[datetime | None, int]:
    """Where the next page begins: a stamp, and a number while one second is read by number (0: it is not)."""
    if since and at:
        # Once the second is read through, what is touched in it from now on is found by the overlap.
        return (since, whole(found[-1].get("id")) + 1) if more else (since + SECOND, 0)
    last = _latest(found, since)
    return (last, 0) if last != since else (since, 1)


def _later(since: datetime | None) -> dict[str, Any]:
    asked = {"sort": "updated_on,id"}
    return asked | ({"updated_on": f">={_spelled(since)}"} if since else {})


def _second(since: datetime, at: int) -> dict[str, Any]:
    # Redmine keeps parts of a second and shows none: up to the next one is all that looks like this one.
    span = f"><{_spelled(since)}|{_spelled(since + SECOND)}"
    return {"sort": "id", "updated_on": span, "issue_id": f">={at}"}


def _mark(begun: datetime | None, newest: datetime | None) -> dict[str, Any]:
    """Where the next reading begins: a little before the newest stamp, and never before where this one began."""
    if not newest:
        return {}
    return {"since": _spelled(max([newest - OVERLAP, *([begun] if begun else [])]))}


def listed(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """
    Every issue by its number, with the history of those touched lately. Cursor: `from`, `newest`, `read`.

    Raises:
        StrangeReply: this Redmine is too old to list issues from a number on.
    """
    at, read, words = whole(cursor.get("from")) or 1, whole(cursor.get("read")), known(client, settings)
    newest = moment(cursor.get("newest")) or _newest(client, settings)
    ahead: dict[str, Any] | None = {}
    while ahead is not None:
        found, more = asked(client, settings, {"sort": "id", "issue_id": f">={at}"})
        if found and whole(found[0].get("id")) < at:
            raise StrangeReply(
                f"{client.base_url} lists issues that were not asked for. Redmine 3.4 or later is needed."
            )
        for piece, last in _pieces(found):
            read += len(piece)
            at = whole(piece[-1].get("id")) + 1 if piece else at
            ahead = {"from": at, "newest": _spelled(newest), "read": read} if more or not last else None
            yield Page(_told(client, piece, words, newest), ahead, {}, _says(read))


def _newest(client: Client, settings: Settings) -> datetime | None:
    found, _ = asked(client, settings, {"sort": "updated_on:desc", "limit": 1})
    return moment(found[0].get("updated_on")) if found else None


def _told(
    client: Client, found: Sequence[Mapping[str, Any]], words: Known, newest: datetime | None = None
) -> list[Payload]:
    return [one for body in found for one in told(client, body, words, newest)]


def told(client: Client, body: Mapping[str, Any], words: Known, newest: datetime | None = None) -> list[Payload]:
    """An issue with its relations and who has it, and its history, if it was touched in the days before `newest`."""
    number, stamp = whole(body.get("id")), moment(body.get("updated_on"))
    came = [*payloads.issue(body), *payloads.group(body, words.groups)]
    if newest and stamp and newest - stamp > RECENT:
        return came
    try:
        whole_one = record(client.get(f"issues/{number}.json", {"include": "journals"}).json())
    except NotThere:
        return []  # Deleted since the page was made.
    return came + payloads.journals(number, record(whole_one.get("issue")).get("journals"), words.statuses)


def _says(read: int) -> str:
    return f"issues {read:,}"


def _spelled(found: datetime | None) -> str:
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found else ""
