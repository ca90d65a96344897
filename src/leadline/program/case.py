"""What a rule looks at."""

from dataclasses import dataclass

from leadline.program.finding import Report
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot


@dataclass(frozen=True)
class Before:
    """The last round: its snapshot, what it foresaw and what it found."""

    snapshot: Snapshot
    outlook: Outlook | None = None
    report: Report | None = None


@dataclass(frozen=True)
class Case:
    """A program to be judged: as it stands, as it is foreseen (None: not simulated), and as it stood last time."""

    snapshot: Snapshot
    outlook: Outlook | None = None
    before: Before | None = None
