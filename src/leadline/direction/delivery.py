"""How changes flow through a repository: each measure of the last 13 weeks beside the same repository before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from leadline.program.technical import Component, Release

WEEKS, BEFORE_WEEKS = 13, 39
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Measure:
    """One measure: its name, what it means, and its value lately and usually, in words."""

    name: str
    means: str
    late: str
    usual: str


def measures(whole: Component, releases: Iterable[Release], today: date) -> Iterator[Measure]:
    """
    What is known of a repository. Nothing is compared with another repository, with an industry, or by person.

    Args:
        whole: the repository itself.
        releases: of all repositories.
        today: the day it is looked at.
    """
    yield Measure("Changes", "commits by people", str(whole.changes), _number(whole.usual_changes))
    yield Measure(
        "Mending",
        "share of changes that fix something or take a change back",
        _share(whole.fixes + whole.reverts, whole.changes),
        _share(whole.usual_fixes, whole.usual_changes),
    )
    yield Measure(
        "Wait until taken in",
        "days from a branch's first commit to its merge, median",
        _number(whole.merge_days),
        _number(whole.usual_merge_days),
    )
    if whole.reviewed:
        share = _share(whole.reviewed, whole.changes)
        yield Measure("Marked as reviewed", "share of changes whose message says who looked at them", share, UNKNOWN)
    late, before = _parted([one for one in releases if one.component == whole.id], today)
    if late or before:
        usual = len(before) * WEEKS / BEFORE_WEEKS
        yield Measure("Releases", "versions tagged", str(len(late)), _number(usual))
        yield Measure(
            "Wait until released", "days of a change until a version has it, median", _lead(late), _lead(before)
        )


def _parted(own: Sequence[Release], today: date) -> tuple[list[Release], list[Release]]:
    """Releases of the last weeks, and those of the weeks before that are compared with."""
    recent, first = today - timedelta(weeks=WEEKS), today - timedelta(weeks=WEEKS + BEFORE_WEEKS)
    dated = [(one, one.released_on) for one in own if one.released_on]
    return [one for one, day in dated if day >= recent], [one for one, day in dated if first <= day < recent]


def _lead(own: Sequence[Release]) -> str:
    known = [one.lead_days for one in own if one.lead_days is not None]
    return _number(median(known)) if known else UNKNOWN


def _number(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def _share(part: float | None, whole: float | None) -> str:
    if not whole or part is None:
        return UNKNOWN
    return f"{min(1.0, part / whole) * 100:.0f}\u00a0%"
