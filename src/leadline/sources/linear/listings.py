"""
The listings of a workspace, each read in steps from a mark of its own.

What changed is filtered by its stamp and read in the order in which it was made: that order stands still while things are
touched, so no page's edge moves. The next reading begins a minute before the newest stamp there was when this one began, so
what is touched meanwhile is read then. Links cannot be filtered: they are read newest first down to what is known.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from leadline.sources.errors import NotThere, StrangeReply
from leadline.sources.http.client import Client
from leadline.sources.linear import payloads, queries
from leadline.sources.linear.asking import TooComplex, ask
from leadline.sources.linear.queries import Listing
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import key_of, moment, nodes, number, record, records, spelled, text
from leadline.sources.readings import Page, Pages
from leadline.sources.tracker import Payload

OVERLAP = timedelta(seconds=60)
"""Linear's listings may lag behind its stamps a little: so much is read again."""
Body = Mapping[str, Any]
Made = Callable[[Client, Body, datetime | None], list[Payload]]


def workspace(client: Client, settings: Settings, cursor: Body) -> Pages:
    """The workspace itself. Raises `NotThere` where the token is of another one, or does not see the team."""
    yield Page([payloads.workspace(there(client, settings))], None, {}, "the workspace")


def there(client: Client, settings: Settings) -> Body:
    """What is said of the workspace and the teams that are read. Raises `NotThere`, so that nothing looks deleted."""
    teams = {"key": {"eq": settings.team}} if settings.team else {}
    found = ask(client, queries.WORKSPACE, teams=teams)
    is_ours(found, settings)
    return found


def is_ours(found: Body, settings: Settings) -> None:
    """Raises `NotThere` where an answer tells of another workspace than the one that is meant, or does not have its team."""
    told = record(found.get("organization"))
    names = [text(told.get("urlKey")), *(text(one) for one in told.get("previousUrlKeys") or ())]
    if settings.workspace not in [one.casefold() for one in names]:
        raise NotThere(
            f"This token belongs to the workspace “{names[0]}”, and {settings.address} names “{settings.workspace}”. Connect "
            f"that one, or give a token of this one."
        )
    if not nodes(found, "teams"):
        raise NotThere(
            f"The workspace {settings.workspace} shows this token no team {settings.team or 'at all'}. Its key may have been "
            f"changed, or the owner of the token may not see it any more: look in Linear, then connect it anew."
        )


def issues(client: Client, settings: Settings, cursor: Body) -> Pages:
    """Issues, archived ones and those in the bin among them, with their history."""
    yield from _listed(client, queries.ISSUES, of_team(settings), cursor, issue, "issues")


def projects(client: Client, settings: Settings, cursor: Body) -> Pages:
    """Projects that the team works on."""
    yield from _listed(client, queries.PROJECTS, _accessible(settings), cursor, _plain(payloads.project), "projects")


def milestones(client: Client, settings: Settings, cursor: Body) -> Pages:
    """Milestones of those projects."""
    scope = {"project": _accessible(settings)} if settings.team else {}
    yield from _listed(client, queries.MILESTONES, scope, cursor, _plain(payloads.milestone), "milestones")


def of_team(settings: Settings) -> dict[str, Any]:
    """What filters the issues of the team."""
    return {"team": {"key": {"eq": settings.team}}} if settings.team else {}


def _accessible(settings: Settings) -> dict[str, Any]:
    return {"accessibleTeams": {"some": {"key": {"eq": settings.team}}}} if settings.team else {}


def _plain(made: Callable[[Body], Payload]) -> Made:
    return lambda client, body, since: [made(body)]


def _listed(client: Client, listing: Listing, scope: Body, cursor: Body, made: Made, word: str) -> Pages:
    """Cursor: `since`; while under way also `after`, `top` (the newest stamp when it began), `read` and `first`."""
    since, after, top = moment(cursor.get("since")), text(cursor.get("after")), moment(cursor.get("top"))
    read, first = int(number(cursor.get("read")) or 0), int(number(cursor.get("first")) or listing.first)
    stamped = {"updatedAt": {"gte": spelled(since)}} if since else {}
    while True:
        try:
            found = ask(client, listing.query, first=first, after=after or None, filter={**scope, **stamped})
        except TooComplex:
            if first == 1:
                raise
            first //= 2
            continue
        except (StrangeReply, NotThere) as problem:
            if not after or (isinstance(problem, StrangeReply) and problem.status != 400):
                raise
            # The thing that the page was to follow is gone: only the beginning is sure.
            after, top, read = "", None, 0
            continue
        top = top or _newest(found)
        page, bodies = record(found.get("page")), nodes(found, "page")
        read, after = read + len(bodies), _next(page, after, bool(bodies))
        came = [payload for body in bodies if key_of(body) for payload in made(client, body, since)]
        under_way = {"after": after, "top": spelled(top) if top else "", "read": read, "first": first}
        ahead = {**_mark(since), **under_way} if after else None
        yield Page(came, ahead, _mark(_begins(since, top)), f"{word} {read:,}")
        if not after:
            return


def _newest(found: Body) -> datetime | None:
    stamps = [stamp for one in nodes(found, "newest") if (stamp := moment(one.get("updatedAt")))]
    return max(stamps, default=None)


def _next(page: Body, after: str, found_any: bool) -> str:
    told = record(page.get("pageInfo"))
    following = text(told.get("endCursor")) if told.get("hasNextPage") and found_any else ""
    if following and following == after:
        raise StrangeReply("A listing of Linear names a page as the one after itself. It would never end.")
    return following


def _begins(since: datetime | None, top: datetime | None) -> datetime | None:
    """Where the next reading begins: never before this one did."""
    if top is None:
        return since
    return max(top - OVERLAP, since) if since else top - OVERLAP


def _mark(since: datetime | None) -> dict[str, Any]:
    return {"since": spelled(since)} if since else {}


def issue(client: Client, body: Body, since: datetime | None) -> list[Payload]:
    """An issue with all its labels, and its history as far back as `since`."""
    labels = [*nodes(body, "labels"), *_more(client, body, "labels", queries.MORE_LABELS)]
    entries = [*nodes(body, "history"), *_more(client, body, "history", queries.MORE_HISTORY, since)]
    return [payloads.issue(body, labels), *payloads.history(body, entries)]


def _more(client: Client, body: Body, name: str, query: str, since: datetime | None = None) -> list[Body]:
    """What did not fit on the page of an issue; nothing where that page reaches further back than `since` already."""
    part, found, after = record(body.get(name)), list[Body](), ""
    while not _reaches(records(part.get("nodes")), since) and (after := _next(part, after, found_any=True)):
        try:
            part = record(record(ask(client, query, id=key_of(body), after=after).get("issue")).get(name))
        except NotThere:
            break  # It went while it was read; the next reading says so.
        found += records(part.get("nodes"))
    return found


def _reaches(entries: list[Body], since: datetime | None) -> bool:
    """Whether entries, the newest first, end with one that was known before."""
    stamps = [stamp for one in entries if (stamp := moment(one.get("createdAt")))]
    return since is not None and bool(stamps) and stamps == sorted(stamps, reverse=True) and stamps[-1] < since


def relations(client: Client, settings: Settings, cursor: Body) -> Pages:
    """Links that say what blocks what, the last touched first, down to `since`. Cursor: `since`; under way `after` and `top`."""
    since, after, top = moment(cursor.get("since")), text(cursor.get("after")), moment(cursor.get("top"))
    number_read = 0
    while True:
        try:
            found = ask(client, queries.RELATIONS.query, first=queries.RELATIONS.first, after=after or None)
        except (StrangeReply, NotThere) as problem:
            if not after or (isinstance(problem, StrangeReply) and problem.status != 400):
                raise
            after, top = "", None
            continue
        bodies = nodes(found, "page")
        stamps = [stamp for one in bodies if (stamp := moment(one.get("updatedAt")))]
        top = top or max(stamps, default=None)
        after = _next(record(found.get("page")), after, bool(bodies))
        if since and stamps == sorted(stamps, reverse=True) and stamps and stamps[-1] < since:
            after = ""
        number_read += len(bodies)
        ahead = {**_mark(since), "after": after, "top": spelled(top) if top else ""} if after else None
        came = [payloads.relation(one) for one in bodies if blocks_ours(one, settings)]
        yield Page(came, ahead, _mark(_begins(since, top)), f"links {number_read:,}")
        if not after:
            return


def blocks_ours(body: Body, settings: Settings) -> bool:
    """Whether a link says that an issue of ours waits. One between two teams belongs to the team that waits."""
    waits = record(body.get("relatedIssue"))
    return body.get("type") == payloads.BLOCKS and settings.has(record(waits.get("team")).get("key"))
