"""Finds every rule of every room, and every standard solution: a new file in the right folder is enough."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import leadline
from leadline.linter.rule import Rule
from leadline.program.case import Case
from leadline.program.finding import Remedy

Solution = Callable[[Case, str], list[Remedy]]
"""A standard solution: what it would do about a subject (`noun:id`); nothing where its precondition does not hold."""


@cache
def discover() -> tuple[Rule, ...]:
    """
    All rules, by id.

    Raises:
        ValueError: a file in a rules folder does not hold the rule it is named after, or two rules share an id.
    """
    rules = sorted((rule_named(room, name) for room, name in _files()), key=lambda one: one.id)
    for one, other in pairwise(rules):
        if one.id == other.id:
            raise ValueError(f"{one.name} and {other.name} are both {one.id}. Give the newer one an id of its own.")
    return tuple(rules)


@cache
def solution(name: str) -> Solution:
    """The standard solution of that name. Raises `ModuleNotFoundError` when the playbook has none."""
    # By name at run time: rules name solutions without importing them, and the linter stands beside the playbook.
    found: Solution = getattr(import_module(f"leadline.playbook.{name}"), name)
    return found


def rule_named(room: str, name: str) -> Rule:
    """The rule in one file. Raises `ValueError` when the file does not hold it."""
    found = getattr(import_module(f"leadline.{room}.rules.{name}"), name, None)
    if not isinstance(found, Rule):
        raise ValueError(f"{room}/rules/{name}.py must hold a rule named {name}.")
    return found


def _files() -> Iterator[tuple[str, str]]:
    for home in map(Path, leadline.__path__):
        for room in sorted(home.glob("*/rules")):
            for found in iter_modules([str(room)]):
                yield room.parent.name, found.name
