"""What aimed at which release, and how that ended."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref


@dataclass(frozen=True)
class Target:
    """
    That something aimed at a release, as it stood on a day, and how it ended: what odds of releases are learned from.

    Outcomes are alike by `release_class` (`alpha`, `beta`, `stable`) and by team. `carried` is how often it had been moved to a
    later release before. What was moved to a later release, or was given up, has missed this one.
    """

    id: str
    name: str = ""
    project: str = ref("project")
    milestone: str = ref("milestone")
    team: str = ref("team")
    release_class: str = ""
    release: str = ""
    release_on: date | None = None
    made_on: date | None = None
    carried: int | None = None
    outcome: str = choice("open", "kept", "missed", "dropped")
