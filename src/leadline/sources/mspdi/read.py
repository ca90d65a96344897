"""
Reads Microsoft Project's XML as a stream, keeping only what is made use of.

The parser is expat from the standard library with every way of an attack closed: a document type is refused as such, so that no
entity can be declared, expanded or fetched; depth, records, texts, one piece of mark-up, seconds and bytes have limits.
"""

from io import BytesIO
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO
from xml.parsers import expat

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS, MEGABYTE, Deadline, Limits, check_size
from leadline.sources.mspdi.schedule import COUNTED, NAMESPACES, SPEC, Schedule, Spec

PRIMAVERA = "primavera"
MICROSOFT = "microsoft"
_CHUNK = 1 << 16
_LONGEST_MARK_UP = MEGABYTE
_ATTRIBUTES = 1_000
_SHORT = 20
_BETWEEN = "\t"
_AGAIN = "Save it again from Microsoft Project as XML (*.xml)."


def read_schedule(data: bytes, name: str, limits: Limits = LIMITS) -> Schedule:
    """
    The schedule in the bytes of a file. `name` is what problems call it.

    Raises:
        Unreadable: it is no XML, it is broken, or it is no schedule of Microsoft Project.
        TooLarge: a limit was reached; the sentence names it.
    """
    check_size(len(data), name, limits)
    return _read(BytesIO(data), name, limits)


def read_schedule_file(path: Path, limits: Limits = LIMITS) -> Schedule:
    """The schedule in a file, of which never more than a piece is in memory. Raises like `read_schedule`."""
    try:
        check_size(path.stat().st_size, path.name, limits)
        with path.open("rb") as file:
            return _read(file, path.name, limits)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise Unreadable(f"{path.name} cannot be read: {why}. Check the name, or copy it.") from None


def family_of(path: Path, limits: Limits = LIMITS) -> str:
    """
    Whose XML a file is, by its root: `MICROSOFT` or `PRIMAVERA`. All of it is read, so that nothing hostile goes further.

    Raises:
        Unreadable, TooLarge: like `read_schedule`.
    """
    check_size(path.stat().st_size, path.name, limits)
    with path.open("rb") as file:
        walk = _Walk(path.name, limits, {})
        walk.any_root = True
        _feed(walk, file)
    return walk.family


def _read(file: BinaryIO, name: str, limits: Limits) -> Schedule:
    walk = _Walk(name, limits, SPEC)
    _feed(walk, file)
    project = walk.root.get("Project")
    if not project or not project[0]:
        raise Unreadable(f"{name} holds no project. {_AGAIN}")
    return Schedule(name, project[0])


def _feed(walk: "_Walk", file: BinaryIO) -> None:
    parser, fed = walk.parser, 0
    try:
        while chunk := file.read(_CHUNK):
            walk.deadline.check()
            fed += len(chunk)
            parser.Parse(chunk, False)
            walk.check_bytes(fed)
            # A tag or comment that does not end would be kept whole until it does.
            if fed - parser.CurrentByteIndex > _LONGEST_MARK_UP + _CHUNK:
                raise TooLarge(
                    f"{walk.name}: one piece of mark-up has more than {_LONGEST_MARK_UP // MEGABYTE} MB, the most that is read. "
                    f"{_AGAIN}"
                )
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise Unreadable(_broken(walk.name, problem, fed)) from None
    except (LookupError, ValueError) as problem:
        # What Python says to an encoding that it does not know, or that is none of single bytes.
        raise Unreadable(
            f"{walk.name} is in an encoding that is not read ({problem}). Save it again as UTF-8."
        ) from None


def _broken(name: str, problem: expat.ExpatError, fed: int) -> str:
    if not fed:
        return f"{name} is empty. {_AGAIN}"
    why = expat.ErrorString(problem.code) or "it is broken"
    return f"{name}:{problem.lineno}: it is no XML that can be read ({why}). {_AGAIN}"


class _Walk:
    """One way through a file: the records that are open, and those that are skipped."""

    def __init__(self, name: str, limits: Limits, spec: Spec) -> None:
        self.name, self.limits = name, limits
        self.deadline = Deadline(name, limits.seconds)
        self.root: dict[str, Any] = {}
        self.family = ""
        self.any_root = False
        self._open: list[tuple[Spec, dict[str, Any]]] = [(spec, self.root)]
        self._depth = self._skipped = self._records = self._values = self._letters = 0
        self._leaf, self._text = "", list[str]()
        self.parser = self._parser()

    def check_bytes(self, fed: int) -> None:
        """A file may grow while it is read, and a pipe has no size."""
        check_size(fed, self.name, self.limits)

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.ExternalEntityRefHandler = self._document_type
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _document_type(self, *_: Any) -> int:
        raise Unreadable(
            f"{self.name} declares a document type (DTD) or an entity. No schedule needs one, and attacks do. {_AGAIN}"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self.limits.depth:
            raise TooLarge(f"{self.name} is nested more than {self.limits.depth} deep, the most that is read. {_AGAIN}")
        if len(attributes) > _ATTRIBUTES:
            raise TooLarge(
                f"{self.name}: an element has more than {_ATTRIBUTES:,} attributes, the most that is read. {_AGAIN}"
            )
        if self._depth == 1:
            self._check_root(tag)
        name = tag.rpartition(_BETWEEN)[2]
        spec, record = self._open[-1]
        if self._skipped or self._leaf or name not in spec:
            self._skipped += 1
            return
        self._count(name)
        if spec[name] is None:
            self._leaf, self._text, self._letters = name, [], 0
        else:
            below: dict[str, Any] = {}
            record.setdefault(name, []).append(below)
            self._open.append((spec[name], below))

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif self._leaf:
            # Of a field that stands twice the first counts.
            value = "".join(self._text).strip()
            # Numbers and flags come again and again: one of each is enough.
            self._open[-1][1].setdefault(self._leaf, intern(value) if len(value) < _SHORT else value)
            self._leaf = ""
        else:
            self._open.pop()

    def _characters(self, text: str) -> None:
        if self._leaf and not self._skipped:
            self._letters += len(text)
            if self._letters > self.limits.cell:
                raise TooLarge(
                    f"{self.name}: a {self._leaf} has more than {self.limits.cell:,} letters, the most that is read. Shorten it."
                )
            self._text.append(text)

    def _count(self, name: str) -> None:
        self._records += name in COUNTED
        self._values += 1
        if self._records > self.limits.nouns * 2 or self._values > self.limits.values:
            raise TooLarge(
                f"{self.name} has more than {self.limits.nouns * 2:,} records or {self.limits.values:,} fields, the most "
                "that are read. Split it into several schedules."
            )

    def _check_root(self, tag: str) -> None:
        space, _, name = tag.rpartition(_BETWEEN)
        if name == "Project" and (space in NAMESPACES or not space):
            self.family = MICROSOFT
        elif name == "APIBusinessObjects":
            self.family = PRIMAVERA
        if self.family == MICROSOFT or (self.any_root and self.family):
            return
        raise Unreadable(
            f"{self.name} is XML, but no schedule: it begins with <{name[:40]}>. Save it from Microsoft Project as XML (*.xml), "
            "or export it from Primavera as XML or XER."
        )
