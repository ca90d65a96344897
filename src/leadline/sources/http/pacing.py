"""How much a tracker still lets us ask, read from the headers of its replies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(days=1)
"""A header that asks for longer is taken for a mistake, and this long is waited."""

_WINDOWS = (
    "x-ratelimit-", "ratelimit-", "x-ratelimit-requests-", "x-ratelimit-complexity-", "x-ratelimit-endpoint-requests-",
)  # fmt: skip
"""How the headers of a limit begin. Linear has three: for requests, for what they ask, and for some of its questions."""
_LIMITED = re.compile(rb'"code"\s*:\s*"RATELIMITED"')
_REFUSES = re.compile(rb'\s*\{\s*(?:"data"\s*:\s*null\s*,\s*)?"errors"')
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
    """The budget a reply tells of, of several the one that is spent for longest; None where it tells nothing."""
    found = [one for window in _WINDOWS if (one := _window(headers, window, now))]
    spent = [one for one in found if one.spent_until(now)]
    return max(spent, key=lambda one: one.spent_until(now) or now) if spent else next(iter(found), None)


def says_too_much(status: int, body: bytes) -> bool:
    """
    Whether a reply says in its own words that too much was asked, besides 429.

    GitHub's secondary limit is a 403 that may say nothing but so. Linear sends 400, or 200, with a code among the errors.
    """
    start = body[:2000]
    if status == 403:
        return b"rate limit" in start.lower()
    # With 200 it must be the refusal itself: a page of titles may hold any words.
    coded = status == 400 or (status == 200 and _REFUSES.match(start))
    return status == 429 or bool(coded and _LIMITED.search(start))


def _window(headers: Mapping[str, str], window: str, now: datetime) -> Budget | None:
    limit, remaining = (_whole(headers.get(f"{window}{name}", "")) for name in ("limit", "remaining"))
    if limit is None and remaining is None:
        return None
    return Budget(limit, remaining, _moment(headers.get(f"{window}reset", ""), now, headers))


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When `Retry-After` lets us ask again; None without it."""
    return _moment(headers.get("retry-after", ""), now, headers)


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
