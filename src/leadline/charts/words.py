"""
How numbers, dates and money are said: on pages, in letters, in charts and on the command line.

Every function is pure and takes None for "not known", which it says in a word: unknown is never an empty cell or a 0.
Formats come from the look: tabular figures, a real minus, "a to b" for ranges, a hard space before the percent sign.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from leadline.program.outlook import goes_by_little

Way = Literal["earlier", "later", "none", "unpriced"]

UNKNOWN = "unknown"
HARD_SPACE = "\u00a0"
MINUS = "\u2212"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
# Below half a day a price is called no effect: nobody plans by the hour.
LEAST_DAYS = 0.5
SATURDAY = 5
# A date inside a word is part of an id: pix-pilot-by-2026-05-08 stays as it is.
WRITTEN_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")


def working_day(value: date) -> date:
    """The day itself, or the Monday after it when it falls on a weekend."""
    return value + timedelta(days=7 - value.weekday()) if value.weekday() >= SATURDAY else value


def day(value: date | None, as_of: date | None = None) -> str:
    """
    A date in a row: "13 May".

    Args:
        value: the date, or a moment on it.
        as_of: the day the reader stands on. Another year than its year is written out; without it, always.
    """
    return UNKNOWN if value is None else f"{value.day} {MONTHS[value.month - 1][:3]}{_year(value, as_of)}"


def week_day(value: date | None, as_of: date | None = None) -> str:
    """A date that somebody has to act on: "Thu 26 Feb"."""
    return UNKNOWN if value is None else f"{WEEKDAYS[value.weekday()][:3]} {day(value, as_of)}"


def long_day(value: date | None, as_of: date | None = None) -> str:
    """A date in a sentence: "Monday 2 March"."""
    if value is None:
        return UNKNOWN
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}{_year(value, as_of)}"


def dated(text: str, as_of: date | None = None) -> str:
    """A sentence with its dates as people say them: "due 2026-05-08" reads "due 8 May"."""
    return WRITTEN_DAY.sub(lambda found: _said_day(found[0], as_of), text)


def moment(value: datetime | None, as_of: date | None = None) -> str:
    """A time of the clock with its day: "today 07:00" on `as_of`, otherwise "Mon 2 Mar 07:00"."""
    if value is None:
        return UNKNOWN
    on = "today" if as_of is not None and value.date() == _date(as_of) else week_day(value, as_of)
    return f"{on} {value:%H:%M}"


def days(value: float | None) -> str:
    """A change of a date in days, with its sign: "+6.3", "−8.4". What rounds to nothing has no sign."""
    if value is None:
        return UNKNOWN
    digits = 1 if abs(value) < 99.95 else 0
    size = f"{abs(value):,.{digits}f}"
    if not size.strip("0."):
        return size
    return ("+" if value > 0 else MINUS) + size


def size(value: float) -> str:
    """How many days in a sentence, without a sign: “3.9 days”, “1 day”."""
    digits = 1 if abs(value) < 99.95 else 0
    said = f"{abs(value):,.{digits}f}"
    return "1 day" if said == "1.0" else f"{said} days"


def days_between(low: float | None, high: float | None) -> str:
    """The interval of a change: "−11.3 to −10.6"; said once when both ends read the same."""
    if low is None or high is None:
        return UNKNOWN
    first, last = days(low), days(high)
    return first if first == last else f"{first} to {last}"


def way(value: float | None, low: float | None = None, high: float | None = None) -> Way:
    """
    The side a price falls on: a word for `data-way`.

    Args:
        value: days at the chosen level, negative for earlier; None when nothing was priced.
        low: lower end of the interval; None when there is none.
        high: upper end of the interval.
    """
    if value is None:
        return "unpriced"
    undecided = low is not None and high is not None and low <= 0 <= high
    if undecided or abs(value) < LEAST_DAYS:
        return "none"
    return "earlier" if value < 0 else "later"


def share(value: float | None) -> str:
    """A share from 0 to 1 as "59 %". Only an exact 0 or 1 reads as never or always."""
    if value is None:
        return UNKNOWN
    if 0 < value < 0.005:
        return f"under{HARD_SPACE}1{HARD_SPACE}%"
    if 0.995 <= value < 1:
        return f"over{HARD_SPACE}99{HARD_SPACE}%"
    return f"{_half_up(value * 100)}{HARD_SPACE}%"


def money(cents: int | None, currency: str = "EUR") -> str:
    """An amount, short: "€950", "€9.5k", "€126k", "€4.05M". A currency without a sign of its own: "CHF 126k"."""
    if cents is None:
        return UNKNOWN
    sign = SYMBOLS.get(currency, currency + HARD_SPACE)
    return (MINUS if cents < 0 else "") + sign + _short(abs(cents) / 100)


def ago(then: date | None, now: date | None) -> str:
    """
    How far a day or moment is from now, in calendar days: "today", "yesterday", "4 days ago", "in 3 days".

    Two moments on one day are told apart by the clock: "just now", "5 minutes ago", "3 hours ago".
    """
    if then is None or now is None:
        return UNKNOWN
    distance = (_date(now) - _date(then)).days
    if distance == 0 and isinstance(then, datetime) and isinstance(now, datetime):
        return _clock_ago((now - then).total_seconds())
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if distance in near:
        return near[distance]
    return f"{distance:,} days ago" if distance > 0 else f"in {-distance:,} days"


def number(value: float | None) -> str:
    """A whole number with its thousands apart: "10,000"."""
    return UNKNOWN if value is None else f"{value:,.0f}".replace("-", MINUS)


def rests(label: str) -> str:
    """On what odds rest, as a sentence: "No own history, so the spread is wide."; empty where there is no label."""
    if not label:
        return ""
    said = label[0].upper() + label[1:]
    return f"{said}, so the spread is wide." if goes_by_little(label) else f"{said} to go by."


def plural(count: int | None, one: str, many: str = "") -> str:
    """A count with its noun: "1 finding", "0 findings", "2 people"."""
    if count is None:
        return UNKNOWN
    return f"{number(count)} {one if abs(count) == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Joana", "Joana and Henrik", "Mara, Joana and Tomas"; nobody when there are none."""
    if not names:
        return "nobody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def initials(name: str) -> str:
    """Two letters for a face: "Noor Haddad" is NH, "Mara" is MA; a question mark when nobody is named."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]).upper()


def _said_day(written: str, as_of: date | None) -> str:
    try:
        return day(date.fromisoformat(written), as_of)
    except ValueError:
        return written


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _year(value: date, as_of: date | None) -> str:
    return "" if as_of is not None and value.year == as_of.year else f" {value.year}"


def _half_up(value: float) -> int:
    # Python rounds 44.5 to 44; a reader with a calculator does not.
    return int(value + 0.5 + 1e-9)


def _short(amount: float) -> str:
    if amount < 999.5:
        return f"{amount:.0f}"
    if amount < 9_950:
        return _trim(f"{amount / 1_000:.1f}") + "k"
    if amount < 999_500:
        return f"{amount / 1_000:.0f}k"
    if amount < 999_500_000:
        return _trim(f"{amount / 1_000_000:.2f}") + "M"
    return _trim(f"{amount / 1_000_000_000:,.2f}") + "B"


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".")


def _clock_ago(seconds: float) -> str:
    if abs(seconds) < 60:
        return "just now"
    minutes = int(abs(seconds) // 60)
    said = plural(minutes, "minute") if minutes < 60 else plural(minutes // 60, "hour")
    return f"{said} ago" if seconds > 0 else f"in {said}"
