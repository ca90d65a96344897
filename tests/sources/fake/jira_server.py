"""A fake Jira Data Center."""

from random import Random

from tests.sources.fake.clock import Clock
from tests.sources.fake.jira import Jira, counted, limited

__all__ = ["counted", "limited", "made"]


def made(clock: Clock, rng: Random) -> Jira:
    """A server for a schedule."""
    return Jira(clock, rng, cloud=False)
