"""What GitLab remembers of an issue: when estimates, due days, milestones, states and blocks changed, and when work began."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from leadline.sources.gitlab.ids import milestone_id
from leadline.sources.gitlab.notes import references
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import day, moment, record, records, text, whole
from leadline.sources.gitlab.words import days, field_of, state_of, weighed
from leadline.sources.tracker import Parts
from leadline.sources.words import estimate_of, says_blocked

Revision = dict[str, Any]
Told = tuple[datetime, str, Mapping[str, Any]]
PARTS = ("labels", "milestones", "states", "weights", "notes")
"""Each is a list of its own in GitLab, with numbers of its own."""


def ordered(parts: Parts) -> list[Told]:
    """What happened, in the order it happened: by the moment, within one by kind and number; each once."""
    found = {
        (part, whole(one.get("id"))): (at, part, one)
        for part in PARTS
        for one in records(parts.get(part))
        if (at := moment(one.get("created_at")))
    }
    return [found[key] for key in sorted(found, key=lambda key: (found[key][0], PARTS.index(key[0]), key[1]))]


def revisions(subject: str, parts: Parts, settings: Settings) -> list[Revision]:
    """
    Every change of an estimate, a due day, a milestone, the state or a block, oldest first.

    Each is a plain dict with `id`, `subject` (id of the work item), `field`, `changed_on` (ISO day), `was` and `became`.
    """
    return list(_Replay(subject, settings).through(ordered(parts)))


def started_on(parts: Parts, settings: Settings) -> date | None:
    """
    The day on which work began: the first label that says so, or the first merge request that closes it.

    Where neither is known, the day on which somebody was first made responsible.
    """
    found = ordered(parts)
    begun = [at.date() for at, part, one in found if part == "labels" and _begins(one, settings)]
    begun += [made for one in records(parts.get("merges")) if (made := day(one.get("created_at")))]
    assigned = [at.date() for at, part, one in found if part == "notes" and one.get("what") == "assigned"]
    return min(begun or assigned, default=None)


def _begins(one: Mapping[str, Any], settings: Settings) -> bool:
    return one.get("action") == "add" and state_of(_label(one), settings) == "doing"


class _Replay:
    """An issue's life, step by step, as far as GitLab tells it."""

    def __init__(self, subject: str, settings: Settings) -> None:
        self.subject, self.settings = subject, settings
        self.closed, self.labels, self.blocks = False, dict[str, None](), set[str]()
        self.estimates = {"labels": "", "notes": "", "weights": ""}
        self.was = {"estimate": "", "due": "", "milestone": "", "state": "todo", "blocked": ""}

    def through(self, told: Iterable[Told]) -> Iterator[Revision]:
        for at, part, one in told:
            for field, became in self._said(part, one).items():
                was, self.was[field] = self.was[field], became
                if was != became:
                    yield {
                        "id": f"{self.subject}-{field}-{part[0]}{whole(one.get('id'))}",
                        "subject": self.subject,
                        "field": field,
                        "changed_on": at.date().isoformat(),
                        "was": was,
                        "became": became,
                    }

    def _said(self, part: str, one: Mapping[str, Any]) -> dict[str, str]:
        """What each field is after something happened; only the fields it tells of."""
        if part == "labels":
            return self._labelled(_label(one), now_there=one.get("action") == "add")
        if part == "milestones":
            return self._milestone(one)
        if part == "states":
            self.closed = one.get("state") in ("closed", "merged")
            return {"state": self._state()} if one.get("state") in ("closed", "reopened", "opened") else {}
        if part == "weights":
            means = field_of("Weight", self.settings) == "estimate_days"
            return self._estimate(part, str(weighed(one.get("weight")) or "")) if means else {}
        return self._noted(text(one.get("what")), one)

    def _labelled(self, label: str, *, now_there: bool) -> dict[str, str]:
        if not label:
            return {}  # The label itself was deleted since: what it said is not known any more.
        if now_there:
            self.labels[label] = None
        else:
            self.labels.pop(label, None)
        own = next((str(found) for one in self.labels if (found := estimate_of(one))), "")
        blocked = self._blocked()
        return {"state": self._state(), **self._estimate("labels", own), "blocked": blocked}

    def _milestone(self, one: Mapping[str, Any]) -> dict[str, str]:
        own = record(one.get("milestone"))
        now = milestone_id(self.settings, own) if whole(own.get("id")) else ""
        if one.get("action") == "add":
            return {"milestone": now}
        # Changing a milestone may tell of the new one first and of the old one after it.
        return {"milestone": ""} if now in ("", self.was["milestone"]) else {}

    def _noted(self, what: str, one: Mapping[str, Any]) -> dict[str, str]:
        if what == "estimate" and field_of("Time estimate", self.settings) == "estimate_days":
            found = days(whole(one.get("to")))
            return self._estimate("notes", str(found) if found else "")
        if what == "due" and field_of("Due date", self.settings) == "baseline_on":
            return {"due": text(one.get("to"))}
        if what in ("blocked", "parted"):
            ends = set(references(one))
            self.blocks = self.blocks | ends if what == "blocked" else self.blocks - ends
            return {"blocked": self._blocked()}
        return {}

    def _estimate(self, part: str, value: str) -> dict[str, str]:
        """The estimate that counts of all that are said, as `translate` chooses it."""
        self.estimates[part] = value
        return {"estimate": next((one for one in self.estimates.values() if one), "")}

    def _blocked(self) -> str:
        return "blocked" if self.blocks or any(says_blocked(one) for one in self.labels) else ""

    def _state(self) -> str:
        said = {state_of(one, self.settings) for one in self.labels}
        if self.closed:
            return "dropped" if "dropped" in said else "done"
        return "doing" if said & {"doing", "done"} else "todo"


def _label(one: Mapping[str, Any]) -> str:
    return text(record(one.get("label")).get("name"))
