"""The last round ready to be shown, for the rooms whose pages set facts beside what was computed of them."""

from dataclasses import dataclass

from leadline.charts.parts import Evidence
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot, label
from leadline.record.doors import Visit
from leadline.record.models import Round
from leadline.record.results import StoredFinding, findings_of, last_round, outlook_of
from leadline.record.snapshots import load_snapshot


@dataclass(frozen=True)
class Standing:
    """
    The plan as it is now, and what the last round saw and found; `round` is None before the first.

    The plan is read fresh, so that what somebody has just typed is there; the computed figures are of the last round.
    """

    base: str
    snapshot: Snapshot
    round: Round | None = None
    outlook: Outlook | None = None
    findings: tuple[StoredFinding, ...] = ()

    def name(self, noun: str, id: str) -> str:
        """What people call a noun; its id where it is not there."""
        found = self.snapshot.find(noun, id) if id else None
        return label(noun.split("|")[0], found) if found else id

    def person(self, id: str) -> str:
        """The name of a person, or the honest word."""
        return self.name("person", id) or "nobody"

    def about(self, subject: str) -> tuple[Evidence, ...]:
        """Findings about a subject, as links."""
        return tuple(
            Evidence(one.says, f"{self.base}/findings/{one.id}") for one in self.findings if one.subject == subject
        )


def standing(visit: Visit) -> Standing:
    """The plan and the last round of a program."""
    round = last_round(visit.who, visit.program)
    snapshot = _plan(visit, round)
    base = f"/p/{visit.program.key}"
    if round is None:
        return Standing(base, snapshot)
    found = [one for one in findings_of(visit.who, round, visit.today) if one.muted is None]
    return Standing(base, snapshot, round, outlook_of(round), tuple(found))


def _plan(visit: Visit, round: Round | None) -> Snapshot:
    """The plan, read again only when a fact has changed or a round has drafted letters: 20,000 items take a second."""
    program = visit.program
    key = (program.pk, program.facts_version, round.number if round else 0, visit.today)
    if key not in _known:
        while len(_known) >= MOST_KNOWN:
            _known.pop(next(iter(_known)))
        _known[key] = load_snapshot(program, visit.today)
    return _known[key]


MOST_KNOWN = 8
_known: dict[tuple[object, ...], Snapshot] = {}
