"""What headers of exports and lists usually mean. The first word of a line is the role, the rest are its names."""

import re
from collections.abc import Iterable

_NAMES = """
key: key|issue key|identifier|ticket|iid|issue number|number|#|no|nr|issue id|task id|unique id|item id|ref|id|wbs
name: summary|title|task name|task|subject|name|item|activity|story|issue|work item|deliverable name|what
owner: assignee|owner|assigned to|assignees|responsible|resource names|resources|resource|who|lead|person
project: project name|project|workstream|initiative|epic name|epic link|epic|repository|parent summary
team: team|team name|squad|group|department|component/s|components|component
milestone: fix version/s|fix versions|fix version|milestone|milestone title|milestone name|release|target version|version|project milestone|phase
not_before: start date|start|planned start|begin|begins|start on|earliest start
due: due date|due|deadline|target date|finish date|finish|planned finish|end date|end|needed by|target end
created: created|created at|created on|created (utc)|opened|created date|date created
started: started|started at|started (utc)|actual start|in progress since
done: resolved|resolution date|closed at|closed|closed at (utc)|completed|completed (utc)|completed at|actual finish|done on|finished
estimate: estimate (days)|estimate|estimated days|effort (days)|effort|days|person days|duration|work|original estimate|time estimate|estimate (hours)|hours|range
spent: time spent|spent time|time spent (hours)|hours spent|spent (hours)|time logged|logged|actual effort|actual work|actual hours|actual (hours)|actual days|spent
points: story points|points|story point estimate|custom field (story points)|weight
status: status|state|workflow state|progress
waits_for: blocked by|depends on|dependencies|dependency|predecessors|waits for|waiting for|inward issue link (blocks)|requires
holds_up: blocks|blocking|successors|outward issue link (blocks)|is blocking
kind: issue type|type|tracker|work item type|category
acceptance: acceptance criteria|definition of done|acceptance
link: url|link|web url|issue url
"""
ROLES: dict[str, tuple[str, ...]] = {
    line.split(":", 1)[0]: tuple(name.strip() for name in line.split(":", 1)[1].split("|"))
    for line in _NAMES.strip().splitlines()
}
"""Each role with the headers that mean it, the surest first."""

STATES = {
    "dropped": (
        "cancel",
        "won't",
        "wont",
        "duplicate",
        "dropped",
        "reject",
        "obsolete",
        "abandon",
        "not planned",
        "invalid",
    ),
    "done": ("done", "closed", "resolved", "complete", "merged", "released", "shipped", "finished", "accepted", "100%"),
    "doing": (
        "progress",
        "doing",
        "started",
        "review",
        "test",
        "block",
        "active",
        "develop",
        "waiting",
        "ongoing",
        "%",
    ),
    "todo": ("to do", "todo", "open", "backlog", "new", "triage", "plan", "ready", "unstarted", "select", "not", "0%"),
}
"""Parts of words by the state they tell; `not started` and `0%` are checked first."""


def known_role(header: str) -> tuple[str, int]:
    """The role of a header and how sure it is (0 is surest); ("", 0) where it means nothing known."""
    plain = plain_header(header)
    for role, names in ROLES.items():
        if plain in names:
            return role, names.index(plain)
    return "", 0


def plain_header(header: str) -> str:
    """A header in small letters, without the signs that exports put into it."""
    return " ".join(re.sub(r"[_?:*]+", " ", header.casefold()).split())


def state_of(word: str) -> str:
    """The state that a tracker's own word tells; "" where nobody can know."""
    plain = word.casefold().strip()
    if plain in ("0%", "0 %", "0") or plain.startswith(("not ", "un")):
        return "todo" if "plan" not in plain else "dropped"
    return next((state for state, parts in STATES.items() if any(part in plain for part in parts)), "")


def roles_of(headers: Iterable[str]) -> dict[str, str]:
    """The best header for each role that is there."""
    best: dict[str, tuple[int, str]] = {}
    for header in headers:
        role, doubt = known_role(header)
        if role and (role not in best or doubt < best[role][0]):
            best[role] = (doubt, header)
    return {role: header for role, (_, header) in best.items()}
