"""JSON text to values with lines."""

import json
import re
from typing import Any

from leadline.sources.errors import BadDocument, FileProblem
from leadline.sources.file.limits import Deadline
from leadline.sources.file.tree import Builder, scalar

_TOKEN = re.compile(r'[{}\[\]]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+', re.DOTALL)
_CHECK_EVERY = 5_000


def build_json(text: str, builder: Builder, deadline: Deadline) -> None:
    """
    Fills a builder with a JSON text.

    Raises:
        BadDocument: the text is no JSON; the line says where it stops being so.
        TooLarge: too much of it, or too slow.
    """
    _check(text, builder.name)
    line, seen = 1, 0
    for count, found in enumerate(_TOKEN.finditer(text)):
        if count % _CHECK_EVERY == 0:
            deadline.check()
        line += text.count("\n", seen, found.start())
        seen = found.start()
        _take(found[0], line, builder)


def _check(text: str, name: str) -> None:
    try:
        # Only whether it is JSON is asked here; what it holds would take ten times its room.
        json.loads(text, object_pairs_hook=lambda pairs: None)
    except json.JSONDecodeError as problem:
        says = (
            f"This is not JSON: {problem.msg[:1].lower()}{problem.msg[1:]} in column {problem.colno}. Correct it there."
        )
        raise BadDocument([FileProblem(name, problem.lineno, "", says)]) from None
    except RecursionError:
        says = "This is nested too deeply to be a program. Take levels out."
        raise BadDocument([FileProblem(name, 0, "", says)]) from None


def _take(word: str, line: int, builder: Builder) -> None:
    if word in "{[":
        builder.open({} if word == "{" else [], line)
    elif word in "}]":
        builder.close()
    elif word.startswith('"'):
        text = _text(word)
        builder.add(text, line, text)
    else:
        builder.add(scalar(word), line, word)


def _text(word: str) -> str:
    text: Any = json.loads(word, strict=False)
    # Half of a surrogate pair is no character: no database and no file would take it.
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
