"""A whole program as plain dicts: the form of files, examples, tests, exports and stored snapshots."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from leadline.program.plain import DocumentError, Path, Problem, read_dataclass, write_noun
from leadline.program.snapshot import NOUNS, PLACES, Snapshot, label

_SPELLED = {place: noun for noun, place in PLACES.items()}


def read(plain: Any, *, as_of: date | None = None) -> Snapshot:
    """
    The snapshot a document describes.

    Ids may be left out where a name makes one; references may be an id or an exact name. `as_of` counts where the document
    does not say a day.

    Raises:
        DocumentError: with every problem: unknown fields, wrong values, references to nothing, names that mean two things,
            ids used twice, a dependency cycle (named).
    """
    if not isinstance(plain, Mapping):
        raise DocumentError([Problem((), "A program is a list of fields such as “id:”, “milestones:” and “work:”.")])
    draft = _with_ids({"as_of": as_of, "id": _slug(str(plain.get("name") or "program")), **_without_none(plain)})
    problems: list[Problem] = []
    snapshot = read_dataclass(Snapshot, draft, (), problems)
    if problems:
        raise DocumentError(problems)
    snapshot = _sorted(_resolved(snapshot, problems))
    problems += _problems(snapshot)
    if problems:
        raise DocumentError(problems)
    return snapshot


def write(snapshot: Snapshot) -> dict[str, Any]:
    """The canonical document of a snapshot: head first, nouns sorted by id, defaults left out. `read(write(s)) == s`."""
    plain = write_noun(snapshot)
    plain["as_of"] = snapshot.as_of.isoformat()
    return {
        place: [write_noun(one) for one in getattr(snapshot, place)] if place in _SPELLED else value
        for place, value in plain.items()
    }


def cycle(snapshot: Snapshot) -> list[str]:
    """The ids around one circle of dependencies, first id repeated at the end; empty when there is none."""
    after: dict[str, list[str]] = {}
    for one in snapshot.dependencies:
        after.setdefault(one.before, []).append(one.after)
    for item in snapshot.work:
        if item.milestone:
            after.setdefault(item.id, []).append(item.milestone)
    state: dict[str, int] = {}
    for start in after:
        if found := _walk(start, after, state):
            return found
    return []


def _walk(start: str, after: Mapping[str, list[str]], state: dict[str, int]) -> list[str]:
    """Depth first without recursion: a chain of 50,000 items must not exhaust the stack."""
    trail, ahead = [start], [iter(after.get(start, ()))]
    if state.get(start):
        return []
    state[start] = 1
    while ahead:
        step = next(ahead[-1], None)
        if step is None:
            ahead.pop()
            state[trail.pop()] = 2
        elif state.get(step) == 1:
            return [*trail[trail.index(step) :], step]
        elif not state.get(step):
            state[step] = 1
            trail.append(step)
            ahead.append(iter(after.get(step, ())))
    return []


def _without_none(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in plain.items() if value is not None}


def _with_ids(draft: dict[str, Any]) -> dict[str, Any]:
    for place, noun in _SPELLED.items():
        given = draft.get(place)
        if isinstance(given, list) and all(isinstance(one, Mapping) for one in given):
            draft[place] = list(_numbered(noun, given))
    return draft


def _numbered(noun: str, given: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    taken = {str(one["id"]) for one in given if one.get("id")}
    for one in given:
        if one.get("id"):
            yield {**one, "id": str(one["id"])}
            continue
        base = _slug(next((str(one[name]) for name in _NAMED if one.get(name)), noun))
        own = next(form for form in (base, *(f"{base}-{n}" for n in range(2, len(given) + 3))) if form not in taken)
        taken.add(own)
        yield {"id": own, **{name: value for name, value in one.items() if name != "id"}}


_NAMED = ("name", "question", "event", "text", "milestone", "person", "dependency", "after")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "x"


def _resolved(snapshot: Snapshot, problems: list[Problem]) -> Snapshot:
    """References given as names become ids; what names nothing, or two things, is a problem."""
    names: dict[str, dict[str, list[str]]] = {noun: {} for noun in NOUNS}
    for noun, one in snapshot.everything():
        names[noun].setdefault(one.id, []).append(one.id)
    for noun, one in snapshot.everything():
        called = label(noun, one)
        if called not in names[noun] or one.id not in names[noun][called] and called != names[noun][called][0]:
            names[noun].setdefault(called, []).append(one.id)
    return replace(snapshot, **_links(snapshot, (), names, problems, skip=("elsewhere",)))


def _links(value: Any, path: Path, names: Mapping[str, Mapping[str, list[str]]], problems: list[Problem], skip: tuple[str, ...] = ()) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for one in fields(value):
        own, noun = getattr(value, one.name), one.metadata.get("ref")
        here = (*path, one.name)
        if one.name in skip or not own:
            continue
        if noun and isinstance(own, tuple):
            new[one.name] = tuple(_link(part, noun, (*here, index), names, problems) for index, part in enumerate(own))
        elif noun:
            new[one.name] = _link(own, noun, here, names, problems)
        elif isinstance(own, tuple) and hasattr(own[0], "__dataclass_fields__"):
            new[one.name] = tuple(replace(part, **_links(part, (*here, index), names, problems)) for index, part in enumerate(own))
        elif hasattr(own, "__dataclass_fields__") and one.name != "range" and not hasattr(own, "middle"):
            new[one.name] = replace(own, **_links(own, here, names, problems))
    return new


def _link(text: str, noun: str, path: Path, names: Mapping[str, Mapping[str, list[str]]], problems: list[Problem]) -> str:
    for name in noun.split("|"):
        found = names[name].get(text, [])
        if len(found) > 1:
            problems.append(Problem(path, f"“{text}” names {len(found)} of them: {', '.join(found)}. Use the id."))
        if found:
            return found[0]
    problems.append(Problem(path, f"There is no {noun.replace('|', ' or ')} “{text}”. Add it, or correct the spelling."))
    return text


def _problems(snapshot: Snapshot) -> Iterator[Problem]:
    for noun, place in PLACES.items():
        seen: set[str] = set()
        for index, one in enumerate(getattr(snapshot, place)):
            if one.id in seen:
                yield Problem((place, index), f"The {noun} id “{one.id}” is used twice. Give one of them another id.")
            seen.add(one.id)
    both = {one.id for one in snapshot.work} & {one.id for one in snapshot.milestones}
    for twice in sorted(both):
        yield Problem(("milestones",), f"“{twice}” is both a work item and a milestone. Give one of them another id.")
    if round_trip := cycle(snapshot):
        chain = " → ".join(round_trip)
        yield Problem(("dependencies",), f"These wait for each other in a circle: {chain}. Take out one of these dependencies.")


def _sorted(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, **{place: tuple(sorted(getattr(snapshot, place), key=lambda one: one.id)) for place in PLACES.values()})


