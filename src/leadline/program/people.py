"""Who does the work, when, and with which skills."""

from dataclasses import dataclass
from datetime import date

from leadline.program.countries import COUNTRIES
from leadline.program.fields import choice, ref, refs


@dataclass(frozen=True)
class Calendar:
    """
    The hours people work: shares of a full day, Monday first, and the days on which nobody works.

    The public holidays of `country` count besides `holidays`; those of a part of it where `region` names one (`BY`).
    """

    id: str
    name: str = ""
    week: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)
    holidays: tuple[date, ...] = ()
    country: str = choice("", *COUNTRIES, hint="Use the two letters of the country, like DE.")
    region: str = ""


@dataclass(frozen=True)
class Skill:
    """
    What somebody can do and how well, from 1 (learns it) to 4 (teaches it).

    With `since` they can from that day on, after a training: the same skill may stand there twice, now and from then on.
    """

    name: str
    level: int = 2
    since: date | None = None
    SHORT = "name"


@dataclass(frozen=True)
class Absence:
    """Days away, both ends included. Never a reason."""

    first: date
    last: date


@dataclass(frozen=True)
class Team:
    """People who work together. A team without named people is not a bottleneck in the simulation, only a name."""

    id: str
    name: str = ""
    calendar: str = ref("calendar")
    size: int | None = None


@dataclass(frozen=True)
class Person:
    """
    Somebody who does work, owns things or hears about them.

    `capacity` is the share of their working time they have for this program. `outside` people belong to another company:
    their work takes its time but they are no resource of ours. Before `joined_on` nobody has them; for `ramp_weeks` from then
    on a newcomer does a quarter, half, three quarters and then all of what they will do, a quarter of the weeks each.
    """

    id: str
    name: str = ""
    team: str = ref("team")
    calendar: str = ref("calendar")
    capacity: float = 1.0
    skills: tuple[Skill, ...] = ()
    absences: tuple[Absence, ...] = ()
    day_rate_cents: int | None = None
    outside: bool = False
    joined_on: date | None = None
    ramp_weeks: float = 0.0


@dataclass(frozen=True)
class Allocation:
    """
    The share of a person's time that a project has claimed for a stretch of days, both ends included.

    In these days work for the project goes on in that share, beside what they do for others in the rest; of a project of
    another program the share is simply gone. Claims of more than there is are all cut by the same factor.
    """

    id: str
    person: str = ref("person")
    project: str = ref("project")
    share: float = 1.0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Stakeholder:
    """Somebody who must not be left in the dark: how often, how high up they read, and how they stand to the program."""

    id: str
    person: str = ref("person")
    power: str = choice("high", "low")
    interest: str = choice("high", "low")
    cadence_days: int | None = None
    altitude: str = choice("executive", "sponsor", "team", "partner")
    engagement: str = choice("neutral", "unaware", "resistant", "supportive", "leading")
    milestones: tuple[str, ...] = refs("milestone")
