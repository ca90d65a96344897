"""What to do and why: rows of actions, causes of a move, remedies with their edits, what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts.parts.form import Form
from leadline.charts.parts.person import Evidence, Person
from leadline.charts.parts.price import Price


@dataclass(frozen=True)
class Action:
    """
    One row of what to do. Component: action (inside `<ol class="actions">`).

    Attributes:
        accept_url: posted to; empty shows `accept_says` as plain words instead of a button.
        snooze: a dialog with until and reason; None leaves it out.
        strong: one row in sight has the strong button, the first.
        done: already accepted.
    """

    rank: int
    says: str
    url: str
    why: str
    price: Price
    who: Sequence[Person] = ()
    accept_url: str = ""
    accept: str = "Accept"
    accept_says: str = ""
    snooze: Form | None = None
    strong: bool = False
    done: bool = False


@dataclass(frozen=True)
class Cause:
    """One row of a waterfall: days, positive for later."""

    says: str
    days: float
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Causes:
    """Why a date moved. Component: causes. `total` is the rounded total, and the rounded rows must add up to it."""

    title: str
    rows: Sequence[Cause]
    total: float
    total_says: str = "Together, in days"


@dataclass(frozen=True)
class EditLine:
    """One line of a diff. `kind` is add, drop or keep; `struck` is the part of a dropped line that goes."""

    kind: str
    ref: str
    says: str
    struck: str = ""


@dataclass(frozen=True)
class Remedy:
    """One way out of a finding. Component: remedy. Without edits it is advice, and `quote` may word it."""

    id: str
    title: str
    price: Price
    edits: Sequence[EditLine] = ()
    says: str = ""
    quote: str = ""
    who: Sequence[Person] = ()
    accept: Form | None = None
    strong: bool = False


@dataclass(frozen=True)
class Clue:
    """One thing that was seen. Component: clues. The evidence link stands after the words."""

    icon: str
    says: str
    evidence: Evidence | None = None
    when: str = ""


@dataclass(frozen=True)
class Quote:
    """
    What a change would bring. Component: quote, and the fragment its address answers with.

    Attributes:
        id: unique on the page and the same in every fragment.
        prices: one a commitment it moves, the headline first.
        glimpse: what it would bring without people, until the prices are there.
        poll_url: asked again until the answer comes without it.
    """

    id: str
    prices: Sequence[Price] = ()
    says: str = ""
    glimpse: str = ""
    poll_url: str = ""
