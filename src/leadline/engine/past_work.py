"""What a program's own work tells of the work ahead: how long it took, beside what had been said, and how much of it there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot, log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import NORMAL_SCORES, constant, look_up, shares_of_points
from leadline.engine.forecast.blend import FEWEST_CLAIMS, Claims, blend, learned
from leadline.engine.forecast.history import History as PastDays
from leadline.engine.forecast.levels import LEVELS
from leadline.engine.forecast.ratios import Ratios, Task
from leadline.engine.forecast.remaining import LONGEST, Durations, Remaining
from leadline.engine.priors import shipped
from leadline.program.elicited import claims
from leadline.program.finished import days_put_in, told_apart
from leadline.program.outlook import LEVELS_OF_HISTORY
from leadline.program.ranges import Range
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Floats = NDArray[np.float64]
Table = tuple[float, ...]
Stated = tuple[float, float, float]

FEW_ITEMS, FEW_WEEKS, MANY_WEEKS = 20, 8, 26
"""Fewer finished items or weeks are little history; more than so many weeks are enough (FORECAST.md §6)."""

LATELY_DAYS = 730
"""How old finished work may be to count for how much there is to go by; older work is still learned from."""

SAID_WEIGHS = (20.0, 20.0, 12.0, 5.0)
"""Finished items that a stated range is as good as, by level: the more history there is, the less a range is needed."""

CLASS_MINIMUM = 5
"""Finished items of a kind (and team) from which their durations stand in for a missing estimate."""

_SHARES = np.array(shares_of_points())
_P20_TO_P80 = NormalDist().inv_cdf(0.8) - NormalDist().inv_cdf(0.2)


@dataclass(frozen=True)
class Worked:
    """
    Work that is over, or goes on.

    `days` are working days that went into it, by a time sheet or else from Monday to Friday since it was started; `seen` the
    number of the day it ended on, or today's. `team` is empty where it is not known, or would stand for a person.
    """

    item: WorkItem
    team: str
    days: float
    over: bool
    seen: int


class PastWork:
    """
    A program's own finished work, asked about the work ahead.

    Args:
        snapshot: the program.

    Attributes:
        level: of cold start, from 0 (none) to 3 (more than half a year).
        label: the same in words, with how much there is.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._teams, self._today = told_apart(snapshot), snapshot.as_of.toordinal()
        tidied, past = _tidied_away(snapshot), Revisions(snapshot.revisions, snapshot.as_of)
        known = [one for one in _worked(snapshot, self._teams, past) if one.item.id not in tidied]
        over = [one for one in known if one.over]
        lately = [one for one in over if self._today - one.seen <= LATELY_DAYS]
        self.level = _level(lately, self._today) or min(len(over), 1)
        self.label = LEVELS_OF_HISTORY[self.level] + _counted(len(over), len(lately))
        stood = [(one, _stood(one.item, past)) for one in over]
        said = [(one, range) for one, range in stood if range and range.high > 0]
        self._ratios = Ratios(
            [Task(_middle(range), one.item.kind, one.team) for one, range in said],
            [one.days for one, _ in said],
            [one.seen for one, _ in said],
            look_up(np.array(shipped().effort_ratio), LEVELS),
        )
        # What was asked for blind and kept is the claim its team made.
        kept = {one.work: one for one in claims(snapshot)}
        told = [(one, kept[one.item.id].said if one.item.id in kept else range) for one, range in said]
        self._claims = _claims([(one.team, _stated(range), one.days) for one, range in told if not range.is_point])
        self._classes = _classes(known, self._today)
        self._found: dict[tuple[Range, str, str], Table] = {}

    def estimated(self, said: Range, kind: str, team: str) -> Table:
        """The quantile table of the whole effort of work with an estimate, in working days."""
        key = said, kind, team if team in self._teams else ""
        if key not in self._found:
            self._found[key] = constant(0.0) if said.high == 0 else self._read(*key)
        return self._found[key]

    def unestimated(self, kind: str, team: str) -> Table | None:
        """The same of work without one, from how long work of its kind took; None where too little is finished."""
        own = self._classes.get((kind, team)) if team else None
        return own or self._classes.get((kind, ""))

    def _read(self, said: Range, kind: str, team: str) -> Table:
        task = Task(_middle(said), kind, team)
        if said.is_point:
            return tuple(self._ratios.actual(task, self._today, _SHARES).tolist())
        early, half, late = self._ratios.actual(task, self._today, np.array([0.2, 0.5, 0.8])).tolist()
        claims = self._claims.get(team) or self._claims[""]
        similar, off = self._ratios.alike(task, self._today), log(half / task.estimate)
        if not claims.told:
            # What estimates of that size became moves the middle as well, as far as there are some; the rest of it is doubt.
            claims = replace(claims, bias=similar / (similar + FEWEST_CLAIMS) * off)
        found = blend(
            *_stated(said),
            claims,
            history_sd=hypot(log(late / early) / _P20_TO_P80, off - claims.bias),
            similar=similar,
            least=early / task.estimate,
            # As long as nothing tells how true a team's ranges are, none is read narrower than what was measured elsewhere.
            narrowest=0.0 if claims.told else shipped().log_spread,
            said_weighs=SAID_WEIGHS[self.level],
            scores=NORMAL_SCORES,
        )
        return tuple(found.tolist())


def _tidied_away(snapshot: Snapshot) -> frozenset[str]:
    """What was closed in a clean-up: how long it stood there says nothing of how long work takes."""
    past = PastDays.of(snapshot)
    return frozenset(past.work[place].id for place in np.flatnonzero(past.cleaned).tolist())


def _stood(item: WorkItem, past: Revisions) -> Range | None:
    """The estimate that stood when work on it began: one that was written afterwards knew more than any estimate ahead does."""
    return past.estimate_on(item.id, item.started_on, item.estimate)


def _worked(snapshot: Snapshot, teams: frozenset[str], past: Revisions) -> Iterator[Worked]:
    """Work that has been begun, as far as its days make sense: what ends before it begins, or after today, tells nothing."""
    of_project = {one.id: one.team for one in snapshot.projects}
    for item in snapshot.work:
        ended = item.done_on if item.state == "done" else snapshot.as_of if item.state == "doing" else None
        if ended is None or ended > snapshot.as_of:
            continue
        days = days_put_in(item, ended, past.blocked(item.id, ended))
        if days:
            team = item.team or of_project.get(item.project, "")
            yield Worked(item, team if team in teams else "", days, item.state == "done", ended.toordinal())


def _counted(over: int, lately: int) -> str:
    if not over:
        return ""
    count = f"{over} finished {'item' if over == 1 else 'items'}"
    return f" ({count})" if over == lately else f" ({count}, {lately or 'none'} of them in two years)"


def _level(over: Sequence[Worked], today: int) -> int:
    if not over:
        return 0
    weeks = (today - min(one.seen for one in over)) / 7
    if len(over) < FEW_ITEMS or weeks < FEW_WEEKS:
        return 1
    return 2 if weeks <= MANY_WEEKS else 3


def _middle(said: Range) -> float:
    return said.middle or said.high / 2


def _stated(said: Range) -> Stated:
    """Low, likely and high, all above zero: a range from zero has no logarithm, and a fiftieth of its end is as good as nothing."""
    middle = _middle(said)
    return min(max(said.low, said.high / 50), middle), middle, said.high


def _claims(told: Sequence[tuple[str, Stated, float]]) -> Mapping[str, Claims]:
    """How true ranges were: of each team that has shown it, and under no name of all together."""
    found = {"": learned([said for _, said, _ in told], [days for _, _, days in told])}
    for team in {team for team, _, _ in told if team}:
        own = [(said, days) for name, said, days in told if name == team]
        claims = learned([said for said, _ in own], [days for _, days in own])
        if claims.told:
            found[team] = claims
    return found


def _classes(known: Sequence[Worked], today: int) -> Mapping[tuple[str, str], Table]:
    """What work of a kind takes: of each team, and under no name of all teams. What goes on is no shorter than it has been."""
    alike: dict[tuple[str, str], list[Worked]] = {}
    for one in known:
        for team in {one.team, ""}:
            alike.setdefault((one.item.kind, team), []).append(one)
    return {key: _took(own, today) for key, own in alike.items() if sum(one.over for one in own) >= CLASS_MINIMUM}


def _took(alike: Sequence[Worked], today: int) -> Table:
    days, over = np.array([one.days for one in alike]), np.array([one.over for one in alike])
    begun = np.array([float(one.seen) for one in alike]) - days
    known = Durations(days, over, np.zeros(len(alike), dtype=np.bool_), begun)
    found = Remaining(known, float(today)).days(np.zeros(1), _SHARES)[0]
    return tuple(np.clip(found, 0.5, LONGEST).tolist())
