"""What one run on one instance gave, whatever its kind."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """
    One plan, judged.

    Attributes:
        end: its length in slots; None where none was found.
        bound: no plan is shorter, as our own engine knows.
        wall: seconds it took.
        cpu: seconds of all cores.
        faults: what the independent checker found wrong with it.
        first: wall seconds until the first plan, where that was measured.
    """

    end: int | None
    bound: int
    wall: float
    cpu: float
    faults: list[str] = field(default_factory=list)
    first: float | None = None
