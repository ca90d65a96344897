"""Say where somebody is reached."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot


@verb(roles=RUNS)
def set_address(act: Act, *, person: str, email: str) -> Done:
    """Keep somebody's address. It never enters the plan, a round or an export, and the journal does not repeat it."""
    found = load_snapshot(act.program, act.today).find("person", person)
    if found is None:
        raise Refused(f"There is no person “{person}” in this program. Add the person first.", "person")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is no address. Write it as name@example.com.", "email") from None

    def keep(_: JournalLine) -> None:
        known = for_(act.who).into(Address, act.program)
        known.update_or_create(program=act.program, person=person, defaults={"email": email})

    return Done(f"Noted where {found.name or person} is reached.", after=keep)
