"""Keeping what somebody accepted, whichever door it came through: its edits, its price, and what would have stood without."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from leadline.charts.prices import but
from leadline.program.codec import plain
from leadline.program.edits import Edit, apply_all, inverse, write_edit
from leadline.program.finding import Price
from leadline.record.access import for_
from leadline.record.doors import Act, Refused
from leadline.record.models import Acceptance, JournalLine, Round
from leadline.record.snapshots import load_snapshot

LOOK_BACK = timedelta(days=28)
"""After so long at the latest a round looks whether the promised days came."""


def keeping(
    act: Act, round: Round, *, fingerprint: str, rule: str, says: str, edits: Sequence[Edit], price: Price | None
) -> Callable[[JournalLine], None]:
    """
    What is to be done with the journal line of an acceptance: its price is kept, to be looked back on.

    Raises:
        Refused: the same edits were accepted under the same fingerprint already, and it was not taken back.
    """
    written = [write_edit(edit) for edit in edits]
    if (
        for_(act.who)
        .rows(Acceptance, act.program)
        .filter(fingerprint=fingerprint, edits=written, state="open")
        .exists()
    ):
        raise Refused("This was accepted already. The next round shows what it brings.", "remedy")
    before = [write_edit(edit) for edit in _back(act, edits)]

    def keep(line: JournalLine) -> None:
        for_(act.who).into(Acceptance, act.program).create(
            program=act.program,
            line=line,
            fingerprint=fingerprint,
            rule=rule,
            says=says,
            edits=written,
            before=before,
            price=plain(price) if price else None,
            accepted_on=act.today,
            look_back_on=act.today + LOOK_BACK,
            seed=round.seed,
            futures=round.futures,
        )

    return keep


def worth(act: Act, price: Price | None) -> str:
    """What the journal adds of a price: its days, where they can be measured, and which promises pay for them."""
    if price is None or not price.measurable:
        return ""
    milestones = load_snapshot(act.program, act.today).milestones if price.losses else ()
    paid = but(price, {one.id: one.name for one in milestones})
    return f" ({price.days:.1f} days at P80{f', {paid}' if paid else ''})"


def _back(act: Act, edits: Sequence[Edit]) -> list[Edit]:
    """The edits that give the facts as they would have stood, newest first."""
    snapshot = load_snapshot(act.program, act.today)
    back: list[Edit] = []
    for edit in edits:
        back.append(inverse(snapshot, edit))
        snapshot = apply_all(snapshot, [edit])
    return list(reversed(back))
