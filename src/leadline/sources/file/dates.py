"""Days as people write them. Which part is the day is found by looking at all values, never guessed from one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FORMS = ("y-m-d", "d-m-y", "m-d-y")
"""The order of year, month and day; any sign may stand between them, and a month may be a number or an English word."""

_MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$")
_PART = re.compile(r"[A-Za-z]+|\d+")


@dataclass(frozen=True)
class DateForm:
    """The form that reads most of some values, whether another reads them just as well, and how many none reads."""

    form: str
    ambiguous: bool
    unread: int
    example: str = ""


@lru_cache(maxsize=4096)
def read_date(text: str, form: str) -> date:
    """
    The day of a text in one of `FORMS`; a time of day behind it is left out.

    Raises:
        ValueError: it is no day in that form.
    """
    parts = [part for part in _PART.findall(_TIME.sub("", text.strip())) if part.isdigit() or _month(part)]
    order = form.split("-")
    if len(parts) == 3 and sum(part.isalpha() for part in parts) == 1 and form != "y-m-d":
        # A month in letters says itself which part it is.
        order = ["m", "d", "y"] if parts[0].isalpha() else ["d", "m", "y"]
    if len(parts) != 3:
        raise ValueError(f"“{text[:40]}” is no day. Write it as 2026-03-31.")
    found = dict(zip(order, parts, strict=True))
    if not (found["y"].isdigit() and found["d"].isdigit()) or len(found["y"]) == 3 or len(found["d"]) > 2:
        raise ValueError(f"“{text[:40]}” is no day with its parts in the order {form}.")
    if order[0] == "y" and len(found["y"]) != 4:
        raise ValueError(f"“{text[:40]}” is no day with its parts in the order {form}.")
    year = int(found["y"]) + (2000 if len(found["y"]) < 3 else 0)
    try:
        return date(year, _month(found["m"]) or int(found["m"]), int(found["d"]))
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no day with its parts in the order {form}.") from None


def find_form(values: Iterable[str]) -> DateForm | None:
    """The form of a column of days; None where fewer than half of the values are days."""
    kinds = list(dict.fromkeys(value for value in values if value.strip()))[:5_000]
    read = {form: [value for value in kinds if _reads(value, form)] for form in FORMS}
    best = max(FORMS, key=lambda form: len(read[form]))
    if not kinds or len(read[best]) * 2 < len(kinds):
        return None
    rivals = [form for form in FORMS if form != best and len(read[form]) == len(read[best])]
    other = next((value for form in rivals for value in kinds if _differs(value, best, form)), "")
    return DateForm(best, bool(other), len(kinds) - len(read[best]), other)


def _reads(text: str, form: str) -> bool:
    try:
        read_date(text, form)
    except ValueError:
        return False
    return True


def _differs(text: str, one: str, other: str) -> bool:
    return _reads(text, one) and _reads(text, other) and read_date(text, one) != read_date(text, other)


def _month(part: str) -> int:
    return _MONTHS.get(part[:3].lower(), 0) if part.isalpha() and len(part) >= 3 else 0
