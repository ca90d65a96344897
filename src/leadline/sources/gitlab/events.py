"""Webhooks of GitLab: what each body tells, and whether it comes from somebody who knows the secret."""

import hmac
from collections.abc import Callable, Mapping
from typing import Any

from leadline.sources.gitlab import payloads
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import record, text, whole
from leadline.sources.gitlab.subjects import named
from leadline.sources.tracker import Event, Gone

Body = Mapping[str, Any]
ENDED = ("success", "failed", "canceled", "skipped", "manual")


def event(headers: Mapping[str, str], body: Any, settings: Settings) -> Event:
    """
    What a webhook tells; an `Event` that is not `known` where its kind means nothing here.

    GitLab's webhooks say what they tell of in another form than its listings, without times and links: that is read again. Those of a
    group or a server tell of all their projects: what is of another one means nothing here either.
    """
    told = record(body)
    read = EVENTS.get(text(told.get("object_kind") or told.get("event_name")))
    if read is None or not _is_ours(told, settings):
        return Event(known=False)
    return read(told, settings)


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether `X-Gitlab-Token` is our secret; never without a secret. GitLab sends it as it is, and signs nothing with it."""
    given = _header(headers, "x-gitlab-token")
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode("utf-8", "replace"))


def delivery(headers: Mapping[str, str]) -> str:
    """GitLab's own id of a delivery; one that is delivered again keeps it. Older servers have only the id of the event."""
    # The id of the webhook itself, which stands beside them, is the same for all that it ever sends.
    return (_header(headers, "idempotency-key") or _header(headers, "x-gitlab-event-uuid"))[:200]


def _issue(told: Body, settings: Settings) -> Event:
    return _again("issue", record(told.get("object_attributes")), told, settings)


def _merge(told: Body, settings: Settings) -> Event:
    return _again("merge", record(told.get("object_attributes")), told, settings)


def _note(told: Body, settings: Settings) -> Event:
    """What was written moves the stamp of what it was written on; the words are not kept."""
    for part, kind in (("issue", "issue"), ("merge_request", "merge")):
        if whole(record(told.get(part)).get("iid")):
            return _again(kind, record(told.get(part)), told, settings)
    return Event()


def _pipeline(told: Body, settings: Settings) -> Event:
    """A pipeline that has come to an end tells of its merge request, where it has one."""
    merge, run = record(told.get("merge_request")), record(told.get("object_attributes"))
    if not whole(merge.get("iid")) or run.get("status") not in ENDED:
        return Event()
    return _again("merge", merge, told, settings)


def _milestone(told: Body, settings: Settings) -> Event:
    body = record(told.get("object_attributes"))
    if not whole(body.get("id")):
        return Event(known=False)
    subject = f"milestone/{whole(body.get('id'))}"
    if told.get("action", body.get("action")) == "delete":
        return Event(gone=(Gone(subject),))
    is_whole = "due_date" in body and (body.get("group_id") or not settings.group)
    return Event((payloads.milestone(body),)) if is_whole else Event(reread=(subject,))


def _quiet(told: Body, settings: Settings) -> Event:
    # A project that is gone is found out by reading; one word of a webhook must not empty a program.
    return Event()


def _again(kind: str, body: Body, told: Body, settings: Settings) -> Event:
    number = whole(body.get("iid"))
    project = whole(record(told.get("project")).get("id")) or _project(body)
    if not number or (settings.group and not project):
        return Event(known=False)
    return Event(reread=(named(kind, project, number, settings),))


def _project(body: Body) -> int:
    return whole(body.get("project_id")) or whole(body.get("target_project_id"))


EVENTS: Mapping[str, Callable[[Body, Settings], Event]] = {
    "issue": _issue,
    "work_item": _issue,
    "merge_request": _merge,
    "note": _note,
    "pipeline": _pipeline,
    "milestone": _milestone,
    "push": _quiet,
    "tag_push": _quiet,
}
"""Kinds of webhooks that mean something here. The others are kept and counted."""


def _is_ours(told: Body, settings: Settings) -> bool:
    project = record(told.get("project"))
    path = text(project.get("path_with_namespace"), 2000)
    group = text(record(told.get("group")).get("full_path") or record(told.get("group")).get("group_path"), 2000)
    if not path:
        return not group or settings.path.casefold().startswith(group.casefold())
    return settings.holds(path)


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((str(value) for own, value in headers.items() if own.casefold() == name), "")
