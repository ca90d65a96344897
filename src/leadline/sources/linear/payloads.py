"""Payloads of Linear, each under the subject and part it belongs to. Subjects go by the id that nothing changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadline.sources.linear.shapes import key_of, moment, nodes, record
from leadline.sources.tracker import Payload

ISSUE, PROJECT, MILESTONE, RELATION, WORKSPACE = "issue", "project", "milestone", "relation", "workspace"
BLOCKS = "blocks"


def issue(body: Mapping[str, Any], labels: Iterable[Mapping[str, Any]] | None = None) -> Payload:
    """An issue, without its history; `labels` where its page did not have all of them."""
    own = {name: value for name, value in body.items() if name not in ("history", "relations", "inverseRelations")}
    own["labels"] = [dict(one) for one in (nodes(body, "labels") if labels is None else labels)]
    return _stamped(ISSUE, own)


def history(body: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> list[Payload]:
    """What happened to an issue. Linear joins changes made in one go, so an entry may come again and say more."""
    kept = [dict(one) for one in entries if key_of(one)]
    return [Payload(f"{ISSUE}/{key_of(body)}", "history", kept, adds=True)] if kept else []


def project(body: Mapping[str, Any]) -> Payload:
    """A project."""
    return _stamped(PROJECT, {k: v for k, v in body.items() if k not in ("teams", "projectMilestones")})


def milestone(body: Mapping[str, Any]) -> Payload:
    """A milestone of a project."""
    return _stamped(MILESTONE, {k: v for k, v in body.items() if k != "of"})


def relation(body: Mapping[str, Any]) -> Payload:
    """A link between two issues: only which they are, for all else of them is a subject of its own."""
    ends = {end: {"id": record(body.get(end)).get("id")} for end in ("issue", "relatedIssue")}
    return _stamped(RELATION, {**body, **ends})


def workspace(body: Mapping[str, Any]) -> Payload:
    """The workspace, and the teams of it that are read."""
    return Payload(WORKSPACE, WORKSPACE, {"organization": body.get("organization"), "teams": nodes(body, "teams")})


def _stamped(kind: str, body: Mapping[str, Any]) -> Payload:
    return Payload(f"{kind}/{key_of(body)}", kind, dict(body), moment(body.get("updatedAt")))
