"""
Webhooks of Jira: what each body tells, and whether it comes from somebody who knows the secret.

A body lacks half of what a thing is read with (its history, how its links read), and writes its stamps in a way of its own. So it only
says what to read again; what is read then is whole.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any

from leadline.sources.jira.settings import Settings
from leadline.sources.shapes import record, records, text
from leadline.sources.tracker import Event

Body = Mapping[str, Any]
MOVES = {"project", "Key"}
"""Fields whose change says that an issue went to another project."""


def event(headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
    """What a webhook tells; an `Event` that is not `known` where its kind means nothing here, or it is of another project."""
    told = record(body)
    read = EVENTS.get(text(told.get("webhookEvent")).removeprefix("jira:"))
    return read(told, settings) if read else Event(known=False)


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether `X-Hub-Signature` is the signature of exactly this body with our secret; never without a secret."""
    given = _header(headers, "x-hub-signature")
    if not secret or not given.isascii():
        return False
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, given)


def delivery(headers: Mapping[str, str]) -> str:
    """Jira's own id of a delivery; one that is delivered again keeps it."""
    return _header(headers, "x-atlassian-webhook-identifier")[:200]


def _issue(told: Body, settings: Settings) -> Event:
    """An issue; one that left the project is read once more, and is gone then."""
    body = record(told.get("issue"))
    key = (
        text(record(record(record(body.get("fields")).get("project"))).get("key"))
        or text(body.get("key")).rpartition("-")[0]
    )
    moved = any(text(one.get("field")) in MOVES for one in records(record(told.get("changelog")).get("items")))
    return _again("issue", body.get("id")) if moved or key in ("", settings.name) else Event(known=False)


def _link(told: Body, settings: Settings) -> Event:
    """A link; both its issues are read, for the event does not say whose they are."""
    link = record(told.get("issueLink"))
    ends = [number for end in ("sourceIssueId", "destinationIssueId") if (number := _id(link.get(end)))]
    return Event(reread=tuple(f"issue/{number}" for number in ends)) if ends else Event(known=False)


def _version(told: Body, settings: Settings) -> Event:
    return _again("version", record(told.get("version")).get("id"))


def _project(told: Body, settings: Settings) -> Event:
    body = record(told.get("project"))
    return _again("project", body.get("id")) if text(body.get("key")) == settings.name else Event(known=False)


def _worklog(told: Body, settings: Settings) -> Event:
    return _again("issue", record(told.get("worklog")).get("issueId"))


def _quiet(told: Body, settings: Settings) -> Event:
    return Event()


def _again(kind: str, number: Any) -> Event:
    return Event(reread=(f"{kind}/{_id(number)}",)) if _id(number) else Event(known=False)


def _id(number: Any) -> str:
    """The number of a thing, which some bodies write as text and some as a number."""
    found = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
    return found if found.isdigit() and len(found) <= 20 else ""


EVENTS: Mapping[str, Callable[[Body, Settings], Event]] = {
    **dict.fromkeys(("issue_created", "issue_updated", "issue_deleted"), _issue),
    **dict.fromkeys(("issuelink_created", "issuelink_deleted"), _link),
    **dict.fromkeys(("version_created", "version_updated", "version_released", "version_unreleased", "version_deleted", "version_moved", "version_merged"), _version),
    **dict.fromkeys(("worklog_created", "worklog_updated", "worklog_deleted"), _worklog),
    "project_updated": _project,
    **dict.fromkeys(("comment_created", "comment_updated", "comment_deleted"), _quiet),
}  # fmt: skip
"""Kinds of webhooks that mean something here. The others are kept and counted."""


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((str(value) for own, value in headers.items() if own.casefold() == name), "")
