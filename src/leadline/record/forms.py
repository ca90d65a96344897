"""Forms made from the nouns themselves, so that every noun can be added and changed as soon as it exists."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from leadline.charts.parts import Field, Form, Option
from leadline.program.plain import DocumentError, read_noun, write_field, write_noun
from leadline.program.snapshot import HEAD, NOUNS, Snapshot, label
from leadline.record.part_lines import hint_of, part_of, read_lines, write_lines

LONG = {
    "acceptance",
    "text",
    "purpose",
    "reason",
    "effect",
    "cause",
    "rationale",
    "answer",
    "training",
    "stays",
    "feedback",
}
MOST_CHOICES = 300
"""Above so many, a reference is typed with suggestions left to the finder instead of a list nobody scrolls."""

HINTS = {
    "estimate": "A range in working days, as in 3-8d.",
    "delay": "A range in calendar days, as in 5-15d.",
    "expected": "How many more calendar days, as in 3-10d.",
    "probability": "A share between 0 and 1, as in 0.3.",
    "capacity": "The share of their working time for this program, as in 0.5.",
    "lag_days": "Calendar days between the two.",
}


def noun_form(
    noun: str,
    snapshot: Snapshot,
    action: str,
    *,
    value: Any = None,
    given: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    hidden: frozenset[str] = frozenset(),
) -> Form:
    """
    The form to add a noun, or to change `value`.

    Args:
        noun: which; `program` is the head.
        snapshot: for the choices of references.
        action: where it posts to.
        value: what is changed; None to add.
        given: what was typed before, shown again instead of the value.
        wrong: sentences by field.
        hidden: fields that are not for this reader.
    """
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    hints = get_type_hints(kind)
    made = [
        _field(one, hints[one.name], snapshot, noun, _text(value, one.name, given), (wrong or {}).get(one.name, ""))
        for one in fields(kind)
        if (one.name in HEAD if noun == "program" else one.name != "id") and one.name not in hidden
    ]
    verb = f"Add the {noun}" if value is None else "Keep the change"
    return Form(id=f"{noun}-form", title=verb, action=action, verb=verb, fields=made, error=(wrong or {}).get("", ""))


def read_form(noun: str, post: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Field values in document form out of a post, and a sentence for each field that is wrong.

    Fields that were not posted are left out; empty ones take the field's default.
    """
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    hints, values, wrong = get_type_hints(kind), {}, {}
    for one in fields(kind):
        if one.name not in post or one.name == "id":
            continue
        text, parts = post[one.name].strip(), part_of(hints[one.name])
        try:
            values[one.name] = read_lines(hints[one.name], text) if parts else _plain(hints[one.name], text)
            if noun != "program":
                read_noun(noun, {"id": "x", one.name: values[one.name]})
        except DocumentError as problem:
            wrong[one.name] = problem.problems[0].says
        except ValueError as problem:
            says = f"“{text[:40]}” is not a number. Write it as 12 or 0.5."
            wrong[one.name] = str(problem) if parts else says
    return values, wrong


def as_text(value: Any) -> dict[str, Any]:
    """A noun's fields in document form, for a change that starts from what is there."""
    return write_noun(value)


def _plain(hint: Any, text: str) -> Any:
    if get_args(hint) and get_args(hint)[-1] is Ellipsis:
        return [_plain(get_args(hint)[0], part.strip()) for part in text.split(",") if part.strip()]
    inner = next((one for one in get_args(hint) if one is not type(None)), hint)
    if not text:
        return None if type(None) in get_args(hint) else inner() if inner in (str, int, float, bool) else None
    if inner is bool:
        return text.lower() in ("yes", "true", "on", "1")
    return int(text) if inner is int else float(text) if inner is float else text


def _text(value: Any, name: str, given: Mapping[str, str] | None) -> str:
    if given is not None and name in given:
        return given[name]
    if value is None:
        return ""
    plain = write_field(type(value), name, getattr(value, name))
    if part_of(get_type_hints(type(value))[name]):
        return write_lines(plain)
    if isinstance(plain, list):
        return ", ".join(str(part) for part in plain)
    return "" if plain is None else ("yes" if plain is True else "" if plain is False else str(plain))


def _field(one: Any, hint: Any, snapshot: Snapshot, noun: str, value: str, wrong: str) -> Field:
    says = one.name.replace("_", " ").removesuffix(" cents") + (" in cents" if one.name.endswith("_cents") else "")
    base = {
        "id": f"{noun}-{one.name}",
        "name": one.name,
        "label": says[:1].upper() + says[1:],
        "value": value,
        "error": wrong,
        "hint": HINTS.get(one.name, ""),
        "required": one.name == "name",
    }
    if words := one.metadata.get("choice"):
        return Field(**base, kind="select", options=[Option(word, word or "not said", word == value) for word in words])
    if reference := one.metadata.get("ref"):
        return _reference(base, reference, snapshot, value, many=bool(get_args(hint)))
    if kind := part_of(hint):
        return Field(**{**base, "hint": hint_of(kind)}, kind="textarea", wide=True)
    if Ellipsis in get_args(hint):
        # A date field would show one date and forget the others.
        return Field(**{**base, "hint": base["hint"] or "Several, separated by commas."})
    inner = next((part for part in get_args(hint) if part is not type(None)), hint)
    if inner is bool:
        return Field(**base, kind="check", options=[Option("yes", "Yes", value == "yes")] if value == "yes" else [])
    kinds = {"date": "date"}
    kind = kinds.get(getattr(inner, "__name__", ""), "textarea" if one.name in LONG else "text")
    return Field(**base, kind=kind)


def _reference(base: dict[str, Any], reference: str, snapshot: Snapshot, value: str, *, many: bool) -> Field:
    choices = list(_choices(reference, snapshot))
    if many or len(choices) > MOST_CHOICES:
        hint = "Ids, separated by commas." if many else "An id."
        return Field(**{**base, "hint": hint})
    options = [Option("", "nobody or nothing", not value), *(Option(id, says, id == value) for id, says in choices)]
    return Field(**base, kind="select", options=options)


def _choices(reference: str, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for noun in reference.split("|"):
        for one in snapshot.of(noun):
            yield one.id, label(noun, one)
