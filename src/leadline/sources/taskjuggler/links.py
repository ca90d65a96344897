"""`depends` and `precedes` of a TaskJuggler project as dependencies between what holds nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadline.sources.taskjuggler.days import Measure, calendar_days
from leadline.sources.taskjuggler.lex import DURATION, REF
from leadline.sources.taskjuggler.outline import Node, everything, find
from leadline.sources.taskjuggler.statements import Part

MOST_OF_ONE = 2_500
_KINDS = {
    ("depends", ""): "FS", ("depends", "onend"): "FS", ("depends", "onstart"): "SS",
    ("precedes", ""): "FS", ("precedes", "onstart"): "FS", ("precedes", "onend"): "FF",
}  # fmt: skip
"""By who says it, and at which end of the other task."""


def dependencies(
    top: Sequence[Node], ids: Mapping[str, str], measure: Measure, scenario: str, lost: Counter[str]
) -> Iterator[tuple[dict[str, Any], Node]]:
    """Every dependency in document form, with the task that says it."""
    joined: list[tuple[Node, Node, str, float]] = []
    for node in everything(top):
        for said in node.all_of("depends", "precedes", scenario=scenario):
            for part in said.parts:
                if (other := _other(part, node, top)) is None:
                    lost["links to tasks that the file does not have"] += bool(part.given)
                elif other in node.around() or node in other.around():
                    lost["links of a task with what it stands in"] += 1
                else:
                    kind = _KINDS[said.name, _word(part)]
                    ends = (other, node) if said.name == "depends" else (node, other)
                    joined.append((*ends, kind, _gap(part, measure, lost)))
    held = _held_inside(joined)
    for before, after, kind, lag in joined:
        for one, other in _pairs(before, after, held, lost):
            plain = {"id": f"{ids[one.path]}-{ids[other.path]}-{kind.lower()}", "before": ids[one.path]}
            yield {**plain, "after": ids[other.path], "kind": kind} | ({"lag_days": lag} if lag else {}), after


def _other(part: Part, node: Node, top: Sequence[Node]) -> Node | None:
    """The task that a reference means: each mark goes one task up, a name without one begins at the top."""
    wanted = next((one.text for one in part.given if one.kind == REF), "")
    path = wanted.lstrip("!")
    marks = len(wanted) - len(path)
    if not marks:
        return find(top, path) if path else None
    here: Node | None = node
    for _ in range(marks):
        if here is None:
            return None
        here = here.above
    return find(here.below if here else top, path)


def _word(part: Part) -> str:
    return next((one.name for one in part.inside if one.name in ("onstart", "onend")), "")


def _gap(part: Part, measure: Measure, lost: Counter[str]) -> float:
    """The lag in calendar days; a length is working time, so it is that of the mean week."""
    lag = 0.0
    for one in part.inside:
        spans = [token.text for token in one.given if token.kind == DURATION]
        if spans and one.name == "gapduration":
            lag = max(lag, calendar_days(spans[0]))
        elif spans and one.name == "gaplength":
            lag = max(lag, measure.working_days(spans[0]) * 7 / 5)
        elif one.name in ("maxgapduration", "maxgaplength"):
            lost["upper limits of gaps"] += 1
    return round(lag, 4)


Held = dict[tuple[str, str], set[str]]


def _held_inside(joined: Sequence[tuple[Node, Node, str, float]]) -> Held:
    """For each task that holds others: which of them end before, or start after, another one in it."""
    held: Held = {}
    for before, after, kind, _ in joined:
        if kind == "FS":
            inside = {one.path for one in after.around()}
            for one in before.around():
                if one.path in inside:
                    held.setdefault((one.path, "before"), set()).update(own.path for own in before.leaves())
                    held.setdefault((one.path, "after"), set()).update(own.path for own in after.leaves())
    return held


def _pairs(before: Node, after: Node, held: Held, lost: Counter[str]) -> list[tuple[Node, Node]]:
    """The leaves at the rim of both: the last of the one, the first of the other."""
    first = [
        one for one in before.leaves() if not before.below or one.path not in held.get((before.path, "before"), ())
    ]
    then = [one for one in after.leaves() if not after.below or one.path not in held.get((after.path, "after"), ())]
    if len(first) * len(then) > MOST_OF_ONE:
        lost[f"links between tasks that stand for more than {MOST_OF_ONE:,} links: add a milestone"] += 1
        return []
    if before.below or after.below:
        lost["links of tasks that hold others: kept as links of the tasks at their rim"] += 1
    return [(one, other) for one in first for other in then if one is not other]
