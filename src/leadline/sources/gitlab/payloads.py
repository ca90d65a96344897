"""Payloads of GitLab, each under the subject and part it belongs to, without what people wrote and without what nobody needs."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from leadline.sources.gitlab.notes import told
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import moment, place, record, records, text, whole
from leadline.sources.gitlab.subjects import named, subject
from leadline.sources.tracker import Payload

_WRITTEN = ("description", "description_html", "title_html", "note")
_USERS = ("author", "assignee", "closed_by", "merged_by", "merge_user", "user")
_PEOPLE = ("assignees", "reviewers")
_LINKS = ("closed_as_duplicate_of",)
MOST_CLOSED = 50
PIPELINES = 5

_HEAD = re.compile(
    r"\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):?\s+(?:issues?\s+)?",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:(?P<path>[\w.-]+(?:/[\w.-]+)+)?#(?P<number>\d{1,9})\b|(?P<url>https?://[^\s<>()\"',]{1,300}))")
_BETWEEN = re.compile(r"\s*,?\s*(?:and\s+)?(?:issues?\s+)?")


def issue(body: Mapping[str, Any], settings: Settings) -> Payload:
    """An issue."""
    return Payload(subject("issue", body, settings), "issue", lean(body), moment(body.get("updated_at")))


def merge(body: Mapping[str, Any], settings: Settings) -> list[Payload]:
    """A merge request, and for each issue that it closes that it is at work on it."""
    found = [Payload(subject("merge", body, settings), "merge", lean(body), moment(body.get("updated_at")))]
    project = whole(body.get("project_id"))
    for closed in closes(body, settings):
        link = {"id": whole(body.get("iid")), "web_url": body.get("web_url"), "created_at": body.get("created_at")}
        found.append(Payload(named("issue", project, closed, settings), "merges", [link], adds=True))
    return found


def closes(body: Mapping[str, Any], settings: Settings) -> list[int]:
    """Numbers of issues of its own project that a merge request closes, by its own words; the first fifty."""
    said, own = str(body.get("description") or "")[:100_000], place(text(body.get("web_url"), 2000))[1]
    own, numbers = own or settings.path.casefold(), list[int]()
    for head in _HEAD.finditer(said):
        at = head.end()
        while found := _ONE.match(said, at):
            at = (_BETWEEN.match(said, found.end()) or found).end()
            path, number = _meant(found, own)
            if path == own and number and number not in numbers:
                numbers.append(number)
    return numbers[:MOST_CLOSED]


def _meant(found: re.Match[str], own: str) -> tuple[str, int]:
    if found["url"]:
        _, path, kind, number = place(found["url"].rstrip(".,;:"))
        return (path, number) if kind == "issue" else ("", 0)
    return (found["path"] or own).casefold(), int(found["number"])


def links(owner: str, found: Iterable[Mapping[str, Any]]) -> Payload:
    """The other ends of an issue's links: enough to find them, without a copy of what is a subject of its own."""
    kept = ("id", "iid", "project_id", "web_url", "link_type", "issue_link_id")
    return Payload(owner, "links", [{name: one.get(name) for name in kept} for one in found])


def happened(owner: str, part: str, found: Iterable[Mapping[str, Any]]) -> Payload:
    """What happened to an issue: its labels, milestones, states or weights, without who did it."""
    kept = ("id", "created_at", "action", "state", "weight")
    return Payload(owner, part, [_event(one, kept) for one in found if whole(one.get("id"))], adds=True)


def _event(one: Mapping[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    said = {name: one[name] for name in kept if name in one}
    if "label" in one:
        said["label"] = {"name": record(one["label"]).get("name")}
    if "milestone" in one:
        milestone = record(one["milestone"])
        said["milestone"] = {name: milestone.get(name) for name in ("id", "iid", "project_id", "group_id", "web_url")}
    return said


def notes(owner: str, found: Iterable[Mapping[str, Any]]) -> Payload:
    """What GitLab itself noted on an issue, as far as it tells of work; nothing of what people wrote."""
    return Payload(owner, "notes", [one for note in found if (one := told(note))], adds=True)


def approvals(owner: str, body: Mapping[str, Any]) -> Payload:
    """Who approved a merge request, and how many more must."""
    by = [_user(record(one.get("user"))) for one in records(body.get("approved_by"))]
    kept = ("approved", "approvals_required", "approvals_left")
    return Payload(owner, "approvals", {name: body.get(name) for name in kept} | {"approved_by": by})


def pipelines(owner: str, found: Iterable[Mapping[str, Any]]) -> Payload:
    """The newest pipelines of a merge request, and how each ended."""
    kept = ("id", "iid", "sha", "ref", "status", "source", "created_at", "updated_at", "web_url")
    return Payload(owner, "pipelines", [{name: one.get(name) for name in kept} for one in found][:PIPELINES])


def milestone(body: Mapping[str, Any]) -> Payload:
    """A milestone, of a project or a group: its number among all is its name."""
    return Payload(f"milestone/{whole(body.get('id'))}", "milestone", lean(body), moment(body.get("updated_at")))


def project(body: Mapping[str, Any], settings: Settings) -> Payload:
    """A project, only what is said of it in words: its counts change with every star."""
    kept = ("id", "name", "path_with_namespace", "web_url", "archived", "issues_access_level", "created_at")
    owner = f"project/{whole(body.get('id'))}" if settings.group else "project"
    return Payload(owner, "project", {name: body.get(name) for name in kept})


def lean(body: Mapping[str, Any]) -> dict[str, Any]:
    """A thing without its text and its counts of votes, and with no more of people than what they are called."""
    said = {name: value for name, value in body.items() if name not in _WRITTEN}
    for name in _USERS:
        if name in said:
            said[name] = _user(record(said[name])) if said[name] else None
    for name in _PEOPLE:
        if name in said:
            said[name] = [_user(one) for one in records(said[name])]
    if "milestone" in said:
        said["milestone"] = lean(record(said["milestone"])) if said["milestone"] else None
    if "_links" in said:
        said["_links"] = {name: record(said["_links"]).get(name) for name in _LINKS}
    if "epic" in said:
        said["epic"] = {name: record(said["epic"]).get(name) for name in ("id", "iid", "group_id")}
    return said


def _user(user: Mapping[str, Any]) -> dict[str, Any]:
    return {name: user.get(name) for name in ("id", "username", "name")}
