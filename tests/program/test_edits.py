from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.program.worlds import snapshots, snapshots_and_nouns

from leadline.program import document
from leadline.program.edits import Add, Change, Retire, UnknownSubject, apply, apply_all, inverse, read_edit, write_edit
from leadline.program.people import Person
from leadline.program.plain import DocumentError, write_field, write_noun
from leadline.program.snapshot import HEAD, NOUNS, Snapshot
from leadline.program.work import Milestone, WorkItem

PATIENT = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
RAIL = Snapshot(
    "rail",
    date(2026, 3, 2),
    people=(Person("mara", "Mara"),),
    milestones=(Milestone("beta"),),
    work=(WorkItem("pay-1"),),
)


@PATIENT
@given(snapshots_and_nouns())
def test_an_added_noun_taken_back_leaves_no_trace(drawn: tuple[Snapshot, str, Any]) -> None:
    snapshot, noun, value = drawn
    edit = Add(noun, write_noun(value))

    after = apply(snapshot, edit)

    assert after.find(noun, value.id) == value
    assert apply(after, inverse(snapshot, edit)) == snapshot


@PATIENT
@given(snapshots_and_nouns(), st.data())
def test_a_changed_noun_changed_back_is_the_same(drawn: tuple[Snapshot, str, Any], data: st.DataObject) -> None:
    snapshot, noun, value = drawn
    if not snapshot.of(noun):
        return
    names = [one.name for one in fields(NOUNS[noun]) if one.name != "id"]
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True))
    old = snapshot.of(noun)[0]
    edit = Change(noun, old.id, {name: write_field(type(value), name, getattr(value, name)) for name in chosen})

    after = apply(snapshot, edit)

    for name in names:
        assert getattr(after.find(noun, old.id), name) == getattr(value if name in chosen else old, name)
    assert apply(after, inverse(snapshot, edit)) == snapshot


@PATIENT
@given(snapshots(), st.data())
def test_a_retired_noun_comes_back_as_it_was(snapshot: Snapshot, data: st.DataObject) -> None:
    everything = [(noun, one.id) for noun, one in snapshot.everything()]
    if not everything:
        return
    edit = Retire(*data.draw(st.sampled_from(everything)))

    after = apply(snapshot, edit)

    assert after.find(edit.noun, edit.id) is None
    assert apply(after, inverse(snapshot, edit)) == snapshot
    # What referred to it still does: stored like this, it must be readable again.
    assert document.read(document.write(after), dangling=True) == after


@PATIENT
@given(snapshots(), snapshots())
def test_the_head_of_a_program_is_changed_and_changed_back(before: Snapshot, wanted: Snapshot) -> None:
    edit = Change("program", before.id, {name: write_field(Snapshot, name, getattr(wanted, name)) for name in HEAD})

    after = apply(before, edit)

    assert [getattr(after, name) for name in HEAD] == [getattr(wanted, name) for name in HEAD]
    assert apply(after, inverse(before, edit)) == before


@PATIENT
@given(snapshots_and_nouns())
def test_an_edit_survives_its_document_form(drawn: tuple[Snapshot, str, Any]) -> None:
    _, noun, value = drawn
    told = write_noun(value)
    for edit in (Add(noun, told), Change(noun, value.id, {}), Retire(noun, value.id)):
        assert read_edit(write_edit(edit)) == edit


def test_edits_are_carried_out_in_their_order() -> None:
    after = apply_all(RAIL, [Add("person", {"id": "tomas"}), Change("person", "tomas", {"outside": True})])

    assert [(one.id, one.outside) for one in after.people] == [("mara", False), ("tomas", True)]
    assert RAIL.people == (Person("mara", "Mara"),)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Add("person", {"id": "mara"}), "There already is a person “mara”. Change it instead, or give another id."),
        (Add("work", {"id": "beta"}), "There already is a milestone “beta”. Change it instead, or give another id."),
        (Change("work", "pay-9", {}), "There is no work “pay-9”. It may have been retired since."),
        (Retire("work", "pay-9"), "There is no work “pay-9”. It may have been retired since."),
        (Change("program", "rail", {"as_of": "2026-03-03"}), "“as_of” is no field of the program."),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: Add | Change | Retire, says: str) -> None:
    with pytest.raises(UnknownSubject, match=says.replace("(", r"\(")):
        apply(RAIL, edit)


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        ({"kind": "move", "noun": "work", "id": "a"}, "kind: “move” is no kind of edit. Use add, change or retire."),
        ({"kind": "retire", "id": "a"}, "The edit has no noun. Say its kind, noun and id or value."),
        ({"kind": "retire", "noun": "wrok", "id": "a"}, "noun: “wrok” is no noun. Did you mean “work”?"),
        ({"kind": "retire", "noun": ["work"], "id": "a"}, "is no noun"),
        ({"kind": "change", "noun": "work", "id": "a", "fields": 3}, "Say which fields change"),
        ({"kind": "change", "noun": "work", "id": "a", "fields": {"id": "b"}}, "id: The id of a work stays."),
        ({"kind": "change", "noun": "work", "id": "a", "fields": {"nam": 1}}, "nam: A work has no field “nam”. Did you mean “name”"),
        ({"kind": "add", "noun": "work", "value": {"name": "x"}}, "It has no id."),
        ([], "An edit says its kind"),
    ],
)  # fmt: skip
def test_a_broken_edit_says_what_is_wrong(plain: Any, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_edit(plain)

    assert says in str(caught.value)
