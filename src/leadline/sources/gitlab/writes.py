"""The fields that are written to GitLab: how each is said now, when that is what was heard, and how it is put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from leadline.program.ranges import Range
from leadline.sources.errors import NotThere
from leadline.sources.gitlab import translate
from leadline.sources.gitlab.ids import milestone_id, work_id
from leadline.sources.gitlab.lists import every
from leadline.sources.gitlab.people import person
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import day, place, record, records, text, whole
from leadline.sources.gitlab.words import days, duration, field_of, state_of
from leadline.sources.http.client import Client
from leadline.sources.pushing import CannotBe, Field, never_otherwise, steps
from leadline.sources.tracker import Write
from leadline.sources.words import estimate_of

LONGEST_TITLE, LONGEST_COMMENT = 255, 1_000_000
RECENT = 20


@dataclass(frozen=True)
class Thing:
    """An issue or a milestone as it is at the moment of writing: whose it is, where it is, and in a group the project's own path."""

    client: Client
    settings: Settings
    owner: str
    path: str
    body: Mapping[str, Any]
    home: str = ""

    def put(self, **fields: Any) -> None:
        """Change fields of it."""
        self.client.write("PUT", self.path, fields)


def _name(thing: Thing) -> str:
    return text(thing.body.get("title"))


def _put_name(thing: Thing, write: Write) -> None:
    title = write.value.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise CannotBe(f"A title in GitLab has from 1 to {LONGEST_TITLE} letters.")
    thing.put(title=title)


def _state(thing: Thing) -> str:
    """Open issues are told apart by labels, and so are closed ones that were dropped."""
    words = {state_of(one, thing.settings) for one in translate.labels_of(thing.body)}
    if translate.is_closed(thing.body):
        return "dropped" if "dropped" in words or translate.is_duplicate(thing.body) else "done"
    return "doing" if words & {"doing", "done"} else "todo"


def _state_as_heard(thing: Thing, now: str, write: Write) -> bool:
    # That work goes on may have been heard from a merge request: open is as heard as open.
    open_both = {now, write.heard} <= {"todo", "doing"}
    return open_both or now == write.heard


def _put_state(thing: Thing, write: Write) -> None:
    if write.value not in ("todo", "doing", "done", "dropped"):
        raise CannotBe(
            f"GitLab has no state “{write.value[:60]}”: an issue is open or closed, and a label says the rest."
        )
    now, closed = translate.labels_of(thing.body), write.value in ("done", "dropped")
    against = {"todo": ("doing", "done"), "done": ("dropped",)}.get(write.value, ())
    taken = [one for one in now if state_of(one, thing.settings) in against]
    says = write.value in ("todo", "done") or any(state_of(one, thing.settings) == write.value for one in now)
    event = {"state_event": "close" if closed else "reopen"} if closed != translate.is_closed(thing.body) else {}
    _swap_labels(thing, [] if says else [_word(thing, write.value)], taken, **event)


def _word(thing: Thing, state: str) -> str:
    """A label of the project, or of a group above it, that says a state."""
    names = [text(one.get("name")) for one in every(thing.client, f"{thing.owner}/labels", most=10)]
    meant = "that work goes on" if state == "doing" else "that work was given up"
    for name in names:
        if name and state_of(name, thing.settings) == state:
            return _sayable(name)
    raise CannotBe(f"No label of {thing.home} says {meant}. Somebody makes one, such as workflow::{state}.")


def _sayable(label: str) -> str:
    """A label as a list of them can say it."""
    if "," in label:
        raise CannotBe(f"GitLab takes labels apart at commas, so “{label[:80]}” cannot be named to it.")
    return label


def _estimate(thing: Thing) -> str:
    """The estimate that counts, as `translate` reads it."""
    return str(translate.estimate(thing.body, thing.settings) or "")


def _estimate_same(thing: Thing, now: str, write: Write) -> bool:
    return now == str(_range(write.value.strip()) or "")


def _put_estimate(thing: Thing, write: Write) -> None:
    """One number is a time estimate, unless somebody said that those mean something else here; a range is a label."""
    wanted = _range(write.value.strip())
    before = [one for one in translate.labels_of(thing.body) if estimate_of(one)]
    timed = field_of("Time estimate", thing.settings) == "estimate_days"
    has_time = bool(days(whole(record(thing.body.get("time_stats")).get("time_estimate"))))
    as_time = timed and (wanted is None or (wanted.is_point and duration(wanted)))
    if as_time and wanted:
        thing.client.write("POST", f"{thing.path}/time_estimate?duration={quote(duration(wanted))}", None)
    elif timed and has_time and wanted is None:
        thing.client.write("POST", f"{thing.path}/reset_time_estimate", None)
    _swap_labels(thing, [] if as_time or wanted is None else [f"estimate::{wanted}"], before)


def _range(value: str) -> Range | None:
    if value and not estimate_of(f"estimate: {value}"):
        raise CannotBe(f"“{value[:60]}” is no estimate in days. Write it as 3d or 3-8d.")
    return Range.parse(value) if value else None


def _swap_labels(thing: Thing, added: list[str], taken: list[str], **fields: Any) -> None:
    """Add some labels, take others away, and change other fields with them, in one request or none."""
    names = {
        "add_labels": [one for one in added if one not in taken],
        "remove_labels": [one for one in taken if one not in added],
    }
    fields |= {name: ",".join(map(_sayable, some)) for name, some in names.items() if some}
    if fields:
        thing.put(**fields)


def _assignee(thing: Thing) -> str:
    """The person whose work it is: the first one named, as in `translate`."""
    found = (person(user, thing.settings)[0] for user in _assignees(thing))
    return next((one for one in found if one), "")


def _assignees(thing: Thing) -> list[Mapping[str, Any]]:
    return records(thing.body.get("assignees")) or records([thing.body.get("assignee")])


def _put_assignee(thing: Thing, write: Write) -> None:
    """The one that was heard is replaced; others stay where this GitLab lets an issue have several."""
    users = _assignees(thing)
    before = next((one for one in users if person(one, thing.settings)[0] == write.heard), {})
    rest = [whole(one.get("id")) for one in users if one is not before]
    first = [_member(thing, write.value.strip())] if write.value.strip() else []
    # GitLab takes everybody away when it is given the one number that nobody has.
    thing.put(assignee_ids=[*first, *(one for one in rest if one not in first)] or [0])


def _member(thing: Thing, who: str) -> int:
    """GitLab's number of a person of the program. It leaves out silently whom it cannot assign, so it is asked first."""
    said = thing.settings.mapping.get("people", {})
    login = next((own for own, means in said.items() if means == who), "")
    asked = login or who.removeprefix("gl-").rpartition("..")[2].partition("-")[0]
    for one in every(thing.client, f"{thing.owner}/members/all", {"query": asked}, most=5):
        known = text(one.get("username"))
        if known and (known.casefold() == login.casefold() if login else person(one, thing.settings)[0] == who):
            return whole(one.get("id"))
    raise CannotBe(
        f"{login or who} cannot be made responsible in {thing.home}. Give them access there, or say in the mapping of people which "
        f"user name {who} has."
    )


def _milestone(thing: Thing) -> str:
    own = record(thing.body.get("milestone"))
    return milestone_id(thing.settings, own) if whole(own.get("id")) else ""


def _put_milestone(thing: Thing, write: Write) -> None:
    wanted = write.value.strip()
    if not wanted:
        thing.put(milestone_id=0)
        return
    for one in every(thing.client, f"{thing.owner}/milestones", {"include_ancestors": "true"}):
        if wanted == milestone_id(thing.settings, one):
            thing.put(milestone_id=whole(one.get("id")))
            return
    raise CannotBe(f"There is no milestone “{wanted[:80]}” for {thing.home}. Somebody makes it there first.")


def _due(thing: Thing) -> str:
    found = day(thing.body.get("due_date"))
    return found.isoformat() if found else ""


def _put_due(thing: Thing, write: Write) -> None:
    try:
        due = date.fromisoformat(write.value.strip()).isoformat() if write.value.strip() else ""
    except ValueError as problem:
        raise CannotBe(f"“{write.value[:40]}” is no day. Write it as 2026-03-31.") from problem
    thing.put(due_date=due)


def _labels(thing: Thing) -> str:
    return "\n".join(translate.labels_of(thing.body))


def _labels_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, str.casefold))


def _put_labels(thing: Thing, write: Write) -> None:
    _swap_labels(thing, *steps(_labels(thing), write, str.casefold))


def _blocking(thing: Thing) -> list[Mapping[str, Any]]:
    found = every(thing.client, f"{thing.path}/links")
    return [one for one in found if one.get("link_type") == "is_blocked_by"]


def _blocked_by(thing: Thing) -> str:
    return "\n".join(text(one.get("web_url"), 2000) for one in _blocking(thing))


def _place(thing: Thing, line: str) -> tuple[str, str, int]:
    """Host, project and number that a line means: an address, or the id of work of this project."""
    host, path, kind, number = place(line.removeprefix("url:"))
    if kind == "issue":
        return host, path, number
    digits = line.rpartition("-")[2]
    if digits.isdigit() and line == work_id(thing.settings, thing.home, int(digits)):
        own = place(text(thing.body.get("web_url"), 2000))
        return own[0] or thing.settings.host, own[1] or thing.home.casefold(), int(digits)
    return "", "", 0


def _end(thing: Thing) -> Callable[[str], str]:
    def key(line: str) -> str:
        _, path, number = _place(thing, line)
        return f"{path}#{number}" if number else line

    return key


def _blocked_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, _end(thing)))


def _put_blocked_by(thing: Thing, write: Write) -> None:
    """Add the links that are missing and take away those that are not wanted; every end is looked up before any is written."""
    there, key = _blocking(thing), _end(thing)
    now = "\n".join(text(one.get("web_url"), 2000) for one in there)
    added, taken = steps(now, write, key)
    to_add = [_found(thing, line) for line in added]
    ends = {key(line) for line in taken}
    to_take = [whole(one.get("issue_link_id")) for one in there if key(text(one.get("web_url"), 2000)) in ends]
    for project, number in to_add:
        fields = {"target_project_id": project, "target_issue_iid": number, "link_type": "is_blocked_by"}
        thing.client.write("POST", f"{thing.path}/links", fields)
    for link in to_take:
        thing.client.write("DELETE", f"{thing.path}/links/{link}", None)


def _found(thing: Thing, line: str) -> tuple[int, int]:
    """The number of an issue's project, and its own, of the issue that a line means."""
    host, path, number = _place(thing, line)
    own = place(text(thing.body.get("web_url"), 2000))[0] or thing.settings.host
    if not number or host != own:
        raise CannotBe(f"“{line[:200]}” is no issue of {thing.settings.host}, and GitLab links only its own.")
    try:
        body = record(thing.client.get(f"projects/{quote(path, safe='')}/issues/{number}").json())
    except NotThere as problem:
        raise CannotBe(f"“{line[:200]}” is not there, or not shown to this token.") from problem
    return whole(body.get("project_id")), number


def _comment(thing: Thing) -> str:
    """The newest comment: one that was written without an answer is found there, and not written twice."""
    params = {"sort": "desc", "order_by": "created_at", "activity_filter": "only_comments", "per_page": RECENT}
    found = every(thing.client, f"{thing.path}/notes", params, most=1)
    return next((" ".join(str(one.get("body") or "").split()) for one in found if one.get("system") is not True), "")


def _put_comment(thing: Thing, write: Write) -> None:
    said = write.value.strip()
    if not 0 < len(said) <= LONGEST_COMMENT:
        raise CannotBe(f"A comment in GitLab has from 1 to {LONGEST_COMMENT:,} letters.")
    if any(line.startswith("/") for line in said.splitlines()):
        raise CannotBe("A line that begins with a slash is an order in GitLab and no comment. Begin it with a word.")
    thing.client.write("POST", f"{thing.path}/notes", {"body": said})


FIELDS: Mapping[str, Field[Thing]] = {
    "name": Field(_name, _put_name),
    "state": Field(_state, _put_state, as_heard=_state_as_heard),
    "assignee": Field(_assignee, _put_assignee),
    "milestone": Field(_milestone, _put_milestone),
    "estimate": Field(_estimate, _put_estimate, _estimate_same),
    "due": Field(_due, _put_due),
    "label": Field(_labels, _put_labels, _labels_same, never_otherwise),
    "blocked_by": Field(_blocked_by, _put_blocked_by, _blocked_same, never_otherwise),
    "comment": Field(_comment, _put_comment, as_heard=never_otherwise),
}
"""Fields of an issue."""

MILESTONE_FIELDS: Mapping[str, Field[Thing]] = {"name": Field(_name, _put_name), "due": Field(_due, _put_due)}
"""Fields of a milestone."""
