"""Named ways to turn a cell into what a field wants. A mapping names them; none knows any tracker."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.program.ranges import Range
from leadline.program.slug import slug
from leadline.sources.file.dates import read_date
from leadline.sources.file.row import Cell, in_words

Options = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """A value that was read another way than it was written, and the sentence that says so."""

    value: Any
    says: str


_NUMBER = re.compile(r"[-+]?[\d.,'\u00a0\u202f ]*\d")
# The unit of a lag is no kind of link: in `OPS-12FS` the key is OPS-12, and nothing is 12 earlier than OP.
_LINK = re.compile(r"(.+?)(?:(FS|SS|FF|SF|fs|ss|ff|sf)(?:([+-] ?\d+(?:\.\d+)?) ?((?!(?i:FS|SS|FF|SF))\w*))?)?")
_ODD = "@“”\"'‘’<>`"
_YES, _NO = {"yes", "y", "true", "1", "x", "done"}, {"no", "n", "false", "0", "", "-"}


def _date(cell: Cell, options: Options) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return read_date(in_words(cell), str(options.get("form", "y-m-d"))).isoformat()


def _range(cell: Cell, options: Options) -> str:
    text = in_words(cell).strip().lower()
    text = text.rstrip("?")  # A planning tool's sign for an estimate that nobody has confirmed.
    text = re.sub(r"\s*(hours?|hrs?|days?|weeks?|wks?|wk)\b\.?", lambda found: found[1][0], text)
    unit = str(options.get("unit", "d"))
    per = float(options.get("times", 1))
    read = Range.parse(text if text[-1:] in ("h", "d", "w") or not text[-1:].isdigit() else f"{text}{unit}")
    return str(Range(read.low * per, read.high * per, None if read.likely is None else read.likely * per))


def _days(cell: Cell, options: Options) -> float:
    """Working days of one person, out of days, hours or weeks."""
    return Range.parse(_range(cell, options)).high


def _number(cell: Cell, options: Options) -> float:
    if isinstance(cell, float):
        return cell
    found = _NUMBER.search(in_words(cell))
    if not found:
        raise ValueError(f"“{in_words(cell)[:40]}” is no number.")
    digits = re.sub(r"['\u00a0\u202f ]", "", found[0])
    # The last of two signs, or one not followed by exactly three digits, is the decimal point.
    last = max(digits.rfind("."), digits.rfind(","))
    both = "." in digits and "," in digits
    if last >= 0 and (both or (len(digits) - last - 1 != 3 and digits.count(digits[last]) == 1)):
        whole, part = digits[:last], digits[last + 1 :]
    else:
        whole, part = digits, ""
    number = float(f"{re.sub('[.,]', '', whole) or '0'}.{part or '0'}")
    if number == float("inf"):
        raise ValueError(f"“{in_words(cell)[:40]}…” has more digits than any number that is read. Check the column.")
    return number


def _share(cell: Cell, options: Options) -> float:
    number = _number(cell, options)
    share = number / 100 if "%" in in_words(cell) or number > 1 else number
    if not 0 <= share <= 1:
        raise ValueError(f"“{in_words(cell)[:40]}” is no share. Write it as 50 % or 0.5.")
    return share


def _words(cell: Cell, options: Options) -> Any:
    table = {str(word).casefold(): meant for word, meant in options["words"].items()}
    text = in_words(cell).strip()
    if text.casefold() not in table:
        if "else" in options:
            return options["else"]
        raise ValueError(f"“{text[:40]}” is none of the words of the mapping ({', '.join(options['words'])[:200]}).")
    return table[text.casefold()]


def _handle(cell: Cell, options: Options) -> Any:
    text = in_words(cell).strip().strip(_ODD).strip()
    if not re.fullmatch(r"[\w.-]+(@[\w.-]+)?", text):
        raise ValueError(f"“{in_words(cell)[:60]}” is no handle of one person. Name the person alone.")
    plain = in_words(cell).strip()
    return text if text == plain else Said(text, f"“{plain}” was read as {text}.")


def _yes_no(cell: Cell, options: Options) -> bool:
    word = in_words(cell).strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(f"“{word[:40]}” is neither yes nor no.")
    return word in _YES


def _list(cell: Cell, options: Options) -> list[str]:
    sign = str(options.get("separator", ";"))
    parts = cell if isinstance(cell, tuple) else (in_words(cell),)
    texts = (one.strip() for part in parts for one in (part.split(sign) if sign else [part]))
    return [text for text in texts if text]


def _link_part(part: int, default: Any) -> Callable[[Cell, Options], Any]:
    """A part of a predecessor as planning tools write it: `12FS+3 days` is row 12, FS, 3 days later."""

    def read(cell: Cell, options: Options) -> Any:
        found = _LINK.fullmatch(in_words(cell).strip())
        if not found or not (found[1].isdigit() or found[2]):
            return in_words(cell).strip() if part == 1 else default
        if part == 3:
            return (
                float(found[3].replace(" ", "")) * (7 if (found[4] or "").startswith("w") else 1)
                if found[3]
                else default
            )
        return (found[part] or default) if part == 1 else (found[part] or default).upper()

    return read


def _first(cell: Cell, options: Options) -> str:
    return next(iter(_list(cell, options)), "")


CONVERTERS: Mapping[str, Callable[[Cell, Options], Any]] = {
    "text": lambda cell, options: in_words(cell).strip(),
    "slug": lambda cell, options: slug(in_words(cell)),
    "date": _date,
    "range": _range,
    "days": _days,
    "number": _number,
    "whole": lambda cell, options: round(_number(cell, options)),
    "share": _share,
    "money": lambda cell, options: round(_number(cell, options) * 100),
    "words": _words,
    "handle": _handle,
    "yes_no": _yes_no,
    "link_key": _link_part(1, ""),
    "link_kind": _link_part(2, "FS"),
    "link_lag": _link_part(3, 0.0),
    "list": _list,
    "first": _first,
}
"""By the name a mapping gives: a function of the cell and of the options that stand beside the name."""
WHOLE_CELL = ("list", "first")
"""Converters that want a list as one cell; the others are applied to each of its parts."""
OPTIONS = ("form", "unit", "times", "words", "else", "separator")
