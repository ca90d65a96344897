"""What Linear's payloads are read with: the shapes of every tracker, and numbers that come as 8 or as 8.0."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from leadline.sources.shapes import day, moment, record, records, text

__all__ = ["day", "key_of", "moment", "nodes", "number", "record", "records", "spelled", "text"]


def number(value: Any) -> float | None:
    """A number; None in place of anything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def nodes(of: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The things in a connection; a webhook has a plain list in its place."""
    found = of.get(name)
    return records(found) if isinstance(found, list) else records(record(found).get("nodes"))


def key_of(value: Any) -> str:
    """The id that Linear gives a thing, in the one form it has everywhere; "" where there is none."""
    found = record(value).get("id") if isinstance(value, dict) else value
    return text(found, 100).casefold() if isinstance(found, str) else ""


def spelled(found: datetime) -> str:
    """A moment as Linear writes it, to the millisecond."""
    return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
