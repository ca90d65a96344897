"""Two reports side by side: what is new, what is still there, what is gone; and one card for each root cause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from leadline.program.finding import SEVERITIES, Finding, Report

State = Literal["new", "still", "gone"]


@dataclass(frozen=True)
class Seen:
    """A finding with its state against the last report; a gone one is as it was last seen."""

    finding: Finding
    state: State


@dataclass(frozen=True)
class Card:
    """One root cause: the finding about it, and those it explains, worst first."""

    head: Finding
    explains: tuple[Finding, ...] = ()


def compare(report: Report, last: Report | None) -> tuple[Seen, ...]:
    """
    Every finding of the report in its order, new or still there, then those that are gone.

    A finding whose rule is blind today is not gone: nobody looked. It is left out; the report says who is blind.
    """
    before = {one.id: one for one in last.findings} if last else {}
    now = {one.id for one in report.findings}
    seen = [Seen(one, "still" if one.id in before else "new") for one in report.findings]
    looked = {one.rule for one in report.findings} | set(report.clean)
    gone = [Seen(one, "gone") for one in before.values() if one.id not in now and one.rule in looked]
    return tuple(seen + gone)


def cards(findings: Iterable[Finding]) -> tuple[Card, ...]:
    """
    One card a root cause, in the order in which the given findings first touch it.

    A finding goes under those about the subject it names as its `root`, and these under their own root. Where nothing
    was found about the root, those that share it stand together under the worst of them.
    """
    given = tuple(findings)
    roots = {one.subject: one.root for one in reversed(given) if one.root}
    groups: dict[str, list[Finding]] = {}
    for one in given:
        groups.setdefault(_cause(one, roots), []).append(one)
    return tuple(_card(cause, group) for cause, group in groups.items())


def _cause(one: Finding, roots: Mapping[str, str]) -> str:
    """The subject at the end of the chain of roots, or the finding's own fingerprint where it is in no chain."""
    if not one.root:
        return one.subject if one.subject in roots.values() and one.subject not in roots else one.id
    trail, cause = [one.subject], one.root
    while cause not in trail and cause in roots:
        trail.append(cause)
        cause = roots[cause]
    # A circle of roots has no end: its first subject in the alphabet stands for it, wherever one enters.
    return min(trail[trail.index(cause) :]) if cause in trail else cause


def _card(cause: str, group: list[Finding]) -> Card:
    head, *rest = sorted(group, key=lambda one: (one.subject != cause, -SEVERITIES.index(one.severity)))
    return Card(head, tuple(sorted(rest, key=lambda one: -SEVERITIES.index(one.severity))))
