"""Whom the end of the program waits for: teams with what they know, never a person, and where to look for a way out."""

from collections import Counter

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Row, Table
from leadline.desk.questions import Standing
from leadline.program.outlook import PoolOutlook
from leadline.program.snapshot import label

FEWEST = 3
"""Teams that are smaller are not told of; the engine holds to the same."""
NOBODY = "No team of three or more keeps the end waiting: they are free when the work that sets it is ready."
MOST = 6
LEAST = 0.01
"""A group waited for in fewer futures than that is not worth a row."""


def groups(now: Standing) -> list[PoolOutlook]:
    """The groups the chain behind the end waits for, oftenest first."""
    return [one for one in now.outlook.pools if one.decides >= LEAST][:MOST]


def says(now: Standing) -> str:
    """The group waited for most often, in a sentence; empty where nobody can say."""
    first = next(iter(groups(now)), None)
    if first is None:
        return NOBODY if _tellable(now) and now.outlook.end and not now.outlook.end.blind else ""
    who = f"{_team(now, first.team)} who knows {first.skill}" if first.skill else _team(now, first.team)
    return f"In {words.share(first.decides)} of futures the end waits until somebody in {who} is free."


def table(now: Standing, base: str) -> Table | None:
    """A row a group; None where the end waits for none that is large enough to be told."""
    rows = [
        Row(
            [
                Cell(
                    _team(now, one.team), f"{base}/team/{one.team}", sub=f"who knows {one.skill}" if one.skill else ""
                ),
                Cell(words.share(one.decides)),
            ]
        )
        for one in groups(now)
    ]
    columns = [Column("Who is waited for"), Column("Share of futures", number=True)]
    return Table("What the end waits for", columns, rows) if rows else None


def _tellable(now: Standing) -> bool:
    """Whether any team is large enough to be told."""
    sizes = Counter(one.team for one in now.snapshot.people if one.team and not one.outside)
    return max(sizes.values(), default=0) >= FEWEST


def _team(now: Standing, id: str) -> str:
    team = now.snapshot.find("team", id)
    return label("team", team) if team else id
