"""Programs as documents: one YAML or JSON file each, problems told with file and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leadline.program import document
from leadline.program.plain import DocumentError, Problem
from leadline.program.snapshot import Snapshot
from leadline.sources.errors import BadDocument, FileProblem, SourceError
from leadline.sources.file.encoding import decode
from leadline.sources.file.json_events import build_json
from leadline.sources.file.limits import LIMITS, Deadline, Limits, check_size, read_bytes_of
from leadline.sources.file.tree import Builder
from leadline.sources.file.yaml_events import build_yaml

_NOTHING = "The file holds nothing. A program begins with “name:” and “as_of:”."


@dataclass(frozen=True)
class Document:
    """A program read from a file, and what there is to say about the reading (a guessed encoding)."""

    name: str
    snapshot: Snapshot
    notes: tuple[str, ...] = ()


def read_file(path: Path, *, as_of: date | None = None, limits: Limits = LIMITS) -> Document:
    """
    The program of a file, JSON where its name ends so, else YAML. `as_of` counts where the file does not name a day.

    Raises:
        BadDocument: with every problem found, as `examples/x.yaml:12: estimate: 8-3d is not a range. Put …`.
        Unreadable: there is no such file, or its bytes are no text.
        TooLarge: it is larger or slower to read than the limits allow.
    """
    return read_bytes(read_bytes_of(path, limits), str(path), as_of=as_of, limits=limits)


def read_files(paths: Sequence[Path], *, as_of: date | None = None, limits: Limits = LIMITS) -> list[Document]:
    """
    The programs of several files, in their order.

    Raises:
        BadDocument: with the problems of all files at once, also when one cannot be read or two are the same program.
    """
    read: list[Document] = []
    problems: list[FileProblem] = []
    for path in paths:
        try:
            read.append(read_file(path, as_of=as_of, limits=limits))
        except BadDocument as bad:
            problems += bad.problems
        except SourceError as bad:
            problems.append(FileProblem(str(path), 0, "", str(bad)))
    if problems or (problems := _same_programs(read)):
        raise BadDocument(problems)
    return read


def read_bytes(data: bytes, name: str, *, as_of: date | None = None, limits: Limits = LIMITS) -> Document:
    """The program of a file's bytes, such as an upload. `name` is what problems call it; raises like `read_file`."""
    check_size(len(data), name, limits)
    deadline = Deadline(name, limits.seconds)
    text, said = decode(data, name)
    builder = Builder(name, limits)
    build = build_json if name.casefold().endswith(".json") else build_yaml
    build(text.removeprefix("\ufeff"), builder, deadline)
    if builder.problems:
        raise BadDocument([FileProblem(name, *problem) for problem in builder.problems])
    if builder.value is None:
        raise BadDocument([FileProblem(name, 1, "", _NOTHING)])
    try:
        snapshot = document.read(builder.value, as_of=as_of)
    except DocumentError as bad:
        raise BadDocument(_placed(bad.problems, builder, name)) from None
    return Document(name, snapshot, (f"{name}: {said}",) if said else ())


def _placed(problems: Sequence[Problem], builder: Builder, name: str) -> list[FileProblem]:
    placed = [FileProblem(name, builder.lines.at(one.path), _field(one), one.says) for one in problems]
    return sorted(placed, key=lambda one: one.line)


def _field(problem: Problem) -> str:
    """The name of the field; with the line before it, the whole path would only be in the way."""
    return next((part for part in reversed(problem.path) if isinstance(part, str)), "")


def _same_programs(read: Sequence[Document]) -> list[FileProblem]:
    first: dict[str, str] = {}
    problems = []
    for one in read:
        other = first.setdefault(one.snapshot.id, one.name)
        if other != one.name:
            says = f"Its id “{one.snapshot.id}” is that of {other} too. Give one of the programs another id."
            problems.append(FileProblem(one.name, 0, "id", says))
    return problems
