"""Projects in which something must follow something else soon enough: waits with an upper limit."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from leadline.engine.schedule.bounds import CHAIN, POOL, PROOF, Bound
from leadline.engine.schedule.cpsat import WORKERS, Model
from leadline.engine.schedule.delaying import first_plan
from leadline.engine.schedule.project import Project, Unplannable, check
from leadline.engine.schedule.search import Found

Distances = NDArray[np.int64]

FINDERS = 2
"""Strategies side by side where a plan is wanted rather than a proof: 768 slots instead of 785 on the hardest of ten."""

UNTIED = -(1 << 40)
"""The distance between two items of which neither says anything about the other."""


def plan(
    project: Project,
    *,
    seed: int,
    stop: Callable[[], bool] | None = None,
    work: float | None = None,
    repeatable: bool = False,
    known: Found | None = None,
) -> Found:
    """
    A plan that keeps all limits, and the best one found: first slots after due slots, then ends of projects, then the end.

    Also the proof of a plan without such limits: with `known`, nothing worse is given back, and its bound where that can
    be raised. Good for some hundred items; a thousand get no better bound in a minute.

    Args:
        project: with or without upper limits on waits.
        seed: of its luck.
        stop: asked often; once it says True, the best plan so far is given.
        work: about seconds of one core after which it ends, counted without a clock.
        repeatable: the same plan every time, at the price of a slower search.
        known: a plan to begin with.

    Raises:
        Unplannable: no plan keeps all limits, and the sentence says which contradict each other; or none was found in time.
    """
    check(project)
    if not project.lengths:
        return Found((), 0, 0, 0, 0, 0, Bound(0, CHAIN))
    heads = earliest(project)
    least = _least(project, heads)
    horizon = _horizon(project, heads)
    model, variables = _model(project, heads, horizon, least.end)
    first = list(known.starts) if known else first_plan(project, _arcs(project), heads)
    if first:
        model.hint(variables, first)
    workers = WORKERS if known else FINDERS
    answer = model.solve(seed=seed, stop=stop, work=work, repeatable=repeatable, workers=workers)
    starts = [answer.values[one] for one in variables] if answer.values else first
    if not starts:
        raise Unplannable(
            "No plan keeps all limits together with the pools."
            if answer.proved
            else "No plan that keeps all limits was found in the time given. Give it more time, or loosen a limit."
        )
    proof = 0 if project.dues or project.end_weights or project.before else answer.bound
    found = _found(project, starts, max(least, Bound(proof, PROOF), key=lambda one: one.end))
    return min(found, known, key=_marks) if known else found


def earliest(project: Project) -> list[int]:
    """
    The first slot each item may start in by releases and waits, pools aside.

    Raises:
        Unplannable: some waits contradict each other; they are named.
    """
    arcs = _arcs(project)
    heads = [project.release(item) for item in range(len(project.lengths))]
    came = [-1] * len(heads)
    moved = -1
    for _ in range(len(heads) + 1):
        moved = -1
        for before, after, slots in arcs:
            if heads[before] + slots > heads[after]:
                heads[after], came[after], moved = heads[before] + slots, before, after
        if moved < 0:
            return heads
    for _ in range(len(heads)):
        moved = came[moved]
    circle = [moved]
    while came[circle[-1]] != moved:
        circle.append(came[circle[-1]])
    names = ", ".join(project.name(item) for item in reversed(circle))
    raise Unplannable(f"The limits between these items contradict each other: {names}.")


def _arcs(project: Project) -> list[tuple[int, int, int]]:
    """Who starts at least how many slots after whom; an upper limit is a negative one the other way."""
    arcs = [(wait.before, wait.after, project.least(wait)) for wait in project.waits]
    return arcs + [(wait.after, wait.before, -wait.most) for wait in project.waits if wait.most is not None]


def _horizon(project: Project, heads: list[int]) -> int:
    """A slot in which every plan worth having has ended: each item, and each lag before it, one after the other."""
    longest = list(project.lengths)
    for before, _, slots in _arcs(project):
        longest[before] = max(longest[before], slots)
    return max(heads) + sum(longest)


def _least(project: Project, heads: list[int]) -> Bound:
    ends = [head + length for head, length in zip(heads, project.lengths, strict=True)]
    found = [Bound(max(ends), CHAIN, (ends.index(max(ends)),))]
    for pool, capacity in enumerate(project.capacities):
        work = sum(project.need(item).get(pool, 0) * length for item, length in enumerate(project.lengths))
        users = [item for item in range(len(heads)) if project.need(item).get(pool, 0)]
        if capacity > 0 and work:
            first = min(heads[item] for item in users)
            found.append(Bound(first + -(-work // capacity), POOL, tuple(users), pool, first, 0, work))
    return max(found, key=lambda one: one.end)


def _model(project: Project, heads: list[int], horizon: int, least: int) -> tuple[Model, list[int]]:
    model = Model()
    starts = [
        model.variable(head, max(horizon - length, head)) for head, length in zip(heads, project.lengths, strict=True)
    ]
    end = model.variable(least, max(horizon, least))
    spans = [model.interval(start, length) for start, length in zip(starts, project.lengths, strict=True)]
    for before, after, slots in _arcs(project):
        if slots > -horizon:
            model.at_least(starts[after], starts[before], slots)
    for item, length in enumerate(project.lengths):
        model.at_least(end, starts[item], length)
    for pool, capacity in enumerate(project.capacities):
        users = [item for item, length in enumerate(project.lengths) if length and project.need(item).get(pool, 0)]
        if users:
            model.cumulative([spans[item] for item in users], [project.need(item)[pool] for item in users], capacity)
    _aim(model, project, starts, end, horizon)
    return model, starts


def _aim(model: Model, project: Project, starts: list[int], end: int, horizon: int) -> None:
    """What is to be small, in one sum: a slot of what comes first weighs more than all that comes after it."""
    variables, factors, weigh = [], [], 1  # type: tuple[list[int], list[int], int]
    for item, before in project.before.items():
        moved = model.variable(0, horizon + before)
        model.linear([moved, starts[item]], [1, -1], -before)
        model.linear([moved, starts[item]], [1, 1], before)
        variables.append(moved)
        factors.append(1)
        weigh += horizon + before
    variables.append(end)
    factors.append(weigh)
    weigh *= horizon + 1
    parts = {part: weight for part, weight in project.end_weights.items() if weight and project.parts}
    for part, weight in parts.items():
        last = model.variable(0, horizon)
        for item, own in enumerate(project.parts):
            if own == part:
                model.at_least(last, starts[item], project.lengths[item])
        variables.append(last)
        factors.append(weight * weigh)
    weigh *= 1 + horizon * sum(parts.values())
    for item, due in project.dues.items():
        late = model.variable(0, horizon)
        model.at_least(late, starts[item], project.lengths[item] - due)
        variables.append(late)
        factors.append(project.late_weights.get(item, 1) * weigh)
    model.minimize(variables, factors)


def _found(project: Project, starts: list[int], least: Bound) -> Found:
    ends = [start + length for start, length in zip(starts, project.lengths, strict=True)]
    late = sum(max(ends[item] - due, 0) * project.late_weights.get(item, 1) for item, due in project.dues.items())
    parts = list(project.parts) or [0] * len(starts)
    last = {part: max(end for end, own in zip(ends, parts, strict=True) if own == part) for part in set(parts)}
    weighted = sum(last.get(part, 0) * weight for part, weight in project.end_weights.items())
    changed = sum(abs(starts[item] - before) for item, before in project.before.items())
    return Found(tuple(starts), late, weighted, max(ends), changed, 1, least)


def _marks(found: Found) -> tuple[int, ...]:
    # Of two plans that are as good, the one whose bound says more.
    return found.late, found.ends, found.end, found.changed, -found.bound.end
