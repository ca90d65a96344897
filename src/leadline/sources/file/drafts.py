"""Nouns while rows are still coming in: by id, with the line they came from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leadline.program.slug import slug
from leadline.program.snapshot import NOUNS, Snapshot, label
from leadline.sources.errors import TooLarge
from leadline.sources.file.imported import Question
from leadline.sources.file.limits import LIMITS


@dataclass
class Draft:
    """A noun in document form, and where it came from."""

    plain: dict[str, Any]
    table: str
    line: int


@dataclass(frozen=True)
class _There:
    """The nouns of a kind that the program has already: their ids, and the nouns by name."""

    ids: set[str]
    names: Mapping[str, list[Any]]


@dataclass
class Drafts:
    """The nouns so far, what they are called, and the names that turned out to mean several things."""

    known: Snapshot | None
    answers: Mapping[str, Mapping[str, str]]
    nouns: dict[str, dict[str, Draft]] = field(default_factory=lambda: {noun: {} for noun in NOUNS})
    numbered: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    spellings: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    _asked: dict[tuple[str, str], tuple[tuple[str, ...], list[int]]] = field(default_factory=dict)
    _there: dict[str, _There] = field(default_factory=dict)
    _aliases: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _names: dict[str, dict[str, list[str]]] | None = None

    def add(self, noun: str, plain: dict[str, Any], table: str, line: int, repeat: str) -> str:
        """Takes a noun in; gives a sentence where it cannot be. Raises `TooLarge` for more than a program can have."""
        id, own = str(plain["id"]), self.nouns[noun]
        if len(own) >= LIMITS.nouns:
            raise TooLarge(
                f"There are more than {LIMITS.nouns:,} of one kind ({noun}). Split it into several programs."
            )
        if repeat == "merge" and self._is_known_by_name(noun, plain, line):
            return ""
        if id not in own:
            own[id] = Draft(plain, table, line)
        elif repeat == "merge":
            if (name := str(plain.get("name", ""))) != (first := str(own[id].plain.get("name", ""))) and name and first:
                self.spellings.setdefault((noun, first), {})[name] = None
            own[id].plain.update({name: value for name, value in plain.items() if name not in own[id].plain})
        elif repeat == "number":
            self.numbered[noun, str(plain.get("name") or id)] += [line]
            plain["id"] = next(form for n in range(2, len(own) + 3) if (form := f"{id}-{n}") not in own)
            own[plain["id"]] = Draft(plain, table, line)
        elif own[id].plain != plain:
            return f"The {noun} “{id}” came from line {own[id].line} already. Give each row a key of its own."
        return ""

    def find(self, noun: str, text: str, line: int) -> list[str]:
        """
        The ids that a text means: an answer given before, an id, or a name.

        Several ids: the name was put down as a question.
        """
        kinds = noun.split("|")
        for kind in kinds:
            given = self.answers.get(kind, {}).get(text) or self._aliases[kind].get(text)
            if given or text in self.nouns[kind] or (self.known and text in self._known(kind).ids):
                return [given or text]
        names = self._all_names()
        found = list(dict.fromkeys(id for kind in kinds for id in names[kind].get(text.casefold(), ())))
        if len(found) > 1:
            self.ask(kinds[0], text, tuple(found), line)
        # A key is written as its tracker does (PAY-1); its id is the plain form (pay-1).
        id = slug(text)
        return found or [id for kind in kinds if id in self.nouns[kind] or id in self._known(kind).ids][:1]

    def ask(self, noun: str, name: str, candidates: tuple[str, ...], line: int) -> None:
        """Puts a name down as a question."""
        self._asked.setdefault((noun, name), (candidates, []))[1].append(line)

    def questions(self) -> tuple[Question, ...]:
        """The names that mean several things, with the lines that use them."""
        return tuple(
            Question(noun, name, candidates, tuple(dict.fromkeys(lines)))
            for (noun, name), (candidates, lines) in self._asked.items()
        )

    def _is_known_by_name(self, noun: str, plain: dict[str, Any], line: int) -> bool:
        """
        True for a name that the program knows under another id: it is that noun, not a new one.

        Where the program knows several of that name, somebody has to say which.
        """
        id, name = str(plain["id"]), str(plain.get("name", ""))
        if answer := self.answers.get(noun, {}).get(name):
            self._aliases[noun][id] = answer
            return answer != id
        there, project = self._known(noun), plain.get("project", "")
        if not name or (id in there.ids and slug(name) != id):
            return False  # An id that is no mere form of the name is the source's own key.
        same = [one for one in there.names.get(name.casefold(), ()) if getattr(one, "project", project) == project]
        if len(same) > 1:
            self.ask(noun, name, tuple(one.id for one in same), line)
            return True
        if id in there.ids or not same:
            return False
        self._aliases[noun][id] = self._aliases[noun][name] = same[0].id
        return True

    def _known(self, noun: str) -> _There:
        if noun not in self._there:
            nouns = self.known.of(noun) if self.known else ()
            names: dict[str, list[Any]] = defaultdict(list)
            for one in nouns:
                names[label(noun, one).casefold()].append(one)
            self._there[noun] = _There({one.id for one in nouns}, names)
        return self._there[noun]

    def _all_names(self) -> dict[str, dict[str, list[str]]]:
        """Built once, after the last row: until then nothing is looked up by name."""
        if self._names is None:
            self._names = {noun: defaultdict(list) for noun in NOUNS}
            for noun, own in self.nouns.items():
                for name, there in self._known(noun).names.items():
                    self._names[noun][name] += [one.id for one in there]
                for id, draft in own.items():
                    called = str(draft.plain.get("name") or draft.plain.get("text") or id).casefold()
                    if id not in self._names[noun][called]:
                        self._names[noun][called].append(id)
        return self._names
