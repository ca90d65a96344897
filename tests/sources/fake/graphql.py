"""Enough of GraphQL to answer exactly what is asked and to refuse what a schema does not have; and to read a schema."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = Mapping[str, Mapping[str, tuple[str, frozenset[str]]]]
"""The fields of each type: the name of the type of each field, and its arguments."""
_TOKEN = re.compile(r'[A-Za-z_]\w*|\$\w+|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|\.\.\.|[{}()\[\]:!=]')
SCALARS = frozenset({"ID", "String", "Int", "Float", "Boolean", "DateTime", "TimelessDate", "JSONObject", "JSON"})


class Refused(Exception):
    """A question that the schema does not allow."""


@dataclass(frozen=True)
class Field:
    """A field that is asked for: under which name, with what, and what of it."""

    name: str
    alias: str
    arguments: Mapping[str, Any]
    of: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Operation:
    """A question: `query` or `mutation`, the types of its variables, and the fields asked for."""

    kind: str
    variables: Mapping[str, str] = field(default_factory=dict)
    of: tuple[Field, ...] = ()


class _Variable(str):
    __slots__ = ()


class _Reader:
    def __init__(self, text: str) -> None:
        rest = _TOKEN.sub("", text).replace(",", "").strip()
        if rest:
            raise Refused(f"Syntax Error: {rest[:40]}")
        self.tokens, self.at = _TOKEN.findall(text), 0

    def now(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        found = self.now()
        if not found or (wanted and found != wanted):
            raise Refused(f"Syntax Error: Expected {wanted or 'more'}, found {found or '<EOF>'}")
        self.at += 1
        return found

    def operation(self) -> Operation:
        kind, variables = self.take(), {}
        if self.now() == "(":
            self.take()
            while self.now() != ")":
                name = self.take()[1:]
                self.take(":")
                variables[name] = self._type()
            self.take()
        found = Operation(kind, variables, self.fields())
        if self.now():
            raise Refused(f"Syntax Error: {self.now()}")
        return found

    def _type(self) -> str:
        found = self.take()
        if found == "[":
            found += self._type() + self.take("]")
        if self.now() == "!":
            found += self.take()
        return found

    def fields(self) -> tuple[Field, ...]:
        self.take("{")
        found = []
        while self.now() != "}":
            alias = name = self.take()
            if self.now() == ":":
                self.take()
                name = self.take()
            arguments = self._arguments() if self.now() == "(" else {}
            found.append(Field(name, alias, arguments, self.fields() if self.now() == "{" else ()))
        self.take()
        if not found:
            raise Refused("Syntax Error: Expected Name, found }")
        return tuple(found)

    def _arguments(self) -> dict[str, Any]:
        self.take("(")
        found = {}
        while self.now() != ")":
            name = self.take()
            self.take(":")
            found[name] = self._value()
        self.take()
        return found

    def _value(self) -> Any:
        found = self.take()
        if found == "{":
            made = {}
            while self.now() != "}":
                name = self.take()
                self.take(":")
                made[name] = self._value()
            self.take()
            return made
        if found.startswith("$"):
            return _Variable(found[1:])
        if found in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[found]
        return int(found) if found.lstrip("-").isdigit() else found.strip('"')


def parse(text: str) -> Operation:
    """A question as it was sent. Raises `Refused`."""
    return _Reader(text).operation()


def check(operation: Operation, schema: Schema) -> None:
    """Raises `Refused` where the schema has no such field or argument, or a field is asked for as what it is not."""
    _check(operation.of, operation.kind.title(), operation.variables, schema)


def _check(fields: tuple[Field, ...], kind: str, variables: Mapping[str, str], schema: Schema) -> None:
    for one in fields:
        if one.name not in schema[kind]:
            raise Refused(f'Cannot query field "{one.name}" on type "{kind}".')
        named, arguments = schema[kind][one.name]
        for name, value in one.arguments.items():
            if name not in arguments:
                raise Refused(f'Unknown argument "{name}" on field "{kind}.{one.name}".')
            if isinstance(value, _Variable) and value not in variables:
                raise Refused(f'Variable "${value}" is not defined.')
        if (named in schema) != bool(one.of):
            raise Refused(
                f'Field "{one.name}" of type "{named}" must {"" if named in schema else "not "}have a selection.'
            )
        _check(one.of, named, variables, schema)


def complexity(operation: Operation, schema: Schema, variables: Mapping[str, Any]) -> float:
    """The points of a question by Linear's rule: a tenth a property, one an object, and a listing times its page."""
    return _points(operation.of, operation.kind.title(), schema, variables)


def _points(fields: tuple[Field, ...], kind: str, schema: Schema, variables: Mapping[str, Any]) -> float:
    total = 0.0
    for one in fields:
        named = schema[kind][one.name][0]
        if named not in schema:
            total += 0.1
            continue
        own = _points(one.of, named, schema, variables)
        size = filled(one.arguments, variables).get("first", 50) if named.endswith("Connection") else 1
        total += own * size if named.endswith("Connection") else 1 + own
    return total


def filled(value: Any, variables: Mapping[str, Any]) -> Any:
    """Arguments with the variables put in; one that was not sent is no argument."""
    if isinstance(value, dict):
        return {
            k: filled(v, variables)
            for k, v in value.items()
            if not (isinstance(v, _Variable) and variables.get(str(v)) is None)
        }
    return variables[str(value)] if isinstance(value, _Variable) else value


def answer(fields: tuple[Field, ...], thing: Any, variables: Mapping[str, Any]) -> Any:
    """What was asked of a thing, and nothing else; what is a function in it is called with the arguments."""
    if thing is None:
        return None
    if isinstance(thing, list):
        return [answer(fields, one, variables) for one in thing]
    found = {}
    for one in fields:
        value = thing[one.name]
        if callable(value):
            value = value(**filled(one.arguments, variables))
        found[one.alias] = answer(one.of, value, variables) if one.of else value
    return found


_DOC = re.compile(r'"""(?:.|\n)*?"""')
_TYPE = re.compile(r"^(?:type|input) (\w+)[^{\n]*\{(.*?)^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(\w+)\s*(?:\(([^)]*)\))?\s*:\s*([\[\]!\w]+)")


def schema_of(text: str) -> dict[str, dict[str, tuple[str, frozenset[str]]]]:
    """The types and inputs of a schema in its own language."""
    found = {}
    for name, body in _TYPE.findall(_DOC.sub("", text)):
        found[name] = {
            one: (kind.strip("[]!"), frozenset(re.findall(r"(\w+)\s*:", arguments)))
            for one, arguments, kind in _FIELD.findall(re.sub(r"@deprecated\(reason: \"[^\"]*\"\)", "", body))
        }
    return found
