"""Let somebody in: an account, what they are in this program, and a letter with the link that signs them in."""

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leadline.record import jobs
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Account, JournalLine, OutboxLetter, Role
from leadline.record.private.models import Address
from leadline.record.private.start_links import make
from leadline.record.snapshots import load_snapshot


@verb(roles=RUNS)
def give_role(act: Act, *, email: str, role: str, name: str = "", person: str = "") -> Done:
    """
    Make somebody tpm, lead, member or stakeholder of this program, and send them a link that signs them in.

    `person` says which of the program's people they are, so that they can answer for themselves. Raises `Refused` for a
    role that is none, an address that is none, or a person the program does not have.
    """
    found = load_snapshot(act.program, act.today).find("person", person) if person else None
    if role not in Role.WORDS:
        raise Refused(f"A role is one of {', '.join(Role.WORDS)}.", "role")
    if person and found is None:
        raise Refused(
            f"There is no person “{person}” in this program. Add the person first, or leave it empty.", "person"
        )
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is no address. Write it as name@example.com.", "email") from None
    called = name or (found.name if found else "") or email.partition("@")[0]

    def let_in(_: JournalLine) -> None:
        scope, program = for_(act.who), act.program
        account = scope.let_in(email, called, program)
        held = {"role": role, "person": person}
        scope.into(Role, program).update_or_create(account=account, program=program, defaults=held)
        if person:
            scope.into(Address, program).update_or_create(program=program, person=person, defaults={"email": email})
        _invite(act, account, role)

    return Done(f"{called} is {role} of {act.program}.", after=let_in, audience="tpm")


def _invite(act: Act, account: Account, role: str) -> None:
    link = f"{settings.SITE_URL}/start/{make(account, act.at)}"
    text = (
        f"{account.name},\n\n{act.who.name} made you {role} of {act.program}.\n\nThis link signs you in, once, within a week:\n{link}\n\n"
        "What you see there is about the work, never about how somebody works.\n"
    )
    key = sha256(f"{act.program.key}|{account.email}|{role}|{act.at.isoformat()}".encode()).hexdigest()
    for_(act.who).into(OutboxLetter, act.program).create(
        program=act.program,
        key=key,
        person=account.name,
        address=account.email,
        subject=f"{act.program}: your link to Leadline",
        text=text,
        queued_at=act.at,
    )
    jobs.queue("deliver", act.at, lane=jobs.QUICK, key="outbox")
