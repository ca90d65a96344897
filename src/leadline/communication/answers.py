"""What a reader can do from the mail itself: a link for each thing they owe, and the decision that waits for them."""

from django.conf import settings

from leadline.communication.mail import Answer
from leadline.program.snapshot import Snapshot
from leadline.record.doors import Act
from leadline.record.models import Draft
from leadline.record.private.answer_links import make

LONGEST = 60


def answers(act: Act, snapshot: Snapshot, person: str, draft: Draft) -> list[Answer]:
    """The buttons of one reader's mail. A link about an ask is signed for that reader and answers nothing else."""
    kinds = {one["kind"] for one in draft.paragraphs}
    if draft.altitude in ("executive", "sponsor"):
        return [("Open the decision", f"{settings.SITE_URL}/p/{act.program.key}/decisions")] if "ask" in kinds else []
    owed = [one for one in snapshot.asks if one.owed_by == person and not one.answered_on and not one.withdrawn_on]
    return [(f"Answer: {_short(one.text)}", _link(act, person, one.id)) for one in owed[:3]]


def _link(act: Act, person: str, ask: str) -> str:
    return f"{settings.SITE_URL}/answer/{make(act.program, person, f'ask:{ask}')}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
