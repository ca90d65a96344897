"""Lists of parts as lines people can type: the measures of a goal, the options of a decision, the skills of a person."""

import json
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

BETWEEN = " | "


def part_of(hint: Any) -> Any | None:
    """The class of the parts a field holds (`Mapping` for edits); None where the field holds plain values."""
    parts = get_args(hint)
    inner = parts[0] if parts and parts[-1] in (Ellipsis, type(None)) else hint
    if get_origin(inner) is not None and issubclass(get_origin(inner), Mapping):
        return Mapping
    return inner if hasattr(inner, "__dataclass_fields__") and inner.__name__ != "Range" else None


def write_lines(plain: Any) -> str:
    """Parts in document form as lines: `name: share | unit: % | target: 12`, or the one word that is enough."""
    parts = plain if isinstance(plain, list) else [] if plain is None else [plain]
    return "\n".join(_line(part) for part in parts)


def read_lines(hint: Any, text: str) -> Any:
    """
    Lines back in document form; a single part where the field holds one.

    Raises:
        ValueError: a line is neither a word nor `field: value` pairs; the message says how it is written.
    """
    kind = part_of(hint)
    parts = [_part(kind, line.strip()) for line in text.splitlines() if line.strip()]
    if Ellipsis in get_args(hint):
        return parts
    return parts[0] if parts else None


def hint_of(kind: Any) -> str:
    """How the lines of a field are written."""
    if kind is Mapping:
        return "One edit a line, as JSON."
    names = [name.replace("_", " ") for name in kind.__dataclass_fields__]
    short = getattr(kind, "SHORT", "")
    alone = f" {short.capitalize()} alone is enough." if short else ""
    return f"One a line: {BETWEEN.join(f'{name}: …' for name in names[:3])}.{alone}"


def _line(part: Any) -> str:
    if isinstance(part, str):
        return f"name: {part}" if ": " in part or BETWEEN in part else part
    if "kind" in part and "noun" in part:
        return json.dumps(part, ensure_ascii=False)
    return BETWEEN.join(
        f"{name.replace('_', ' ')}: {_said(value)}" for name, value in part.items() if value is not None
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    plain = isinstance(value, str) and "\n" not in value and BETWEEN not in value and value[:1] not in ('"', "[", "{")
    return str(value) if plain or isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)


def _part(kind: Any, line: str) -> Any:
    if kind is Mapping:
        return _json(line)
    if ": " not in line:
        if not hasattr(kind, "SHORT"):
            raise ValueError(f"“{line[:40]}” says no field. {hint_of(kind)}")
        return line
    hints, made = get_type_hints(kind), {}
    for piece in line.split(BETWEEN):
        said, _, value = piece.partition(": ")
        name = said.strip().replace(" ", "_")
        flag = hints.get(name) is bool
        made[name] = (
            value.strip() in ("yes", "true")
            if flag
            else _json(value)
            if value[:1] in ('"', "[", "{")
            else value.strip()
        )
    return made


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}” cannot be read. Check its brackets and quotes.") from None
