"""Who was told what, and who owes whom an answer."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref, refs


@dataclass(frozen=True)
class Told:
    """What a letter said about one milestone: the status and the odds of its promise."""

    milestone: str = ref("milestone")
    status: str = choice("unknown", "on-track", "at-risk", "off-track", "done")
    odds: float | None = None


@dataclass(frozen=True)
class Letter:
    """A brief to some stakeholders: drafted, approved, or sent on a day; and the facts it told."""

    id: str
    to: tuple[str, ...] = refs("stakeholder")
    subject: str = ""
    state: str = choice("draft", "approved", "sent", "dropped")
    drafted_on: date | None = None
    sent_on: date | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Who owes whom what by when: a question, a review, a piece of help. Explicit asks only, never read out of talk."""

    id: str
    text: str = ""
    kind: str = choice("help", "question", "review", "promise", "acknowledge")
    asker: str = ref("person")
    owed_by: str = ref("person")
    work: str = ref("work|milestone")
    asked_on: date | None = None
    due: date | None = None
    nudged_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    withdrawn_on: date | None = None
