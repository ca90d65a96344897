"""Edits in words people read: what would be added, changed or taken out."""

from leadline.charts import words
from leadline.charts.parts import EditLine
from leadline.program.edits import Add, Change, Edit, Retire
from leadline.program.plain import write_field
from leadline.program.snapshot import Snapshot, label


def described(edit: Edit, snapshot: Snapshot) -> list[EditLine]:
    """One edit as lines of a diff, the old value struck where there is one."""
    match edit:
        case Add(noun, value):
            says = value.get("name") or value.get("text") or value.get("question") or value.get("event") or value["id"]
            rest = ", ".join(
                f"{_words(name)} {_said(one, snapshot)}"
                for name, one in value.items()
                if name not in ("id", "name", "text")
            )
            return [EditLine("add", str(value["id"]), f"New {noun}: {says}{f' ({rest})' if rest else ''}")]
        case Retire(noun, id):
            old = snapshot.find(noun, id)
            return [EditLine("drop", id, f"{noun} leaves the plan", struck=label(noun, old) if old else id)]
        case Change(noun, id, fields):
            old = snapshot if noun == "program" else snapshot.find(noun, id)
            return [line for name, value in fields.items() for line in _change(noun, id, name, value, old, snapshot)]


def _change(noun: str, id: str, name: str, value: object, old: object, snapshot: Snapshot) -> list[EditLine]:
    was = write_field(type(old), name, getattr(old, name)) if old is not None and hasattr(old, name) else None
    title = label(noun, old) if old is not None and noun != "program" else snapshot.name
    lines = (
        [EditLine("drop", id, f"{title}, {_words(name)}:", struck=_said(was, snapshot))]
        if was not in (None, "", [])
        else []
    )
    return [*lines, EditLine("add", id, f"{title}, {_words(name)}: {_said(value, snapshot)}")]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _said(value: object, snapshot: Snapshot) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_words(str(name))} {_said(one, snapshot)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_said(one, snapshot) for one in value) or "none"
    if value in (None, ""):
        return "none"
    return "yes" if value is True else "no" if value is False else words.dated(str(value), snapshot.as_of)
