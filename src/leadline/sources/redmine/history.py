"""What journals tell of the past: when estimates, due days, versions, states and blocks changed, and when work began and ended."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.revisions import BLOCKED
from leadline.sources.redmine.settings import Settings, version_id
from leadline.sources.redmine.words import state_of
from leadline.sources.shapes import day, moment, records, text, whole

Revision = dict[str, Any]
Detail = Mapping[str, Any]
HOURS_A_DAY = 8
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Past:
    """
    The history of one issue.

    Args:
        journals: as they were kept, in any order.
        statuses: the statuses that they name by number.
        settings: what a person said that statuses mean.
    """

    def __init__(self, journals: Any, statuses: Any, settings: Settings) -> None:
        self._settings = settings
        self._states = {str(whole(one.get("id"))): state_of(one, settings) for one in records(statuses)}
        known = {whole(one.get("id")): one for one in records(journals)}
        # By their stamp, within a second by number: what was read later may have happened earlier.
        self._told = sorted(
            known.values(), key=lambda one: (moment(one.get("created_on")) or _LONG_AGO, whole(one.get("id")))
        )

    def revisions(self, subject: str) -> list[Revision]:
        """
        Every change of an estimate, a due day, a version, the state or a block, oldest first.

        Each is a plain dict with `id`, `subject` (id of the work item), `field`, `changed_on` (ISO day), `was` and `became` (text
        in document form, "" for nothing).
        """
        return [
            {
                "id": f"{subject}-{field}-{number}",
                "subject": subject,
                "field": field,
                "changed_on": changed_on.isoformat(),
                "was": was,
                "became": became,
            }
            for number, changed_on, field, was, became in self._changes()
            if was != became
        ]

    def began(self) -> date | None:
        """The day on which its state first said that somebody is at it, or that some of it is done."""
        states = [on for _, on, field, _, became in self._changes() if field == "state" and became == "doing"]
        shares = [on for on, detail in self._details() if _name(detail) == "done_ratio" and _share(detail) > 0]
        return min([*states, *shares], default=None)

    def ended(self) -> date | None:
        """The day on which its state last became done or dropped."""
        over = [on for _, on, field, was, became in self._changes() if field == "state" and _is_over(was, became)]
        return over[-1] if over else None

    def _details(self) -> Iterator[tuple[date, Detail]]:
        for one in self._told:
            if on := day(one.get("created_on")):
                yield from ((on, detail) for detail in records(one.get("details")))

    def _changes(self) -> Iterator[tuple[int, date, str, str, str]]:
        """Number of the journal, day, field, and what it was and became; blocks are counted, so that the last one frees."""
        blocks: set[str] = set()
        for one in self._told:
            if not (on := day(one.get("created_on"))):
                continue
            number = whole(one.get("id"))
            for detail in records(one.get("details")):
                if detail.get("property") == "relation" and _name(detail) == BLOCKED:
                    was = _word(bool(blocks))
                    _take(blocks, detail)
                    yield number, on, BLOCKED, was, _word(bool(blocks))
                elif detail.get("property") == "attr" and (said := self._said().get(_name(detail))):
                    field, spell = said
                    yield number, on, field, spell(detail.get("old_value")), spell(detail.get("new_value"))

    def _said(self) -> Mapping[str, tuple[str, Callable[[Any], str]]]:
        return {
            "status_id": ("state", lambda value: self._states.get(str(value), "")),
            "estimated_hours": ("estimate", lambda value: str(hours(value) or "")),
            "due_date": ("due", lambda value: str(day(value) or "")),
            "fixed_version_id": ("milestone", self._version),
        }

    def _version(self, value: Any) -> str:
        return version_id(self._settings, int(value)) if isinstance(value, str) and value.isdigit() else ""


def hours(value: Any) -> Range | None:
    """Hours as a range of one number of working days; None for none, for nothing that is a number, and for what is endless."""
    try:
        days = float(value) / HOURS_A_DAY
    except (TypeError, ValueError, OverflowError):
        return None
    return Range(days, days) if 0 < days <= MOST_DAYS else None


def _take(blocks: set[str], detail: Detail) -> None:
    """Take in what a change of a relation adds or takes away."""
    blocks.discard(text(detail.get("old_value")))
    if other := text(detail.get("new_value")):
        blocks.add(other)


def _name(detail: Detail) -> str:
    return text(detail.get("name"))


def _share(detail: Detail) -> int:
    value = text(detail.get("new_value"))
    return int(value) if value.isdigit() else 0


def _is_over(was: str, became: str) -> bool:
    return became in ("done", "dropped") and was not in ("done", "dropped")


def _word(blocked: bool) -> str:
    return BLOCKED if blocked else ""
