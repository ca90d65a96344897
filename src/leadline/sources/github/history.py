"""What issue events tell of the past: when estimates, milestones, states and blocks changed, and when work began."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import day, record, records, text, whole
from leadline.sources.github.words import state_of
from leadline.sources.words import estimate_of, says_blocked

Revision = dict[str, Any]


def ordered(events: Any) -> list[Mapping[str, Any]]:
    """Events in the order they happened: by their stamp, not by how they were read; within a second by number."""
    known = {whole(one.get("id")): one for one in records(events)}
    return sorted(known.values(), key=lambda one: (text(one.get("created_at")), whole(one.get("id"))))


def revisions(subject: str, events: Any, settings: Settings) -> list[Revision]:
    """
    Every change of an estimate, a milestone, the state or a block, oldest first.

    Each is a plain dict with `id`, `subject` (id of the work item), `field` (`estimate`, `milestone`, `state`, `blocked`),
    `changed_on` (ISO day), `was` and `became` (text in document form, "" for nothing).
    """
    return list(_Replay(subject, settings).through(ordered(events)))


def started_on(events: Any, pulls: Any, settings: Settings) -> date | None:
    """
    The day on which work began: the first word that says so, or the first pull request that closes it.

    Where neither is known, the day on which somebody was first made responsible.
    """
    told = ordered(events)
    begun = [day(one.get("created_at")) for one in told if _begins(one, settings)]
    begun += [day(one.get("created_at")) for one in records(pulls)]
    assigned = [day(one.get("created_at")) for one in told if one.get("event") == "assigned"]
    for days in (begun, assigned):
        if known := [one for one in days if one]:
            return min(known)
    return None


def _begins(one: Mapping[str, Any], settings: Settings) -> bool:
    if one.get("event") == "labeled":
        return state_of(_label(one), settings) == "doing"
    return one.get("event") == "connected"


class _Replay:
    """An issue's life, event by event, as far as its events tell it."""

    def __init__(self, subject: str, settings: Settings) -> None:
        self.subject, self.settings = subject, settings
        self.closed, self.doing, self.dropped = False, set[str](), False
        self.blocks: set[str] = set()
        self.was: dict[str, str] = {"estimate": "", "milestone": "", "state": "todo", "blocked": ""}

    def through(self, events: Iterable[Mapping[str, Any]]) -> Iterator[Revision]:
        for one in events:
            changed_on = day(one.get("created_at"))
            if changed_on:
                yield from self._changed(one, changed_on)

    def _changed(self, one: Mapping[str, Any], changed_on: date) -> Iterator[Revision]:
        for field, became in self._said(one).items():
            was, self.was[field] = self.was[field], became
            if was != became:
                yield {
                    "id": f"{self.subject}-{field}-{whole(one.get('id'))}",
                    "subject": self.subject,
                    "field": field,
                    "changed_on": changed_on.isoformat(),
                    "was": was,
                    "became": became,
                }

    def _said(self, one: Mapping[str, Any]) -> dict[str, str]:
        """What each field is after an event; only the fields it tells of."""
        event = one.get("event")
        if event in ("labeled", "unlabeled"):
            return self._labeled(_label(one), now_there=event == "labeled")
        if event in ("milestoned", "demilestoned"):
            title = text(record(one.get("milestone")).get("title"))
            if event == "demilestoned" and title != self.was["milestone"]:
                # Moving an issue tells of the new milestone first and of the old one after it.
                return {}
            return {"milestone": title if event == "milestoned" else ""}
        if event in ("closed", "reopened"):
            self.closed = event == "closed"
            self.dropped = text(one.get("state_reason")) in ("not_planned", "duplicate")
            return {"state": self._state()}
        if event in ("blocked_by_added", "blocked_by_removed"):
            other = str(record(one.get("blocked_by")).get("id") or record(one.get("blocked_by")).get("number") or "?")
            (self.blocks.add if event == "blocked_by_added" else self.blocks.discard)(other)
            return {"blocked": "blocked" if self.blocks else ""}
        return {}

    def _labeled(self, label: str, *, now_there: bool) -> dict[str, str]:
        said: dict[str, str] = {}
        if estimate := estimate_of(label):
            if now_there:
                said["estimate"] = str(estimate)
            elif self.was["estimate"] == str(estimate):
                said["estimate"] = ""
        if state_of(label, self.settings) == "doing":
            (self.doing.add if now_there else self.doing.discard)(label)
            said["state"] = self._state()
        if says_blocked(label):
            (self.blocks.add if now_there else self.blocks.discard)(f"label {label}")
            said["blocked"] = "blocked" if self.blocks else ""
        return said

    def _state(self) -> str:
        if self.closed:
            return "dropped" if self.dropped else "done"
        return "doing" if self.doing else "todo"


def _label(one: Mapping[str, Any]) -> str:
    return text(record(one.get("label")).get("name"))
