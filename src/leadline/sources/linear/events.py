"""
Webhooks of Linear: what each body tells, and whether it comes from somebody who knows the secret.

A body lacks half of what a thing is read with (links, history, who is an app), and comes for the bin and the archive alike. So it
only says what to read again; what is read then is whole.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from leadline.sources.linear import payloads
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import key_of, number, record, records
from leadline.sources.tracker import Event

Body = Mapping[str, Any]
FRESH = timedelta(seconds=60)
"""So far from now may the moment lie at which a webhook was sent: what is older was kept by somebody and sent again."""


def event(headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
    """What a webhook tells; an `Event` that is not `known` where its kind means nothing here, or it is of another team."""
    told = record(body)
    read = EVENTS.get(str(told.get("type")))
    return read(told, settings) if read else Event(known=False)


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether `Linear-Signature` is the signature of exactly this body with our secret; never without a secret."""
    given = _header(headers, "linear-signature")
    if not secret or not given.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(), given)


def fresh(body: bytes, now: datetime) -> bool:
    """Whether a webhook was sent within a minute of now, by the stamp that is signed with it."""
    try:
        sent = number(record(json.loads(body)).get("webhookTimestamp"))
        return sent is not None and abs(now - datetime.fromtimestamp(sent / 1000, UTC)) <= FRESH
    except (ValueError, OverflowError, OSError, RecursionError):
        return False


def delivery(headers: Mapping[str, str]) -> str:
    """Linear's own id of a delivery; one that is delivered again keeps it."""
    return _header(headers, "linear-delivery")[:200]


def _issue(told: Body, settings: Settings) -> Event:
    """An issue; one that left the team is read once more, and is gone then."""
    body = record(told.get("data"))
    was_elsewhere = "teamId" in record(told.get("updatedFrom"))
    ours = was_elsewhere or not body.get("team") or settings.has(record(body.get("team")).get("key"))
    return _again(payloads.ISSUE, body) if ours else Event(known=False)


def _project(told: Body, settings: Settings) -> Event:
    """A project, and its milestones with it."""
    body = record(told.get("data"))
    stones = [f"{payloads.MILESTONE}/{key}" for one in records(body.get("milestones")) if (key := key_of(one))]
    found = _again(payloads.PROJECT, body)
    return Event(reread=(*found.reread, *stones)) if found.known else found


def _again(kind: str, body: Body) -> Event:
    return Event(reread=(f"{kind}/{key_of(body)}",)) if key_of(body) else Event(known=False)


def _quiet(told: Body, settings: Settings) -> Event:
    return Event()


EVENTS: Mapping[str, Callable[[Body, Settings], Event]] = {
    "Issue": _issue,
    "Project": _project,
    "IssueLabel": _quiet,
    "Cycle": _quiet,
    "Comment": _quiet,
    "ProjectUpdate": _quiet,
}
"""Kinds of webhooks that mean something here. The others are kept and counted."""


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((str(value) for own, value in headers.items() if own.casefold() == name), "")
