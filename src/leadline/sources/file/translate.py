"""Tables to a program, by a mapping. Pure: the same tables, mapping and day give the same program."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import replace
from datetime import date
from typing import Any

from leadline.program.plain import read_fields, write_noun
from leadline.program.slug import slug
from leadline.program.snapshot import NOUNS, PLACES, Snapshot
from leadline.sources.errors import BadMapping
from leadline.sources.file.drafts import Drafts
from leadline.sources.file.finish import finish
from leadline.sources.file.imported import Imported, Preview, RowProblem
from leadline.sources.file.mapping import Mapping, NounRule, TableUse, fits
from leadline.sources.file.scope import Scope, natural
from leadline.sources.file.table import Row, Table
from leadline.sources.file.values import Test, Value, compile_test, compile_value

SAMPLES = 5


def translate(
    mapping: Mapping,
    tables: Dict[str, Table],
    as_of: date,
    *,
    program: Dict[str, Any] | None = None,
    known: Snapshot | None = None,
) -> Imported:
    """
    The program that tables describe.

    Args:
        mapping: which column means what.
        tables: the tables by the names that the mapping gives them (`mapping.assign`).
        as_of: the day of the import; rows that were written later can be left out by the mapping.
        program: head fields (id, name …) of the program that is imported into; they come before those of the mapping.
        known: the program as it stands, whose people and milestones are found by their names.

    Raises:
        BadMapping: the mapping does not fit the tables (any more).
        TooLarge: a table has more rows than are read.
    """
    if misfits := fits(mapping, tables):
        raise BadMapping(misfits)
    run = _Run(mapping, tables, as_of, known)
    run.read_all()
    nouns = finish(run.drafts, run.problems)
    head = {**mapping.program, **(program or {})}
    id = str(head.pop("id", "") or slug(str(head.get("name") or mapping.name)) or "program")
    parts: dict[str, Any] = {
        **read_fields("program", head, limited=True),
        **{PLACES[noun]: nouns[noun] for noun in NOUNS},
    }
    snapshot = Snapshot(id=id, as_of=as_of, **parts)
    return Imported(
        snapshot=snapshot,
        problems=tuple(_named(run.problems, tables)),
        questions=run.drafts.questions(),
        counts={noun: len(own) for noun, own in nouns.items() if own},
        skipped=dict(run.skipped.most_common()),
        without_odds=dict(Counter(one.without_odds for one in snapshot.milestones if one.without_odds).most_common()),
        rows=run.rows,
        used=run.used,
        notes=tuple(run.notes()),
    )


def preview(
    mapping: Mapping,
    tables: Dict[str, Table],
    as_of: date,
    *,
    program: Dict[str, Any] | None = None,
    known: Snapshot | None = None,
) -> Preview:
    """What `translate` would make, with the first nouns of each kind and the columns nothing is made of."""
    imported = translate(mapping, tables, as_of, program=program, known=known)
    samples = {noun: tuple(write_noun(one) for one in imported.snapshot.of(noun)[:SAMPLES]) for noun in imported.counts}
    unused = {
        name: tuple(column for column in tables[name].columns if column not in columns)
        for name, columns in mapping.columns.items()
        if name in tables
    }
    return Preview(imported, samples, {name: columns for name, columns in unused.items() if columns})


class _Run:
    """One import on its way through the tables."""

    def __init__(self, mapping: Mapping, tables: Dict[str, Table], as_of: date, known: Snapshot | None) -> None:
        self.mapping, self.tables, self.as_of = mapping, tables, as_of
        self.drafts = Drafts(known, mapping.answers)
        self.problems: list[RowProblem] = []
        self.skipped: Counter[str] = Counter()
        self.rows = self.used = 0
        self._looked_up: dict[str, list[Scope]] = {}
        self._rules = [(rule, _CompiledRule(rule)) for rule in mapping.nouns]

    def read_all(self) -> None:
        """Goes through every table: those that others look into first, in memory; the others row by row."""
        wanted = _looked_into(self.mapping.write())
        for use in (one for one in self.mapping.tables if one.name in wanted):
            self._looked_up[use.name] = list(self._scopes(use))
        for use in self.mapping.tables:
            rules = [compiled for rule, compiled in self._rules if rule.table == use.name]
            in_memory = self._looked_up.get(use.name)
            for scope in in_memory if in_memory is not None else self._scopes(use):
                made = sum(self._make(rule, scope, use.name) for rule in rules)
                self.used += bool(made) or in_memory is not None
                self._report(scope, use.name)

    def notes(self) -> Iterator[str]:
        """What there is to say about the tables, and about names that stand twice."""
        for table in self.tables.values():
            yield from (f"{table.name}: {note}" for note in table.notes)
        for (noun, name), others in self.drafts.spellings.items():
            yield f"The {noun} “{name}” is also written {', '.join(f'“{other}”' for other in others)}: taken for one."
        for (noun, name), lines in self.drafts.numbered.items():
            where = ", ".join(map(str, lines[:5]))
            yield f"The {noun} “{name}” stands again in line {where}: they were kept apart. Add a column with keys."

    def _scopes(self, use: TableUse) -> Iterable[Scope]:
        values = {name: compile_value(plain, name) for name, plain in use.values.items()}
        keep = compile_test(use.keep, "keep")
        skip = [(compile_test(one["when"], "skip"), compile_value(_reason(one), "because")) for one in use.skip]
        scopes = (
            scope
            for row in self._rows(use.name)
            if keep(scope := self._scope(row, use.name, values)) and not self._skips(scope, skip)
        )
        return _latest(scopes, use.latest) if use.latest else scopes

    def _rows(self, name: str) -> Iterator[Row]:
        for row in self.tables[name].rows() if name in self.tables else ():
            self.rows += 1
            if row.trouble:
                self.problems.append(RowProblem(name, row.line, "", row.trouble))
            else:
                yield row

    def _scope(self, row: Row, name: str, values: Dict[str, Value]) -> Scope:
        cells = dict(zip(self.tables[name].columns, row.cells, strict=True))
        return Scope(cells, values, self.as_of, row.line, self._looked_up)

    def _skips(self, scope: Scope, skip: list[tuple[Test, Value]]) -> bool:
        reason = next((str(because(scope)) for test, because in skip if test(scope)), "")
        if reason:
            self.skipped[reason] += 1
        return bool(reason)

    def _make(self, rule: "_CompiledRule", scope: Scope, table: str) -> int:
        made = 0
        for plain in rule.nouns(scope):
            if not plain.get("id"):
                # A list without parts makes no noun and is no mistake; a row without its key is one.
                says = f"It has nothing to make the id of a {rule.noun} from, so none was made. Fill in the key."
                self.problems.append(RowProblem(table, scope.line, "", says))
                continue
            wanted = plain["id"]
            says = self.drafts.add(rule.noun, plain, table, scope.line, rule.repeat)
            if rule.id_from and plain["id"] != wanted:
                # What else this row makes refers to the noun under the id it really got.
                scope.put(rule.id_from, plain["id"])
            if says:
                self.problems.append(RowProblem(table, scope.line, "", says))
            made += not says
        return made

    def _report(self, scope: Scope, table: str) -> None:
        for column, says in dict.fromkeys(scope.troubles):
            self.problems.append(RowProblem(table, scope.line, "" if column == "it" else column, says))


class _CompiledRule:
    """A noun rule, ready to be applied to many rows."""

    def __init__(self, rule: NounRule) -> None:
        self.noun, self.repeat = rule.noun, rule.repeat
        self.id_from = rule.fields["id"] if isinstance(rule.fields["id"], str) else ""
        self._when = compile_test(rule.when, "when")
        self._each = None if rule.each is None else compile_value(rule.each, "each")
        self._fields = {name: compile_value(plain, name) for name, plain in rule.fields.items()}

    def nouns(self, scope: Scope) -> Iterator[dict[str, Any]]:
        """The nouns of a row in document form, empty fields left out."""
        if not self._when(scope):
            return
        parts = [None] if self._each is None else self._each(scope)
        for it in parts if isinstance(parts, list) else [parts]:
            inner = scope if self._each is None else scope.within(it)
            if self._each is None or it:
                yield {
                    name: told
                    for name, value in self._fields.items()
                    if (told := value(inner)) not in (None, "", [], ())
                }


def _named(problems: list[RowProblem], tables: Dict[str, Table]) -> list[RowProblem]:
    """In the order of the tables and lines, under the names of the files."""
    order = {name: place for place, name in enumerate(tables)}
    placed = sorted(problems, key=lambda one: (order[one.table], one.line))
    return [replace(one, table=tables[one.table].name) for one in placed]


def _latest(scopes: Iterable[Scope], latest: Dict[str, Any]) -> list[Scope]:
    newest: dict[tuple[str, ...], Scope] = {}
    for scope in scopes:
        key = tuple(str(scope.get(name)) for name in latest["of"])
        if key not in newest or natural(newest[key].get(latest["by"])) <= natural(scope.get(latest["by"])):
            newest[key] = scope
    return list(newest.values())


def _looked_into(plain: Any) -> set[str]:
    if isinstance(plain, Dict):
        own = {str(plain["look_up"])} if "look_up" in plain else set()
        return own.union(*map(_looked_into, plain.values()))
    return set().union(*map(_looked_into, plain)) if isinstance(plain, list | tuple) else set()


def _reason(one: Dict[str, Any]) -> dict[str, Any]:
    return {"text": one.get("because", "the mapping leaves it out")}
