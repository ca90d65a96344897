"""Accept a remedy: its edits become facts, or intents where a tracker owns them, and its price is kept to be looked back on."""

from leadline.desk.accepting import keeping, worth
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.results import finding_of, last_round


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
    keep = keeping(
        act,
        round,
        fingerprint=finding,
        rule=found.rule,
        says=chosen.says,
        edits=chosen.edits,
        price=chosen.price,
    )
    says = f"Accepted: {chosen.says}{worth(act, chosen.price)}"
    return Done(says, list(chosen.edits), audience=found.audience, after=keep)
