"""What counts as a number in a letter, for those who write it and for those who check it: one grammar for both."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from leadline.charts.words import MONTHS, SYMBOLS

COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers in words. They are figures where they count one of the units: “four weeks”."""

UNITS = ("percent", "per cent", "point", "day", "week", "month", "year", "hour", "person", "people", "item")
"""What a number may count. A number said to count one of these is another number than the bare one."""

_CODES = "|".join(SYMBOLS)
_MONTH = "|".join(f"{one[:3]}(?:{one[3:]})?" for one in MONTHS)
_UNIT = rf"(?:{'|'.join(UNITS)})s?\b"
_NUMBER = re.compile(
    rf"(?P<iso>(?<!\d)\d{{4}}-\d{{2}}-\d{{2}}(?!\d))"
    rf"|(?P<before>\b(?:{_MONTH})\s)?(?P<money>[{''.join(SYMBOLS.values())}]\s?|\b(?:{_CODES})\s?)?"
    rf"(?P<digits>\d+(?:[.,]\d+)*)(?P<scale>[kmb]\b)?"
    rf"(?:\s?(?P<share>%)|(?P<ordinal>st|nd|rd|th)\b|\s(?P<month>{_MONTH})\b|[\s-](?P<unit>{_UNIT}))?"
    rf"|\b(?P<word>{'|'.join(COUNTED)})[\s-](?P<counts>{_UNIT})",
    re.IGNORECASE,
)
_KEY = re.compile(rf"(?<!\w)(?!(?:{_CODES})\d)[A-Za-z]+[-_]?\d+\w*", re.IGNORECASE)


class Number(NamedTuple):
    """A number as it stands in a text, and what it counts: money, share, a date with its month, a unit, or nothing said."""

    shown: str
    digits: str
    kind: str


def found_in(text: str) -> Iterator[re.Match[str]]:
    """Each number of a text. Keys such as RAIL-17 and v1.34 are names: they count nothing."""
    keys = [one.span() for one in _KEY.finditer(text)]
    for found in _NUMBER.finditer(text):
        if not any(first <= found.start() < last for first, last in keys):
            yield found


def numbers(text: str) -> list[Number]:
    """The numbers of a text in their order."""
    return [_number(one) for one in found_in(plain(text))]


def plain(text: str) -> str:
    """Hard spaces, and wide or raised digits, as ordinary ones, so that no number hides in its looks."""
    return normalize("NFKC", text)


def _number(found: re.Match[str]) -> Number:
    said = found.groupdict(default="")
    shown = found[0].strip()
    if said["iso"]:
        return Number(shown, shown, "day of a record")
    if said["word"]:
        return Number(shown, str(COUNTED.index(said["word"].lower()) + 2), _unit(said["counts"]))
    # A comma before three digits parts thousands; any other one is a decimal comma.
    digits = re.sub(r",(?=\d{3}(?!\d))", "", said["digits"]).replace(",", ".") + said["scale"].lower()
    month = (said["before"] or said["month"]).strip()[:3].lower()
    if said["money"] or said["scale"]:
        return Number(shown, digits, "money")
    if said["share"]:
        return Number(shown, digits, "share")
    if month or said["ordinal"]:
        return Number(shown, digits, f"date {month}".strip())
    return Number(shown, digits, _unit(said["unit"]))


def _unit(said: str) -> str:
    unit = said.lower()
    return "share" if unit.startswith("per") and "cent" in unit else unit.removesuffix("s")
