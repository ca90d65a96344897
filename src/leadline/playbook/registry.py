"""Finds every standard solution: a new file in this folder is enough."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from leadline.playbook.solution import Solution

LAST = 100
"""Where what has no number stands."""


@cache
def solutions() -> tuple[Solution, ...]:
    """
    All standard solutions by number, yardsticks of our own after them.

    Raises:
        ValueError: two of them have one number.
    """
    names = (one.name for one in iter_modules([str(Path(__file__).parent)]))
    held = (getattr(import_module(f"leadline.playbook.{name}"), name, None) for name in names)
    found = sorted((one for one in held if isinstance(one, Solution)), key=lambda one: (one.number or LAST, one.name))
    numbers = [one.number for one in found if one.number]
    if twice := [number for number in numbers if numbers.count(number) > 1]:
        raise ValueError(f"Two standard solutions are number {twice[0]}. Give each its own number of SCIENCE.md §4.")
    return tuple(found)
