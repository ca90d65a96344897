"""Payloads of GitHub, each under the subject and part it belongs to."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import moment, place, record, records, text, whole
from leadline.sources.tracker import Payload

KEPT_EVENTS = frozenset(
    {
        "assigned", "unassigned", "labeled", "unlabeled", "milestoned", "demilestoned", "closed", "reopened", "renamed", "merged",
        "transferred", "connected", "disconnected", "ready_for_review", "converted_to_draft", "convert_to_draft", "review_requested",
        "review_request_removed", "review_dismissed", "marked_as_duplicate", "unmarked_as_duplicate", "blocked_by_added",
        "blocked_by_removed", "blocking_added", "blocking_removed", "sub_issue_added", "sub_issue_removed", "parent_issue_added",
        "parent_issue_removed", "issue_type_added", "issue_type_changed", "issue_type_removed", "added_to_project_v2",
        "removed_from_project_v2", "project_v2_item_status_changed",
    }
)  # fmt: skip
"""Events that tell of work. Who was mentioned, who subscribed and who locked what is nobody's business here."""

_CLOSES = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+"
    r"(?:(?P<repo>[\w.-]+/[\w.-]+)?#(?P<number>\d{1,9})\b|(?P<url>https?://[^\s<>()\"']{1,300}))",
    re.IGNORECASE,
)
MOST_CLOSED = 50


def issue(body: Mapping[str, Any]) -> Payload:
    """An issue, or the side of a pull request that it shares with issues."""
    return Payload(f"{kind(body)}/{whole(body.get('number'))}", "issue", body, moment(body.get("updated_at")))


def kind(body: Mapping[str, Any]) -> str:
    """`pull` for an issue that is a pull request."""
    return "pull" if body.get("pull_request") else "issue"


def pull(body: Mapping[str, Any], settings: Settings) -> list[Payload]:
    """A pull request, and for each issue that it closes that it is at work on it."""
    number = whole(body.get("number"))
    found = [Payload(f"pull/{number}", "pull", _lean(body), moment(body.get("updated_at")))]
    for closed in closes(body, settings):
        link = {"id": number, "html_url": body.get("html_url"), "created_at": body.get("created_at")}
        found.append(Payload(f"issue/{closed}", "pulls", [link], adds=True))
    return found


def closes(body: Mapping[str, Any], settings: Settings) -> list[int]:
    """Numbers of issues of this repository that a pull request closes, by its own words; the first fifty."""
    own, numbers = f"{settings.owner}/{settings.repo}".casefold(), []
    for found in _CLOSES.finditer(str(body.get("body") or "")[:100_000]):
        if found["url"]:
            _, repo, number = place(found["url"].rstrip(".,;:"))
        else:
            repo, number = (found["repo"] or own).casefold(), int(found["number"])
        if repo == own and number and number not in numbers:
            numbers.append(number)
    return numbers[:MOST_CLOSED]


def _lean(body: Mapping[str, Any]) -> dict[str, Any]:
    """A pull request without the two whole repositories that GitHub sends along with each."""
    lean = dict(body)
    for end in ("head", "base"):
        side = record(body.get(end))
        lean[end] = {name: side.get(name) for name in ("ref", "sha", "label") if name in side}
    return lean


def events(found: Iterable[Mapping[str, Any]], subject: str = "") -> list[Payload]:
    """Events under the issue each belongs to (or under `subject`), without the copy of the issue that comes with each."""
    by_subject: dict[str, list[Any]] = {}
    for one in found:
        of = record(one.get("issue"))
        owner = subject or (f"{kind(of)}/{whole(of.get('number'))}" if whole(of.get("number")) else "")
        if owner and one.get("event") in KEPT_EVENTS and one.get("id"):
            by_subject.setdefault(owner, []).append({k: v for k, v in one.items() if k != "issue"})
    return [Payload(owner, "events", entries, adds=True) for owner, entries in by_subject.items()]


def links(subject: str, part: str, found: Any) -> Payload:
    """The other ends of an issue's links: enough to find them, without a copy of what is a subject of its own."""
    kept = ("id", "number", "html_url", "title", "repository_url")
    return Payload(subject, part, [{name: one.get(name) for name in kept} for one in records(found)])


def reviews(number: int, found: Any) -> Payload:
    """Reviews of a pull request: who, when and what came of it, without what was written."""
    kept = ("id", "state", "submitted_at", "commit_id", "html_url")
    return Payload(f"pull/{number}", "reviews", [_by(one, kept) for one in records(found)])


def checks(number: int, found: Any) -> Payload:
    """Checks on the newest commit of a pull request, without what they printed."""
    kept = ("id", "name", "head_sha", "status", "conclusion", "started_at", "completed_at", "html_url")
    return Payload(f"pull/{number}", "checks", [{k: one.get(k) for k in kept} for one in records(found)])


def _by(one: Mapping[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    user = record(one.get("user"))
    return {name: one.get(name) for name in kept} | {"user": {"login": user.get("login"), "type": user.get("type")}}


def milestone(body: Mapping[str, Any]) -> Payload:
    """A milestone."""
    return Payload(f"milestone/{whole(body.get('number'))}", "milestone", body, moment(body.get("updated_at")))


def release(body: Mapping[str, Any]) -> Payload:
    """A release, without its assets."""
    stamp = moment(body.get("updated_at")) or moment(body.get("published_at")) or moment(body.get("created_at"))
    return Payload(
        f"release/{whole(body.get('id'))}", "release", {k: v for k, v in body.items() if k != "assets"}, stamp
    )


def repository(body: Mapping[str, Any]) -> Payload:
    """The repository itself, only what is said of it in words: its counts change with every star."""
    kept = ("id", "name", "full_name", "html_url", "description", "private", "archived", "has_issues", "created_at")
    return Payload("repository", "repository", {name: body.get(name) for name in kept})


def title(body: Mapping[str, Any]) -> str:
    """The title of an issue, a milestone or a pull request."""
    return text(body.get("title"))
