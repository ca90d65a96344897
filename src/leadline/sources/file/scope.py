"""One row of a table as the expressions of a mapping see it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from leadline.sources.file.row import Cell, in_words


class Scope:
    """One row as expressions see it: its cells, the values its table defines, and the troubles on the way."""

    __slots__ = ("_known", "_values", "as_of", "line", "others", "troubles")

    def __init__(
        self, cells: dict[str, Cell], values: Mapping[str, Callable[["Scope"], Any]], as_of: date, line: int,
        others: Mapping[str, "list[Scope]"],
    ) -> None:  # fmt: skip
        self._known: dict[str, Any] = cells
        self._values, self.as_of, self.line, self.others = values, as_of, line, others
        self.troubles: list[tuple[str, str]] = []

    def get(self, name: str) -> Any:
        """A value by name; "" where there is none. Values a table defines come before its columns."""
        if name in self._values:
            key = f"\0{name}"
            if key not in self._known:
                self._known[key] = ""  # A value that needs itself is empty, not endless.
                found = self._values[name](self)
                self._known[key] = "" if found is None else found
            return self._known[key]
        return self._known.get(name, "")

    def put(self, name: str, value: Any) -> None:
        """Sets a value that the table defines, for the expressions that come after."""
        self._known[f"\0{name}"] = value

    def within(self, it: Any) -> "Scope":
        """The same row with `it` as one part of a list in it."""
        inner = Scope({**self._known, "it": it}, self._values, self.as_of, self.line, self.others)
        inner.troubles = self.troubles
        return inner


def natural(value: Any) -> list[tuple[int, Any]]:
    """A key that sorts numbers in texts as numbers; days sort as days."""
    parts = re.split(r"(\d+)", in_plain_words(value).casefold())
    return [(1, int(part)) if part.isdigit() else (0, part) for part in parts]


def in_plain_words(value: Any) -> str:
    """A cell or a list of texts as one text without spaces around it."""
    return in_words(tuple(value) if isinstance(value, list) else value).strip()
