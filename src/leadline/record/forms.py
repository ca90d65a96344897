"""Forms made from the nouns themselves, so that every noun can be added and changed as soon as it exists."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_type_hints

from leadline.charts.parts import Field, Form, Option
from leadline.program.plain import DocumentError, read_fields, write_field, write_noun
from leadline.program.ranges import spelled
from leadline.program.reading import default_of
from leadline.program.snapshot import HEAD, NOUNS, Snapshot
from leadline.program.titles import ENDS, named_by, title
from leadline.record.field_words import HINTS, RARE, chosen, noun_word, term
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
MOST_BOXES = 60
"""Above so many, several references are typed instead of ticked."""
HAD = "had-"
"""A browser sends nothing for a box without a tick; a hidden field with this before its name says the box was there."""


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

    What is rarely needed and not said stands behind “More”. A field that holds its default is empty and tells it as a
    hint, so that nobody takes a default for something that was said.

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
        one_made
        for one in fields(kind)
        if (one.name in HEAD if noun == "program" else one.name != "id") and one.name not in hidden
        for one_made in _fields(
            one,
            hints[one.name],
            snapshot,
            noun,
            _text(kind, value, one, given),
            wrong=(wrong or {}).get(one.name, ""),
            new=value is None,
        )
    ]
    return Form(
        id=f"{noun}-form",
        title=f"New {noun_word(noun)}" if value is None else "Change it",
        action=action,
        verb=f"Add the {noun_word(noun)}" if value is None else "Keep the change",
        fields=[one for one in made if not one.rare],
        more=[one for one in made if one.rare],
        error=(wrong or {}).get("", ""),
    )


def read_form(noun: str, post: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Field values in document form out of a post, and a sentence for each field that is wrong.

    Fields that were not posted are left out; empty ones take the field's default.
    """
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    hints, values, wrong = get_type_hints(kind), {}, {}
    for one in fields(kind):
        posted = _posted(one.name, post)
        if one.name == "id" or posted is None:
            continue
        try:
            values[one.name] = _read(one, hints[one.name], posted.strip())
            read_fields(noun, {one.name: values[one.name]}, limited=True)
        except DocumentError as problem:
            wrong[one.name] = problem.problems[0].says
        except ValueError as problem:
            wrong[one.name] = str(problem)
    return values, wrong


def as_text(value: Any) -> dict[str, Any]:
    """A noun's fields in document form, for a change that starts from what is there."""
    return write_noun(value)


def _named(name: str) -> str:
    """What a field is called in the form: money is asked for as people write it, so it is not posted as cents."""
    return name.removesuffix("_cents")


def _posted(name: str, post: Mapping[str, str]) -> str | None:
    if _named(name) in post:
        return post[_named(name)]
    return "" if HAD + name in post else None


def _read(one: Any, hint: Any, text: str) -> Any:
    if not text:
        return write_field(type(one), one.name, default_of(one))
    if part_of(hint):
        return read_lines(hint, text)
    return _cents(text) if one.name.endswith("_cents") else _plain(hint, text)


def _plain(hint: Any, text: str) -> Any:
    if get_args(hint) and get_args(hint)[-1] is Ellipsis:
        return [_plain(get_args(hint)[0], part.strip()) for part in text.split(",") if part.strip()]
    inner = next((one for one in get_args(hint) if one is not type(None)), hint)
    if inner is bool:
        return text.lower() in ("yes", "true", "on", "1")
    if inner not in (int, float):
        return text
    try:
        if inner is float and text.endswith("%"):
            return float(Decimal(text[:-1].strip()) / 100)
        return inner(text)
    except (ValueError, InvalidOperation):
        raise ValueError(f"“{text[:40]}” is not a number. Write it as 12 or 0.5.") from None


def _cents(text: str) -> int:
    try:
        return int((Decimal(text.replace(",", "").replace(" ", "")) * 100).to_integral_exact())
    except (InvalidOperation, OverflowError, ValueError):
        raise ValueError(f"“{text[:40]}” is not an amount. Write it as 3000 or 1250.50.") from None


def _text(kind: type, value: Any, one: Any, given: Mapping[str, str] | None) -> str:
    if given is not None and (typed := _posted(one.name, given)) is not None:
        return typed
    if value is None:
        return ""
    own = getattr(value, one.name)
    if own == default_of(one) and not one.metadata.get("choice"):
        return ""
    plain = write_field(kind, one.name, own)
    if part_of(get_type_hints(kind)[one.name]):
        return write_lines(plain)
    return _written(one.name, plain)


def _written(name: str, plain: Any) -> str:
    if isinstance(plain, list):
        return ", ".join(_written(name, part) for part in plain)
    if isinstance(plain, bool) or plain is None:
        return "yes" if plain else ""
    if name.endswith("_cents"):
        return f"{plain // 100}" if plain % 100 == 0 else f"{plain / 100:.2f}"
    return spelled(plain) if isinstance(plain, float) else str(plain)


def _fields(
    one: Any, hint: Any, snapshot: Snapshot, noun: str, value: str, *, wrong: str, new: bool
) -> Iterator[Field]:
    says, naming = term(one.name), one.name in named_by(noun)
    silent = value in ("", str(default_of(one)))
    base: dict[str, Any] = {
        "id": f"{noun}-{one.name}",
        "name": _named(one.name),
        "label": says[:1].upper() + says[1:],
        "value": value,
        "error": wrong,
        "hint": " ".join(part for part in (HINTS.get(one.name, ""), _unsaid(one)) if part),
        "required": naming and (new or value != "") and (noun not in ENDS or "ref" in one.metadata),
        "wide": naming and noun not in ENDS,
        "unit": snapshot.currency if one.name.endswith("_cents") else "",
        "rare": one.name in RARE.get(noun, ()) and silent and not wrong,
    }
    boxes = False
    if words := one.metadata.get("choice"):
        now = value or words[0]
        yield Field(**base, kind="select", options=[Option(word, chosen(word), word == now) for word in words])
    elif reference := one.metadata.get("ref"):
        made = _reference(base, reference, snapshot, value, many=bool(get_args(hint)))
        boxes = made.kind == "checks"
        yield made
    elif kind := part_of(hint):
        yield Field(**{**base, "hint": hint_of(kind), "wide": True}, kind="textarea")
    elif Ellipsis in get_args(hint):
        # A date field would show one date and forget the others.
        yield Field(**{**base, "hint": base["hint"] or "Several, separated by commas."})
    else:
        inner = next((part for part in get_args(hint) if part is not type(None)), hint)
        boxes = inner is bool
        yield _single(base, inner, value, long=one.name in LONG)
    if boxes:
        yield Field(f"{noun}-{HAD}{one.name}", f"{HAD}{one.name}", "", "hidden", "1", rare=bool(base["rare"]))


def _single(base: dict[str, Any], inner: Any, value: str, *, long: bool) -> Field:
    if inner is bool:
        return Field(
            **{**base, "value": "yes"}, kind="check", options=[Option("yes", "Yes", True)] if value == "yes" else []
        )
    kind = "date" if getattr(inner, "__name__", "") == "date" else "textarea" if long else "text"
    return Field(**base, kind=kind)


def _unsaid(one: Any) -> str:
    """What an empty field means, where it does not mean that nothing is known."""
    default = default_of(one)
    if isinstance(default, bool) or not isinstance(default, int | float) or one.name.endswith("_cents"):
        return ""
    return f"Empty means {spelled(default)}."


def _reference(base: dict[str, Any], reference: str, snapshot: Snapshot, value: str, *, many: bool) -> Field:
    choices = list(_choices(reference, snapshot))
    if many and len(choices) <= MOST_BOXES:
        ticked = {part.strip() for part in value.split(",")}
        options = [Option(id, says, id in ticked) for id, says in choices]
        return Field(**{**base, "wide": True}, kind="checks", options=sorted(options, key=lambda one: not one.chosen))
    if many or len(choices) > MOST_CHOICES:
        hint = "Ids, separated by commas." if many else "Its id: the last part of the address of its page."
        return Field(**{**base, "hint": hint})
    nothing = "nobody" if reference == "person" else "none"
    options = [Option("", nothing, not value), *(Option(id, says, id == value) for id, says in choices)]
    return Field(**base, kind="select", options=options)


def _choices(reference: str, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for noun in reference.split("|"):
        for one in snapshot.of(noun):
            yield one.id, title(snapshot, noun, one)
