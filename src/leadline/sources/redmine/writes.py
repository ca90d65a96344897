"""The fields that are written to Redmine: how each is said now, and how it is put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.program.ranges import Range
from leadline.sources.http.client import Client
from leadline.sources.pushing import CannotBe, Field, never_otherwise, steps
from leadline.sources.redmine import listings
from leadline.sources.redmine.history import HOURS_A_DAY, hours
from leadline.sources.redmine.people import person
from leadline.sources.redmine.settings import Settings, issue_page, person_id, version_id, work_id
from leadline.sources.redmine.translate import WAITS
from leadline.sources.redmine.words import state_of
from leadline.sources.shapes import day, record, records, text, whole
from leadline.sources.tracker import Write

LONGEST_SUBJECT, LONGEST_NAME, LONGEST_NOTE = 255, 60, 65_536


@dataclass(frozen=True)
class Thing:
    """An issue or a version (`kind`) as it is at the moment of writing."""

    client: Client
    settings: Settings
    path: str
    kind: str
    body: Mapping[str, Any]

    def put(self, **fields: Any) -> None:
        """Change fields of it."""
        self.client.write("PUT", self.path, {self.kind: fields})

    @property
    def number(self) -> int:
        """Its number."""
        return whole(self.body.get("id"))


def _subject(thing: Thing) -> str:
    return text(thing.body.get("subject"))


def _put_subject(thing: Thing, write: Write) -> None:
    thing.put(subject=_short(write.value, LONGEST_SUBJECT, "A subject"))


def _short(value: str, longest: int, what: str) -> str:
    if not 0 < len(value.strip()) <= longest:
        raise CannotBe(f"{what} in Redmine has from 1 to {longest:,} letters.")
    return value.strip()


def _state(thing: Thing) -> str:
    return state_of(record(thing.body.get("status")), thing.settings)


def _state_as_heard(thing: Thing, now: str, write: Write) -> bool:
    # That work goes on may have been heard from its share done: open is as heard as open.
    return {now, write.heard} <= {"todo", "doing"} or now == write.heard


def _put_state(thing: Thing, write: Write) -> None:
    allowed = records(thing.body.get("allowed_statuses")) or listings.known(thing.client, thing.settings).statuses
    fit = [one for one in allowed if state_of(one, thing.settings) == write.value.strip()]
    if not fit:
        names = ", ".join(text(one.get("name")) for one in allowed)
        raise CannotBe(
            f"No status that issue {thing.number} may have now says “{write.value[:40]}”; it may have {names}. Say in the mapping of "
            f"states which one does."
        )
    thing.put(status_id=whole(fit[0].get("id")))


def _assignee(thing: Thing) -> str:
    return person(thing.body.get("assigned_to"), thing.settings)[0]


def _put_assignee(thing: Thing, write: Write) -> None:
    who = write.value.strip()
    thing.put(assigned_to_id=_user(thing, who) if who else "")


def _user(thing: Thing, who: str) -> int:
    """The number of the user that a person of the program is, among the members of the issue's project."""
    project = whole(record(thing.body.get("project")).get("id"))
    members = listings.every(thing.client, f"projects/{project}/memberships.json", "memberships")
    for user in (record(one.get("user")) for one in members):
        if whole(user.get("id")) and who in (person(user, thing.settings)[0], person_id(thing.settings, user["id"])):
            return whole(user.get("id"))
    raise CannotBe(
        f"{who} is no member of the project of issue {thing.number} in Redmine. Somebody adds them there, or says in the mapping "
        f"of people who they are."
    )


def _version(thing: Thing) -> str:
    number = whole(record(thing.body.get("fixed_version")).get("id"))
    return version_id(thing.settings, number) if number else ""


def _put_version(thing: Thing, write: Write) -> None:
    wanted = write.value.strip()
    if not wanted:
        thing.put(fixed_version_id="")
        return
    project = whole(record(thing.body.get("project")).get("id"))
    for one in listings.every(thing.client, f"projects/{project}/versions.json", "versions"):
        if wanted == version_id(thing.settings, whole(one.get("id"))):
            thing.put(fixed_version_id=whole(one.get("id")))
            return
    raise CannotBe(
        f"Issue {thing.number} cannot have a version “{wanted[:60]}”: its project has none. Somebody makes or shares it there."
    )


def _estimate(thing: Thing) -> str:
    return str(hours(thing.body.get("estimated_hours")) or "")


def _estimate_same(thing: Thing, now: str, write: Write) -> bool:
    """The same number of days, however it is written."""
    try:
        return now == (str(Range.parse(write.value)) if write.value.strip() else "")
    except ValueError:
        return False


def _put_estimate(thing: Thing, write: Write) -> None:
    if not write.value.strip():
        thing.put(estimated_hours="")
        return
    try:
        found = Range.parse(write.value)
    except ValueError as problem:
        raise CannotBe(str(problem)) from problem
    if not found.is_point or not found.low:
        raise CannotBe(
            f"Redmine keeps one number of hours, and “{write.value.strip()}” is a range. It stays an agreement in Leadline; to "
            f"have it written, agree on one number."
        )
    thing.put(estimated_hours=found.low * HOURS_A_DAY)


def _day(name: str) -> Callable[[Thing], str]:
    return lambda thing: str(day(thing.body.get(name)) or "")


def _put_day(name: str) -> Callable[[Thing, Write], None]:
    return lambda thing, write: thing.put(**{name: _spelled(write.value.strip())})


def _spelled(value: str) -> str:
    """A day as it is written; "" takes it away."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as problem:
        raise CannotBe(f"“{value[:40]}” is no day. Write it as 2026-03-31.") from problem


def _waits(thing: Thing) -> list[Mapping[str, Any]]:
    """The relations that make it wait."""
    every = records(thing.body.get("relations"))
    return [one for one in every if one.get("relation_type") in WAITS and whole(one.get("issue_to_id")) == thing.number]


def _blocked_by(thing: Thing) -> str:
    return "\n".join(work_id(thing.settings, whole(one.get("issue_id"))) for one in _waits(thing))


def _end(thing: Thing) -> Callable[[str], str]:
    return lambda line: str(_other(thing, line) or line)


def _other(thing: Thing, line: str) -> int:
    """The number of the issue that a line means, an id of the program or an address; 0 where it is none of this server."""
    for begins in (work_id(thing.settings, 0)[:-1], f"url:{issue_page(thing.settings, 0)[:-1]}", issue_page(thing.settings, 0)[:-1]):  # fmt: skip
        rest = line.strip().removeprefix(begins)
        if rest != line.strip() and rest.isdigit():
            return int(rest)
    return 0


def _blocked_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, _end(thing)))


def _put_blocked_by(thing: Thing, write: Write) -> None:
    """Add the relations that are missing and take away those that are not wanted; every end is understood before any is written."""
    added, taken = steps(_blocked_by(thing), write, _end(thing))
    if odd := next((line for line in added if not _other(thing, line)), ""):
        raise CannotBe(f"“{odd[:200]}” is no issue of {thing.settings.host}, and Redmine links only its own.")
    for line in added:
        relation = {"issue_to_id": _other(thing, line), "relation_type": "blocked"}
        thing.client.write("POST", f"issues/{thing.number}/relations.json", {"relation": relation})
    numbers = {_other(thing, line) for line in taken}
    for one in _waits(thing):
        if whole(one.get("issue_id")) in numbers:
            thing.client.write("DELETE", f"relations/{whole(one.get('id'))}.json", None)


def _note(thing: Thing) -> str:
    """The newest note: one that was written without an answer is found there, and not written twice."""
    notes = [(whole(one.get("id")), str(one.get("notes") or "").strip()) for one in records(thing.body.get("journals"))]
    return max(((number, note) for number, note in notes if note), default=(0, ""))[1]


def _put_note(thing: Thing, write: Write) -> None:
    thing.put(notes=_short(write.value, LONGEST_NOTE, "A note"))


def _same_note(thing: Thing, now: str, write: Write) -> bool:
    return now.split() == write.value.split()


def _name(thing: Thing) -> str:
    return text(thing.body.get("name"))


def _put_name(thing: Thing, write: Write) -> None:
    thing.put(name=_short(write.value, LONGEST_NAME, "The name of a version"))


FIELDS: Mapping[str, Field[Thing]] = {
    "name": Field(_subject, _put_subject),
    "state": Field(_state, _put_state, as_heard=_state_as_heard),
    "assignee": Field(_assignee, _put_assignee),
    "milestone": Field(_version, _put_version),
    "estimate": Field(_estimate, _put_estimate, _estimate_same),
    "due": Field(_day("due_date"), _put_day("due_date")),
    "start": Field(_day("start_date"), _put_day("start_date")),
    "blocked_by": Field(_blocked_by, _put_blocked_by, _blocked_same, never_otherwise),
    "comment": Field(_note, _put_note, _same_note, never_otherwise),
}
"""Fields of an issue."""

VERSION_FIELDS: Mapping[str, Field[Thing]] = {"name": Field(_name, _put_name), "due": Field(_day("due_date"), _put_day("due_date"))}  # fmt: skip
"""Fields of a version."""
