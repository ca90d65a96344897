"""One letter: the sheet, where each number comes from, and the yes that sends it."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Approve, Field, Form, Proof
from leadline.charts.parts import Letter as Sheet
from leadline.communication.readers import letters_for
from leadline.communication.wording import body, plain, used
from leadline.program.communication import Letter
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Refused, Visit, page
from leadline.record.models import Draft
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot

STATUS = {
    "draft": ("unknown", "Waits for your yes"),
    "approved": ("on-track", "On its way"),
    "sent": ("on-track", "Sent"),
    "dropped": ("unknown", "Dropped"),
}


@dataclass(frozen=True, kw_only=True)
class LetterPage(Page):
    """What the template reads."""

    says: str
    lede: str
    sheet: Sheet | None
    approve: Approve | None
    edit: Form | None
    drop: Form | None
    addresses: tuple[Form, ...]
    gone: str


@page("briefs/<str:id>")
def letter(visit: Visit, id: str) -> LetterPage:
    """A drafted or sent letter."""
    snapshot = load_snapshot(visit.program, visit.today)
    runs = visit.who.role_in(visit.program) in RUNS
    mine = letters_for(snapshot, visit.who.person_in(visit.program), runs=runs)
    found = next((one for one in mine if one.id == id), None)
    if found is None:
        raise Refused("There is no such letter for you. The list shows what is drafted and what went out to you.")
    draft = for_(visit.who).rows(Draft, visit.program).filter(letter=id).first()
    reached = set(for_(visit.who).rows(Address, visit.program).values_list("person", flat=True)) if runs else set()
    return present(snapshot, found, draft, reached, f"/p/{visit.program.key}", runs=runs)


def present(
    snapshot: Snapshot, found: Letter, draft: Draft | None, reached: set[str], base: str, *, runs: bool
) -> LetterPage:
    """The page out of the letter and its words."""
    waits = found.state == "draft" and runs
    people = [one.person for id in found.to if (one := snapshot.find("stakeholder", id))]
    names = {one.id: one.name or one.id for one in snapshot.people}
    silent = [one for one in people if one not in reached]
    return LetterPage(
        title=_title([names.get(one, one) for one in people], found, snapshot),
        says=found.subject or found.id,
        lede=_lede(found, snapshot),
        sheet=_sheet(snapshot, draft, [names.get(one, one) for one in people], base) if draft else None,
        approve=_approve(found, silent, names, base) if draft and runs else None,
        edit=_edit(found, draft, base) if draft and waits else None,
        drop=_drop(found, base) if draft and waits else None,
        addresses=tuple(_address(one, names.get(one, one), found, base) for one in silent) if waits else (),
        gone="" if draft else "Its words were written elsewhere; only the facts it told are kept here.",
    )


def _title(to: list[str], found: Letter, snapshot: Snapshot) -> str:
    """In the breadcrumbs: to whom and when. The subject is the heading below them."""
    on = found.sent_on or found.drafted_on
    day = f", {words.day(on, snapshot.as_of)}" if on else ""
    return f"To {words.listed(to) if to else 'nobody yet'}{day}"


def _lede(found: Letter, snapshot: Snapshot) -> str:
    if found.sent_on:
        return f"Sent {words.day(found.sent_on, snapshot.as_of)}."
    since = f"Drafted {words.day(found.drafted_on, snapshot.as_of)}" if found.drafted_on else "Drafted"
    return f"{since}, from facts alone. Every figure opens where it comes from."


def _sheet(snapshot: Snapshot, draft: Draft, to: list[str], base: str) -> Sheet:
    proofs = [Proof(one["id"], one["figure"], one["says"], _url(one["ref"], base)) for one in used(draft)]
    tpm = snapshot.find("person", snapshot.tpm)
    head = [
        ("To", words.listed(to) if to else "nobody yet"),
        ("From", (tpm.name if tpm else "") or snapshot.name or snapshot.id),
        ("About", snapshot.name or snapshot.id),
    ]
    return Sheet(head, body(draft), proofs)


def _url(ref: str, base: str) -> str:
    noun, _, id = ref.partition(":")
    places = {"milestone": f"{base}/milestones/{id}", "finding": f"{base}/findings/{id}", "program": f"{base}/program"}
    return places.get(noun, f"{base}/{noun}/{id}")


def _approve(found: Letter, silent: list[str], names: dict[str, str], base: str) -> Approve:
    status, says = STATUS[found.state]
    note = (
        f"No address: {words.listed([names.get(one, one) for one in silent])}."
        if silent and found.state == "draft"
        else ""
    )
    buttons = []
    if found.state == "draft":
        field = Field(id="approve-letter", name="letter", label="", kind="hidden", value=found.id)
        buttons.append(
            Form(
                id="approve",
                title="Approve and send",
                action=f"{base}/do/approve_brief",
                verb="Approve and send",
                fields=[field],
            )
        )
    return Approve(status, says, note, buttons, "#edit" if found.state == "draft" else "")


def _edit(found: Letter, draft: Draft, base: str) -> Form:
    fields = [
        Field(
            id="letter-text",
            name="text",
            label="The letter",
            kind="textarea",
            value=plain(draft),
            required=True,
            hint="Every number must be one of the proofs beside the letter.",
        ),
        Field(id="edit-letter", name="letter", label="", kind="hidden", value=found.id),
        Field(id="edit-next", name="next", label="", kind="hidden", value=f"{base}/briefs/{found.id}"),
    ]
    return Form(
        id="edit",
        title="In your own words",
        action=f"{base}/do/edit_brief",
        verb="Keep these words",
        fields=fields,
        kind="",
    )


def _drop(found: Letter, base: str) -> Form:
    fields = [
        Field(id="drop-reason", name="reason", label="Why nobody needs it", required=True),
        Field(id="drop-letter", name="letter", label="", kind="hidden", value=found.id),
        Field(id="drop-next", name="next", label="", kind="hidden", value=f"{base}/briefs"),
    ]
    return Form(
        id="drop",
        title="Drop the draft",
        action=f"{base}/do/drop_brief",
        verb="Drop it",
        fields=fields,
        opens="Drop it",
        opens_kind="bare",
    )


def _address(person: str, name: str, found: Letter, base: str) -> Form:
    fields = [
        Field(
            id=f"email-{person}",
            name="email",
            label=f"Address of {name}",
            kind="email",
            required=True,
            autocomplete="off",
        ),
        Field(id=f"who-{person}", name="person", label="", kind="hidden", value=person),
        Field(id=f"back-{person}", name="next", label="", kind="hidden", value=f"{base}/briefs/{found.id}"),
    ]
    return Form(
        id=f"address-{person}",
        title=f"Where {name} is reached",
        action=f"{base}/do/set_address",
        verb="Keep the address",
        fields=fields,
        opens=f"Give the address of {name}",
        opens_kind="",
    )
