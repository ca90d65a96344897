"""Accept a remedy: its edits become facts, or intents where a tracker owns them, and its price is kept to be looked back on."""

from datetime import timedelta

from leadline.program.codec import plain
from leadline.program.edits import Edit, apply_all, inverse, write_edit
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Acceptance, JournalLine
from leadline.record.results import PricedRemedy, StoredFinding, finding_of, last_round
from leadline.record.snapshots import load_snapshot

LOOK_BACK = timedelta(days=28)
"""After so long at the latest a round looks whether the promised days came."""


@verb(roles=RUNS)
def accept(act: Act, *, finding: str, remedy: int = 0) -> Done:
    """Carry out a remedy of a finding of the last round. Raises `Refused` when it is gone, has no edits, or was accepted before."""
    round = last_round(act.who, act.program)
    found = finding_of(act.who, round, finding, act.today) if round else None
    if round is None or found is None or found.state == "gone":
        raise Refused("This finding is not in the last round any more. Open the findings to see what is.", "finding")
    if not 0 <= remedy < len(found.remedies):
        raise Refused(f"The finding has {len(found.remedies)} remedies. Pick one of them.", "remedy")
    chosen = found.remedies[remedy]
    if not chosen.edits:
        raise Refused(
            "This remedy is advice: it changes nothing in the plan by itself. Do it, then record what changed.",
            "remedy",
        )
    edits = [write_edit(edit) for edit in chosen.edits]
    if for_(act.who).rows(Acceptance, act.program).filter(fingerprint=finding, edits=edits, state="open").exists():
        raise Refused("This was accepted already. The next round shows what it brings.", "remedy")
    before = [write_edit(edit) for edit in _back(act, chosen)]

    def keep(line: JournalLine) -> None:
        for_(act.who).into(Acceptance, act.program).create(
            program=act.program,
            line=line,
            fingerprint=finding,
            rule=found.rule,
            says=chosen.says,
            edits=edits,
            before=before,
            price=plain(chosen.price) if chosen.price else None,
            accepted_on=act.today,
            look_back_on=act.today + LOOK_BACK,
            seed=round.seed,
            futures=round.futures,
        )

    return Done(
        f"Accepted: {chosen.says}{_worth(found, chosen)}", list(chosen.edits), audience=found.audience, after=keep
    )


def _back(act: Act, chosen: PricedRemedy) -> list[Edit]:
    """The edits that give the facts as they would have stood, newest first."""
    snapshot = load_snapshot(act.program, act.today)
    back: list[Edit] = []
    for edit in chosen.edits:
        back.append(inverse(snapshot, edit))
        snapshot = apply_all(snapshot, [edit])
    return list(reversed(back))


def _worth(found: StoredFinding, chosen: PricedRemedy) -> str:
    price = chosen.price
    return f" ({price.days:.1f} days at P80)" if price and price.measurable else ""
