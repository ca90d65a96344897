"""TaskJuggler files to one list of statements: what they include must have been brought along."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.encoding import decode
from leadline.sources.file.limits import LIMITS, Deadline, Limits, check_size, read_bytes_of
from leadline.sources.taskjuggler.lex import Lexer, Token, with_days
from leadline.sources.taskjuggler.statements import Statement, statements

MOST_INCLUDES = 100


@dataclass(frozen=True)
class Plan:
    """The statements of a project and all its parts, in their order; `name` is what its main file is called."""

    name: str
    statements: tuple[Statement, ...]


def read_files(paths: Sequence[Path], limits: Limits = LIMITS) -> Plan:
    """
    The plan of a main file (`.tjp`) and the parts it includes (`.tji`), all of which are brought together.

    Raises:
        Unreadable: one cannot be read, no file or several have a project, or an included one was not brought.
        TooLarge: they are larger than what is read.
    """
    return read_bytes({one.name: read_bytes_of(one, limits) for one in paths}, limits)


def read_bytes(files: Mapping[str, bytes], limits: Limits = LIMITS) -> Plan:
    """The plan of files by their names. Raises as `read_files` does."""
    check_size(sum(map(len, files.values())), ", ".join(files), limits)
    texts = {name: decode(data, name)[0].replace("\r\n", "\n").replace("\r", "\n") for name, data in files.items()}
    mains = [name for name in texts if not name.lower().endswith(".tji")] or list(texts)
    if len(mains) != 1:
        raise Unreadable(
            f"{', '.join(mains)} are several projects. Bring one .tjp, with the .tji files that it includes."
        )
    return _Reading(texts, limits).plan(mains[0])


class _Reading:
    def __init__(self, texts: Mapping[str, str], limits: Limits) -> None:
        self.texts, self.limits = texts, limits
        self.macros: dict[str, str] = {}
        self.included = 0

    def plan(self, main: str) -> Plan:
        deadline = Deadline(main, self.limits.seconds)
        # The days of the project are macros of every file, so its head is read first.
        self._know_days(main)
        found = self._file(main, deadline, ())
        if not any(one.name == "project" for one in found):
            raise Unreadable(
                f"{main} has no “project”, with which a TaskJuggler file begins. Give the main file (.tjp)."
            )
        return Plan(main, tuple(found))

    def _know_days(self, main: str) -> None:

        day = r"\d{4}-\d{1,2}-\d{1,2}(?:-\d{1,2}:\d{2})?"
        head = re.search(rf"^\s*project\b[^{{}}]*?({day})(?:\s*-\s*({day}))?", self.texts[main], re.MULTILINE)
        if head:
            now = re.search(rf"^\s*now\s+({day})", self.texts[main], re.MULTILINE)
            start, end = head[1], head[2] or head[1]
            at = now[1] if now else start
            with_days(self.macros, {"projectstart": start, "projectend": end, "now": at, "today": at})

    def _file(self, name: str, deadline: Deadline, within: tuple[str, ...]) -> list[Statement]:
        lexer = Lexer(name, self.macros, self.limits)
        inner = (*within, name)
        words = lexer.tokens(self.texts[name], deadline)
        return statements(words, name, lambda one: self._included(one, name, deadline, inner))

    def _included(self, one: Statement, name: str, deadline: Deadline, within: tuple[str, ...]) -> list[Statement]:
        wanted = PurePosixPath(one.text().replace("\\", "/")).name
        if wanted not in self.texts:
            # Never looked for on the disk: a file must not open others of the machine it is read on.
            raise Unreadable(
                f"{name}:{one.line}: it includes “{wanted[:80]}”, which was not brought along. Bring both files together, "
                "or take the line out."
            )
        self.included += 1
        if wanted in within or self.included > MOST_INCLUDES:
            raise TooLarge(f"{name}:{one.line}: files include each other without an end ({wanted[:80]}). Take one out.")
        found = self._file(wanted, deadline, within)
        return [_under(part, one) for part in found]


def _under(part: Statement, include: Statement) -> Statement:
    """A statement of an included file, below the task that the include names (`taskprefix`)."""
    for prefix in include.all_of("taskprefix") if part.name == "task" else ():
        above = Statement("supplement", part.line, given=[*_word("task", part.line), *_word(prefix.word(), part.line)])
        above.inside = [part]
        return above
    return part


def _word(text: str, line: int) -> list[Token]:
    return [Token("ref", text, line, first=False)] if text else []
