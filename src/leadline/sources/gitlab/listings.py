"""
The listings of a project or a group, each read in steps from a cursor of its own.

Issues and merge requests go by their stamp, oldest first. After each page reading goes on from the newest stamp on it, inclusive,
so that whatever is changed meanwhile comes again further on, on every version of GitLab and however many there are. Where a whole
page has one stamp its next page is asked for, and the page before it once more: what was changed meanwhile has drawn the others up.

What belongs to an issue is asked for issue by issue, and each is a step of its own: GitLab has no listing of all events.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from leadline.sources.gitlab import payloads
from leadline.sources.gitlab.history import PARTS
from leadline.sources.gitlab.lists import PER_PAGE, maybe, maybe_one, once
from leadline.sources.gitlab.milestones import projects_of
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import moment, record, records, whole
from leadline.sources.gitlab.subjects import subject, where
from leadline.sources.http.client import Client
from leadline.sources.http.reply import Reply
from leadline.sources.readings import Page, Pages
from leadline.sources.tracker import Payload

OVERLAP = timedelta(seconds=60)
"""Where several servers answer, some lag behind a little: so much is read again."""
REVIEWED_DAYS = timedelta(days=182)
"""Approvals and pipelines are read of merge requests touched in the last half year: each costs a request."""
HISTORY = {
    "labels": "resource_label_events",
    "milestones": "resource_milestone_events",
    "states": "resource_state_events",
    "weights": "resource_weight_events",
}
"""What happened to an issue, and where it is asked for."""
NOTES = {"sort": "asc", "order_by": "created_at", "activity_filter": "only_activity"}
"""Servers that do not know the filter send what people wrote too; that is let go as it comes."""

Body = Mapping[str, Any]
Made = Callable[[Body, datetime | None], list[Payload]]


def issues(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Issues by their stamp, each with its links and its history."""
    yield from _Stamped(client, settings, "issues", "issue").pages(
        cursor, lambda body, _: issue_whole(client, settings, body)
    )


def issues_linked(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Issues by their stamp, each with its links: when one of two is deleted, the other's stamp does not move."""
    yield from _Stamped(client, settings, "issues", "issue").pages(
        cursor, lambda body, _: [payloads.issue(body, settings), *_links(client, settings, body)]
    )


def merges(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Merge requests by their stamp, with approvals and pipelines."""
    yield from _Stamped(client, settings, "merge_requests", "merge").pages(
        cursor, lambda body, now: merge_whole(client, settings, body, now)
    )


def merges_bare(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Merge requests by their stamp, as they are listed."""
    yield from _Stamped(client, settings, "merge_requests", "merge", together=PER_PAGE).pages(
        cursor, lambda body, _: payloads.merge(body, settings)
    )


def issue_whole(client: Client, settings: Settings, body: Body) -> list[Payload]:
    """An issue with its links and its history."""
    return [payloads.issue(body, settings), *_links(client, settings, body), *_history(client, settings, body)]


def merge_whole(client: Client, settings: Settings, body: Body, now: datetime | None) -> list[Payload]:
    """A merge request, with approvals and, while it is open, its pipelines; without them one that nobody touched for long."""
    found, touched = payloads.merge(body, settings), moment(body.get("updated_at"))
    if now and touched and now - touched > REVIEWED_DAYS:
        return found
    path, owner = _path(body, settings, "merge", "merge_requests"), found[0].subject
    if (said := maybe_one(client, f"{path}/approvals")) is not None:
        found.append(payloads.approvals(owner, said))
    if body.get("state") == "opened":
        ran = maybe(client, f"{path}/pipelines", {"per_page": payloads.PIPELINES}, most=1)
        found += [payloads.pipelines(owner, ran)] if ran is not None else []
    return found


def _links(client: Client, settings: Settings, body: Body) -> list[Payload]:
    found = maybe(client, f"{_path(body, settings, 'issue', 'issues')}/links")
    return [payloads.links(subject("issue", body, settings), found)] if found is not None else []


def _history(client: Client, settings: Settings, body: Body) -> list[Payload]:
    """What happened to an issue; only GitLab with licence has weights, and says so in the issue."""
    path, owner, found = _path(body, settings, "issue", "issues"), subject("issue", body, settings), []
    for part in PARTS:
        if part == "notes":
            found.append(payloads.notes(owner, maybe(client, f"{path}/notes", NOTES) or ()))
        elif part != "weights" or "weight" in body:
            found.append(payloads.happened(owner, part, maybe(client, f"{path}/{HISTORY[part]}") or ()))
    return [one for one in found if one.body]


def _path(body: Body, settings: Settings, kind: str, word: str) -> str:
    project, number = where(subject(kind, body, settings), settings)
    return f"{project}/{word}/{number}"


@dataclass(frozen=True)
class _At:
    """
    Where a listing goes on: from a stamp, at a page of what has that stamp, `seen` what of it is done, each by its stamp.

    `began` is the moment, by GitLab's clock, at which this reading began: whatever changes after it is read the next time.
    `first` is the stamp from which it began.
    """

    since: str = ""
    first: str = ""
    page: int = 1
    read: int = 0
    began: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cursor: Mapping[str, Any]) -> "_At":
        since, began = (str(cursor.get(name) or "") for name in ("since", "began"))
        first = str(cursor.get("first") or "") if began else since
        seen = {str(key): str(stamp) for key, stamp in record(cursor.get("seen")).items()}
        return cls(since, first, whole(cursor.get("page")) or 1, whole(cursor.get("read")), began, seen)

    def said(self) -> dict[str, Any]:
        """As a cursor."""
        names = ("since", "first", "page", "read", "began")
        return {name: getattr(self, name) for name in names} | {"seen": dict(self.seen)}

    def mark(self) -> dict[str, Any]:
        """
        Where the next reading begins: at the newest stamp, unless that is of the last moments before this reading began or later.

        Then what has an older one may still come to light. It is never before where this reading began.
        """
        newest, began, first = moment(self.since), moment(self.began), moment(self.first)
        if newest is None or self.since == self.first:
            return {"since": self.since} if self.since else {}
        new = min(newest, began - OVERLAP) if began else newest - OVERLAP
        return {"since": self.first if first and first > new else _spelled(new)}

    def after(self, found: list[Body]) -> "_At":
        """Where to go on after a page: from its newest stamp, or at the next page where that is the stamp it began with."""
        stamps = {at: stamp for one in found if (at := moment(stamp := str(one.get("updated_at") or "")))}
        newest, since = max(stamps, default=None), moment(self.since)
        kept = {key: stamp for key, stamp in self.seen.items() if key in {_key(one) for one in found}}
        if newest and (since is None or newest > since):
            return replace(self, since=stamps[newest], page=1, seen=kept)
        return replace(self, page=self.page + 1, seen=kept)


@dataclass(frozen=True)
class _Stamped:
    """A listing by stamps: `path` where it is, `together` how many things make a step."""

    client: Client
    settings: Settings
    path: str
    kind: str
    together: int = 1

    def pages(self, cursor: Mapping[str, Any], made: Made) -> Pages:
        """Page after page from a cursor; `made` gives what belongs to a thing."""
        at = _At.of(cursor)
        while True:
            reply = self._asked(at, at.page)
            found = once(records(reply.json()))
            at = at if at.began else replace(at, began=_date(reply))
            again = once(records(self._asked(at, at.page - 1).json())) if at.page > 1 else []
            fresh = [one for one in once([*again, *found]) if at.seen.get(_key(one)) != str(one.get("updated_at"))]
            total = _total(reply)
            left = max(total - (at.page - 1) * PER_PAGE - len(found), 0) + len(fresh) if total else None
            for came, now in self._made(fresh, at, made):
                at, left = now, left and left - self.together
                yield Page(came, at.said(), {}, self._says(at, left), _part(at, left))
            at = at.after([*again, *found])
            if not _more(reply):
                yield Page([], None, at.mark(), self._says(at, None))
                return

    def _asked(self, at: _At, page: int) -> Reply:
        params = {
            "scope": "all",
            "state": "all",
            "order_by": "updated_at",
            "sort": "asc",
            "per_page": PER_PAGE,
            "page": page,
        }
        if self.settings.group:
            params["non_archived"] = "false"
        return self.client.get(
            f"{self.settings.api}/{self.path}", params | ({"updated_after": at.since} if at.since else {})
        )

    def _made(self, fresh: list[Body], at: _At, made: Made) -> Iterator[tuple[list[Payload], _At]]:
        """What belongs to some things, and where reading goes on once that is kept."""
        for start in range(0, len(fresh), self.together):
            some = fresh[start : start + self.together]
            seen = {_key(one): str(one.get("updated_at")) for one in some}
            came = [payload for one in some for payload in made(one, moment(at.began))]
            at = replace(at, read=at.read + len(some), seen={**at.seen, **seen})
            yield came, at

    def _says(self, at: _At, left: int | None) -> str:
        word = self.path.replace("_", " ")
        return f"{word} {at.read:,} of about {at.read + left:,}" if left and left > 0 else f"{word} {at.read:,}"


def _part(at: _At, left: int | None) -> float | None:
    return None if left is None else at.read / (at.read + max(left, 0))


def projects(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """The project itself, or all of the group."""
    found = projects_of(client, settings) if settings.group else [record(client.get(settings.api).json())]
    yield Page(
        [payloads.project(one, settings) for one in found], None, {}, "projects" if settings.group else "the project"
    )


def _more(reply: Reply) -> bool:
    found = records(reply.json())
    return bool(found) and ("next" in reply.links() or len(found) >= PER_PAGE)


def _key(body: Body) -> str:
    return f"{whole(body.get('project_id'))}-{whole(body.get('iid'))}"


def _total(reply: Reply) -> int:
    """How many there are from here on; 0 where GitLab does not say, as it does not of more than ten thousand."""
    said = reply.headers.get("x-total", "")
    return int(said) if said.isdigit() and len(said) < 10 else 0


def date_of(reply: Reply) -> datetime | None:
    """The moment of a reply, by GitLab's clock."""
    try:
        return moment(parsedate_to_datetime(reply.headers.get("date", "")).isoformat())
    except ValueError:
        return None


def _date(reply: Reply) -> str:
    found = date_of(reply)
    return _spelled(found) if found else ""


def _spelled(found: datetime) -> str:
    return found.strftime("%Y-%m-%dT%H:%M:%S.") + f"{found.microsecond // 1000:03}Z"
