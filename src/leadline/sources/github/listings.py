"""
The listings of a repository, each read in steps from a cursor of its own.

Issues go by their stamp, oldest first: after each page reading goes on from the newest stamp on it, inclusive, so that whatever
is changed meanwhile comes again further on. Where a whole page has one stamp, its next page is asked for. Pull requests and
events cannot be asked for from a stamp: they are read newest first down to what is known, so that new ones only push known ones
further down.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from leadline.sources.errors import NotPermitted, StrangeReply
from leadline.sources.github import payloads
from leadline.sources.github.projects import fields
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import moment, record, records, whole
from leadline.sources.http.client import Client
from leadline.sources.http.reply import Reply
from leadline.sources.readings import Page, Pages
from leadline.sources.tracker import Payload

PER_PAGE = 100
OVERLAP = timedelta(seconds=60)
"""GitHub's listings lag behind its stamps a little: so much is read again."""
EVENTS_OVERLAP = timedelta(minutes=5)
REVIEWED_DAYS = timedelta(days=182)
"""Reviews and checks are read of pull requests touched in the half year before the newest one: each costs a request."""
VERSION = {"X-GitHub-Api-Version": "2022-11-28"}


def issues(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Issues (pull requests among them) by their stamp, with their links and fields. Cursor: `since`, `page`."""
    since, page, read = str(cursor.get("since") or ""), whole(cursor.get("page")) or 1, whole(cursor.get("read"))
    projects = fields(client, settings)
    while True:
        params: dict[str, Any] = {
            "state": "all",
            "sort": "updated",
            "direction": "asc",
            "per_page": PER_PAGE,
            "page": page,
        }
        reply = client.get(f"{settings.path}/issues", params | ({"since": since} if since else {}), VERSION)
        found = records(reply.json())
        last = str(found[-1].get("updated_at") or "") if found else since
        more = _more(reply, found)
        since, page = (last, 1) if last > since else (since, page + 1)
        read += len(found)
        came = [payloads.issue(one) for one in found]
        came += [one for body in found for one in linked(client, settings, body)]
        came += projects([str(one.get("node_id") or "") for one in found if payloads.kind(one) == "issue"])
        ahead = {"since": since, "page": page, "read": read} if more else None
        yield Page(came, ahead, {"since": _earlier(since, OVERLAP)} if since else {}, f"issues {read:,}")
        if not more:
            return


def linked(client: Client, settings: Settings, body: Mapping[str, Any]) -> list[Payload]:
    """What an issue waits for and consists of, asked only where its own counts say that there is something."""
    if payloads.kind(body) == "pull":
        return []
    number, found = whole(body.get("number")), []
    for part, summary, count, path in LINKS:
        if whole(record(body.get(summary)).get(count)):
            every: list[Any] = []
            for reply in client.pages(f"{settings.path}/issues/{number}/{path}", {"per_page": PER_PAGE}):
                every += records(reply.json())
            found.append(payloads.links(f"issue/{number}", part, _once(every)))
    return found


LINKS = (
    ("blocked_by", "issue_dependencies_summary", "total_blocked_by", "dependencies/blocked_by"),
    ("sub_issues", "sub_issues_summary", "total", "sub_issues"),
)
"""Part, the summary that counts it, the count, and where it is asked for."""


def pulls(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Pull requests, the last touched first, down to `since`. Cursor: `since`, and `page` and `top` while under way."""
    since, top, page = (str(cursor.get(name) or "") for name in ("since", "top", "page"))
    at = int(page) if page.isdigit() else 1
    while True:
        params = {"state": "all", "sort": "updated", "direction": "desc", "per_page": PER_PAGE, "page": at}
        reply = client.get(f"{settings.path}/pulls", params, VERSION)
        found = records(reply.json())
        top = top or str(found[0].get("updated_at") or "" if found else "")
        new = [one for one in found if str(one.get("updated_at") or "") >= since]
        came = [one for body in new for one in _pull(client, settings, body, top)]
        more = _more(reply, found) and len(new) == len(found)
        at += 1
        mark = {"since": _earlier(max(top, since), OVERLAP)} if top or since else {}
        yield Page(
            came, {"since": since, "top": top, "page": str(at)} if more else None, mark, f"pull requests, page {at - 1}"
        )
        if not more:
            return


def _pull(client: Client, settings: Settings, body: Mapping[str, Any], top: str) -> list[Payload]:
    newest, touched = moment(top), moment(body.get("updated_at"))
    found = payloads.pull(body, settings)
    if newest and touched and newest - touched > REVIEWED_DAYS:
        return found
    return found + judged(client, settings, body)


def judged(client: Client, settings: Settings, body: Mapping[str, Any]) -> list[Payload]:
    """Reviews of a pull request, and the checks on its newest commit while it is open; [] for what the token may not see."""
    number, sha = whole(body.get("number")), str(record(body.get("head")).get("sha") or "")
    found = []
    asked = [(payloads.reviews, f"pulls/{number}/reviews", "")]
    if sha and body.get("state") == "open":
        asked.append((payloads.checks, f"commits/{sha}/check-runs", "check_runs"))
    for made, path, key in asked:
        every: list[Any] = []
        try:
            for reply in client.pages(f"{settings.path}/{path}", {"per_page": PER_PAGE}):
                came = reply.json()
                every += records(record(came).get(key) if key else came)
        except NotPermitted as problem:
            if not lacks_right(problem):
                raise
            continue
        found.append(made(number, _once(every)))
    return found


def events(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """
    What happened to issues, newest first, down to the event `known`. Cursor: `known`, and `page` and `top` while under way.

    GitHub shows only so many pages of them; what lies further back is not to be had, and reading ends there.
    """
    known, top, path = whole(cursor.get("known")), whole(cursor.get("top")), f"{settings.path}/issues/events"
    page, again = whole(cursor.get("page")) or 1, []
    if page > 1:
        # One page back: what vanished meanwhile (events of a deleted issue) has drawn the others up.
        again = records(client.get(path, {"per_page": PER_PAGE, "page": page - 1}, VERSION).json())
    while True:
        try:
            reply = client.get(path, {"per_page": PER_PAGE, "page": page}, VERSION)
        except StrangeReply as problem:
            if problem.status != 422 or page == 1:
                raise
            yield Page([], None, {"known": top or known}, "events, as far back as GitHub shows them")
            return
        found = records(reply.json())
        top = top or _settled(found, known)
        more = _more(reply, found) and min((whole(one.get("id")) for one in found), default=0) > known
        page += 1
        ahead = {"known": known, "top": top, "page": page} if more else None
        yield Page(payloads.events([*again, *found]), ahead, {"known": top or known}, f"events, page {page - 1}")
        again = []
        if not more:
            return


def _settled(found: list[Mapping[str, Any]], known: int) -> int:
    """The newest event that is some minutes older than the newest one: a later one with a smaller number may still appear."""
    newest = moment(found[0].get("created_at")) if found else None
    old = [
        whole(one.get("id"))
        for one in found
        if newest and (at := moment(one.get("created_at"))) and at <= newest - EVENTS_OVERLAP
    ]
    return max([known, *old])


def milestones(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """All milestones; those that did not change since `since` are left out."""
    yield from _small(client, settings, cursor, "milestones", {"state": "all"}, payloads.milestone)


def releases(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """All releases; those that did not change since `since` are left out."""
    yield from _small(client, settings, cursor, "releases", {}, payloads.release)


def _small(
    client: Client,
    settings: Settings,
    cursor: Mapping[str, Any],
    path: str,
    params: Mapping[str, Any],
    made: Callable[[Mapping[str, Any]], Payload],
) -> Pages:
    since, top, came = moment(cursor.get("since")), moment(cursor.get("since")), []
    for reply in client.pages(f"{settings.path}/{path}", {**params, "per_page": PER_PAGE}):
        for payload in map(made, records(reply.json())):
            stamp = payload.changed_at
            top = max(top, stamp) if top and stamp else top or stamp
            if not since or not stamp or stamp >= since:
                came.append(payload)
    yield Page(came, None, {"since": (top - OVERLAP).isoformat()} if top else {}, path)


def repository(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """The repository itself."""
    yield Page(
        [payloads.repository(record(client.get(settings.path, headers=VERSION).json()))], None, {}, "the repository"
    )


def lacks_right(problem: NotPermitted) -> bool:
    """Whether GitHub says that the token never had a right to this kind of thing, and not that it is refused just now."""
    return "not accessible by" in str(problem)


def _more(reply: Reply, found: list[Mapping[str, Any]]) -> bool:
    return bool(found) and ("next" in reply.links() or len(found) >= PER_PAGE)


def _once(found: list[Any]) -> list[Any]:
    """Each thing once: a listing that moves while it is read brings some twice."""
    return list({str(one.get("id")): one for one in found}.values())


def _earlier(stamp: str, by: timedelta) -> str:
    found = moment(stamp)
    return _spelled(found - by) if found else stamp


def _spelled(found: datetime) -> str:
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
