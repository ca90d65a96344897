"""What GitLab notes on an issue by itself, in English whatever its people speak: the only trace of some changes."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadline.sources.gitlab.shapes import record, whole
from leadline.sources.shapes import text

_SECONDS = {"mo": 576_000, "w": 144_000, "d": 28_800, "h": 3600, "m": 60, "s": 1}
"""A month is four weeks, a week five days, a day eight hours: so GitLab counts."""
_DURATION = r"((?:\d+(?:mo|[wdhms])\s*)+)"
_PIECE = re.compile(r"(\d+)(mo|[wdhms])")
_ESTIMATE = re.compile(rf"^(?:added time estimate of|changed time estimate to) {_DURATION}(?: |$)")
_NO_ESTIMATE = re.compile(r"^removed time estimate\b")
# The start date stands before it when both were changed; both are GitLab's own words, and no title can be among them.
_STARTS = r"^(?:(?:changed|removed) start date[\w ,]{0,60}? and )?"
_DUE = re.compile(rf"{_STARTS}changed due date to ([A-Z][a-z]+ \d{{1,2}}, \d{{4}})")
_NO_DUE = re.compile(rf"{_STARTS}removed due date\b")
_ASSIGNED = re.compile(r"^assigned to @")
_BLOCKED = re.compile(r"^marked this [a-z ]+ as (?:being )?blocked by (.{1,2000})$", re.DOTALL)
_PARTED = re.compile(r"^removed the relation with (.{1,2000})$", re.DOTALL)
_REFERENCE = re.compile(r"(?:[\w.-]+(?:/[\w.-]+)*)?#\d{1,12}")


def told(note: Mapping[str, Any]) -> dict[str, Any] | None:
    """
    A note of GitLab's own in three words: when, `what` changed, and what it is (`to`) since; None for any other note.

    `what` is `estimate` (seconds, 0 for none), `due` (a day, or ""), `assigned` (to whom is not kept), `blocked` or `parted` (references).
    """
    said, number = note.get("body"), whole(note.get("id"))
    if note.get("system") is not True or not number or not isinstance(said, str):
        return None
    found = _read(said[:4000].strip())
    return {"id": number, "created_at": note.get("created_at"), "what": found[0], "to": found[1]} if found else None


def _read(said: str) -> tuple[str, Any] | None:
    if found := _ESTIMATE.match(said):
        return "estimate", seconds(found[1])
    if _NO_ESTIMATE.match(said):
        return "estimate", 0
    if found := _DUE.match(said):
        return "due", _day(found[1])
    if _NO_DUE.match(said):
        return "due", ""
    if _ASSIGNED.match(said):
        return "assigned", ""
    for what, pattern in (("blocked", _BLOCKED), ("parted", _PARTED)):
        if found := pattern.match(said):
            return what, _REFERENCE.findall(found[1])
    return None


def seconds(duration: str) -> int:
    """`1w 2d 4h` in seconds."""
    return sum(int(number[:9]) * _SECONDS[unit] for number, unit in _PIECE.findall(duration))


def _day(said: str) -> str:
    try:
        return datetime.strptime(said, "%B %d, %Y").date().isoformat()
    except ValueError:
        return ""


def references(one: Mapping[str, Any]) -> list[str]:
    """What a kept note refers to, each as text."""
    named = record(one).get("to")
    return [text(name) for name in named if isinstance(name, str)] if isinstance(named, list) else []
