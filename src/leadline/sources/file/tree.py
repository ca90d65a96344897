"""Plain values that remember the line they were written on: what YAML and JSON files have in common."""

import re
from dataclasses import dataclass, field
from typing import Any

from leadline.program.problems import Path
from leadline.sources.errors import TooLarge
from leadline.sources.file.limits import LIMITS, Limits

_INT = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True,
          "false": False, "False": False, "FALSE": False}  # fmt: skip


class WrittenInt(int):
    """A whole number that was written another way than Python would: where a text is wanted, `007` stays `007`."""

    text = ""

    def __str__(self) -> str:
        return self.text


class WrittenFloat(float):
    """A number that was written another way than Python would: where a text is wanted, `1.30` stays `1.30`."""

    text = ""

    def __str__(self) -> str:
        return self.text


def scalar(text: str) -> Any:
    """
    What an unquoted word means: nothing, true or false, a number, else the text itself.

    As in YAML 1.2: `no`, `on` and `12:30` are texts. Days and ranges stay texts too; the fields know what they want.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text) if str(int(text)) == text else _written(WrittenInt(text), text)
    if _FLOAT.fullmatch(text):
        return float(text) if repr(float(text)) == text else _written(WrittenFloat(text), text)
    return text


def _written[N: (WrittenInt, WrittenFloat)](number: N, text: str) -> N:
    number.text = text
    return number


@dataclass
class Lines:
    """The line of a value, and of the values in it."""

    line: int
    inside: "dict[str, Lines | int] | list[Lines | int]"

    def at(self, path: Path) -> int:
        """The line of the deepest part of a path that was written."""
        here: Lines | int = self
        for step in path:
            inside = here.inside if isinstance(here, Lines) else {}
            if isinstance(inside, dict) and str(step) in inside:
                here = inside[str(step)]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                here = inside[step]
            else:
                break
        return here.line if isinstance(here, Lines) else here


@dataclass
class _Frame:
    value: Any
    lines: Lines
    anchor: str | None
    key: str | None = None
    key_line: int = 0
    merge: bool = False
    size: int = 1


@dataclass
class Builder:
    """
    Builds values out of the events of a parser, without recursion and within limits.

    `problems` are (line, place, sentence). An alias is the very value of its anchor, counted each time: a few lines
    that stand for billions of values are refused.
    """

    name: str
    limits: Limits = LIMITS
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    value: Any = None
    lines: Lines = field(default_factory=lambda: Lines(1, {}))
    _stack: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, Lines | int, int]] = field(default_factory=dict)
    _size: int = 0

    def open(self, value: Any, line: int, anchor: str | None = None) -> None:
        """A mapping or a list begins; `value` is the empty dict or list."""
        if len(self._stack) >= self.limits.depth:
            raise TooLarge(
                f"{self.name}:{line}: This is nested deeper than {self.limits.depth} levels. Take levels out."
            )
        self._stack.append(_Frame(value, Lines(line, {} if isinstance(value, dict) else []), anchor))

    def close(self) -> None:
        """The innermost mapping or list ends."""
        done = self._stack.pop()
        self._put(done.value, done.lines, done.size, done.anchor)

    def add(self, value: Any, line: int, text: str, anchor: str | None = None) -> None:
        """A single value, or the next key where a mapping waits for one; `text` is how it was written."""
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None and not top.merge:
            self._take_key(top, text, line)
            return
        if isinstance(value, str) and "\0" in value:
            self.problems.append((line, self._place(), "It holds a NUL character. Take it out."))
        if isinstance(value, str) and len(value) > self.limits.cell:
            says = f"It has {len(value):,} characters; at most {self.limits.cell:,} are read. Shorten it."
            self.problems.append((line, self._place(), says))
            value = ""
        self._put(value, line, 1, anchor)

    def alias(self, name: str, line: int) -> None:
        """The value of an anchor once more."""
        if name not in self._anchors:
            self.problems.append((line, self._place(), f"“*{name}” stands for nothing yet. Define “&{name}” above it."))
            self._put(None, line, 1, None)
            return
        value, lines, size = self._anchors[name]
        top = self._stack[-1] if self._stack else None
        if top is not None and top.merge and isinstance(value, dict):
            top.merge = False
            for key, part in value.items():
                top.value.setdefault(key, part)
            self._count(top, size, line)
            return
        self._put(value, lines, size, None)

    def _take_key(self, top: _Frame, text: str, line: int) -> None:
        if text == "<<":
            top.merge = True
            return
        known = top.lines.inside
        if isinstance(known, dict) and text in known:
            earlier = known[text]
            first = earlier.line if isinstance(earlier, Lines) else earlier
            self.problems.append((line, text, f"It is given twice, on line {first} and here. Keep one of them."))
        top.key, top.key_line = text, line

    def _put(self, value: Any, lines: Lines | int, size: int, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = (value, lines, size)
        if not self._stack:
            self.value = value
            self.lines = lines if isinstance(lines, Lines) else Lines(lines, {})
            return
        top = self._stack[-1]
        if isinstance(top.lines.inside, list):
            top.value.append(value)
            top.lines.inside.append(lines)
        elif top.merge:
            self.problems.append((top.lines.line, "<<", "Only an alias can be merged, as in “<<: *name”."))
            top.merge = False
        elif top.key is not None:
            top.value[top.key] = value
            # A mapping's entry is found by its key's line; that is where its author looks for it.
            top.lines.inside[top.key] = Lines(top.key_line, lines.inside) if isinstance(lines, Lines) else top.key_line
            top.key = None
        self._count(top, size, top.key_line)

    def _count(self, top: _Frame, size: int, line: int) -> None:
        top.size += size
        if top.size > self.limits.values:
            most, here = self.limits.values, max(line, top.lines.line)
            raise TooLarge(
                f"{self.name}:{here}: The file stands for more than {most:,} values. "
                "Split it into smaller files, or write out fewer aliases."
            )

    def _place(self) -> str:
        return next((frame.key for frame in reversed(self._stack) if frame.key), "")
