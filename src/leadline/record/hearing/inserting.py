"""
Many new rows at once, by one prepared statement.

The ORM writes each row's SQL anew, which is half the time of reading a large tracker; see `benchmarks/import.py`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

_AS_THEY_ARE = frozenset({
    "BigAutoField", "BigIntegerField", "BinaryField", "BooleanField", "CharField", "FloatField", "ForeignKey", "IntegerField",
    "TextField",
})  # fmt: skip
"""Kinds of columns whose values the database takes as they are; others are made ready by their field."""


def insert(table: type[Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """
    Insert rows given as values by column attribute (`program_id`); what a row leaves out has the field's default.

    Returns:
        How many rows there were.
    """
    fields, sql = _statement(table)
    values = [[_value(field, plain, row) for field, plain in fields] for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)
    return len(values)


@cache
def _statement(table: type[Model]) -> tuple[list[tuple[Any, bool]], str]:
    """The columns of a table without its own id, whether their values go in as they are, and the statement."""
    own: list[Any] = [one for one in table._meta.concrete_fields if not one.primary_key]
    fields = [(one, one.get_internal_type() in _AS_THEY_ARE) for one in own]
    quote = connection.ops.quote_name
    names = ", ".join(quote(one.column) for one in own)
    places = ", ".join(["%s"] * len(own))
    return fields, f"INSERT INTO {quote(table._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of our own


def _value(field: Any, plain: bool, row: Mapping[str, Any]) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    return value if plain or value is None else field.get_db_prep_save(value, connection)
