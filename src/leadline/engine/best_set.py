"""Which few remedies do most together, within a budget: added one by one, each time with those already chosen in place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadline.engine.price import Scales, together
from leadline.engine.scale import Candidate, Unpriceable
from leadline.program.finding import Price

LOOKED_AT = 5
"""Candidates priced with all futures at each step: those that promised most in few."""
IN_VIEW = 3
"""Sets that are kept at each step to be added to."""


@dataclass(frozen=True)
class Step:
    """One more remedy: its place among the candidates, and the price of all chosen so far, this one with them."""

    number: int
    price: Price

    @property
    def worth(self) -> float:
        """Money gained where it is known, otherwise days."""
        return _worth(self.price)


Steps = tuple[Step, ...]


def best_set(
    scales: Scales, candidates: Sequence[Candidate], *, budget_cents: int | None = None, most: int = 5, threads: int = 1
) -> list[Step]:
    """
    The best set of remedies that a search finds which keeps several sets in view and adds to each what adds most.

    Prices do not add: two remedies of one path are worth little more than the better of them, and the best one alone may
    leave less to add than the second best. So every step simulates whole sets again. It ends when nothing adds a measurable
    gain to any of them, the budget is used up, or `most` are chosen. (A beam search; sets of all sizes would be too many.)

    Args:
        scales: of the program.
        candidates: remedies that could be carried out. Two that contradict each other cannot both be chosen.
        budget_cents: what all of them may cost together; no limit where nothing is said.
        most: the size of the set.
        threads: candidates priced at once in the first pass.

    Returns:
        The steps in order, each with the joint price so far; none where nothing gains anything.
    """
    subjects = {one.subject for one in candidates}
    # All by one measure: days of different commitments cannot be set against each other.
    common = subjects.pop() if len(subjects) == 1 else "program:"
    candidates = [replace(one, subject=common) for one in candidates]
    best: Steps = ()
    in_view: list[Steps] = [()]
    for _ in range(most):
        longer = [(*steps, one) for steps in in_view for one in _next(scales, candidates, steps, budget_cents, threads)]
        in_view = _kept(longer)
        best = max([best, *in_view], key=_worth_of)
    return list(best)


def _worth_of(steps: Steps) -> float:
    return steps[-1].worth if steps else 0.0


def _kept(found: Sequence[Steps]) -> list[Steps]:
    """The sets worth most, each once: of its orders the one that brings most at its first step."""
    once: dict[frozenset[int], Steps] = {}
    for steps in sorted(found, key=lambda steps: (-steps[0].worth, [one.number for one in steps])):
        once.setdefault(frozenset(one.number for one in steps), steps)
    return sorted(once.values(), key=_worth_of, reverse=True)[:IN_VIEW]


def _next(
    scales: Scales, candidates: Sequence[Candidate], steps: Steps, budget: int | None, threads: int
) -> list[Step]:
    """The steps that add measurably to those before them."""
    chosen = [candidates[step.number] for step in steps]
    room = None if budget is None else budget - sum(one.cost_cents for one in chosen)
    left = [
        number
        for number, one in enumerate(candidates)
        if number not in {step.number for step in steps} and (room is None or one.cost_cents <= room)
    ]
    sets = {number: together([*chosen, candidates[number]]) for number in left}
    # All are tried again at each step: what gains nothing alone may gain much once another is in place.
    hopes = dict(zip(left, scales.try_all(list(sets.values()), threads), strict=True))
    likely = sorted((n for n, one in hopes.items() if isinstance(one, Price)), key=lambda n: -_worth(hopes[n]))
    tried = [Step(number, found) for number in likely[:LOOKED_AT] if (found := _fine(scales, sets[number]))]
    return [one for one in tried if _adds(one, steps[-1] if steps else None)]


def _fine(scales: Scales, candidate: Candidate) -> Price | None:
    try:
        return scales.fine.price(candidate)
    except Unpriceable:
        return None


def _adds(step: Step, before: Step | None) -> bool:
    """Whether a step gains measurably, and measurably more than the set without it."""
    if before is None:
        return step.worth > 0
    return step.worth > before.worth and _gained(step.price, before.price) >= 0.5


def _gained(price: Price, before: Price) -> float:
    """The most days that a commitment of the headline gains from one price to another."""
    known = {line.commitment: line.days for line in before.lines}
    return max((line.days - known.get(line.commitment, 0.0) for line in price.lines[: price.over or 1]), default=0.0)


def _worth(price: Price | str) -> float:
    if isinstance(price, str) or not price.gains:
        return 0.0
    return float(price.money_cents) if price.money_cents is not None else price.days
