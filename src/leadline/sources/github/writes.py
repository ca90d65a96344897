"""The fields that are written to GitHub: how each is said now, when that is what was heard, and how it is put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from leadline.sources.errors import NotThere
from leadline.sources.github.listings import VERSION, linked
from leadline.sources.github.people import person
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import day, place, record, records, text, whole
from leadline.sources.github.translate import milestone_id, work_id
from leadline.sources.github.words import state_of
from leadline.sources.http.client import Client
from leadline.sources.tracker import Write
from leadline.sources.words import estimate_of

LONGEST_TITLE, LONGEST_COMMENT = 256, 65_536


class CannotBe(Exception):
    """What is to be written cannot be; the text says why."""


@dataclass(frozen=True)
class Thing:
    """An issue or a milestone as it is at the moment of writing."""

    client: Client
    settings: Settings
    path: str
    body: Mapping[str, Any]

    @property
    def repo(self) -> str:
        """As people write it."""
        return f"{self.settings.owner}/{self.settings.repo}"

    def patch(self, **fields: Any) -> None:
        """Change fields of it."""
        self.client.write("PATCH", self.path, fields, VERSION)

    def asked(self, path: str) -> Any:
        """Something of its repository."""
        return self.client.get(f"{self.settings.path}/{path}", headers=VERSION).json()


Now = Callable[[Thing], str]
Put = Callable[[Thing, Write], None]
Compare = Callable[[Thing, str, Write], bool]


def _equal(thing: Thing, now: str, write: Write) -> bool:
    return now == write.value.strip()


def _as_heard(thing: Thing, now: str, write: Write) -> bool:
    return now == write.heard.strip()


@dataclass(frozen=True)
class Field:
    """One field: what it says now, how it is written, whether it already says so, and whether it says what was heard."""

    now: Now
    put: Put
    same: Compare = _equal
    as_heard: Compare = _as_heard


def _name(thing: Thing) -> str:
    return text(thing.body.get("title"))


def _put_name(thing: Thing, write: Write) -> None:
    title = write.value.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise CannotBe(f"A title in GitHub has from 1 to {LONGEST_TITLE} letters.")
    thing.patch(title=title)


def _state(thing: Thing) -> str:
    """Open issues are told apart by labels."""
    if thing.body.get("state") == "closed":
        return "dropped" if thing.body.get("state_reason") in ("not_planned", "duplicate") else "done"
    return "doing" if _doing(thing, records(thing.body.get("labels"))) else "todo"


def _doing(thing: Thing, labels: list[Mapping[str, Any]]) -> list[str]:
    """Those of some labels that say that work goes on."""
    names = [text(one.get("name")) for one in labels]
    return [name for name in names if state_of(name, thing.settings) == "doing"]


def _state_as_heard(thing: Thing, now: str, write: Write) -> bool:
    # That work goes on may have been heard from a pull request or a project: open is as heard as open.
    open_both = {now, write.heard} <= {"todo", "doing"}
    return open_both or now == write.heard


def _put_state(thing: Thing, write: Write) -> None:
    reasons = {"done": ("closed", "completed"), "dropped": ("closed", "not_planned")}
    if write.value in reasons:
        state, reason = reasons[write.value]
        thing.patch(state=state, state_reason=reason)
        return
    if write.value not in ("todo", "doing"):
        raise CannotBe(f"GitHub has no state “{write.value}”: an issue is open, closed as done, or closed as dropped.")
    known = records(thing.asked("labels?per_page=100")) if write.value == "doing" else []
    words = _doing(thing, known)
    if write.value == "doing" and not words:
        raise CannotBe(f"No label of {thing.repo} says that work goes on. Somebody makes one, such as “in progress”.")
    if thing.body.get("state") == "closed":
        thing.patch(state="open", state_reason="reopened")
    if write.value == "doing":
        thing.client.write("POST", f"{thing.path}/labels", {"labels": words[:1]}, VERSION)
    else:
        _take_labels(thing, _doing(thing, records(thing.body.get("labels"))))


def _estimates(thing: Thing) -> list[str]:
    return [line for line in _lines(_labels(thing)) if estimate_of(line)]


def _estimate(thing: Thing) -> str:
    """The estimate that a label says, as `translate` reads it."""
    return next((str(estimate_of(line)) for line in _estimates(thing)), "")


def _put_estimate(thing: Thing, write: Write) -> None:
    value = write.value.strip()
    if value and not estimate_of(f"estimate: {value}"):
        raise CannotBe(f"“{value[:60]}” is no estimate in days. Write it as 3d or 3-8d.")
    before = _estimates(thing)
    if value:
        thing.client.write("POST", f"{thing.path}/labels", {"labels": [f"estimate: {value}"]}, VERSION)
    _take_labels(thing, before)


def _take_labels(thing: Thing, names: list[str]) -> None:
    for name in names:
        thing.client.write("DELETE", f"{thing.path}/labels/{quote(name, safe='')}", None, VERSION)


def _assignee(thing: Thing) -> str:
    """The person whose work it is: the first one named, as in `translate`."""
    found = (person(user, thing.settings)[0] for user in records(thing.body.get("assignees")))
    return next((one for one in found if one), "")


def _put_assignee(thing: Thing, write: Write) -> None:
    logins = [text(user.get("login")) for user in records(thing.body.get("assignees"))]
    before = next((one for one in logins if person({"login": one}, thing.settings)[0] == write.heard), "")
    rest = [one for one in logins if one != before]
    thing.patch(assignees=[*([_login(thing, write.value.strip())] if write.value.strip() else []), *rest])


def _login(thing: Thing, who: str) -> str:
    """The login of a person of the program. GitHub leaves out silently whom it cannot assign, so it is asked first."""
    said = thing.settings.mapping.get("people", {})
    login = next((own for own, means in said.items() if means == who), "") or who.removeprefix("gh-")
    try:
        thing.client.get(f"{thing.settings.path}/assignees/{quote(login, safe='')}", headers=VERSION)
    except NotThere as problem:
        raise CannotBe(
            f"{login} cannot be made responsible in {thing.repo}. Give them access there, or say in the mapping of people "
            f"which login {who} has."
        ) from problem
    return login


def _milestone(thing: Thing) -> str:
    number = whole(record(thing.body.get("milestone")).get("number"))
    return milestone_id(thing.settings, number) if number else ""


def _put_milestone(thing: Thing, write: Write) -> None:
    if not write.value.strip():
        thing.patch(milestone=None)
        return
    for reply in thing.client.pages(f"{thing.settings.path}/milestones", {"state": "all", "per_page": 100}):
        for one in records(reply.json()):
            number = whole(one.get("number"))
            if write.value.strip() in (milestone_id(thing.settings, number), text(one.get("title"))):
                thing.patch(milestone=number)
                return
    raise CannotBe(f"There is no milestone “{write.value}” in {thing.repo}. Somebody makes it there first.")


def _lines(value: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))


def _labels(thing: Thing) -> str:
    return "\n".join(text(one.get("name")) for one in records(thing.body.get("labels")))


def _steps(now: str, write: Write, key: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Which lines are to be added and which to be taken away; others were never spoken of and stay."""
    there, heard, wanted = ({key(line): line for line in _lines(value)} for value in (now, write.heard, write.value))
    added = [line for end, line in wanted.items() if end not in there]
    return added, [there[end] for end in heard if end in there and end not in wanted]


def _labels_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(_steps(now, write, str.casefold))


def _never_otherwise(thing: Thing, now: str, write: Write) -> bool:
    """Adding to a list or taking from it leaves alone what others put there, so nothing can contradict."""
    return True


def _put_labels(thing: Thing, write: Write) -> None:
    added, taken = _steps(_labels(thing), write, str.casefold)
    if added:
        thing.client.write("POST", f"{thing.path}/labels", {"labels": added}, VERSION)
    _take_labels(thing, taken)


def _blocked_by(thing: Thing) -> str:
    ends: list[Any] = next(
        (one.body for one in linked(thing.client, thing.settings, thing.body) if one.part == "blocked_by"), []
    )
    return "\n".join(text(one.get("html_url")) for one in ends)


def _end(thing: Thing) -> Callable[[str], str]:
    def key(line: str) -> str:
        _, repo, number = _place(thing, line)
        return f"{repo}#{number}" if number else line

    return key


def _place(thing: Thing, line: str) -> tuple[str, str, int]:
    """Host, repository and number that a line means: an address, or the id of work of this repository."""
    found = place(line.removeprefix("url:"))
    number = line.rpartition("-")[2]
    if not found[2] and number.isdigit() and line == work_id(thing.settings, int(number)):
        return thing.settings.host, thing.repo.casefold(), int(number)
    return found


def _blocked_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(_steps(now, write, _end(thing)))


def _put_blocked_by(thing: Thing, write: Write) -> None:
    """Add the links that are missing and take away those that are not wanted; every end is looked up before any is written."""
    added, taken = _steps(_blocked_by(thing), write, _end(thing))
    to_add, to_take = [_number(thing, line) for line in added], [_number(thing, line) for line in taken]
    path = f"{thing.path}/dependencies/blocked_by"
    for number in to_add:
        thing.client.write("POST", path, {"issue_id": number}, VERSION)
    for number in to_take:
        thing.client.write("DELETE", f"{path}/{number}", None, VERSION)


def _number(thing: Thing, line: str) -> int:
    """GitHub's own number of the issue that a line means."""
    host, repo, number = _place(thing, line)
    if not number or host != thing.settings.host:
        raise CannotBe(f"“{line[:200]}” is no issue of {thing.settings.host}, and GitHub links only its own.")
    return whole(record(thing.client.get(f"repos/{repo}/issues/{number}", headers=VERSION).json()).get("id"))


def _comment(thing: Thing) -> str:
    """The newest comment: one that was written without an answer is found there, and not written twice."""
    count = whole(thing.body.get("comments"))
    found = (
        records(thing.asked(f"issues/{whole(thing.body.get('number'))}/comments?per_page=1&page={count}"))
        if count
        else []
    )
    return str(found[-1].get("body") or "").strip() if found else ""


def _put_comment(thing: Thing, write: Write) -> None:
    if not 0 < len(write.value.strip()) <= LONGEST_COMMENT:
        raise CannotBe(f"A comment in GitHub has from 1 to {LONGEST_COMMENT:,} letters.")
    thing.client.write("POST", f"{thing.path}/comments", {"body": write.value}, VERSION)


def _due(thing: Thing) -> str:
    found = day(thing.body.get("due_on"))
    return found.isoformat() if found else ""


def _put_due(thing: Thing, write: Write) -> None:
    try:
        due = date.fromisoformat(write.value.strip()) if write.value.strip() else None
    except ValueError as problem:
        raise CannotBe(f"“{write.value[:40]}” is no day. Write it as 2026-03-31.") from problem
    # GitHub keeps the day in its own time zone; the middle of the day is the same day in all of them.
    thing.patch(due_on=f"{due.isoformat()}T12:00:00Z" if due else None)


FIELDS: Mapping[str, Field] = {
    "name": Field(_name, _put_name),
    "state": Field(_state, _put_state, as_heard=_state_as_heard),
    "assignee": Field(_assignee, _put_assignee),
    "milestone": Field(_milestone, _put_milestone),
    "estimate": Field(_estimate, _put_estimate),
    "label": Field(_labels, _put_labels, _labels_same, _never_otherwise),
    "blocked_by": Field(_blocked_by, _put_blocked_by, _blocked_same, _never_otherwise),
    "comment": Field(_comment, _put_comment, as_heard=_never_otherwise),
}
"""Fields of an issue."""

MILESTONE_FIELDS: Mapping[str, Field] = {"name": Field(_name, _put_name), "due": Field(_due, _put_due)}
"""Fields of a milestone."""
