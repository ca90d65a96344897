"""The letter a verb is about."""

from leadline.program.communication import Letter
from leadline.program.snapshot import Snapshot
from leadline.record.access import for_
from leadline.record.doors import Act, Refused
from leadline.record.models import Draft
from leadline.record.snapshots import load_snapshot


def waiting(act: Act, letter: str) -> tuple[Snapshot, Letter, Draft]:
    """The plan, a letter that is still a draft, and its words. Raises `Refused` when there is none or it has left the desk."""
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("letter", letter)
    draft = for_(act.who).rows(Draft, act.program).filter(letter=letter).first()
    if found is None or draft is None:
        raise Refused(f"There is no letter “{letter}”. The briefs show what is drafted.", "letter")
    if found.state != "draft":
        raise Refused(f"This letter is {found.state} already. The next round drafts another.", "letter")
    return snapshot, found, draft


def readers(snapshot: Snapshot, letter: Letter) -> list[str]:
    """The people a letter goes to."""
    found = [snapshot.find("stakeholder", one) for one in letter.to]
    return [one.person for one in found if one is not None and one.person]
