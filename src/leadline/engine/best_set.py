"""Which few remedies do most together, within a budget: chosen one by one, each time with those already chosen in place."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.engine.price import Scales, together
from leadline.engine.scale import Candidate, Unpriceable
from leadline.program.finding import Price

LOOKED_AT = 5
"""Candidates priced with all futures at each step: those that promised most in few."""


@dataclass(frozen=True)
class Step:
    """One more remedy: its place among the candidates, and the price of all chosen so far, this one with them."""

    number: int
    price: Price

    @property
    def worth(self) -> float:
        """Money gained where it is known, otherwise days."""
        return _worth(self.price)


def best_set(
    scales: Scales, candidates: Sequence[Candidate], *, budget_cents: int | None = None, most: int = 5, threads: int = 1
) -> list[Step]:
    """
    The best set of remedies, greedily: at each step the one that adds most to those already chosen.

    Prices do not add: two remedies of one path are worth little more than the better of them. So every step simulates the
    whole set again. It ends when nothing adds a measurable gain, the budget is used up, or `most` are chosen.

    Args:
        scales: of the program.
        candidates: remedies that could be carried out. Two that contradict each other cannot both be chosen.
        budget_cents: what all of them may cost together; no limit where nothing is said.
        most: the size of the set.
        threads: candidates priced at once in the first pass.

    Returns:
        The steps in order, each with the joint price so far; none where nothing gains anything.
    """
    steps: list[Step] = []
    while len(steps) < most and (step := _next(scales, candidates, steps, budget_cents, threads)):
        steps.append(step)
    return steps


def _next(
    scales: Scales, candidates: Sequence[Candidate], steps: Sequence[Step], budget: int | None, threads: int
) -> Step | None:
    """The step that adds most to those before it; None where nothing adds a measurable gain."""
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
    best = max(tried, key=lambda step: step.worth, default=None)
    return best if best and _adds(best, steps[-1] if steps else None) else None


def _fine(scales: Scales, candidate: Candidate) -> Price | None:
    try:
        return scales.fine.price(candidate)
    except Unpriceable:
        return None


def _adds(step: Step, before: Step | None) -> bool:
    """Whether a step gains measurably, and measurably more than the set without it."""
    if before is None:
        return step.worth > 0
    return step.worth > before.worth and step.price.days - before.price.days >= 0.5


def _worth(price: Price | str) -> float:
    if isinstance(price, str) or not price.measurable:
        return 0.0
    return float(price.money_cents) if price.money_cents is not None else price.days
