"""A whole program as plain dicts: the form of files, examples, tests, exports and stored snapshots."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from leadline.program.cycle import cycle, spell
from leadline.program.limits import beyond
from leadline.program.plain import DocumentError, Problem, read_dataclass, write_field, write_noun
from leadline.program.references import resolve
from leadline.program.slug import slug, unfit
from leadline.program.snapshot import PLACES, Snapshot

__all__ = ["cycle", "read", "write"]

_SPELLED = {place: noun for noun, place in PLACES.items()}
_NAMED = ("name", "question", "event", "text", "subject", "milestone", "person", "dependency", "after")


def read(plain: Any, *, as_of: date | None = None, dangling: bool = False) -> Snapshot:
    """
    The snapshot a document describes.

    Ids may be left out where a name makes one; references may be an id or an exact name. `as_of` counts where the
    document does not say a day. `dangling` lets references to nothing stand: a stored snapshot may refer to what was
    retired.

    Raises:
        DocumentError: with every problem: unknown fields, wrong values, values beyond the limits, references to nothing, names
            that mean two things, ids used twice, a dependency cycle (named).
    """
    if not isinstance(plain, Mapping):
        raise DocumentError([Problem((), "A program is a list of fields such as “id:”, “milestones:” and “work:”.")])
    draft = _with_ids({"as_of": as_of, "id": slug(str(plain.get("name") or "program")), **_without_none(plain)})
    problems: list[Problem] = []
    snapshot = read_dataclass(Snapshot, draft, (), problems)
    if problems:
        raise DocumentError(problems)
    snapshot = resolve(snapshot, problems, dangling=dangling)
    problems += _problems(snapshot)
    problems += () if dangling else beyond(snapshot)
    if problems:
        raise DocumentError(problems)
    return _sorted(snapshot)


def write(snapshot: Snapshot) -> dict[str, Any]:
    """The canonical document of a snapshot: head first, nouns sorted by id, no defaults. `read(write(s)) == s`."""
    plain: dict[str, Any] = {}
    for one in fields(snapshot):
        own = getattr(snapshot, one.name)
        if one.name in _SPELLED:
            own = [write_noun(noun) for noun in sorted(own, key=lambda noun: str(noun.id))]
        elif own != one.default:
            own = write_field(Snapshot, one.name, own)
        else:
            continue
        if own or one.name not in _SPELLED:
            plain[one.name] = own
    return plain


def _without_none(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in plain.items() if value is not None}


def _with_ids(draft: dict[str, Any]) -> dict[str, Any]:
    for place, noun in _SPELLED.items():
        given = draft.get(place)
        if isinstance(given, list | tuple) and all(isinstance(one, Mapping) for one in given):
            draft[place] = list(_numbered(noun, given))
    return draft


def _numbered(noun: str, given: list[Mapping[str, Any]] | tuple[Mapping[str, Any], ...]) -> Iterator[Mapping[str, Any]]:
    taken = {str(one["id"]) for one in given if _has(one, "id")}
    last: dict[str, int] = {}
    for one in given:
        if _has(one, "id"):
            yield one
            continue
        base = slug(next((str(one[name]) for name in _NAMED if _has(one, name)), "")) or noun
        own = base
        while own in taken:
            last[base] = last.get(base, 1) + 1
            own = f"{base}-{last[base]}"
        taken.add(own)
        yield {"id": own, **{name: value for name, value in one.items() if name != "id"}}


def _has(one: Mapping[str, Any], name: str) -> bool:
    """Zero is an id; nothing and an empty text are none."""
    return one.get(name) is not None and one[name] != ""


def _problems(snapshot: Snapshot) -> Iterator[Problem]:
    for noun, place in PLACES.items():
        seen: set[str] = set()
        for index, one in enumerate(getattr(snapshot, place)):
            if says := unfit(one.id):
                yield Problem((place, index), says)
            if one.id in seen:
                says = f"The {noun} id “{one.id}” is used twice. Give one of them another id."
                yield Problem((place, index), says)
            seen.add(one.id)
    work = {one.id for one in snapshot.work}
    for index, milestone in enumerate(snapshot.milestones):
        if milestone.id in work:
            says = f"“{milestone.id}” is both a work item and a milestone. Give one of them another id."
            yield Problem(("milestones", index), says)
    if round_trip := cycle(snapshot):
        says = f"These wait for each other in a circle: {spell(round_trip)}. Take out one of these dependencies."
        yield Problem(("dependencies",), says)


def _sorted(snapshot: Snapshot) -> Snapshot:
    new: dict[str, Any] = {
        place: tuple(sorted(getattr(snapshot, place), key=lambda one: str(one.id))) for place in PLACES.values()
    }
    return replace(snapshot, **new)
