"""What people type as `field=value`, into the document form of a noun."""

import json
import types
from collections.abc import Sequence
from typing import Any, Union, get_args, get_origin, get_type_hints

from leadline.cli.errors import Stop

YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def split(word: str) -> tuple[str, str]:
    """The name and the value of `name=value`. Raises `Stop` where there is no `=`."""
    name, equals, value = word.partition("=")
    if not equals or not name.strip():
        raise Stop(f'“{word}” is no FIELD=VALUE. Write it as name="API ready".')
    return name.strip().replace("-", "_"), value


def read_fields_of(noun: str, words: Sequence[str], *, new: bool) -> dict[str, Any]:
    """
    The fields of a noun in document form.

    Values are typed as in a document; lists as `a,b` or JSON, parts of a noun as JSON. `field=` empties a field.

    Raises:
        Stop: a word is no `field=value`, or a value is broken JSON.
        DocumentError: there is no such noun or field, or a value does not fit.
    """
    from leadline.program.plain import read_fields

    given = dict(map(split, words))
    if not given:
        raise Stop(f'Say the fields of the {noun}, as in name="API ready".')
    kind = _kind(noun)
    hints = get_type_hints(kind) if kind else {}
    fields = {name: _value(name, hints.get(name, str), text) for name, text in given.items()}
    read_fields(noun, {name: value for name, value in fields.items() if not (new and name == "id")}, limited=True)
    return fields


def _kind(noun: str) -> type | None:
    from leadline.program.snapshot import NOUNS, Snapshot

    return Snapshot if noun == "program" else NOUNS.get(noun)


def _value(name: str, hint: Any, text: str) -> Any:
    inner, optional = _inner(hint)
    if optional and text == "":
        return None
    if get_origin(inner) is tuple:
        return (
            _json(name, text)
            if text.lstrip().startswith("[")
            else [one.strip() for one in text.split(",") if one.strip()]
        )
    if text.lstrip().startswith("{"):
        return _json(name, text)
    if inner is bool and text.lower() in YES + NO:
        return text.lower() in YES
    return _number(inner, text)


def _number(kind: Any, text: str) -> Any:
    """Numbers as numbers, so that the journal keeps them so; what is none is left for the reader to complain about."""
    try:
        return kind(text) if kind in (int, float) else text
    except ValueError:
        return text


def _inner(hint: Any) -> tuple[Any, bool]:
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return next(one for one in parts if one is not type(None)), type(None) in parts


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise Stop(f"The JSON of {name} is broken: {problem}.") from None
