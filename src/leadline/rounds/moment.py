"""The clock of the processes that run rounds. Everything below the doors is told the moment."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
