"""Random programs, and random nouns, made from the very fields of the dataclasses: a new noun is tested unasked."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from leadline.program.countries import REGIONS
from leadline.program.limits import Limit, limit_of
from leadline.program.people import Absence, Allocation, Calendar
from leadline.program.ranges import Range
from leadline.program.risks import Risk
from leadline.program.snapshot import HEAD, NOUNS, PLACES, Snapshot
from leadline.program.work import Dependency

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-1000, 1000).map(float)
LOOSE = st.dictionaries(
    WORDS,
    st.recursive(st.none() | st.booleans() | st.integers() | NUMBERS | WORDS, lambda one: st.lists(one, max_size=3)),
)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, likely, high = sorted(draw(st.lists(st.floats(0, 1e4), min_size=3, max_size=3)))
    return Range(low, high, draw(st.sampled_from([None, likely])))


PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: WORDS,
    bool: st.booleans(),
    int: st.integers(-(10**9), 10**9),
    float: NUMBERS,
    date: DAYS,
    Range: ranges(),
}


def of_type(owner: Any, hint: Any, one: Field[Any], ids: dict[str, tuple[str, ...]]) -> SearchStrategy[Any]:
    """Values of a field's type, within its limit; references only to ids that are there."""
    if noun := one.metadata.get("ref"):
        there = [id for name in noun.split("|") for id in ids.get(name, ())]
        link = st.sampled_from(["", *there])
        return st.lists(st.sampled_from(there), max_size=3).map(tuple) if get_origin(hint) is tuple and there else (
            st.just(()) if get_origin(hint) is tuple else link
        )  # fmt: skip
    if words := one.metadata.get("choice"):
        return st.sampled_from(words)
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return st.none() | of_type(owner, inner, one, ids)
    if get_origin(hint) is tuple:
        return st.lists(of_type(owner, get_args(hint)[0], one, ids), max_size=2).map(tuple)
    if hint in (int, float) and (limit := limit_of(owner, one.name)):
        return numbers(hint, limit)
    if hint in PLAIN:
        return PLAIN[hint]
    return dataclasses_of(hint, ids) if is_dataclass(hint) else LOOSE


def numbers(kind: type, limit: Limit) -> SearchStrategy[Any]:
    """Whole numbers, or others, within a limit."""
    if kind is int:
        return st.integers(int(limit.low), int(limit.high))
    return st.floats(limit.low, limit.high, exclude_min=limit.above) | st.sampled_from([float(limit.high)])


def together(value: Any) -> Any:
    """The same with fields that go together: the first day not after the last, a region only of its own country, no wait shorter than its least."""
    if isinstance(value, Absence | Allocation) and value.first and value.last:
        return replace(value, first=min(value.first, value.last), last=max(value.first, value.last))
    if isinstance(value, Calendar):
        return replace(value, week=(*value.week, *(1.0,) * 7)[:7], region=(REGIONS.get(value.country) or ("",))[-1])
    if isinstance(value, Risk):
        low, high = sorted((value.cost_low_cents, value.cost_high_cents))
        return replace(value, cost_low_cents=low, cost_high_cents=high)
    if isinstance(value, Dependency) and value.at_most_days is not None:
        return replace(value, at_most_days=max(value.at_most_days, value.lag_days))
    return value


def dataclasses_of(kind: Any, ids: dict[str, tuple[str, ...]], **fixed: Any) -> SearchStrategy[Any]:
    """Values of a dataclass; a field that has a default is left at it half of the time."""
    parts = {name: st.just(value) for name, value in fixed.items()}
    for one in _fields(kind):
        if one.name == "id" and "id" not in parts:
            parts["id"] = WORDS.filter(bool)
        elif one.name not in parts:
            value = of_type(kind, _hints(kind)[one.name], one, ids)
            parts[one.name] = value if _default(one) is MISSING else st.just(_default(one)) | value
    return st.builds(kind, **parts).map(together)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A program with one or two of a few nouns each, whose references hold and whose dependencies tie nothing."""
    present = draw(st.sets(st.sampled_from(sorted(NOUNS)), max_size=5))
    ids = {noun: tuple(f"{noun}-{n}" for n in range(draw(st.integers(1, 2)))) for noun in sorted(present)}
    parts: dict[str, Any] = {name: draw(of_type(Snapshot, _hints(Snapshot)[name], _field(name), ids)) for name in HEAD}
    for noun, place in ((noun, PLACES[noun]) for noun in NOUNS if noun in present):
        fixed = {"before": "", "after": ""} if noun == "dependency" else {}
        parts[place] = tuple(draw(dataclasses_of(NOUNS[noun], ids, id=id, **fixed)) for id in ids[noun])
    parts["elsewhere"] = draw(of_type(Snapshot, _hints(Snapshot)["elsewhere"], _field("elsewhere"), {}))
    return Snapshot(id="rail", as_of=draw(DAYS), **parts)


@st.composite
def snapshots_and_nouns(draw: st.DrawFn) -> tuple[Snapshot, str, Any]:
    """A program, the name of a noun, and a value of that noun that is not in it yet."""
    snapshot = draw(snapshots())
    noun = draw(st.sampled_from(sorted(NOUNS)))
    ids = {name: tuple(one.id for one in snapshot.of(name)) for name in NOUNS}
    return snapshot, noun, draw(dataclasses_of(NOUNS[noun], ids, id=f"new-{noun}"))


@cache
def _fields(kind: Any) -> tuple[Field[Any], ...]:
    return fields(kind)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _field(name: str) -> Field[Any]:
    return next(one for one in _fields(Snapshot) if one.name == name)


def _default(one: Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default
