"""Which letters somebody may read: who runs the program all of them, others those that went out to them."""

from leadline.program.communication import Letter
from leadline.program.snapshot import Snapshot


def letters_for(snapshot: Snapshot, person: str, *, runs: bool) -> list[Letter]:
    """
    The letters somebody may read. A letter says to each reader what is theirs to know: a partner's never what a sponsor's does.

    Args:
        snapshot: the plan.
        person: which of the program's people they are; empty when none.
        runs: whether they run the program.
    """
    if runs:
        return list(snapshot.letters)
    behind = {one.id: one.person for one in snapshot.stakeholders}
    return [
        one
        for one in snapshot.letters
        if one.state == "sent" and person and person in {behind.get(id, "") for id in one.to}
    ]
