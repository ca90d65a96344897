"""The statements of a TaskJuggler file: a keyword, what it is given, and what stands in its braces. Knows no meaning yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS
from leadline.sources.taskjuggler.lex import NUMBER, REF, SCENARIO, TEXT, Token

ALONE = frozenset({
    "milestone", "scheduled", "persistent", "mandatory", "purge", "onstart", "onend", "adopt",
})  # fmt: skip
"""Keywords that are given nothing."""

KEYWORDS = frozenset({
    "account", "accountreport", "adopt", "aggregate", "allocate", "alternative", "balance", "booking", "charge",
    "chargeset", "complete", "copyright", "credits", "currency", "currencyformat", "dailymax", "dailymin",
    "dailyworkinghours", "depends", "duration", "efficiency", "effort", "email", "end", "export", "extend", "fail",
    "flags", "gapduration", "gaplength", "hideresource", "hidetask", "icalreport", "include", "journalentry",
    "leaveallowances", "leaves", "length", "limits", "macro", "managers", "mandatory", "maxend", "maximum",
    "maxstart", "milestone", "minend", "minimum", "minstart", "monthlymax", "monthlymin", "navigator", "nikureport",
    "note", "now", "numberformat", "onend", "onstart", "outputdir", "period", "persistent", "precedes", "priority",
    "project", "projectid", "projectids", "purge", "rate", "rates", "reference", "resource", "resourcereport",
    "responsible", "scenario", "scheduled", "scheduling", "select", "shift", "shifts", "shorttimeformat", "start",
    "statusnote", "statussheet", "statussheetreport", "supplement", "tagfile", "task", "taskreport", "textreport",
    "timeformat", "timesheet", "timesheetreport", "timezone", "timingresolution", "tracereport", "trackingscenario",
    "vacation", "warn", "weeklymax", "weeklymin", "weekstartsmonday", "weekstartssunday", "workinghours",
    "yearlyworkingdays",
})  # fmt: skip
"""Words by which a statement on the same line as another one is told from what that one is given."""


@dataclass
class Statement:
    """
    One statement. `given` are its words, `inside` what stands in its braces.

    In a list such as `depends a { onstart }, b` braces belong to a part: `parts` has each with its own.
    """

    name: str
    line: int
    scenario: str = ""
    given: list[Token] = field(default_factory=list)
    inside: list["Statement"] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all_of(self, *names: str) -> list["Statement"]:
        """The statements of these names inside."""
        return [one for one in self.inside if one.name in names]

    def text(self) -> str:
        """The first text it is given; "" for none."""
        return next((one.text for one in self.given if one.kind == TEXT), "")

    def word(self) -> str:
        """The first word it is given, an id; "" for none."""
        return next((one.text for one in self.given if one.kind in (REF, NUMBER)), "")


@dataclass
class Part:
    """One of several things in a list, with what stands in its braces."""

    given: list[Token] = field(default_factory=list)
    inside: list[Statement] = field(default_factory=list)


Include = Callable[[Statement], list[Statement]]
"""Gives what stands in the file that a statement includes."""


def statements(tokens: Iterator[Token], name: str, include: Include) -> list[Statement]:
    """
    Every statement of a file. Words are taken as they come: an included file may define what the words after it mean.

    Raises:
        Unreadable: braces do not fit, or something stands where a statement must begin.
        TooLarge: it is nested too deeply.
    """
    reader = _Reader(tokens, name, include)
    found = list(reader.block(0))
    if reader.here:
        raise Unreadable(f"{name}:{reader.here.line}: a brace is closed that was never opened. Take it out.")
    return found


class _Reader:
    def __init__(self, tokens: Iterator[Token], name: str, include: Include) -> None:
        self.tokens, self.name, self.include = tokens, name, include
        self.before: Token | None = None
        self.here: Token | None = None
        self.step()

    def step(self) -> None:
        """Go on to the next word."""
        self.before, self.here = self.here, next(self.tokens, None)

    def block(self, depth: int) -> Iterator[Statement]:
        """Statements up to the end of the braces or of the file."""
        if depth > LIMITS.depth:
            raise TooLarge(f"{self.name} is nested more than {LIMITS.depth} deep. Make its outline flatter.")
        while (one := self.here) and not one.is_sign("}"):
            made = self._statement(depth)
            if made.name == "include":
                yield from self.include(made)
            else:
                yield made

    def _statement(self, depth: int) -> Statement:
        head = self._next()
        scenario = head.text.rstrip(":") if head.kind == SCENARIO else ""
        if scenario and self.here:
            head = self._next()
        if head.kind != REF:
            raise Unreadable(
                f"{self.name}:{head.line}: “{head.text[:40]}” stands where a statement must begin. Look at the line before it."
            )
        made = Statement(head.text, head.line, scenario)
        part = Part()
        while (one := self.here) and not self._begins(one, made):
            if one.is_sign("{"):
                part.inside = self._braces(depth)
                made.inside += part.inside
                if not self._goes_on():
                    break
                continue
            if one.is_sign(","):
                made.parts.append(part)
                part = Part()
            else:
                part.given.append(one)
                made.given.append(one)
            self.step()
        made.parts.append(part)
        return made

    def _braces(self, depth: int) -> list[Statement]:
        opened = self._next()
        inside = list(self.block(depth + 1))
        if not self.here:
            raise Unreadable(f"{self.name}:{opened.line}: this brace is never closed. Look where it should end.")
        self.step()
        return inside

    def _goes_on(self) -> bool:
        """Whether another part of a list follows."""
        return self.here is not None and self.here.is_sign(",")

    def _begins(self, one: Token, made: Statement) -> bool:
        """Whether a word is no more part of a statement: the next one begins, or the braces end."""
        if one.is_sign("}"):
            return True
        if one.kind == SCENARIO:
            return True
        if one.kind != REF or one.text.startswith("!") or "." in one.text or (self.before and self.before.is_sign(",")):
            return False
        if not made.given and made.name not in ALONE:
            return False
        return one.first or one.text in KEYWORDS

    def _next(self) -> Token:
        """The word that is here, and on to the one after it."""
        if self.here is None:
            raise Unreadable(f"{self.name} ends in the middle of a statement. Look at its last line.")
        one = self.here
        self.step()
        return one
