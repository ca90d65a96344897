"""How much a tracker still lets us ask, read from the headers of its replies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(days=1)
"""A header that asks for longer is taken for a mistake, and this long is waited."""

_LIMIT = ("x-ratelimit-limit", "ratelimit-limit", "x-ratelimit-requests-limit")
_REMAINING = ("x-ratelimit-remaining", "ratelimit-remaining", "x-ratelimit-requests-remaining")
_RESET = ("x-ratelimit-reset", "ratelimit-reset", "x-ratelimit-requests-reset")
_YEAR_SECONDS = 31_000_000


@dataclass(frozen=True)
class Budget:
    """What is left of the requests a tracker allows, and when it fills up again; None where it does not say."""

    limit: int | None = None
    remaining: int | None = None
    resets_at: datetime | None = None

    def spent_until(self, now: datetime) -> datetime | None:
        """When asking may go on, if nothing is left now."""
        spent = self.remaining is not None and self.remaining <= 0 and self.resets_at is not None
        return self.resets_at if spent and self.resets_at and self.resets_at > now else None


def budget(headers: Mapping[str, str], now: datetime) -> Budget | None:
    """The budget a reply tells of; None where it tells nothing."""
    limit, remaining = (_whole(_first(headers, names)) for names in (_LIMIT, _REMAINING))
    if limit is None and remaining is None:
        return None
    return Budget(limit, remaining, _moment(_first(headers, _RESET), now, headers))


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When `Retry-After` lets us ask again; None without it."""
    return _moment(headers.get("retry-after", ""), now, headers)


def _first(headers: Mapping[str, str], names: Iterable[str]) -> str:
    return next((headers[name] for name in names if headers.get(name)), "")


def _whole(text: str) -> int | None:
    # Some trackers send several windows in one header ("100, 100;w=60"): the first is the one that binds.
    digits = text.partition(",")[0].partition(";")[0].strip()
    return int(float(digits)) if digits.replace(".", "", 1).isdigit() and len(digits) < 16 else None


def _moment(text: str, now: datetime, headers: Mapping[str, str]) -> datetime | None:
    """A moment in any of the forms trackers use: seconds to go, seconds or milliseconds of an epoch, or a date."""
    text = text.strip()
    if not text:
        return None
    seconds = _whole(text)
    if seconds is not None and seconds < _YEAR_SECONDS:
        found: datetime | None = now + min(timedelta(seconds=seconds), LONGEST_WAIT)
    else:
        found = _dated(text) if seconds is None else _counted(seconds, now)
        # A moment by their clock: ours may be minutes off, and the reply says what time it is there.
        found = found and found + _ahead_of_them(headers, now)
    return None if found is None else min(max(found, now), now + LONGEST_WAIT)


def _ahead_of_them(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How far our clock is before theirs, by the `Date` of a reply that nobody kept in between."""
    theirs = None if headers.get("age") else _dated(headers.get("date", ""))
    ahead = now - theirs if theirs else timedelta()
    return ahead if abs(ahead) < LONGEST_WAIT else timedelta()


def _counted(seconds: int, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return now + LONGEST_WAIT


def _dated(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
