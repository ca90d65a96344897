"""Facts and edits in words people read: names instead of ids, money and shares instead of bare numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from leadline.charts import words
from leadline.charts.parts import EditLine
from leadline.program.edits import Add, Change, Edit, Retire, apply_all, read_edit
from leadline.program.plain import DocumentError, read_noun, read_value
from leadline.program.ranges import Range, spelled
from leadline.program.reading import default_of, fields_of
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.titles import name_of, named_by, title
from leadline.record.field_words import SHARES, chosen, noun_word, term

KEY = re.compile(r"[A-Z][A-Z0-9]*-\d+")
"""The key of a tracker, which people know a thing by: RAIL-17. Other ids are ours and say nothing."""


def described(edits: Iterable[Edit], snapshot: Snapshot) -> list[EditLine]:
    """What edits would do together, as the lines of a diff; what one of them adds is called by its name in the others."""
    given = list(edits)
    try:
        after = apply_all(snapshot, given)
    except (LookupError, ValueError, DocumentError):
        after = snapshot  # The plan has moved on since: what is still known is said all the same.
    return [line for edit in given for line in _lines(edit, snapshot, after)]


def said(owner: type, name: str, value: Any, snapshot: Snapshot) -> str:
    """
    A field's value in words.

    Args:
        owner: the class the field belongs to.
        name: the field.
        value: the value itself, not its plain form.
        snapshot: for the names of what is referred to, the currency and the reader's day.
    """
    known = fields_of(owner).get(name)
    about = known.metadata if known else {}
    if value in (None, "", ()):
        return "none"
    if isinstance(value, tuple | list):
        said_each = [said(owner, name, one, snapshot) for one in value]
        return ("; " if is_dataclass(value[0]) or isinstance(value[0], Mapping) else ", ").join(said_each)
    if is_dataclass(value) and not isinstance(value, Range):
        return _part(value, snapshot)
    if isinstance(value, Mapping):
        return _claimed(value, snapshot)
    if "ref" in about:
        return name_of(snapshot, about["ref"], str(value))
    if "choice" in about:
        return chosen(str(value))
    return _plainly(name, value, snapshot)


def _plainly(name: str, value: Any, snapshot: Snapshot) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return words.day(value, snapshot.as_of)
    if name.endswith("_cents"):
        return words.money(int(value), snapshot.currency)
    if name in SHARES and isinstance(value, int | float):
        return words.share(float(value))
    return spelled(value) if isinstance(value, float) else words.dated(str(value), snapshot.as_of)


def _part(value: Any, snapshot: Snapshot) -> str:
    """The first thing said alone, the others with their term: “Days to close, unit days, target 3”."""
    kind = type(value)
    telling = [one for one in fields(kind) if getattr(value, one.name) != default_of(one)]
    pieces = [(one.name, said(kind, one.name, getattr(value, one.name), snapshot)) for one in telling]
    return ", ".join(f"{term(name)} {text}" if number else text for number, (name, text) in enumerate(pieces))


def _claimed(plain: Mapping[str, Any], snapshot: Snapshot) -> str:
    """An edit that stands in a field, as a sentence."""
    try:
        lines = described([read_edit(plain)], snapshot)
    except (LookupError, ValueError, DocumentError):
        return "an edit that cannot be read"
    return "; ".join(line.says for line in lines if line.kind == "add") or "; ".join(
        f"{line.says}, {line.struck}" for line in lines
    )


def _lines(edit: Edit, before: Snapshot, after: Snapshot) -> list[EditLine]:
    match edit:
        case Add(noun, value):
            return [_added(noun, dict(value), after)]
        case Retire(noun, id):
            old = before.find(noun, id)
            return [EditLine("drop", _ref(noun, id), "Leaves the plan", struck=title(before, noun, old) if old else id)]
        case Change(noun, id, given):
            return [line for name, value in given.items() for line in _changed(noun, id, name, value, before, after)]


def _added(noun: str, value: dict[str, Any], after: Snapshot) -> EditLine:
    made = after.find(noun, str(value["id"])) or read_noun(noun, value)
    kind, skip = NOUNS[noun], {"id", *named_by(noun)}
    rest = ", ".join(
        f"{term(one.name)} {said(kind, one.name, getattr(made, one.name), after)}"
        for one in fields(kind)
        if one.name in value and one.name not in skip and getattr(made, one.name) != default_of(one)
    )
    says = f"New {noun_word(noun)}: {title(after, noun, made)}"
    return EditLine("add", _ref(noun, str(value["id"])), f"{says} ({rest})" if rest else says)


def _changed(noun: str, id: str, name: str, value: Any, before: Snapshot, after: Snapshot) -> list[EditLine]:
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    old = before if noun == "program" else before.find(noun, id)
    about = before.name if noun == "program" else title(before, noun, old) if old else id
    was = getattr(old, name, None) if old else None
    now = said(kind, name, _typed(kind, name, value), after)
    lines = [EditLine("add", _ref(noun, id), f"{about}, {term(name)}: {now}")]
    if was not in (None, "", ()):
        lines.insert(0, EditLine("drop", _ref(noun, id), about, f"{term(name)}: {said(kind, name, was, before)}"))
    return lines


def _typed(kind: type, name: str, plain: Any) -> Any:
    try:
        return read_value(kind, name, plain)
    except (KeyError, DocumentError):
        return plain


def _ref(noun: str, id: str) -> str:
    return id if KEY.fullmatch(id) else noun
