"""A rule: one pure function that looks for one defect, with its name, its reasons and its thresholds."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from leadline.linter.needs import Needs, why_blind
from leadline.program.case import Case
from leadline.program.finding import SEVERITIES, Evidence, Finding, Remedy
from leadline.program.outlook import Outlook

__all__ = ["BASES", "HEADINGS", "Blind", "Needs", "Rule", "Setting", "Settings", "foreseen", "rule"]

HEADINGS = ("What it does", "Why it matters", "What to do", "Source")
BASES = ("standard", "study", "vendor", "judgement")
AUDIENCES = ("all", "tpm")
NONE: Mapping[str, Any] = MappingProxyType({})

Settings = Mapping[str, float]
"""The thresholds of a rule as a program has set them, by name."""

Look = Callable[[Case, Settings], Iterator[Finding]]


class Blind(Exception):
    """A rule raises this where it lacks data that no `Needs` covers, with a sentence such as those of `Needs`."""


@dataclass(frozen=True)
class Setting:
    """A threshold: its default, what it decides, and what it rests on (`""`: the same as its rule)."""

    default: float
    says: str
    basis: str = ""


@dataclass(frozen=True)
class Rule:
    """
    One rule. Call it with a case to get its findings; `linter.run` also knows when it is blind and adds the playbook.

    `severity` is the default of its findings; `basis` says what its thresholds rest on; `playbook` names standard
    solutions that are tried on each finding's subject; `sections` are the parts of its page by heading.
    """

    id: str
    name: str
    room: str
    needs: Needs
    severity: str
    basis: str
    audience: str
    sections: Mapping[str, str]
    look: Look
    settings: Mapping[str, Setting] = field(default_factory=dict)
    playbook: tuple[str, ...] = ()

    def __call__(self, case: Case, settings: Settings = NONE) -> Iterator[Finding]:
        """The findings in a case, with these settings over the defaults. Raises `Blind`; the needs are not checked."""
        return self.look(case, {**{name: one.default for name, one in self.settings.items()}, **settings})

    def finding(
        self,
        subject: str,
        says: str,
        evidence: tuple[Evidence, ...] = (),
        remedies: tuple[Remedy, ...] = (),
        *,
        severity: str = "",
        audience: str = "",
        key: str = "",
        root: str = "",
    ) -> Finding:
        """A finding of this rule, with its id, severity and audience unless others are given."""
        return Finding(
            rule=self.id, subject=subject, says=says, severity=severity or self.severity, evidence=evidence,
            remedies=remedies, audience=audience or self.audience, key=key, root=root,
        )  # fmt: skip


def rule(
    *,
    id: str,
    needs: Needs = Needs.NOTHING,
    severity: str = "medium",
    basis: str = "judgement",
    audience: str = "all",
    settings: Mapping[str, Setting] = NONE,
    playbook: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """
    Makes a rule of a function `(case)`, or `(case, settings)` where it has settings.

    Raises:
        ValueError: the docstring lacks a heading, or an id, severity, basis, audience or signature is none we know.
    """

    def make(function: Callable[..., Iterator[Finding]]) -> Rule:
        made = Rule(
            id=id, name=function.__name__.replace("_", "-"), room=_room(function.__module__),
            needs=needs, severity=severity, basis=basis, audience=audience, sections=_sections(function),
            look=_look(function, bool(settings)), settings=settings, playbook=playbook,
        )  # fmt: skip
        _check(made)
        return made

    return make


def _room(module: str) -> str:
    """`direction` of `leadline.direction.rules.some_rule`; nothing for a rule written elsewhere, as tests do."""
    parts = module.split(".")
    return parts[-3] if parts[-2:-1] == ["rules"] else ""


def _look(function: Callable[..., Iterator[Finding]], with_settings: bool) -> Look:
    expected = 2 if with_settings else 1
    if len(inspect.signature(function).parameters) != expected:
        raise ValueError(f"{function.__name__} must take {'(case, settings)' if with_settings else '(case)'}.")
    return function if with_settings else lambda case, _: function(case)


def _sections(function: Callable[..., Any]) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", inspect.getdoc(function) or "", flags=re.MULTILINE)
    found = {heading.strip(): text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)}
    if lacking := [heading for heading in HEADINGS if not found.get(heading)]:
        raise ValueError(f"The docstring of {function.__name__} says nothing under “## {lacking[0]}”.")
    return found


def _check(made: Rule) -> None:
    if not re.fullmatch(r"[SDLCTKP]\d{3}", made.id):
        raise ValueError(f"“{made.id}” is no rule id. It is the letter of its room and three digits, as in D203.")
    for value, known in ((made.severity, SEVERITIES), (made.basis, BASES), (made.audience, AUDIENCES)):
        if value not in known:
            raise ValueError(f"{made.id}: “{value}” is none of {', '.join(known)}.")
    for name, one in made.settings.items():
        if not one.says or one.basis not in ("", *BASES):
            raise ValueError(
                f"{made.id}: say what the setting “{name}” decides, and on which basis ({', '.join(BASES)})."
            )


def foreseen(case: Case) -> Outlook:
    """The outlook of a case, for rules that need one. Raises `Blind` where the program was not simulated."""
    if case.outlook is None:
        raise Blind(why_blind(Needs.OUTLOOK, case))
    return case.outlook
