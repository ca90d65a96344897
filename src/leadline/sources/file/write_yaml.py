"""A program as a YAML file that people like to read, and that reads back as the same program."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from leadline.program import document
from leadline.program.snapshot import PLACES, Snapshot
from leadline.sources.file.tree import scalar

WIDTH = 110
_BARE = re.compile(r"[^\W\d_](?:[\w ./()+'-]*[\w.)+])?|\d{4}-\d\d-\d\d|[\d.]+(?:-[\d.]+)*[hdw]|v?\d+(?:\.\d+){2,}")
_WORDS_ELSEWHERE = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def write_yaml(snapshot: Snapshot) -> str:
    """
    The canonical YAML text of a program: head first, a blank line between nouns.

    The same program gives the same text; reading the text gives the same program.
    """
    plain = document.write(snapshot)
    head = {name: value for name, value in plain.items() if name not in PLACES.values()}
    parts = ["\n".join(line for name, value in head.items() for line in _entry(name, value, 0))]
    for place in PLACES.values():
        if place in plain:
            nouns = ("\n".join(_item(noun, 2)) for noun in plain[place])
            parts.append(f"{place}:\n" + "\n\n".join(nouns))
    return "\n\n".join(parts) + "\n"


def _entry(name: str, value: Any, indent: int) -> Iterator[str]:
    """A field and its value: on one line where it fits, else below it."""
    start = f"{' ' * indent}{_text(name)}:"
    if isinstance(value, str) and _is_prose(value):
        yield f"{start} {'|' if value.endswith(chr(10)) else '|-'}"
        yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in value.removesuffix("\n").split("\n"))
        return
    flow = _flow(value)
    if len(start) + len(flow) < WIDTH or not value or not isinstance(value, list | Mapping):
        yield f"{start} {flow}"
    elif isinstance(value, Mapping):
        yield start
        yield from (line for key, part in value.items() for line in _entry(key, part, indent + 2))
    else:
        yield start
        yield from (line for part in value for line in _item(part, indent + 2))


def _item(value: Any, indent: int) -> Iterator[str]:
    """A part of a list, with its dash."""
    dash = " " * indent + "- "
    if isinstance(value, Mapping) and value and (indent == 2 or len(_flow(value)) + indent > WIDTH):
        lines = (line for name, part in value.items() for line in _entry(name, part, indent + 2))
        yield dash + next(lines)[indent + 2 :]
        yield from lines
    else:
        yield dash + _flow(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(name)}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _text(text: str) -> str:
    """Bare where every YAML reader takes it for this very text, else in double quotes."""
    if _BARE.fullmatch(text) and not _WORDS_ELSEWHERE.fullmatch(text) and isinstance(scalar(text), str):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{_UNPRINTABLE.sub(_escaped, quoted)}"'


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_prose(text: str) -> bool:
    """Several lines that a literal block gives back exactly."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    return len(lines) > 1 and not _UNPRINTABLE.search(text) and all(
        line and line == line.strip() and "\t" not in line for line in (lines[0], lines[-1])
    ) and all(line == line.rstrip() and "\xa0" not in line for line in lines)  # fmt: skip
