"""A range asked of the people who do the work, and what became of it. Nobody's own answer is in here."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import ref, refs
from leadline.program.ranges import Range


@dataclass(frozen=True)
class Estimation:
    """
    Who was asked how long a piece of work takes, and the range that was kept.

    What each of them said is never part of the plan: only how many ranges came in (`answered`, once the question is closed) and
    the range that was made of them. `team` is whose claim it is when the work is done: ranges are judged by team, never by person.
    """

    id: str
    work: str = ref("work")
    team: str = ref("team")
    asker: str = ref("person")
    asked: tuple[str, ...] = refs("person")
    asked_on: date | None = None
    answered: int = 0
    closed_on: date | None = None
    kept: Range | None = None
