"""A table that nobody reads fails here: what is kept is kept for a rule, a page, a verb, the engine or a round."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from leadline.program.snapshot import NOUNS, PLACES
from leadline.record.models.fact import Fact
from leadline.record.tables import tables

SRC = Path(__file__).parents[2] / "src" / "leadline"
KEEPS = ("record/models/", "record/migrations/", "record/private/models.py")
# These treat every noun alike, so that they mention one says nothing about whether anybody wants it.
CARRIES = (*KEEPS, "record/", "sources/", "cli/", "web/nouns.py", "program/snapshot.py", "program/document.py")
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create"}
# Asked of people or kept from a source, and read by nothing yet. Nothing may be added without a reader.
UNREAD = {
    "project.stage",  # comes with the Kubernetes import
    "promise.closed_on",
    "risk.reviewed_on",
    "objection.filed_by",
    "objection.answered_by",
    "goal.benefit_lead_days",
    "stakeholder.engagement",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path under `leadline`."""
    found = {str(file.relative_to(SRC)): file.read_text(encoding="utf-8") for file in SRC.rglob("*.py")}
    return {name: ast.parse(text) for name, text in found.items()}


def outside(*folders: str) -> list[str]:
    return [name for name in modules() if not name.startswith(folders)]


@cache
def attributes_read(module: str) -> set[str]:
    return {
        one.attr
        for one in ast.walk(modules()[module])
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Load)
    }


@cache
def nouns_asked_for(module: str) -> set[str]:
    """`milestone` of `snapshot.of("milestone")` and of `snapshot.find("work|milestone", id)`."""
    calls = (one for one in ast.walk(modules()[module]) if isinstance(one, ast.Call))
    asked = (one.args[0] for one in calls if getattr(one.func, "attr", "") in ("of", "find") and one.args)
    return {noun for one in asked if isinstance(one, ast.Constant) for noun in str(one.value).split("|")}


def uses(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """
    `(Table, filter)` of `Table.objects.filter(…)` and of `scope.rows(Table, program).filter(…)`; `(Table, "")` where a table
    is handed to somebody who reads it.
    """
    made = {
        id(one.value.func)
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Call)
    }
    for one in ast.walk(tree):
        match one:
            case ast.Attribute(value=ast.Call(func=ast.Attribute(), args=[ast.Name(table), *_]), attr=asked):
                yield table, asked
            case ast.Call(func=way) if id(way) in made and isinstance(way, ast.Attribute):
                continue
            case ast.Attribute(value=ast.Attribute(value=ast.Name(table), attr="objects"), attr=asked):
                yield table, asked
            case ast.Call(args=handed):
                yield from ((part.id, "") for part in handed if isinstance(part, ast.Name))


@cache
def tables_read() -> set[str]:
    return {table for name in outside(*KEEPS) for table, asked in uses(modules()[name]) if asked not in WRITES}


def readers_of_noun(noun: str) -> list[str]:
    place = PLACES[noun]
    return [one for one in outside(*CARRIES) if place in attributes_read(one) or noun in nouns_asked_for(one)]


def own_tables() -> list[str]:
    """Tables of the record that hold no noun of a program."""
    return sorted(one.__name__ for one in apps.get_app_config("record").get_models() if not issubclass(one, Fact))


def fields_of_nouns() -> list[tuple[str, str]]:
    return [(noun, one.name) for noun, kind in NOUNS.items() for one in fields(kind)]


@pytest.mark.parametrize("table", own_tables())
def test_a_table_has_a_reader(table: str) -> None:
    assert table in tables_read(), f"Nothing reads {table}. Bring its first reader, or take the table out."


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_has_a_reader(noun: str) -> None:
    assert readers_of_noun(noun), f"No rule, page, verb, engine or round reads snapshot.{PLACES[noun]}."


def test_every_noun_has_one_table_and_every_table_of_facts_one_noun() -> None:
    assert set(tables()) == set(NOUNS)
    assert len(Fact.__subclasses__()) == len(NOUNS)


def test_a_field_of_a_noun_has_a_reader() -> None:
    read = set().union(*map(attributes_read, outside(*CARRIES)))

    assert {f"{noun}.{name}" for noun, name in fields_of_nouns() if name not in read} <= UNREAD


def test_it_would_see_a_table_that_is_only_written() -> None:
    written = ast.parse("Idle.objects.create(at=now)\nrow = Idle(at=now)\ndef keep(row: Idle) -> Idle: ...")
    read = ast.parse("Idle.objects.filter(at=now)")
    handed_on = ast.parse("scope.rows(Idle, program)")
    written_by_somebody = ast.parse("for_(act.who).into(Idle, program).create(at=now)")
    read_by_somebody = ast.parse("for_(act.who).rows(Idle, program).filter(at=now)")

    assert {asked for _, asked in uses(written)} <= WRITES
    assert set(uses(read)) == {("Idle", "filter")}
    assert ("Idle", "") in set(uses(handed_on))
    assert {asked for _, asked in uses(written_by_somebody)} <= WRITES
    assert set(uses(read_by_somebody)) == {("Idle", "filter")}
