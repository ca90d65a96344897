"""A clock that only moves when it is told to."""

from datetime import UTC, datetime, timedelta
from random import Random


def chance(seed: int) -> Random:
    """Chance that comes out the same for the same seed."""
    return Random(seed)  # noqa: S311 - made-up trackers, not secrets


class Clock:
    """Simulated time: `sleep` moves it, nothing else waits."""

    def __init__(self, begins: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.begins, self.moment, self.slept = begins, begins, 0.0

    def now(self) -> datetime:
        return self.moment

    def elapsed(self) -> float:
        return (self.moment - self.begins).total_seconds()

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0, "nobody sleeps backwards"
        self.slept += seconds
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def until(self, moment: datetime) -> None:
        self.moment = max(self.moment, moment)
