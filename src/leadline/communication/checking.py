"""No number in a letter that is not in the facts behind it: an edited text, held against the figures of its draft."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadline.communication.numbers import Number, numbers, plain
from leadline.program.snapshot import Snapshot, label
from leadline.record.models import Draft


def unproven(text: str, draft: Draft, snapshot: Snapshot) -> list[str]:
    """The numbers of a text that no fact of the draft holds and that are in no name of the program, each once."""
    return odd_numbers(text, draft.facts, snapshot)


def odd_numbers(text: str, facts: Sequence[Mapping[str, Any]], snapshot: Snapshot) -> list[str]:
    """The same for facts in plain form. A share proves no days, and a day no money."""
    known = [number for one in facts for number in numbers(one["figure"])]
    said = numbers(_without_names(plain(text), snapshot))
    odd = [one for one in said if not any(_proves(fact, one) for fact in known) and not _is_year(one, snapshot)]
    return list(dict.fromkeys(one.shown for one in odd))


def _proves(fact: Number, said: Number) -> bool:
    if fact.digits != said.digits:
        return False
    if said.kind == fact.kind or (said.kind == "date" and fact.kind.startswith("date")):
        return True
    # “We can win back 14” where the fact says 14 days: a count whose unit was named before.
    return not said.kind and fact.kind not in ("money", "share") and not fact.kind.startswith("date")


def _is_year(said: Number, snapshot: Snapshot) -> bool:
    return not said.kind and said.digits == str(snapshot.as_of.year)


def _without_names(text: str, snapshot: Snapshot) -> str:
    """The text without the names and keys of the program that have digits in them: they count nothing."""
    for name in sorted(set(_names(snapshot)), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " … ", text)
    return text


def _names(snapshot: Snapshot) -> Iterable[str]:
    yield from _with_digits(snapshot.name)
    for noun, one in snapshot.everything():
        yield from _with_digits(label(noun, one), one.id)


def _with_digits(*names: str) -> Iterable[str]:
    for name in map(plain, names):
        # A bare number is no name: an id “40” would prove any forty.
        if any(sign.isdigit() for sign in name) and any(sign.isalpha() for sign in name):
            yield name
