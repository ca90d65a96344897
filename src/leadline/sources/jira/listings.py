"""
The listings of a Jira project, each read in steps from a cursor of its own.

Pages by offset move while they are read: an issue that is touched goes from an early page to the last one, and draws one that was
never shown to a page that is already read. So each page goes by stamp, oldest first, from the newest stamp of the one before,
inclusive: by the last change where changes are read, by the creation, which never moves, in the reconciliation. Where one second
fills a page, that second is read through by itself.

A moment in a query is written as milliseconds of the epoch: written as a day and a time, Jira takes it for the zone of the user of the
token, and knows no seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leadline.sources.errors import NotThere, StrangeReply
from leadline.sources.http.client import Client
from leadline.sources.jira import payloads
from leadline.sources.jira.settings import Settings, is_cloud, rest
from leadline.sources.jira.words import FLAGGED, field_of
from leadline.sources.readings import Listing, Page, Pages
from leadline.sources.shapes import moment, record, records, text, whole
from leadline.sources.tracker import Payload

Body = Mapping[str, Any]
PER_PAGE = 100
OVERLAP = timedelta(seconds=60)
"""A change is found only when the index of searches knows it, a little after its stamp: so much is read again."""
SECOND = timedelta(seconds=1)
MOST_PAGES, MOST_HISTORY, LONGEST_TOKEN, BAD_QUERY = 10_000, 1_000, 4_000, 400
HISTORY_FIELDS = ("status", "resolution", "timeoriginalestimate", "duedate", "fixVersions")


def signed_in(client: Client, settings: Settings) -> Body:
    """
    Who the token belongs to. Raises `NotSignedIn`.

    Jira takes a token that ran out for nobody, and shows nobody an empty list: that must not look as if all was deleted.
    """
    return record(client.get(rest(settings, "myself")).json())


def root(client: Client, settings: Settings) -> Body:
    """The project. Raises `NotThere` or `NotPermitted` where the token does not see it."""
    return record(client.get(rest(settings, f"project/{settings.name}")).json())


@dataclass(frozen=True)
class Known:
    """What is asked once for a reading: the statuses there are, and the fields of the site's own that are kept."""

    statuses: Sequence[Body]
    customs: Sequence[Mapping[str, str]]

    @property
    def flagged(self) -> list[str]:
        """The field in which an impediment is flagged."""
        return [one["id"] for one in self.customs if one["means"] == FLAGGED]


def known(client: Client, settings: Settings) -> Known:
    """Statuses, and fields of the site's own with what they mean."""
    statuses = records(client.get(rest(settings, "status")).json())
    return Known(statuses, [one for one in customs(client, settings) if one["means"]])


def customs(client: Client, settings: Settings) -> list[dict[str, str]]:
    """Every field of the site's own: `id`, `name`, `type`, and what it `means` ("" for nothing)."""
    found = []
    for one in records(client.get(rest(settings, "field")).json()):
        number, name, type = text(one.get("id")), text(one.get("name")), text(record(one.get("schema")).get("custom"))
        if number.startswith("customfield_"):
            found.append({"id": number, "name": name, "type": type, "means": field_of(name, type, settings)})
    return found


@dataclass(frozen=True)
class Found:
    """A page of a search, where its next page is (None: there is none), and how many there are, where Jira says it."""

    issues: Sequence[Body]
    ahead: Mapping[str, Any] | None
    total: int = 0


def searched(
    client: Client, settings: Settings, jql: str, fields: Iterable[str], place: Mapping[str, Any] | None = None
) -> Found:
    """A page of what a query finds, each issue once. `place` is where the page is, as the page before said."""
    asked = {"jql": jql, "maxResults": PER_PAGE, "fields": list(fields)}
    if is_cloud(settings):
        return _by_token(client, asked, text(record(place).get("token"), LONGEST_TOKEN))
    start = whole(record(place).get("start"))
    reply = record(client.ask("rest/api/2/search", {**asked, "startAt": start, "expand": ["changelog"]}).json())
    found, total = _once(reply), whole(reply.get("total"))
    read = start + len(records(reply.get("issues")))
    return Found(found, {"start": read, "total": total} if found and read < total else None, total)


def _by_token(client: Client, asked: Mapping[str, Any], token: str) -> Found:
    """A page of the cloud. One that shows nothing, for none of its issues may be seen, says all the same where the next one is."""
    for _ in range(MOST_PAGES):
        reply = record(
            client.ask("rest/api/3/search/jql", {**asked, **({"nextPageToken": token} if token else {})}).json()
        )
        found, token = _once(reply), text(reply.get("nextPageToken"), LONGEST_TOKEN)
        if found or not token or reply.get("isLast"):
            return Found(found, {"token": token} if token and not reply.get("isLast") else None)
    raise StrangeReply(f"{client.base_url} shows page after page with nothing on it. It is tried again later.")


def _once(reply: Body) -> list[Body]:
    return list({text(one.get("id")): one for one in records(reply.get("issues"))}.values())


def by(stamp: str) -> Listing:
    """
    A listing of issues by a stamp of theirs, `updated` or `created`, with their history.

    Cursor: `since`, and while under way `begun`, where this reading began, `newest`, the newest stamp until now, how many were
    `read`, and `place`, while one second is read through.
    """

    def read(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
        since, place = moment(cursor.get("since")), cursor.get("place")
        begun = moment(cursor.get("begun")) if "begun" in cursor else since
        newest, count = moment(cursor.get("newest")) or begun, whole(cursor.get("read"))
        signed_in(client, settings)
        words = known(client, settings)
        ahead: dict[str, Any] | None = {}
        while ahead is not None:
            found = _page(client, settings, stamp, since, place, words)
            count += len(found.issues)
            newest = _newest(found.issues, stamp, newest)
            more = place is not None or found.ahead is not None
            since, place = _next(found, since, place, _newest(found.issues, stamp, since))
            ahead = {"since": _spelled(since), "begun": _spelled(begun), "newest": _spelled(newest), "read": count}
            ahead = (ahead | ({"place": place} if place is not None else {})) if more else None
            yield Page(told(client, settings, found.issues, words), ahead, _mark(begun, newest), f"issues {count:,}")

    return read


def _page(
    client: Client,
    settings: Settings,
    stamp: str,
    since: datetime | None,
    place: Mapping[str, Any] | None,
    words: Known,
) -> Found:
    fields = [*payloads.FIELDS, *(one["id"] for one in words.customs)]
    within = [f'project = "{settings.name}"', *([f"{stamp} >= {_milliseconds(since)}"] if since else [])]
    if since is None or place is None:
        return searched(client, settings, f"{' AND '.join(within)} ORDER BY {stamp} ASC, key ASC", fields)
    within.append(f"{stamp} < {_milliseconds(since + SECOND)}")
    jql = f"{' AND '.join(within)} ORDER BY key ASC"
    try:
        found = searched(client, settings, jql, fields, place)
    except StrangeReply as problem:
        if problem.status != BAD_QUERY or not place:
            raise
        # A place in a search is forgotten after some days.
        return searched(client, settings, jql, fields, {})
    if place.get("start") and found.total != whole(place.get("total")):
        # What was touched meanwhile left this second and drew the others to earlier places. None can come to it any more.
        return searched(client, settings, jql, fields, {})
    return found


def _next(
    found: Found, since: datetime | None, place: Mapping[str, Any] | None, last: datetime | None
) -> tuple[datetime | None, Mapping[str, Any] | None]:
    """Where the next page begins: a second, and a place in it while it is read through by itself."""
    if since and place is not None:
        return (since, found.ahead) if found.ahead is not None else (since + SECOND, None)
    return (last, None) if last != since else (since, {})


def _newest(found: Iterable[Body], stamp: str, before: datetime | None) -> datetime | None:
    """The newest stamp, to the second; never one before `before`."""
    stamps = [at.replace(microsecond=0) for one in found if (at := moment(record(one.get("fields")).get(stamp)))]
    return max([*stamps, *([before] if before else [])], default=None)


def _mark(begun: datetime | None, newest: datetime | None) -> dict[str, Any]:
    """Where the next reading begins: a little before the newest stamp, and never before where this one began."""
    return {"since": _spelled(max([newest - OVERLAP, *([begun] if begun else [])]))} if newest else {}


def _spelled(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp()) * 1000


def told(client: Client, settings: Settings, found: Sequence[Body], words: Known) -> list[Payload]:
    """Issues with their history."""
    epics = _epics(client, settings, found, words)
    histories = _histories(client, found, words) if is_cloud(settings) else _inline(found)
    came = []
    for body in found:
        number = text(body.get("id"))
        came.append(payloads.issue(body, words.customs, epics))
        came += payloads.changelog(number, histories.get(number, []), words.statuses)
    return came


def _inline(found: Sequence[Body]) -> dict[str, Any]:
    return {text(one.get("id")): record(one.get("changelog")).get("histories") for one in found}


def _histories(client: Client, found: Sequence[Body], words: Known) -> dict[str, list[Body]]:
    """The histories of a page of issues, by their numbers, in as few requests as there can be."""
    came: dict[str, dict[str, Body]] = {text(one.get("id")): {} for one in found}
    asked: dict[str, Any] = {"issueIdsOrKeys": list(came), "fieldIds": [*HISTORY_FIELDS, *words.flagged][:10], "maxResults": MOST_HISTORY}  # fmt: skip
    for _ in range(MOST_PAGES if came else 0):
        reply = record(client.ask("rest/api/3/changelog/bulkfetch", asked).json())
        for one in records(reply.get("issueChangeLogs")):
            own = came.setdefault(text(one.get("issueId")), {})
            own |= {str(history.get("id")): history for history in records(one.get("changeHistories"))}
        token = text(reply.get("nextPageToken"), LONGEST_TOKEN)
        if not token or token == asked.get("nextPageToken"):
            break
        asked["nextPageToken"] = token
    return {number: list(own.values()) for number, own in came.items()}


def _epics(client: Client, settings: Settings, found: Sequence[Body], words: Known) -> dict[str, str]:
    """The numbers of the epics that these issues name by key."""
    links = [one["id"] for one in words.customs if one["means"] == "epic"]
    keys = {key for body in found for link in links if (key := text(record(body.get("fields")).get(link)))}
    here = {text(one.get("key")): text(one.get("id")) for one in found}
    for key in sorted(keys - set(here)):
        try:
            here[key] = text(record(client.get(rest(settings, f"issue/{key}"), {"fields": "summary"}).json()).get("id"))
        except NotThere:
            continue  # An epic that the token does not see.
    return here


def projects(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """The project."""
    signed_in(client, settings)
    yield Page([payloads.project(root(client, settings))], None, {}, "project")


def versions(client: Client, settings: Settings, cursor: Mapping[str, Any]) -> Pages:
    """Its versions."""
    yield Page([payloads.version(one) for one in released(client, settings)], None, {}, "versions")


def released(client: Client, settings: Settings) -> list[Body]:
    """Every version of the project, released or not. Raises `StrangeReply` where no list comes."""
    found = client.get(rest(settings, f"project/{settings.name}/versions")).json()
    if not isinstance(found, list):
        raise StrangeReply(f"{client.base_url} lists no versions of {settings.name}. It is tried again later.")
    return records(found)
