"""Values in GitLab's payloads: stamps of webhooks in a form of their own, and what an address names."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from leadline.sources import shapes
from leadline.sources.shapes import record, records, text, whole

__all__ = ["day", "moment", "place", "record", "records", "text", "whole"]

_ZONE = re.compile(r"^(.*\d) (?:UTC|([+-]\d{2}:?\d{2}))$")
KINDS: Mapping[str, str] = {
    "issues": "issue",
    "work_items": "issue",
    "merge_requests": "merge",
    "milestones": "milestone",
}
"""What a kind of thing is called in addresses, and as a subject."""


def moment(value: Any) -> datetime | None:
    """A stamp, in UTC; webhooks write `2021-02-25 21:23:34 UTC`."""
    found = _ZONE.match(value) if isinstance(value, str) and len(value) < 60 else None
    return shapes.moment(f"{found[1]}{found[2] or '+00:00'}" if found else value)


def day(value: Any) -> date | None:
    """The day of a stamp, in UTC."""
    found = moment(value)
    return found.date() if found else None


def place(web: str) -> tuple[str, str, str, int]:
    """
    Host, project, kind (`issue`, `merge` or `milestone`) and number that an address names; number 0 where it is none.

    Older servers leave out the `/-/`, and newer ones call issues work items.
    """
    try:
        parts = urlsplit(web)
    except ValueError:
        return "", "", "", 0
    project, dash, rest = parts.path.strip("/").partition("/-/")
    steps = rest.split("/") if dash else project.split("/")[-2:]
    if not dash:
        project = "/".join(project.split("/")[:-2])
    if len(steps) < 2 or steps[0] not in KINDS or not _is_number(steps[1]) or not project:
        return "", "", "", 0
    return parts.netloc.casefold(), project.casefold(), KINDS[steps[0]], int(steps[1])


def _is_number(step: str) -> bool:
    return step.isascii() and step.isdigit() and len(step) < 12
