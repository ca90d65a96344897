"""How the columns of tables become nouns, as plain data that a person can read, change and keep."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

from leadline.program.problems import did_you_mean
from leadline.program.reading import fields_of
from leadline.program.snapshot import NOUNS
from leadline.sources.errors import BadMapping
from leadline.sources.file.table import Table
from leadline.sources.file.values import compile_test, compile_value, names_in, names_in_condition

REPEATS = ("refuse", "merge", "number")
_SHIPPED = "leadline.sources.file.mappings"


@dataclass(frozen=True)
class TableUse:
    """
    One table of an import: the values computed for each of its rows, and which rows count.

    `keep` is a condition; `skip` has conditions with the reason that is counted. `latest` keeps of the rows that agree
    in the columns `of` the one with the last `by`. An `optional` table may be left out: it then has no rows.
    """

    name: str
    values: Dict[str, Any] = field(default_factory=dict, hash=False)
    keep: Dict[str, Any] = field(default_factory=dict, hash=False)
    skip: tuple[Dict[str, Any], ...] = field(default=(), hash=False)
    latest: Dict[str, Any] = field(default_factory=dict, hash=False)
    optional: bool = False


@dataclass(frozen=True)
class NounRule:
    """
    Which noun the rows of a table make: one a row, or one for each part of a list (`each`, called `it` in fields).

    `repeat` says what a second row with the same id means: a mistake (`refuse`), more about the same thing (`merge`), or
    another thing of the same name (`number`).
    """

    noun: str
    table: str
    fields: Dict[str, Any] = field(hash=False)
    each: Any = field(default=None, hash=False)
    when: Dict[str, Any] = field(default_factory=dict, hash=False)
    repeat: str = "refuse"


@dataclass(frozen=True)
class Mapping:
    """A named mapping. `answers` are what people said when a name meant two things: noun → name → id."""

    name: str
    tables: tuple[TableUse, ...]
    nouns: tuple[NounRule, ...]
    program: Dict[str, Any] = field(default_factory=dict, hash=False)
    answers: Dict[str, Dict[str, str]] = field(default_factory=dict, hash=False)

    @classmethod
    def read(cls, plain: Any) -> "Mapping":
        """The mapping that plain data describes. Raises `BadMapping` with everything that is wrong in it."""
        if not isinstance(plain, Dict) or not isinstance(plain.get("tables"), Dict) or not plain.get("nouns"):
            raise BadMapping(["A mapping has a name, tables and nouns. Start from a proposed one."])
        problems = _unknown(plain, cls, "mapping")
        tables = tuple(_table(name, one or {}, problems) for name, one in plain["tables"].items())
        nouns = tuple(_noun(one, number, plain["tables"], problems) for number, one in enumerate(plain["nouns"], 1))
        made = cls(str(plain.get("name", "")), tables, tuple(one for one in nouns if one), plain.get("program") or {},
                   plain.get("answers") or {})  # fmt: skip
        problems += [] if problems else _uncompilable(made)
        if problems:
            raise BadMapping(problems)
        return made

    def write(self) -> dict[str, Any]:
        """The plain form, fit for JSON and YAML; `Mapping.read(mapping.write()) == mapping`."""
        return {
            "name": self.name,
            **({"program": dict(self.program)} if self.program else {}),
            "tables": {one.name: _told(one, ("name",)) for one in self.tables},
            "nouns": [_told(one, ()) for one in self.nouns],
            **({"answers": {noun: dict(own) for noun, own in self.answers.items()}} if self.answers else {}),
        }

    def answered(self, noun: str, name: str, id: str) -> "Mapping":
        """The mapping with the answer to a question: which noun a name means."""
        return replace(self, answers={**self.answers, noun: {**self.answers.get(noun, {}), name: id}})

    @cached_property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns that each table must have, in the order in which they are mentioned."""
        return {one.name: tuple(dict.fromkeys(_columns(one, self.nouns))) for one in self.tables}


def shape(table: Table) -> str:
    """What a file looks like, as 12 hex digits of its header names whatever their order and case."""
    names = sorted({" ".join(column.casefold().split()) for column in table.columns})
    return sha256("\n".join(names).encode()).hexdigest()[:12]


def fits(mapping: Mapping, tables: Dict[str, Table]) -> tuple[str, ...]:
    """Sentences about tables and columns that the mapping needs and that are not there; empty when it fits."""
    told = []
    may_lack = {one.name for one in mapping.tables if one.optional}
    for name, columns in mapping.columns.items():
        if name not in tables and name in may_lack:
            continue
        if name not in tables:
            told.append(f"The mapping “{mapping.name}” also needs a table with {', '.join(columns)} ({name}). Add it.")
            continue
        there = tables[name].columns
        for column in (one for one in columns if one not in there):
            told.append(f"{tables[name].name} has no column “{column}” any more. {did_you_mean(column, there)}")
    return tuple(told)


def assign(mapping: Mapping, tables: Sequence[Table]) -> dict[str, Table]:
    """
    Which file is which table of a mapping, told by its columns.

    Raises:
        BadMapping: a table of the mapping has no file, two files would do, or a file is none of its tables.
    """
    found: dict[str, Table] = {}
    problems: list[str] = []
    for table in tables:
        own = [name for name, columns in mapping.columns.items() if set(columns) <= set(table.columns)]
        name = max(own, key=lambda one: len(mapping.columns[one]), default="")
        if not name and len(tables) == len(mapping.columns) == 1:
            name = mapping.tables[0].name
        if not name or name in found:
            why = f"is the same table as {found[name].name}" if name else "has the columns of none of its tables"
            problems.append(f"{table.name} {why} in the mapping “{mapping.name}”. Leave it out, or change the mapping.")
        else:
            found[name] = table
    problems += fits(mapping, found)
    if problems:
        raise BadMapping(problems)
    return found


def shipped_names() -> tuple[str, ...]:
    """The mappings that come with Leadline."""
    return tuple(
        sorted(one.name.removesuffix(".yaml") for one in files(_SHIPPED).iterdir() if one.name.endswith(".yaml"))
    )


def shipped(name: str) -> Mapping:
    """A mapping that comes with Leadline. Raises `BadMapping` where there is none of that name."""
    if name not in shipped_names():
        raise BadMapping([f"There is no mapping “{name}”. {did_you_mean(name, shipped_names())}"])
    return Mapping.read(yaml.safe_load((files(_SHIPPED) / f"{name}.yaml").read_text("utf-8")))


def _told(one: Any, without: tuple[str, ...]) -> dict[str, Any]:
    empty: tuple[Any, ...] = ({}, (), None, False, "refuse")
    told = ((part.name, getattr(one, part.name)) for part in fields(one) if part.name not in without)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told if value not in empty}


def _unknown(plain: Dict[str, Any], kind: type, place: str) -> list[str]:
    known = list(fields_of(kind))
    return [f"{place}: there is no “{name}”. {did_you_mean(str(name), known)}" for name in plain if name not in known]


def _table(name: str, plain: Dict[str, Any], problems: list[str]) -> TableUse:
    problems += _unknown(plain, TableUse, f"table {name}")
    latest = plain.get("latest") or {}
    if latest and not (isinstance(latest.get("of"), list) and isinstance(latest.get("by"), str)):
        problems.append(f"table {name}: latest needs columns “of” and a column “by”.")
    return TableUse(
        name, plain.get("values") or {}, plain.get("keep") or {}, tuple(plain.get("skip") or ()), latest,
        plain.get("optional") is True,
    )  # fmt: skip


def _noun(plain: Dict[str, Any], number: int, tables: Dict[str, Any], problems: list[str]) -> NounRule | None:
    place = f"nouns[{number}]"
    problems += _unknown(plain, NounRule, place)
    noun, table = str(plain.get("noun", "")), str(plain.get("table", ""))
    if noun not in NOUNS:
        problems.append(f"{place}: “{noun}” is no noun. {did_you_mean(noun, NOUNS)}")
        return None
    if table not in tables:
        problems.append(f"{place}: “{table}” is no table of this mapping. {did_you_mean(table, tables)}")
    own = plain.get("fields") or {}
    known = list(fields_of(NOUNS[noun]))
    problems += [
        f"{place}: {noun} has no field “{name}”. {did_you_mean(name, known)}" for name in own if name not in known
    ]
    if "id" not in own:
        problems.append(f"{place}: say how the id is made, from what never changes in the source.")
    if (repeat := str(plain.get("repeat", "refuse"))) not in REPEATS:
        problems.append(f"{place}: repeat is one of {', '.join(REPEATS)}.")
    return NounRule(noun, table, own, plain.get("each"), plain.get("when") or {}, repeat)


def _uncompilable(mapping: Mapping) -> list[str]:
    problems: list[str] = []
    for table in mapping.tables:
        conditions = [(table.keep, "keep"), *((one.get("when", {}), "skip") for one in table.skip)]
        _try(compile_test, ((plain, f"table {table.name}.{place}") for plain, place in conditions), problems)
        named = ((plain, f"table {table.name}.values.{name}") for name, plain in table.values.items())
        _try(compile_value, named, problems)
    for number, rule in enumerate(mapping.nouns, 1):
        parts = {**rule.fields, **({} if rule.each is None else {"each": rule.each})}
        _try(compile_value, ((plain, f"nouns[{number}].{name}") for name, plain in parts.items()), problems)
        _try(compile_test, [(rule.when, f"nouns[{number}].when")], problems)
    return problems


def _try(compile: Any, parts: Iterable[tuple[Any, str]], problems: list[str]) -> None:
    for plain, place in parts:
        try:
            compile(plain, place)
        except BadMapping as bad:
            problems += bad.problems


def _columns(table: TableUse, rules: Sequence[NounRule]) -> list[str]:
    own = [rule for rule in rules if rule.table == table.name]
    names = [
        *(name for plain in table.values.values() for name in names_in(plain)),
        *names_in_condition(table.keep), *table.latest.get("of", ()), *([table.latest["by"]] if table.latest else []),
        *(name for one in table.skip for name in names_in_condition(one.get("when", {}))),
        *(name for rule in own for name in names_in_condition(rule.when)),
        *(name for rule in own for plain in (rule.each, *rule.fields.values()) for name in names_in(plain)),
    ]  # fmt: skip
    return [name for name in names if name not in table.values and name != "it"]
