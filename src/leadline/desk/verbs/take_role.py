"""Take somebody's role in this program back."""

from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine, Role


@verb(roles=RUNS)
def take_role(act: Act, *, email: str) -> Done:
    """Somebody has no business in this program any more; from the next page on they see nothing of it."""
    known = for_(act.who).rows(Role, act.program)
    held = known.filter(account__email=email).select_related("account").first()
    if held is None:
        raise Refused(f"Nobody with the address {email} has a role in this program.", "email")

    def let_go(_: JournalLine) -> None:
        held.delete()

    return Done(f"{held.account.name} is not {held.role} of {act.program} any more.", after=let_go, audience="tpm")
