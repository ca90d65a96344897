"""
The expressions of a mapping: plain data that says where a value comes from.

    Owner                                        the cell of a column, or a value the table defines
    {column: Due, as: date, form: d-m-y}         the cell, turned by one or several converters
    {is: agreed}                                 always this
    {text: "kep-{kep}-{stage|none}"}             texts put together; empty when a part without “|” is
    {case: [{when: {stage: beta}, is: x}, …]}    the first branch whose condition holds
    {look_up: plan, where: {release: planned}, take: planned_date, last_by: as_of}    from a row of another table
    {as_of: 0}                                   the day of the import, plus days

A condition names values and tests, all of which must hold: a word, a list of words, {empty: true}, {not: test},
{up_to: expression}, {after: expression}, {same_as: expression}. Order is natural: v1.9 comes before v1.34.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from leadline.program.limits import days_later
from leadline.program.ranges import MOST_DAYS
from leadline.sources.errors import BadMapping
from leadline.sources.file.converters import CONVERTERS, OPTIONS, WHOLE_CELL, Said
from leadline.sources.file.scope import Scope, in_plain_words, natural

Value = Callable[[Scope], Any]
Test = Callable[[Scope], bool]
_SOURCES = ("column", "is", "text", "case", "look_up", "as_of")
_TESTS = ("empty", "not", "up_to", "after", "same_as")
_HOLE = re.compile(r"\{([^{}|]+)(\|[^{}]*)?\}")


def compile_value(plain: Any, place: str) -> Value:
    """
    What an expression says, as a function of a row. Conversions that fail are noted in the row's troubles and give None.

    Raises:
        BadMapping: the expression says nothing that can be done.
    """
    if isinstance(plain, str):
        return lambda scope: scope.get(plain)
    if not isinstance(plain, Mapping):
        raise BadMapping([f"{place}: “{plain}” is no expression. Name a column, or write {{is: {plain}}}."])
    source = _one_of(plain, _SOURCES, place)
    start = _STARTS[source](plain, place)
    steps = plain.get("as", ())
    names = (steps,) if isinstance(steps, str) else tuple(steps)
    for name in names:
        if name not in CONVERTERS:
            raise BadMapping([f"{place}: there is no converter “{name}”. Known are {', '.join(CONVERTERS)}."])
        if name == "words" and not isinstance(plain.get("words"), Mapping):
            raise BadMapping([f"{place}: the converter “words” needs a table, as in words: {{open: todo}}."])
    return _converted(start, names, plain, str(plain.get("column", ""))) if names else start


def compile_test(plain: Any, place: str) -> Test:
    """What a condition says, as a function of a row. Raises `BadMapping` where it says nothing."""
    if not isinstance(plain, Mapping):
        raise BadMapping([f"{place}: a condition names values and tests, as in {{status: open}}."])
    tests = [(name, _test(test, f"{place}.{name}")) for name, test in plain.items()]
    return lambda scope: all(test(scope.get(name), scope) for name, test in tests)


def names_in(plain: Any) -> Iterable[str]:
    """Every name of a column or value that an expression or condition mentions for its own row."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        if "column" in plain:
            yield plain["column"]
        yield from (found[1] for found in _HOLE.finditer(str(plain.get("text", ""))))
        for branch in plain.get("case", ()):
            yield from names_in_condition(branch.get("when", {}))
            yield from names_in(branch)
        if "look_up" in plain:
            yield from (name for inner in plain.get("where", {}).values() for name in names_in(inner))


def names_in_condition(plain: Any) -> Iterable[str]:
    """Every name that a condition mentions."""
    for name, test in plain.items():
        yield name
        while isinstance(test, Mapping) and "not" in test:
            test = test["not"]
        if isinstance(test, Mapping):
            yield from (
                found for kind in ("up_to", "after", "same_as") if kind in test for found in names_in(test[kind])
            )


def _one_of(plain: Mapping[str, Any], words: tuple[str, ...], place: str) -> str:
    found = [word for word in words if word in plain]
    known = {*words, *OPTIONS, "as", "when", "where", "and", "take", "last_by"}
    odd = [str(word) for word in plain if word not in known]
    if len(found) != 1 or odd:
        said = f"“{odd[0]}” is unknown" if odd else f"it needs one of {', '.join(words)}, and only one"
        raise BadMapping([f"{place}: {said}."])
    return found[0]


def _converted(start: Value, names: tuple[str, ...], options: Mapping[str, Any], column: str) -> Value:
    def convert(scope: Scope) -> Any:
        value = start(scope)
        for name in names:
            value = _step(value, name, options, column, scope)
        return value

    return convert


def _step(value: Any, name: str, options: Mapping[str, Any], column: str, scope: Scope) -> Any:
    if value is None or value == "" or value == ():
        return [] if name == "list" else None
    if isinstance(value, list | tuple) and name not in WHOLE_CELL:
        parts = (_step(part, name, options, column, scope) for part in value)
        return [part for part in parts if part is not None and part != ""]
    try:
        made = CONVERTERS[name](tuple(value) if isinstance(value, list) else value, options)
    except ValueError as problem:
        scope.troubles.append((column, str(problem)))
        return None
    if isinstance(made, Said):
        scope.troubles.append((column, made.says))
        return made.value
    return made


def _column(plain: Mapping[str, Any], place: str) -> Value:
    name = plain["column"]
    return lambda scope: scope.get(name)


def _constant(plain: Mapping[str, Any], place: str) -> Value:
    value = plain["is"]
    return lambda scope: value


def _as_of(plain: Mapping[str, Any], place: str) -> Value:
    days = int(plain["as_of"])
    if abs(days) > MOST_DAYS:
        raise BadMapping([f"{place}: {days:,} days from the import is more than a hundred years. Check the number."])
    return lambda scope: days_later(scope.as_of, days).isoformat()


def _template(plain: Mapping[str, Any], place: str) -> Value:
    text = str(plain["text"])
    holes = [(found[0], found[1], found[2]) for found in _HOLE.finditer(text)]

    def fill(scope: Scope) -> str:
        made = text
        for hole, name, default in holes:
            word = in_plain_words(scope.get(name)) or (default or "")[1:]
            if not word and default is None:
                return ""
            made = made.replace(hole, word)
        return made

    return fill


def _case(plain: Mapping[str, Any], place: str) -> Value:
    branches = [
        (
            compile_test(branch.get("when", {}), f"{place}.when"),
            compile_value({name: part for name, part in branch.items() if name != "when"}, f"{place}.case"),
        )
        for branch in plain["case"]
    ]

    def choose(scope: Scope) -> Any:
        return next((value(scope) for test, value in branches if test(scope)), None)

    return choose


def _look_up(plain: Mapping[str, Any], place: str) -> Value:
    table, take, last_by = str(plain["look_up"]), str(plain.get("take", "")), plain.get("last_by")
    if not take:
        raise BadMapping([f"{place}: say which column to take, as in take: planned_date."])
    where = {name: compile_value(part, place) for name, part in plain.get("where", {}).items()}
    also = compile_test(plain.get("and", {}), f"{place}.and")
    indexes: dict[int, dict[tuple[str, ...], list[Scope]]] = {}

    def find(scope: Scope) -> Any:
        rows = scope.others.get(table, [])
        if id(rows) not in indexes:
            indexes.clear()
            index = indexes[id(rows)] = {}
            for row in rows:
                if also(row):
                    index.setdefault(tuple(in_plain_words(row.get(name)) for name in where), []).append(row)
        found = indexes[id(rows)].get(tuple(in_plain_words(value(scope)) for value in where.values()), [])
        if last_by and found:
            return max(found, key=lambda row: natural(row.get(str(last_by)))).get(take)
        if len({in_plain_words(row.get(take)) for row in found}) > 1:
            scope.troubles.append((take, f"{len(found)} rows of “{table}” fit. Say which one counts (last_by)."))
            return None
        return found[0].get(take) if found else None

    return find


_STARTS: Mapping[str, Callable[[Mapping[str, Any], str], Value]] = {
    "column": _column, "is": _constant, "text": _template, "case": _case, "look_up": _look_up, "as_of": _as_of,
}  # fmt: skip


def _test(plain: Any, place: str) -> Callable[[Any, Scope], bool]:
    if isinstance(plain, list | tuple):
        words = {in_plain_words(part).casefold() for part in plain}
        return lambda value, scope: in_plain_words(value).casefold() in words
    if not isinstance(plain, Mapping):
        word = in_plain_words(plain).casefold()
        return lambda value, scope: in_plain_words(value).casefold() == word
    kind = _one_of(plain, _TESTS, place)
    if kind == "empty":
        return lambda value, scope: (not in_plain_words(value)) == bool(plain["empty"])
    if kind == "not":
        inner = _test(plain["not"], place)
        return lambda value, scope: not inner(value, scope)
    return _compared(kind, compile_value(plain[kind], place))


def _compared(kind: str, other: Value) -> Callable[[Any, Scope], bool]:
    def compare(value: Any, scope: Scope) -> bool:
        against = other(scope)
        if not in_plain_words(value) or against is None or not in_plain_words(against):
            return False
        if kind == "same_as":
            return in_plain_words(value).casefold() == in_plain_words(against).casefold()
        return (natural(value) <= natural(against)) == (kind == "up_to")

    return compare
