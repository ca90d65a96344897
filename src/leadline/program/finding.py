"""What a rule found, what could be done about it, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from leadline.program.edits import Edit

SEVERITIES = ("low", "medium", "high", "critical")


@dataclass(frozen=True)
class Evidence:
    """One fact behind a finding: what it is about (`work:RAIL-17`), and what it says."""

    ref: str
    says: str


@dataclass(frozen=True)
class Remedy:
    """
    One thing to do about it. With edits it is tried in the simulation; without, it is advice and `why_unpriced` says why.

    `agree` are the ids of the people who must say yes; `cost_cents` is what it costs beside the days it gains.
    """

    says: str
    edits: tuple[Edit, ...] = ()
    agree: tuple[str, ...] = ()
    cost_cents: int = 0
    why_unpriced: str = ""


@dataclass(frozen=True)
class Finding:
    """
    One defect, in one sentence, with its evidence.

    `subject` is `noun:id`. `key` tells apart several findings of one rule on one subject. `audience` is who may read it:
    `all`, or `tpm` (TPM, owner and the senior above). `root` names the subject whose trouble explains this one.
    """

    rule: str
    subject: str
    says: str
    severity: str = "medium"
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    audience: str = "all"
    key: str = ""
    root: str = ""

    @property
    def id(self) -> str:
        """The fingerprint, the same over rounds while rule, subject and key are."""
        return f"{self.rule}-{sha256(f'{self.rule}|{self.subject}|{self.key}'.encode()).hexdigest()[:10]}"


@dataclass(frozen=True)
class Glimpse:
    """
    What a change would bring if there were always somebody free: days gained (positive is earlier) at P80, at once and
    without the people. `commitment` is the heaviest milestone it is judged by.
    """

    commitment: str
    days: float


@dataclass(frozen=True)
class PriceLine:
    """
    What a remedy does to one commitment: calendar days gained (positive is earlier) at `level`, with the interval of the
    arithmetic (10th to 90th percentile over batches of futures), and the odds before and after.
    """

    commitment: str
    days: float
    low: float
    high: float
    level: float = 0.8
    money_cents: int | None = None
    odds_before: float | None = None
    odds_after: float | None = None

    @property
    def measurable(self) -> bool:
        """False when nothing can be claimed: the interval holds 0, or it is less than half a day."""
        return abs(self.days) >= 0.5 and not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Price:
    """
    One line per commitment the remedy moves, the headline first.

    `days` is the headline, weighted by cost of delay over several. `money_cents` is net: days times cost of delay over every
    line, what others lose by it too, less what the remedy costs and what it adds to the program's cost. None where a
    headline, or whoever loses, has no cost of delay: unknown, never 0. `over` is how many lines, the first ones, are the
    headline; 0 in prices from before that was kept.
    """

    lines: tuple[PriceLine, ...]
    days: float
    low: float
    high: float
    money_cents: int | None = None
    cost_cents: int = 0
    measurable: bool = True
    joint_before: float | None = None
    joint_after: float | None = None
    over: int = 0

    @property
    def losses(self) -> tuple[PriceLine, ...]:
        """The commitments that get later measurably, the one that loses most first."""
        return tuple(sorted((one for one in self.lines if one.measurable and one.days < 0), key=lambda one: one.days))

    @property
    def gains(self) -> bool:
        """True where the headline gets earlier measurably, and more is gained than lost: in money, or where that is unknown in days."""
        if not self.measurable or self.days <= 0:
            return False
        if self.money_cents is not None:
            return self.money_cents > 0
        return not self.losses or sum(one.days for one in self.lines) > 0


@dataclass(frozen=True)
class Report:
    """What a lint says: findings, the rules that found nothing, and the rules that could not look, with their reason."""

    findings: tuple[Finding, ...] = ()
    clean: tuple[str, ...] = ()
    blind: Mapping[str, str] = field(default_factory=dict)
