"""Edits: pure changes of a snapshot, the one vocabulary of remedies, what-ifs, change requests and verbs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from leadline.program.limits import apart, saturated
from leadline.program.plain import DocumentError, Problem, read_fields, read_noun, write_field, write_noun
from leadline.program.problems import unknown_noun
from leadline.program.snapshot import HEAD, NOUNS, PLACES, Snapshot


@dataclass(frozen=True)
class Add:
    """A new noun, given in document form with its id."""

    noun: str
    value: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Change:
    """New values for some fields of a noun, in document form. The noun `program` is the head of the snapshot itself."""

    noun: str
    id: str
    fields: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Retire:
    """A noun is taken out of the plan. What referred to it stays and shows as dangling where that matters."""

    noun: str
    id: str


Edit = Add | Change | Retire


class UnknownSubject(LookupError):
    """The edit is about something that is not there, or adds something that is."""


def apply(snapshot: Snapshot, edit: Edit) -> Snapshot:
    """
    The snapshot with the edit carried out; the given one stays as it was. What lies beyond a limit counts as the limit.

    Raises:
        UnknownSubject: the noun to change or retire is not there, or the one to add already is.
        DocumentError: a value does not fit its field.
    """
    if isinstance(edit, Change) and edit.noun == "program":
        return _change_head(snapshot, edit.fields)
    place = _place(edit.noun)
    kept = {one.id: one for one in getattr(snapshot, place)}
    match edit:
        case Add(noun, value):
            new = saturated(read_noun(noun, value))
            if taken := _taken(snapshot, noun, new.id):
                raise UnknownSubject(f"There already is a {taken} “{new.id}”. Change it instead, or give another id.")
            kept[new.id] = new
        case Change(noun, id, fields):
            kept[id] = saturated(replace(_present(kept, noun, id), **read_fields(noun, fields)))
        case Retire(noun, id):
            _present(kept, noun, id)
            del kept[id]
    changed: dict[str, Any] = {place: tuple(sorted(kept.values(), key=lambda one: str(one.id)))}
    return replace(snapshot, **changed)


def apply_all(snapshot: Snapshot, edits: Iterable[Edit]) -> Snapshot:
    """The snapshot after several edits, in their order."""
    return reduce(apply, edits, snapshot)


def check_limits(snapshot: Snapshot, edit: Edit) -> None:
    """
    Let an edit pass that says nothing beyond the limits; the snapshot is the one before it.

    Raises:
        DocumentError: a value lies beyond its limit, or does not go with the others; and as `apply`.
    """
    match edit:
        case Add(noun, value):
            read_noun(noun, value, limited=True)
        case Change(noun, id, fields):
            values = read_fields(noun, fields, limited=True)
            old = snapshot.find(noun, id) if noun != "program" else None
            if old is not None and (problems := list(apart(replace(old, **values), values.keys()))):
                raise DocumentError(problems)


def inverse(snapshot: Snapshot, edit: Edit) -> Edit:
    """The edit that takes `edit` back, given the snapshot it is applied to. Raises like `apply`."""
    match edit:
        case Add(noun, value):
            return Retire(noun, read_noun(noun, value).id)
        case Change("program", id, fields):
            return Change(
                "program", id, {name: write_field(Snapshot, name, getattr(snapshot, name)) for name in fields}
            )
        case Change():
            return _inverse_change(snapshot, edit)
        case Retire(noun, id):
            return Add(noun, write_noun(_present({one.id: one for one in snapshot.of(noun)}, noun, id)))


def inverses(snapshot: Snapshot, changes: Sequence[Change]) -> tuple[Change, ...]:
    """What takes back each of these changes of different things, in their order. Raises like `apply`."""
    return tuple(_inverse_change(snapshot, one) for one in changes)


def write_edit(edit: Edit) -> dict[str, Any]:
    """The document form of an edit: `{"kind": "change", "noun": …, "id": …, "fields": …}`."""
    match edit:
        case Add(noun, value):
            return {"kind": "add", "noun": noun, "value": dict(value)}
        case Change(noun, id, fields):
            return {"kind": "change", "noun": noun, "id": id, "fields": dict(fields)}
        case Retire(noun, id):
            return {"kind": "retire", "noun": noun, "id": id}


def read_edit(plain: Mapping[str, Any], *, limited: bool = False) -> Edit:
    """
    The edit a document form describes; `limited` where somebody says it, not where it was stored.

    Raises:
        DocumentError: the kind or the noun is unknown, a part is missing, or a value does not fit its field; one beyond its
            limit too if `limited`.
    """
    if not isinstance(plain, Mapping):
        raise DocumentError([Problem((), "An edit says its kind (add, change or retire), noun and id or value.")])
    try:
        match plain["kind"]:
            case "add":
                read_noun(_noun(plain), plain["value"], limited=limited)
                return Add(_noun(plain), dict(plain["value"]))
            case "change":
                read_fields(_noun(plain), plain["fields"], limited=limited)
                return Change(_noun(plain), str(plain["id"]), dict(plain["fields"]))
            case "retire":
                return Retire(_noun(plain, head=False), str(plain["id"]))
            case other:
                raise DocumentError([Problem(("kind",), f"“{other}” is no kind of edit. Use add, change or retire.")])
    except KeyError as missing:
        raise DocumentError(
            [Problem((), f"The edit has no {missing.args[0]}. Say its kind, noun and id or value.")]
        ) from None


def _inverse_change(snapshot: Snapshot, edit: Change) -> Change:
    _place(edit.noun)
    old = snapshot.find(edit.noun, edit.id)
    if old is None:
        raise UnknownSubject(_missing(edit.noun, edit.id))
    read_fields(edit.noun, edit.fields)
    return Change(edit.noun, edit.id, {name: write_field(type(old), name, getattr(old, name)) for name in edit.fields})


def _noun(plain: Mapping[str, Any], *, head: bool = True) -> str:
    noun = plain["noun"]
    if not isinstance(noun, str) or (noun not in NOUNS and not (head and noun == "program")):
        raise DocumentError([Problem(("noun",), unknown_noun(noun, NOUNS))])
    return noun


def _taken(snapshot: Snapshot, noun: str, id: str) -> str:
    """The noun that has the id already; work items and milestones share theirs, since dependencies name either."""
    shared = ("work", "milestone") if noun in ("work", "milestone") else (noun,)
    return next((name for name in shared if snapshot.find(name, id)), "")


def _place(noun: str) -> str:
    if noun not in NOUNS:
        raise UnknownSubject(f"“{noun}” is nothing that can be edited. Nouns are {', '.join(NOUNS)}.")
    return PLACES[noun]


def _present(kept: Mapping[str, Any], noun: str, id: str) -> Any:
    if id not in kept:
        raise UnknownSubject(_missing(noun, id))
    return kept[id]


def _missing(noun: str, id: str) -> str:
    return f"There is no {noun} “{id}”. It may have been retired since."


def _change_head(snapshot: Snapshot, fields: Mapping[str, Any]) -> Snapshot:
    if odd := [name for name in fields if name not in HEAD]:
        raise UnknownSubject(f"“{odd[0]}” is no field of the program. Fields are {', '.join(HEAD)}.")
    head = saturated(Snapshot(snapshot.id, snapshot.as_of, **read_fields("program", fields)))
    return replace(snapshot, **{name: getattr(head, name) for name in fields})
