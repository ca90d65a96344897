"""What may happen, and what already stands in the way."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref, refs
from leadline.program.ranges import Range


@dataclass(frozen=True)
class Response:
    """What is done about a risk: its kind, the dated action, its price, and what it leaves of the risk."""

    kind: str = choice("mitigate", "avoid", "transfer", "accept", "escalate")
    action: str = ""
    owner: str = ref("person")
    due: date | None = None
    cost_cents: int = 0
    probability: float | None = None
    delay: Range | None = None
    trigger: str = ""
    fallback: str = ""
    done: bool = False


@dataclass(frozen=True)
class Risk:
    """
    Cause, event, effect; how likely (a share) and how many calendar days and cents it costs the work it hits.

    `probability` counts until the risk has happened (then it is a roadblock) or is closed; with 1 it is certain, and a delay of
    one number is then taken at its word. A response counts once it is done.
    """

    id: str
    event: str = ""
    cause: str = ""
    effect: str = ""
    owner: str = ref("person")
    probability: float | None = None
    delay: Range | None = None
    cost_low_cents: int = 0
    cost_high_cents: int = 0
    work: tuple[str, ...] = refs("work|milestone")
    response: Response | None = None
    state: str = choice("open", "happened", "closed")
    raised_on: date | None = None
    reviewed_on: date | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it is no risk any more but a delay that somebody knows of, such as a slip."""
        return self.probability == 1


@dataclass(frozen=True)
class Roadblock:
    """Something that holds work up now. `expected` is how many more calendar days it is thought to last if nobody acts."""

    id: str
    name: str = ""
    work: tuple[str, ...] = refs("work|milestone")
    since: date | None = None
    waiting_for: str = ""
    unblocker: str = ref("person")
    expected: Range | None = None
    agreed_until: date | None = None
    action: str = ""
    action_owner: str = ref("person")
    action_due: date | None = None
    cost_to_resolve_cents: int = 0
    resolved_on: date | None = None
