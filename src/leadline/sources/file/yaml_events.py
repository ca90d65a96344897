"""YAML text to values with lines."""

from collections.abc import Iterator
from typing import Any

import yaml

from leadline.sources.errors import BadDocument, FileProblem
from leadline.sources.file.limits import Deadline
from leadline.sources.file.tree import Builder, scalar

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CHECK_EVERY = 2_000
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq"))}


def build_yaml(text: str, builder: Builder, deadline: Deadline) -> None:
    """
    Fills a builder with the one document of a YAML text.

    Raises:
        BadDocument: the text is no YAML, or holds several documents.
        TooLarge: too much of it, or too slow.
    """
    documents = 0
    parse: Any = yaml.parse  # Its published types say that an event may have no mark; every event has one.
    try:
        events: Iterator[Any] = parse(text, Loader=_LOADER)
        for count, event in enumerate(events):
            if count % _CHECK_EVERY == 0:
                deadline.check()
            line = event.start_mark.line + 1
            documents += event.__class__ is yaml.DocumentStartEvent
            if documents > 1:
                says = "A second document begins here. Put each program into a file of its own."
                raise BadDocument([FileProblem(builder.name, line, "", says)])
            _take(event, line, builder)
    except yaml.MarkedYAMLError as problem:
        raise BadDocument([FileProblem(builder.name, _line(problem), "", _in_words(problem))]) from None
    except yaml.YAMLError as problem:
        raise BadDocument([_unreadable(text, builder.name, problem)]) from None
    deadline.check()


def _take(event: Any, line: int, builder: Builder) -> None:
    match event:
        case yaml.ScalarEvent():
            _check_tag(event, builder, line)
            plain = event.implicit[0] and not event.style
            builder.add(scalar(event.value) if plain else event.value, line, event.value, event.anchor)
        case yaml.MappingStartEvent():
            _check_tag(event, builder, line)
            builder.open({}, line, event.anchor)
        case yaml.SequenceStartEvent():
            _check_tag(event, builder, line)
            builder.open([], line, event.anchor)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            builder.close()
        case yaml.AliasEvent():
            builder.alias(str(event.anchor), line)


def _check_tag(event: Any, builder: Builder, line: int) -> None:
    if event.tag not in _TAGS:
        builder.problems.append((line, "", f"The tag “{event.tag}” means nothing here. Leave it out."))


def _line(problem: yaml.MarkedYAMLError) -> int:
    mark = problem.problem_mark or problem.context_mark
    return mark.line + 1 if mark else 0


def _in_words(problem: yaml.MarkedYAMLError) -> str:
    said = problem.problem or "it cannot be read"
    if "cannot start any token" in said:
        return (
            f"This is not YAML: {said}. Indent with spaces, not tabs, and put quotes around texts with special signs."
        )
    if "mapping values are not allowed" in said:
        return "This is not YAML: a second “: ” stands in one line. Put quotes around the text."
    return f"This is not YAML: {said}. Look at the indents, quotes and brackets of this line and the one before."


def _unreadable(text: str, name: str, problem: yaml.YAMLError) -> FileProblem:
    position = getattr(problem, "position", None)
    line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 0
    return FileProblem(name, line, "", "A character here is no text (a control character). Take it out.")
