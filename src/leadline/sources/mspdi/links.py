"""
Links of a schedule file as dependencies.

A lag of the file is in working time, one of a program in calendar days. So it is counted out where the file's own plan has it:
from the day the earlier task ends (or starts), so many working days of the later task's calendar ahead. Two days from a Friday
are four, from a Monday two. Where the file has no dates it is the mean week's: two working days are 2.8.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadline.sources.mspdi.calendars import WorkTime
from leadline.sources.mspdi.fields import flag, hours, moment, number, whole
from leadline.sources.mspdi.schedule import Record, within

KINDS = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
PERCENT, ELAPSED_PERCENT = 19, 20
ELAPSED_DAYS = 8
_ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
_TENTHS_A_DAY = 14_400
_MOST_OF_ONE = 2_500


@dataclass(frozen=True)
class Links:
    """What the links of a file are translated with: its rows by unique number, and the leaves of its summary rows."""

    rows: Mapping[int, Record]
    leaves: Mapping[int, list[int]]
    calendars: Mapping[int, WorkTime]
    usual: WorkTime
    hours_a_day: float
    lost: Counter[str]

    def dependencies(self, ids: Mapping[int, str]) -> Iterator[tuple[dict[str, Any], Record]]:
        """Every dependency in document form, with the row that waits."""
        ends = {kind: self._held_inside(kind) for kind in ("before", "after")}
        for after, row in self.rows.items():
            for link in within(row, "PredecessorLink"):
                for one, other in self._pairs(link, after, ends):
                    kind = KINDS[whole(link, "Type", 1)]
                    plain = {"id": f"{ids[one]}-{ids[other]}-{kind.lower()}", "before": ids[one], "after": ids[other]}
                    lag = self._lag(link, kind, one, other)
                    yield {**plain, "kind": kind} | ({"lag_days": lag} if lag else {}), row

    def _pairs(self, link: Record, after: int, ends: Mapping[str, set[int]]) -> list[tuple[int, int]]:
        """Which rows of work a link joins: those of its ends, or all at the rim of a summary row."""
        before, kind = whole(link, "PredecessorUID", -1), KINDS.get(whole(link, "Type", 1))
        if flag(link, "CrossProject") or before not in self.rows:
            self.lost["links to tasks that are not in the file"] += 1
            return []
        if kind is None:
            self.lost["links of a kind that does not exist"] += 1
            return []
        if (before in self.leaves and kind[0] == "S") or (after in self.leaves and kind[1] == "F"):
            self.lost["links from the start or to the end of a summary task: only all it holds can start or end"] += 1
            return []
        first = [one for one in self.leaves[before] if one not in ends["before"]] if before in self.leaves else [before]
        last = [one for one in self.leaves[after] if one not in ends["after"]] if after in self.leaves else [after]
        pairs = [(one, other) for one in first for other in last if one != other]
        if len(pairs) > _MOST_OF_ONE:
            self.lost[
                f"links between summary tasks that stand for more than {_MOST_OF_ONE:,} links: add a milestone"
            ] += 1
            return []
        if before in self.leaves or after in self.leaves:
            self.lost["links of summary tasks: kept as links of the tasks at their rim"] += 1
        return pairs

    def _held_inside(self, side: str) -> set[int]:
        """The rows that end before another one of the same summary row ends, or start after another one starts."""
        held = set[int]()
        around: dict[int, int] = {}
        for summary, below in self.leaves.items():
            # A row within several summary rows: the innermost, which comes last, decides.
            around.update(dict.fromkeys(below, summary))
        for after, row in self.rows.items():
            for link in within(row, "PredecessorLink"):
                before, kind = whole(link, "PredecessorUID", -1), whole(link, "Type", 1)
                if (
                    kind == 1
                    and whole(link, "LinkLag") >= 0
                    and before in around
                    and around.get(after) == around[before]
                ):
                    held.add(before if side == "before" else after)
        return held

    def _lag(self, link: Record, kind: str, before: int, after: int) -> float:
        amount, form = number(link, "LinkLag") or 0.0, whole(link, "LagFormat")
        if not amount:
            return 0.0
        if form in _ELAPSED:
            return round(amount / _TENTHS_A_DAY, 6)
        if form in (PERCENT, ELAPSED_PERCENT):
            self.lost["lags as a share of the task before: counted out for its present duration"] += 1
            days = (hours(self.rows[before], "Duration") or 0.0) / self.hours_a_day * amount / 100
        else:
            days = amount / 600 / self.hours_a_day
        return self._in_calendar_days(days, kind, before, after)

    def _in_calendar_days(self, days: float, kind: str, before: int, after: int) -> float:
        calendar = self.calendars.get(whole(self.rows[after], "CalendarUID", -1)) or self.usual
        own = self.calendars.get(whole(self.rows[before], "CalendarUID", -1)) or self.usual
        from_ = moment(self.rows[before], "Start" if kind[0] == "S" else "Finish")
        found = calendar.days_later(own.place(from_), days) if from_ else None
        week = sum(calendar.shares) or 5.0
        return round(days * 7 / week, 4) if found is None else found
