"""Payloads of Redmine, each under the subject and part it belongs to, without what nobody here has any use for."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadline.sources.shapes import moment, record, records, whole
from leadline.sources.tracker import Payload

_LEFT_OUT = frozenset({"description", "relations", "journals", "children", "attachments", "changesets", "watchers", "allowed_statuses", "author"})  # fmt: skip
"""Of an issue: what was written, what comes as a part of its own, and what only some replies have."""
_VERSION = ("id", "project", "name", "status", "due_date", "sharing", "custom_fields", "created_on", "updated_on")
_PROJECT = ("id", "name", "identifier", "parent", "status", "created_on", "updated_on")
KEPT_DETAILS = frozenset(
    {"status_id", "estimated_hours", "due_date", "start_date", "fixed_version_id", "tracker_id", "done_ratio", "parent_id"}
)  # fmt: skip
"""Fields whose changes are kept. Who had it when, and what was written, is nobody's business here."""


def issue(body: Mapping[str, Any]) -> list[Payload]:
    """An issue as a listing shows it, and its relations, whose changes do not always move its stamp."""
    subject = f"issue/{whole(body.get('id'))}"
    lean = {name: value for name, value in body.items() if name not in _LEFT_OUT}
    found = [Payload(subject, "issue", lean, moment(body.get("updated_on")))]
    if "relations" in body:
        found.append(Payload(subject, "relations", relations(body.get("relations"))))
    return found


def relations(found: Any) -> list[dict[str, Any]]:
    """Relations in the order of their ids."""
    return sorted((dict(one) for one in records(found)), key=lambda one: whole(one.get("id")))


def journals(number: int, found: Any, statuses: Iterable[Mapping[str, Any]]) -> list[Payload]:
    """What an issue's journals say of its fields and relations, and the statuses that they name by number."""
    kept = [one for journal in records(found) if (one := _journal(journal))["details"]]
    named = {
        str(detail.get(end))
        for one in kept
        for detail in one["details"]
        for end in ("old_value", "new_value")
        if detail.get("name") == "status_id"
    }
    words = [dict(one) for one in statuses if str(whole(one.get("id"))) in named]
    return [Payload(f"issue/{number}", "journals", kept), Payload(f"issue/{number}", "statuses", words)]


def _journal(one: Mapping[str, Any]) -> dict[str, Any]:
    details = [dict(detail) for detail in records(one.get("details")) if _is_kept(detail)]
    return {"id": one.get("id"), "created_on": one.get("created_on"), "details": details}


def _is_kept(detail: Mapping[str, Any]) -> bool:
    return detail.get("property") == "relation" or detail.get("name") in KEPT_DETAILS


def group(body: Mapping[str, Any], groups: Iterable[int]) -> list[Payload]:
    """Whether the one an issue is assigned to is a group: Redmine shows both alike."""
    number, who = whole(body.get("id")), whole(record(body.get("assigned_to")).get("id"))
    return [Payload(f"issue/{number}", "group", {"id": who if who in groups else 0})]


def version(body: Mapping[str, Any]) -> Payload:
    """A version."""
    lean = {name: body[name] for name in _VERSION if name in body}
    return Payload(f"version/{whole(body.get('id'))}", "version", lean, moment(body.get("updated_on")))


def project(body: Mapping[str, Any]) -> Payload:
    """A project."""
    lean = {name: body[name] for name in _PROJECT if name in body}
    return Payload(f"project/{whole(body.get('id'))}", "project", lean, moment(body.get("updated_on")))
