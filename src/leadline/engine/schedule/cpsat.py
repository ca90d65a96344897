"""A thin layer over OR-Tools' CP-SAT: starts, lags, pools, what is to be small; a run that can be stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

WORKERS = 8
"""Strategies side by side, also on fewer cores: with two of them bounds stay far away (85 % instead of 16 % on 1,488 items)."""

POLL_SECONDS = 0.01
"""How often a run asks whether it is to stop."""


@dataclass(frozen=True)
class Answer:
    """
    What a run found.

    Attributes:
        values: of all variables; None where no solution was found.
        objective: of these values.
        bound: no solution has less.
        proved: the values are the best there are; or, without values, there is no solution.
    """

    values: list[int] | None
    objective: int
    bound: int
    proved: bool


class Model:
    """
    A model under construction; variables and intervals are numbers.

    OR-Tools is imported when the first model is made, and without its Python layer: that would load pandas, a second of
    starting time that nothing here needs.
    """

    def __init__(self) -> None:
        from ortools.sat.python import cp_model_helper

        self._solver = cp_model_helper
        self._proto: Any = cp_model_helper.CpModelProto()
        self._variables = 0
        self._constraints = 0

    def variable(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        self._proto.variables.add().domain.extend([low, high])
        self._variables += 1
        return self._variables - 1

    def linear(
        self,
        variables: Sequence[int],
        factors: Sequence[int],
        low: int,
        high: int = 1 << 40,
        where: int | None = None,
    ) -> None:
        """That a sum of variables times factors lies from `low` to `high`; with `where`, a variable of 0 or 1, only where that is 1."""
        constraint = self._constraint()
        if where is not None:
            constraint.enforcement_literal.append(where)
        linear = constraint.linear
        linear.vars.extend(variables)
        linear.coeffs.extend(factors)
        linear.domain.extend([low, high])

    def at_least(self, after: int, before: int, slots: int) -> None:
        """That one variable is greater than another by so much at the least."""
        self.linear([after, before], [1, -1], slots)

    def interval(self, start: int, length: int, present: int | None = None) -> int:
        """So many slots from a variable on; with `present`, a variable of 0 or 1, only where that is 1."""
        constraint = self._constraint()
        if present is not None:
            constraint.enforcement_literal.append(present)
        for end, offset in ((constraint.interval.start, 0), (constraint.interval.end, length)):
            end.vars.append(start)
            end.coeffs.append(1)
            end.offset = offset
        constraint.interval.size.offset = length
        return self._constraints - 1

    def cumulative(self, intervals: Sequence[int], units: Sequence[int], capacity: int) -> None:
        """That intervals never take more units at a time than there are."""
        cumulative = self._constraint().cumulative
        cumulative.intervals.extend(intervals)
        for one in units:
            cumulative.demands.add().offset = one
        cumulative.capacity.offset = capacity

    def no_overlap(self, intervals: Sequence[int]) -> None:
        """That no two intervals share a slot."""
        self._constraint().no_overlap.intervals.extend(intervals)

    def where(self, present: int, one: int, other: int, most: int = 1 << 40) -> None:
        """That one variable exceeds another by 0 up to `most` where a third is 1."""
        self.linear([one, other], [1, -1], 0, most, where=present)

    def between(self, present: int, variable: int, windows: Sequence[tuple[int, int]]) -> None:
        """That a variable lies in one of some windows, both ends included, where another is 1."""
        constraint = self._constraint()
        constraint.enforcement_literal.append(present)
        constraint.linear.vars.append(variable)
        constraint.linear.coeffs.append(1)
        reached = -1
        for low, high in sorted(windows):
            if high > reached:
                constraint.linear.domain.extend([max(low, reached + 1), high])
                reached = high

    def sum_is(self, variables: Sequence[int], value: int) -> None:
        """That so many of some variables of 0 or 1 are 1."""
        self.linear(variables, [1] * len(variables), value, value)

    def one_of(self, variables: Sequence[int], rows: Sequence[tuple[int, ...]]) -> None:
        """That variables together have the values of one of the rows."""
        table = self._constraint().table
        for variable in variables:
            one = table.exprs.add()
            one.vars.append(variable)
            one.coeffs.append(1)
        table.values.extend([value for row in rows for value in row])

    def stretch(self, start: int, size: int, end: int, present: int) -> int:
        """An interval of variable size that is there where `present` is 1."""
        constraint = self._constraint()
        constraint.enforcement_literal.append(present)
        for part, variable in (
            (constraint.interval.start, start),
            (constraint.interval.size, size),
            (constraint.interval.end, end),
        ):
            part.vars.append(variable)
            part.coeffs.append(1)
        return self._constraints - 1

    def minimize(self, variables: Sequence[int], factors: Sequence[int]) -> None:
        """What is to be small: a sum of variables times factors."""
        self._proto.objective.vars.extend(variables)
        self._proto.objective.coeffs.extend(factors)

    def hint(self, variables: Sequence[int], values: Sequence[int]) -> None:
        """Where to begin."""
        self._proto.solution_hint.vars.extend(variables)
        self._proto.solution_hint.values.extend(values)

    def solve(
        self,
        *,
        seed: int,
        stop: Callable[[], bool] | None = None,
        work: float | None = None,
        repeatable: bool = False,
        workers: int = WORKERS,
    ) -> Answer:
        """
        Run.

        Args:
            seed: of its luck.
            stop: asked every `POLL_SECONDS`; once it says True, the run ends with the best so far.
            work: about seconds of one core after which it ends, counted without a clock.
            repeatable: the same answer every time, by letting its strategies take turns instead of racing; slower.
            workers: strategies side by side. Fewer find better plans in the same time, more find better bounds.
        """
        parameters = self._solver.SatParameters()
        parameters.num_workers = workers
        parameters.random_seed = seed % (1 << 31)
        parameters.interleave_search = repeatable
        if work is not None:
            parameters.max_deterministic_time = work
        wrapper = self._solver.SolveWrapper()
        wrapper.set_parameters(parameters)
        done = Event()
        watch = Thread(target=_watch, args=(wrapper, stop or (lambda: False), done), daemon=True)
        watch.start()
        try:
            response: Any = wrapper.solve(self._proto)  # type: ignore[no-untyped-call]
        finally:
            done.set()
            watch.join()
        status = self._solver.CpSolverStatus
        values = list(response.solution) if response.status in (status.OPTIMAL, status.FEASIBLE) else None
        proved = response.status in (status.OPTIMAL, status.INFEASIBLE)
        return Answer(values, round(response.objective_value), round(response.best_objective_bound), proved)

    def _constraint(self) -> Any:
        self._constraints += 1
        return self._proto.constraints.add()


def _watch(wrapper: Any, stop: Callable[[], bool], done: Event) -> None:
    while not done.wait(POLL_SECONDS):
        if stop():
            wrapper.stop_search()
