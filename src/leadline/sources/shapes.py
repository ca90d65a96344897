"""Reading values out of payloads that may lack anything, hold null anywhere, and date from any year."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

LONGEST_TEXT = 300
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def record(value: Any) -> Mapping[str, Any]:
    """A JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def records(value: Any) -> list[Mapping[str, Any]]:
    """The JSON objects in a list; none in place of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: Any, longest: int = LONGEST_TEXT) -> str:
    """One line of a tracker's text, without signs that control or turn writing, cut where it is endless."""
    if not isinstance(value, str):
        return ""
    line = " ".join(_ODD.sub(" ", value[: longest * 4]).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def whole(value: Any) -> int:
    """A whole number; 0 in place of anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def moment(value: Any) -> datetime | None:
    """A stamp, in UTC; older webhooks send seconds of an epoch."""
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (OverflowError, OSError, ValueError):
            return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found and (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def day(value: Any) -> date | None:
    """The day of a stamp, in UTC."""
    found = moment(value)
    return found.date() if found else None
