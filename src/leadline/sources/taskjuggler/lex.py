"""
The words of a TaskJuggler file, its macros already put in.

A macro may call others, and each call may repeat a text: what comes of it is bounded in depth, in number and in letters. The
environment is never read, and nothing is run.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS, Deadline, Limits

MOST_MACRO_DEPTH, MOST_CALLS, MOST_LETTERS = 20, 20_000, 20_000_000
_CHECK_EVERY = 5_000

TEXT, DATE, TIME, DURATION, NUMBER, REF, SCENARIO, SIGN = (
    "text", "date", "time", "duration", "number", "ref", "scenario", "sign",
)  # fmt: skip
_FORMS = re.compile(
    r"""
    (?P<space>[ \t\r\f\v\ufeff\u00a0]+)|(?P<line>\n)
    |(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)
    |(?P<cut>-8<-(?P<inside>.*?)->8-)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<sum>%\{(?:[^{}]|\$\{[^{}]*\})*\})
    |(?P<macro>\$\{(?P<call>(?:[^{}]|\$\{[^{}]*\})*)\}|\$\([^()\n]*\))
    |(?P<date>\d{4}-\d{1,2}-\d{1,2}(?:-\d{1,2}:\d{2}(?::\d{2})?(?:-(?:[+-]?\d{4}|[A-Z]{2,5}))?)?)
    |(?P<time>\d{1,2}:\d{2})
    |(?P<duration>\d+(?:\.\d+)?(?:min|[hdwmy])(?!\w))
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<scenario>[^\W\d]\w*:(?=[^\W\d]))
    |(?P<ref>!*[^\W\d]\w*(?:\.\w+)*)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'')
_PLACE = re.compile(r"\$\{(\d+)\}")
_CALL = re.compile(r"\$\{([^{}]*)\}")
_SUM = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-:+\w]*\s*([+-])\s*(\d+(?:\.\d+)?)(min|[hdwmy])")
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.4375, "y": 365.25}


@dataclass(frozen=True, slots=True)
class Token:
    """A word with the line it stands on; `first` is whether it begins a line. A text is without its quotes."""

    kind: str
    text: str
    line: int
    first: bool

    def is_sign(self, sign: str) -> bool:
        """Whether it is this sign, and no text of it."""
        return self.kind == SIGN and self.text == sign


@dataclass
class Lexer:
    """Reads the words of one file; `macros` are known to those that follow."""

    name: str
    macros: dict[str, str] = field(default_factory=dict)
    limits: Limits = LIMITS
    _calls: int = 0
    _letters: int = 0

    def tokens(self, text: str, deadline: Deadline) -> Iterator[Token]:
        """
        Every word of a text.

        Raises:
            Unreadable: a text or comment has no end, or a macro is not known.
            TooLarge: macros make too much of it, or it takes too long.
        """
        for number, one in enumerate(self._of(text, 1, 0, fixed=False)):
            if number >= self.limits.values:
                raise TooLarge(
                    f"{self.name} has more than {self.limits.values:,} words. Split it into several programs."
                )
            if number % _CHECK_EVERY == 0:
                deadline.check()
            yield one

    def _of(self, text: str, line: int, depth: int, *, fixed: bool) -> Iterator[Token]:
        """The words of a text that begins on a line; `fixed` where all of it stands on that line, as a macro does."""
        at, first, own = 0, True, line
        while found := _FORMS.match(text, at):
            at, kind, said = found.end(), found.lastgroup or "", found[0]
            if kind in ("inside", "call"):
                kind = "cut" if kind == "inside" else "macro"
            if kind == "line":
                first, own = True, own + (not fixed)
                continue
            if kind == "macro":
                yield from self._called(found["call"], own, depth, said)
            elif kind == "ref" and said == "macro" and first:
                at = self._define(text, at, own)
                own = line + text.count("\n", 0, at) if not fixed else line
                continue
            elif kind == "sum":
                yield Token(*self._summed(said[2:-1], own, depth), own, first)
            elif kind not in ("space", "comment"):
                self._refuse_open(said, own)
                yield Token(TEXT if kind == "cut" else kind, self._plain(found, kind, own, depth), own, first)
            if kind != "space":
                first = False
            own += 0 if fixed else said.count("\n")

    def _plain(self, found: re.Match[str], kind: str, line: int, depth: int) -> str:
        if kind not in ("text", "cut"):
            return found[0]
        text = found["inside"].strip() if kind == "cut" else re.sub(r"\\(.)", r"\1", found[0][1:-1])
        return _CALL.sub(lambda one: self._body(one[1], line, depth), text) if "${" in text else text

    def _summed(self, said: str, line: int, depth: int) -> tuple[str, str]:
        """A day that is counted out, as in `%{2026-03-02 + 2w}`; a text where it is no such sum."""
        plain = _CALL.sub(lambda one: self._body(one[1], line, depth), said)
        found = _SUM.fullmatch(plain.strip())
        if found is None:
            return TEXT, plain
        try:
            away = timedelta(days=float(found[3]) * _DAYS[found[4]])
            day = date(*(int(part) for part in found[1].split("-")[:3]))
            return DATE, (day + away if found[2] == "+" else day - away).isoformat()
        except (ValueError, OverflowError):
            return TEXT, plain

    def _refuse_open(self, said: str, line: int) -> None:
        if said in ('"', "'"):
            raise Unreadable(f"{self.name}:{line}: a text has no end. Look for its quote.")

    def _called(self, call: str | None, line: int, depth: int, said: str) -> Iterator[Token]:
        if call is None:
            raise Unreadable(
                f"{self.name}:{line}: {said} asks for a value of the machine it is read on, which is not given. Write the value."
            )
        yield from self._of(self._body(call, line, depth), line, depth + 1, fixed=True)

    def _body(self, call: str, line: int, depth: int) -> str:
        """What a macro stands for, with its arguments put in. Raises `Unreadable` and `TooLarge`."""
        call = _CALL.sub(lambda one: self._body(one[1], line, depth + 1), call)
        name, *_ = call.split(None, 1) or [""]
        optional, name = name.startswith("?"), name.removeprefix("?")
        if name not in self.macros:
            if optional:
                return ""
            raise Unreadable(
                f"{self.name}:{line}: there is no macro “{name[:60]}”. Check its name, or bring the file that defines it."
            )
        self._calls += 1
        given = {str(n): one[1] or one[2] or "" for n, one in enumerate(_ARGUMENT.finditer(call), 1)}
        body = _PLACE.sub(lambda one: given.get(one[1], ""), self.macros[name])
        self._letters += len(body)
        if depth >= MOST_MACRO_DEPTH or self._calls > MOST_CALLS or self._letters > MOST_LETTERS:
            raise TooLarge(
                f"{self.name}:{line}: its macros call each other without an end, or make too much of it. Write it out."
            )
        return body

    def _define(self, text: str, at: int, line: int) -> int:
        """Take a macro in; gives where the text goes on. Raises `Unreadable` where it has no end."""
        head = re.compile(r"\s*([^\W\d]\w*)\s*\[").match(text, at)
        if head is None:
            raise Unreadable(f"{self.name}:{line}: a macro is written as macro name [ … ].")
        depth, end = 1, head.end()
        while depth:
            found = re.compile(r"[\[\]]").search(text, end)
            if found is None:
                raise Unreadable(f"{self.name}:{line}: the macro “{head[1]}” has no end. Look for its bracket.")
            depth, end = depth + (1 if found[0] == "[" else -1), found.end()
        self.macros[head[1]] = text[head.end() : end - 1]
        return end


def with_days(macros: dict[str, str], days: Mapping[str, str]) -> None:
    """Make the days of a project known as the macros that every file has: `projectstart`, `now` and so on."""
    for name, day in days.items():
        macros.setdefault(name, day)
