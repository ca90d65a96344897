"""Take a question about a range back."""

from leadline.communication.eliciting import about, asked_by, open_question
from leadline.program.edits import Retire
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, verb
from leadline.record.models import JournalLine
from leadline.record.private import range_answers


@verb(roles=PLANS)
def withdraw_range(act: Act, *, estimation: str) -> Done:
    """Take a question back before its ranges were shown; what was said is thrown away unread. Its asker does, or the TPM."""
    snapshot, found = open_question(act, estimation)
    asked_by(act, snapshot, found)

    def forget(_: JournalLine) -> None:
        range_answers.forget(act.program, found.id)

    says = (
        f"Took back the question how long “{about(snapshot, found)}” takes. What was said to it was thrown away unread."
    )
    return Done(says, [Retire("estimation", found.id)], after=forget)
