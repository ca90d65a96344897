"""Uncertain things of a program: each says by what name it is drawn and gives one value a future."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import look_up, normal_share, normals, share_below, stream, uniforms
from leadline.engine.efforts import draw

Floats = NDArray[np.float64]
Table = tuple[float, ...]


class Efforts(NamedTuple):
    """What nodes take in each future: node n has row `places[n]` of `base`, or row `-1 - places[n]` of `patch`."""

    base: Floats
    patch: Floats
    places: NDArray[np.int32]

    def of(self, node: int) -> Floats:
        """One value a future."""
        place = self.places[node]
        return np.asarray(self.base[place] if place >= 0 else self.patch[-1 - place])


class Source:
    """
    The futures of one simulation: draws for any name, remembered, so that a second look costs nothing.

    What belongs to one program (its work, its risks) is drawn under that program's id: another one's item of the same id has
    luck of its own. What programs share (a team, a supplier, a technology, a release) is drawn by its name alone.
    """

    def __init__(self, seed: int, futures: int, program: str = "") -> None:
        self.seed = seed
        self.futures = futures
        self.program = program
        self._rows: dict[Hashable, Floats] = {}
        self._scores: dict[str, Floats] = {}
        self._common: dict[tuple[tuple[str, float], ...], Floats] = {}
        self._first: tuple[dict[int, int], tuple[Row | None, ...], Floats] | None = None

    def uniform(self, key: str) -> Floats:
        """Values between 0 and 1 for something of this program."""
        return uniforms(f"{self.program}|{key}", self.seed, 0, self.futures)

    def stream(self, key: str) -> np.uint64:
        """Where the draws for something of this program begin."""
        return stream(f"{self.program}|{key}", self.seed)

    def common(self, factors: tuple[tuple[str, float], ...]) -> Floats:
        """What work is multiplied by that shares factors, (name, log-sd) each; one value for all futures without any."""
        if factors not in self._common:
            logs = sum((sd * self.scores(name) for name, sd in factors), start=np.zeros(self.futures if factors else 1))
            self._common[factors] = np.exp(logs)
        return self._common[factors]

    def scores(self, key: str) -> Floats:
        """Standard normal values under a name that several things, and several programs, share."""
        if key not in self._scores:
            self._scores[key] = normals(uniforms(key, self.seed, 0, self.futures))
        return self._scores[key]

    def efforts(self, rows: "Sequence[Row | None]") -> Efforts:
        """
        What each node takes, a row a node.

        The first network that is played draws all of its rows; for another one only those are drawn that it does not share
        with the first, so that hundreds of edits are tried on one set of draws.
        """
        if self._first is None:
            base = np.zeros((len(rows), self.futures))
            for place, row in enumerate(rows):
                _fill(row, self, base[place])
            self._first = ({id(row): place for place, row in enumerate(rows)}, tuple(rows), base)
        known, _, base = self._first
        new = [row for row in rows if id(row) not in known]
        patch = np.zeros((len(new), self.futures))
        for place, row in enumerate(new):
            _fill(row, self, patch[place])
        behind = {id(row): -1 - place for place, row in enumerate(new)}
        places = [known[id(row)] if id(row) in known else behind[id(row)] for row in rows]
        return Efforts(base, patch, np.array(places, dtype=np.int32))

    def row(self, row: "Row") -> Floats:
        """The values of a row, one a future. The same array every time: do not write to it."""
        if row not in self._rows:
            self._rows[row] = row.draw(self)
            self._rows[row].flags.writeable = False
        return self._rows[row]


def _fill(row: "Row | None", source: Source, out: Floats) -> None:
    if isinstance(row, Effort):
        row.fill(source, out)
    elif row is not None:
        out[:] = source.row(row)


class Row(Hashable, Protocol):
    """Something uncertain."""

    def draw(self, source: Source) -> Floats:
        """One value a future, shape (futures,)."""
        ...


@dataclass(frozen=True)
class Fixed:
    """A value that is certain."""

    value: float

    def draw(self, source: Source) -> Floats:
        """The value, in every future."""
        return np.full(source.futures, self.value)


@dataclass(frozen=True)
class Effort:
    """
    Working days that are left of a work item: its whole effort, more than what has already gone into it.

    `factors` are (name, log-sd) of what it shares with other work. Effort is never "estimate less age": it is drawn
    from the efforts that are longer than `spent`, so an item that is overdue is not about to end.
    """

    key: str
    table: Table
    factors: tuple[tuple[str, float], ...] = ()
    heavy_share: float = 0.0
    heavy_cap: float = 20.0
    spent: float = 0.0

    def draw(self, source: Source) -> Floats:
        """Working days left, never negative."""
        out = np.empty(source.futures)
        self.fill(source, out)
        return out

    def fill(self, source: Source, out: Floats) -> None:
        """Write the working days left into an array of one value a future."""
        own, heavy = source.stream(self.key), source.stream(f"{self.key}|heavy") if self.heavy_share else np.uint64(0)
        common = source.common(self.factors)
        draw(np.array(self.table), own, heavy, common, self.heavy_share, self.heavy_cap, self.spent, out)


@dataclass(frozen=True)
class Train:
    """
    The day on which work that travels on a release train arrives: `first` when it keeps its release, else one of the
    next.

    `shock` is the share of variance that all targets of the release named `release` have in common. Beyond the slips
    named it never arrives (infinity). Trains that have left before today are left out: it did not make them.
    """

    key: str
    release: str
    first: float
    interval: float
    kept: float
    slips: tuple[float, ...]
    shock: float

    def draw(self, source: Source) -> Floats:
        """The evening of the release day."""
        odds = self._odds()
        score = np.sqrt(self.shock) * source.scores(self.release) + np.sqrt(1 - self.shock) * normals(
            source.uniform(self.key)
        )
        place = np.searchsorted(np.cumsum(odds), normal_share(score), side="right")
        arrivals = np.append(self.first + self.interval * np.arange(len(odds)), np.inf)
        return np.asarray(arrivals[np.minimum(place, len(odds))], dtype=np.float64)

    def _odds(self) -> Floats:
        odds = np.array([self.kept, *((1 - self.kept) * slip for slip in self.slips)])
        never = max(1 - odds.sum(), 0.0)
        odds[self.first + self.interval * np.arange(len(odds)) <= 0] = 0.0
        left = odds.sum() + never
        return np.asarray(odds / left if left > 0 else odds, dtype=np.float64)


@dataclass(frozen=True)
class Delivery:
    """When something promised from outside arrives: on the day promised with the odds `kept`, else days later."""

    key: str
    promised: float
    kept: float
    late: Table

    def draw(self, source: Source) -> Floats:
        """The evening of the day it arrives. What is overdue arrives later than now, as long promises do."""
        waited = max(-self.promised, 0.0)
        late = np.array(self.late)
        gone = self.kept + (1 - self.kept) * float(share_below(late, np.array(waited))) if waited else 0.0
        share = gone + source.uniform(self.key) * (1 - gone)
        days = look_up(late, np.clip((share - self.kept) / max(1 - self.kept, 1e-9), 0.0, 1.0))
        return np.maximum(self.promised + np.where(share < self.kept, 0.0, days), 0.0)


@dataclass(frozen=True)
class Lasting:
    """An end that is some uncertain days away, the value of a quantile table."""

    key: str
    table: Table

    def draw(self, source: Source) -> Floats:
        """Days from now."""
        return look_up(np.array(self.table), source.uniform(self.key))


@dataclass(frozen=True)
class Latency:
    """An end that may come on any day with the same odds: exponential with that mean, in days."""

    key: str
    mean: float
    certain: bool = False

    def draw(self, source: Source) -> Floats:
        """Days from now."""
        return np.full(source.futures, self.mean) if self.certain else -self.mean * np.log(1 - source.uniform(self.key))


@dataclass(frozen=True)
class Hit:
    """The days (or cents) a risk costs: the value of a table where it happens, 0 where not."""

    risk: str
    part: str
    probability: float
    table: Table

    def draw(self, source: Source) -> Floats:
        """Days or cents."""
        happens = source.uniform(f"risk:{self.risk}|occurs") < self.probability
        return np.where(happens, look_up(np.array(self.table), source.uniform(f"risk:{self.risk}|{self.part}")), 0.0)
