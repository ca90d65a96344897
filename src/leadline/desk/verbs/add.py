"""Add a noun to the plan."""

from typing import Any

from leadline.program.edits import Add
from leadline.program.plain import read_noun
from leadline.program.slug import slug, unfit
from leadline.program.snapshot import NOUNS, label
from leadline.record.access import PLANS, audience_of, hidden, restricted
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.field_words import a_noun, term
from leadline.record.references import check_circle, check_references
from leadline.record.snapshots import load_snapshot

NEEDED = {
    "dependency": ("before", "after"),
    "reference": ("source", "target"),
    "allocation": ("person", "project"),
    "stakeholder": ("person",),
    "judgement": ("milestone",),
    "revision": ("subject", "changed_on"),
    "estimation": ("work",),
}
"""What nouns cannot do without that have no name of their own."""


@verb(roles=PLANS)
def add(act: Act, *, noun: str, fields: dict[str, Any]) -> Done:
    """
    Add a noun with these fields in document form; its id is made from its name where none is given.

    Raises `Refused` for an unknown noun, a field that does not fit, a reference to nothing, or an id that is taken.
    """
    if noun not in NOUNS:
        raise Refused(f"“{noun}” is nothing that can be added. Nouns are {', '.join(NOUNS)}.", "noun")
    if noun == "promise":
        raise Refused(
            "A promise is not typed in: propose a date, and it becomes one when those who do it say yes.", "noun"
        )
    if hidden(act.who, act.program, noun):
        raise Refused(f"A {noun} is written by those who run the program. Ask its TPM.", "noun")
    if kept := restricted(act.who, act.program, noun) & set(fields):
        raise Refused(f"The {min(kept).replace('_', ' ')} is for those who run the program.", min(kept))
    if missing := next((name for name in NEEDED.get(noun, ()) if not fields.get(name)), ""):
        raise Refused(f"{a_noun(noun)} says nothing without “{term(missing)}”. Fill that in.", missing)
    snapshot = load_snapshot(act.program, act.today)
    value = {**fields, "id": str(fields.get("id") or _free_id(noun, fields, {one.id for one in snapshot.of(noun)}))}
    if odd := unfit(value["id"]):
        raise Refused(odd, "id")
    check_references(noun, value, snapshot)
    made = read_noun(noun, value)
    edit = Add(noun, value)
    check_circle(edit, snapshot)
    return Done(f"Added {noun} “{label(noun, made)}”.", [edit], audience=audience_of(noun, fields))


def _free_id(noun: str, fields: dict[str, Any], taken: set[str]) -> str:
    said = next(
        (
            str(fields[name])
            for name in ("name", "question", "event", "text", "milestone", "person")
            if fields.get(name)
        ),
        noun,
    )
    base = slug(said)
    return next(form for form in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if form not in taken)
