"""What a history tells of the past: when estimates, due days, versions, states and impediments changed, and when work began and ended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.revisions import BLOCKED, OVER
from leadline.sources.jira.settings import Settings, version_id
from leadline.sources.jira.words import state_of
from leadline.sources.shapes import day, moment, record, records, text
from leadline.sources.words import says_blocked

Body = Mapping[str, Any]
Revision = dict[str, Any]
SECONDS_A_DAY = 8 * 3600
"""A working day, as Jira counts estimates unless an administrator says otherwise."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Past:
    """
    The history of one issue.

    Args:
        changelog: as it was kept, in any order.
        statuses: the statuses that it names by number.
        now: the fields of the issue as they are.
        settings: what a person said that statuses mean.
    """

    def __init__(self, changelog: Any, statuses: Any, now: Body, settings: Settings) -> None:
        self._settings, self._now = settings, now
        self._statuses = {text(one.get("id")): one for one in [*records(statuses), record(now.get("status"))]}
        self._versions = {text(one.get("id")): one for one in records(now.get("fixVersions"))}
        known = {text(one.get("id")): one for one in records(changelog)}
        # By their stamp, within one by number: what was read later may have happened earlier.
        self._told = sorted(known.values(), key=lambda one: (moment(one.get("created")) or _LONG_AGO, _number(one)))

    def revisions(self, subject: str) -> list[Revision]:
        """
        Every change of an estimate, a due day, a version, the state or an impediment, oldest first.

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
        ]

    def began(self) -> date | None:
        """The day on which its state first said that somebody is at it."""
        return next((on for _, on, field, _, became in self._changes() if field == "state" and became == "doing"), None)

    def ended(self) -> date | None:
        """The day on which its state last became done or dropped."""
        over = [on for _, on, field, was, became in self._changes() if field == "state" and became in OVER and was not in OVER]  # fmt: skip
        return over[-1] if over else None

    def _changes(self) -> Iterator[tuple[str, date, str, str, str]]:
        """
        Number of the history, day, field, and what it was and became.

        Several fields come to one (a status and a resolution to a state), and several values to one (versions to a milestone): so
        the past is told forward from what everything was at first, each history whole before it is looked at.
        """
        at = self._first()
        said = self._said(at)
        for one in self._told:
            for item in records(one.get("items")):
                _take(at, item)
            now = self._said(at)
            if on := day(one.get("created")):
                for field in now:
                    if now[field] != said[field]:
                        yield text(one.get("id")), on, field, said[field], now[field]
            said = now

    def _first(self) -> dict[str, Any]:
        """What each field was before the first change: what that change says it was, and what it is where it never changed."""
        at: dict[str, Any] = {
            "status": text(record(self._now.get("status")).get("id")),
            "resolution": text(record(self._now.get("resolution")).get("name")),
            "timeoriginalestimate": self._now.get("timeoriginalestimate"),
            "duedate": self._now.get("duedate"),
            "flagged": "",
        }
        versions = set(self._versions)
        for one in reversed(self._told):
            for item in reversed(records(one.get("items"))):
                field = text(item.get("field"))
                if field == "fixVersions":
                    versions.discard(text(item.get("to")))
                    versions |= {was} if (was := text(item.get("from"))) else set()
                elif field in at:
                    at[field] = _value(item, "from")
        return {**at, "fixVersions": versions}

    def _said(self, at: Body) -> dict[str, str]:
        """What values come to, in document form."""
        status = self._statuses.get(at["status"], {})
        version = first(at["fixVersions"], self._versions)
        return {
            "state": state_of(status, at["resolution"], self._settings) if status else "",
            "blocked": BLOCKED if at["flagged"] or says_blocked(text(status.get("name"))) else "",
            "estimate": str(days(at["timeoriginalestimate"]) or ""),
            "due": str(day(at["duedate"]) or ""),
            "milestone": version_id(self._settings, version) if version else "",
        }


def first(numbers: Iterable[str], versions: Mapping[str, Body]) -> str:
    """
    Of several versions the one that work is meant for: the next that is not yet out, by its day, then by its number; "" for none.

    What is written for two versions is there when the first of them is.
    """

    def place(number: str) -> tuple[bool, str, int]:
        known = versions.get(number, {})
        return known.get("released") is True, str(day(known.get("releaseDate")) or "9999"), int(number) if number.isdigit() else 0  # fmt: skip

    return min(numbers, key=place, default="")


def days(seconds: Any) -> Range | None:
    """Seconds as a range of one number of working days; None for none, for nothing that is a number, and for what is endless."""
    try:
        found = float(seconds) / SECONDS_A_DAY
    except (TypeError, ValueError, OverflowError):
        return None
    return Range(found, found) if 0 < found <= MOST_DAYS else None


def _take(at: dict[str, Any], item: Body) -> None:
    """Take in what an item says that a field became."""
    field = text(item.get("field"))
    if field == "fixVersions":
        kept = at["fixVersions"] - {text(item.get("from"))}
        at["fixVersions"] = kept | ({became} if (became := text(item.get("to"))) else set())
    elif field in at:
        at[field] = _value(item, "to")


def _value(item: Body, end: str) -> str:
    """What an item says at one end: the word of a resolution and a flag, the number or the day of all else."""
    word = f"{end}String" if text(item.get("field")) in ("resolution", "flagged") else end
    return text(item.get(word))


def _number(history: Body) -> int:
    number = text(history.get("id"))
    return int(number) if number.isdigit() else 0
