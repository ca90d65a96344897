"""What could help against something: the standard solutions that apply, each tried on the same futures. Pure, as a look is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, price
from leadline.playbook.which_apply import Way, which_apply
from leadline.program.case import Case
from leadline.program.finding import Price
from leadline.rounds.look import SEED, can_be_tried, why_untried


@dataclass(frozen=True)
class Tried:
    """One way out, with its price, or the reason why it has none."""

    way: Way
    price: Price | None
    why_unpriced: str = ""

    @property
    def gain(self) -> float:
        """Days it measurably gains for its headline; negative where it loses some; 0 where nothing can be claimed."""
        return self.price.days if self.price and self.price.measurable else 0.0

    @property
    def is_good(self) -> bool:
        """Whether more is gained than lost by it."""
        return self.price is not None and self.price.gains


def solve(
    case: Case,
    subject: str,
    *,
    seed: int = SEED,
    futures: int,
    threads: int = 1,
    progress: Callable[[float], None] | None = None,
) -> list[Tried]:
    """
    The ways out of a subject (`noun:id`), those that gain most first: by money where every one that gains has a value in
    money, otherwise by days. After them what has no price, then what was tried and moves nothing, then what loses: days, or
    elsewhere more than it gains.

    Args:
        case: the program, with an outlook, without which few solutions know what decides a date.
        subject: what is in trouble.
        seed: of all chance.
        futures: in how many each is tried.
        threads: how many to use; they never change the answer.
        progress: told how much is done.
    """
    ways = which_apply(case, subject)
    tried = [one for one in ways if can_be_tried(one.remedy)]
    prices = iter(
        price(
            case.snapshot,
            [Candidate(one.subject, one.remedy.edits, one.remedy.cost_cents) for one in tried],
            seed=seed,
            futures=futures,
            calibration=calibrate(case.snapshot),
            threads=threads,
            progress=progress,
        )
    )
    return ranked([_tried(one, next(prices) if can_be_tried(one.remedy) else why_untried(one.remedy)) for one in ways])


def ranked(found: Sequence[Tried]) -> list[Tried]:
    """Best first; what is equal stays in the order of the playbook."""
    gains = [one.price for one in found if one.price and one.is_good]
    in_money = all(one.money_cents is not None for one in gains)

    def key(one: Tried) -> tuple[int, float]:
        if one.price and one.is_good:
            return 0, -float(one.price.money_cents or 0) if in_money else -one.gain
        return (1 if one.price is None else 2 if one.gain == 0 else 3), -one.gain

    return sorted(found, key=key)


def _tried(way: Way, answer: Price | str) -> Tried:
    return Tried(way, answer) if isinstance(answer, Price) else Tried(way, None, answer)
