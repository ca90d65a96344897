"""What the doors open onto: verbs that change something, and pages that show something. Each registers itself here."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_type_hints

from django.db import transaction

from leadline.program.edits import Edit, UnknownSubject, write_edit
from leadline.program.limits import day_says
from leadline.program.plain import DocumentError
from leadline.program.ranges import Range
from leadline.record.access import READS, Who, may
from leadline.record.edits.carry_out import carry_out_all
from leadline.record.models.journal import JournalLine
from leadline.record.models.program import Program

ROOMS = ("strategy", "direction", "leadership", "change", "decisions", "communication", "portfolio", "desk")


class Refused(Exception):
    """Understood and declined: says what, why, and what next. Nothing was changed."""

    def __init__(self, says: str, field: str = "") -> None:
        self.says, self.field = says, field
        super().__init__(says)


@dataclass(frozen=True)
class Act:
    """Somebody doing something in a program at a moment."""

    who: Who
    at: datetime
    program: Program

    @property
    def today(self) -> date:
        """The day the program stands on."""
        return self.program.today(self.at)

    @property
    def person(self) -> str:
        """Which of the program's people is acting; empty when none."""
        return self.who.person_in(self.program)


@dataclass(frozen=True)
class Done:
    """
    What a verb wants to happen: the sentence for the journal and the edits to carry out.

    `audience` is who may read the line: `all`, or `tpm` where its words come from a finding for the TPM's eyes.
    `after` runs in the same transaction once the journal line is written; it gets the line. `go` is where the page goes next.
    `secret` is shown once to whoever did it, and kept nowhere: neither in the journal nor in a message.
    """

    says: str
    edits: Sequence[Edit] = ()
    after: Callable[[JournalLine], None] | None = None
    go: str = ""
    audience: str = "all"
    quiet: bool = False
    undoes: JournalLine | None = None
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Verb:
    """A registered verb: its function, who may do it, and what it takes (name, type, whether it may be left out)."""

    name: str
    function: Callable[..., Done]
    roles: frozenset[str]
    takes: tuple["Argument", ...] = ()
    says: str = ""


@dataclass(frozen=True)
class Argument:
    """One argument of a verb."""

    name: str
    kind: Any
    default: Any = inspect.Parameter.empty

    @property
    def required(self) -> bool:
        """False when it may be left out."""
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a template reads, as `page`. Rooms extend it; the web room fills in the shell."""

    title: str
    shell: Any = None


@dataclass(frozen=True)
class Visit:
    """Somebody looking at a program at a moment, with the words of the address."""

    who: Who
    at: datetime
    program: Program
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day the program stands on."""
        return self.program.today(self.at)


@dataclass(frozen=True)
class PageDoor:
    """A registered page: its address under the program, its name, its function, its template and who may look."""

    name: str
    path: str
    function: Callable[..., Page]
    template: str
    roles: frozenset[str]


VERBS: dict[str, Verb] = {}
PAGES: dict[str, PageDoor] = {}


def verb(roles: frozenset[str]) -> Callable[[Callable[..., Done]], Callable[..., Done]]:
    """Register a function `(act, *, …) -> Done` as a verb of the same name. Its keyword arguments are what a form or a command gives."""

    def register(function: Callable[..., Done]) -> Callable[..., Done]:
        name = function.__name__.rstrip("_")
        hints = get_type_hints(function)
        takes = tuple(
            Argument(one.name, hints[one.name], one.default)
            for one in inspect.signature(function).parameters.values()
            if one.kind is inspect.Parameter.KEYWORD_ONLY
        )
        if name in VERBS and VERBS[name].function.__module__ != function.__module__:
            raise RuntimeError(f"Two verbs are called {name}. Rename one of them.")
        VERBS[name] = Verb(name, function, roles, takes, inspect.getdoc(function) or "")
        return function

    return register


def page(path: str, *, roles: frozenset[str] = READS) -> Callable[[Callable[..., Page]], Callable[..., Page]]:
    """Register a function `(visit, …) -> Page` as the page at a path under its program; its template is `<room>/<name>.html`."""

    def register(function: Callable[..., Page]) -> Callable[..., Page]:
        room = function.__module__.split(".")[1]
        name = function.__name__.rstrip("_")
        PAGES[name] = PageDoor(name, path, function, f"{room}/{name}.html", roles)
        return function

    return register


def open_rooms() -> None:
    """Import every room's verbs and pages, so that they register. Called once by each process that opens doors."""
    for room in ROOMS:
        for part in ("verbs", "pages"):
            _import_all(f"leadline.{room}.{part}")


def _import_all(package: str) -> None:
    try:
        module = import_module(package)
    except ModuleNotFoundError as missing:
        if missing.name and package.startswith(missing.name):
            return
        raise
    for found in iter_modules(module.__path__, f"{package}."):
        import_module(found.name)


def perform(name: str, who: Who, at: datetime, program: Program, given: Mapping[str, Any]) -> Done:
    """
    Do a verb: check the role, read the arguments, carry out its edits and write its journal line, all or nothing.

    Args:
        name: the verb.
        who: who does it.
        at: now.
        program: where.
        given: arguments by name, as text from a form or a command, or as values.

    Raises:
        Refused: they may not, an argument cannot be read, or the verb declines. Nothing has changed then.
    """
    if name not in VERBS:
        raise Refused(f"There is no verb “{name}”. Verbs are {', '.join(sorted(VERBS))}.")
    if not may(who, name, program):
        raise Refused(f"You may not {name.replace('_', ' ')} in {program}. Ask its TPM.")
    act = Act(who, at, program)
    arguments = read_arguments(VERBS[name], given)
    try:
        with transaction.atomic():
            done = VERBS[name].function(act, **arguments)
            _journal(act, name, done)
    except (UnknownSubject, DocumentError) as problem:
        raise Refused(str(problem)) from problem
    except OverflowError as problem:
        raise Refused("That comes to a day or a number beyond all calendars. Use a smaller number.") from problem
    return done


def _journal(act: Act, name: str, done: Done) -> None:
    inverse = carry_out_all(act.program, done.edits, act.at, act.today, limited=done.undoes is None)
    if done.quiet and not done.edits and not done.after:
        return
    line = JournalLine.objects.create(
        program=act.program,
        at=act.at,
        account=act.who.account,
        who=act.who.name,
        verb=name,
        says=done.says,
        audience=done.undoes.audience if done.undoes else done.audience,
        edits=[write_edit(edit) for edit in done.edits],
        inverse=[write_edit(edit) for edit in reversed(inverse)],
        undoes=done.undoes,
    )
    if done.after:
        done.after(line)


def read_arguments(verb: Verb, given: Mapping[str, Any]) -> dict[str, Any]:
    """A verb's arguments from what a form or a command gave. Raises `Refused` with the field that is wrong."""
    read = {}
    for argument in verb.takes:
        value = given.get(argument.name)
        if value is None or value == "":
            if argument.required:
                raise Refused(f"Say the {argument.name.replace('_', ' ')}.", argument.name)
            read[argument.name] = argument.default
            continue
        read[argument.name] = _read_argument(argument, value)
    return read


def _read_argument(argument: Argument, value: Any) -> Any:
    name = argument.name.replace("_", " ")
    kind = next((one for one in _alternatives(argument.kind) if one is not type(None)), argument.kind)
    if not isinstance(value, str):
        return value
    try:
        read = _FROM_TEXT[kind](value.strip()) if kind in _FROM_TEXT else value
    except ValueError as problem:
        says = str(problem) if kind is Range else f"“{value[:60]}” is not {_KINDS.get(kind, 'right')} for {name}."
        raise Refused(says, argument.name) from problem
    if isinstance(read, date) and (says := day_says(read)):
        raise Refused(says, argument.name)
    return read


def _alternatives(kind: Any) -> Iterable[Any]:
    return (
        getattr(kind, "__args__", (kind,))
        if type(kind).__name__ in ("UnionType", "Union", "_UnionGenericAlias")
        else (kind,)
    )


def _yes(text: str) -> bool:
    return text.lower() in ("yes", "true", "on", "1")


_FROM_TEXT: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: _yes,
    date: date.fromisoformat,
    Range: Range.parse,
}
_KINDS = {date: "a day such as 2026-03-31", int: "a whole number", float: "a number"}
