"""Who may see and do what in this program, and a way to let somebody in."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Field, Form, Option
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Role
from leadline.record.snapshots import load_snapshot

SAYS = {
    "tpm": "runs the program: accepts, promises, approves letters",
    "lead": "changes the plan",
    "member": "answers for their own work, asks and acknowledges",
    "stakeholder": "reads, and objects",
}


@dataclass(frozen=True)
class Holder:
    """One account with its role."""

    name: str
    role: str
    person: str
    take: Form


@dataclass(frozen=True, kw_only=True)
class AccessPage(Page):
    """What the template reads."""

    says: str
    lede: str
    holders: tuple[Holder, ...]
    invite: Form


@page("access", roles=RUNS)
def access(visit: Visit) -> AccessPage:
    """Roles in the program, by name."""
    held = for_(visit.who).rows(Role, visit.program).select_related("account").order_by("account__name", "id")
    return present(list(held), load_snapshot(visit.program, visit.today), f"/p/{visit.program.key}")


def present(held: list[Role], snapshot: Snapshot, base: str) -> AccessPage:
    """The page out of the roles held."""
    names = {one.id: one.name or one.id for one in snapshot.people}
    return AccessPage(
        title="Access",
        says=f"{words.plural(len(held), 'account')} beside the owner."
        if held
        else "Only the owner can see this program.",
        lede="The owner may do everything everywhere. People without an account answer by the links in their letters.",
        holders=tuple(
            Holder(one.account.name, f"{one.role}: {SAYS[one.role]}", names.get(one.person, ""), _take(one, base))
            for one in held
        ),
        invite=_invite(snapshot, base),
    )


def _take(one: Role, base: str) -> Form:
    fields = [
        Field(id=f"take-{one.pk}", name="email", label="", kind="hidden", value=one.account.email),
        Field(id=f"next-{one.pk}", name="next", label="", kind="hidden", value=f"{base}/access"),
    ]
    return Form(
        id=f"take-role-{one.pk}",
        title="Take back",
        action=f"{base}/do/take_role",
        verb="Take back",
        fields=fields,
        kind="bare",
    )


def _invite(snapshot: Snapshot, base: str) -> Form:
    people = sorted(snapshot.people, key=lambda one: one.name or one.id)
    options = [Option("", "none of the program's people"), *(Option(one.id, one.name or one.id) for one in people)]
    fields = [
        Field(id="invite-email", name="email", label="E-mail", kind="email", required=True, autocomplete="off"),
        Field(id="invite-name", name="name", label="Name", autocomplete="off"),
        Field(
            id="invite-role",
            name="role",
            label="Role",
            kind="select",
            required=True,
            options=[Option(one, one, one == "member") for one in Role.WORDS],
        ),
        Field(id="invite-person", name="person", label="Who they are in the program", kind="select", options=options),
        Field(id="invite-next", name="next", label="", kind="hidden", value=f"{base}/access"),
    ]
    return Form(
        id="invite", title="Let somebody in", action=f"{base}/do/give_role", verb="Send them a link", fields=fields
    )
