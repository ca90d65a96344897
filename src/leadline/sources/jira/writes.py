"""The fields that are written to Jira: how each is said now, and how it is put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.program.ranges import Range
from leadline.sources.http.client import Client
from leadline.sources.jira import listings
from leadline.sources.jira.history import SECONDS_A_DAY, days, first
from leadline.sources.jira.people import account, person
from leadline.sources.jira.settings import Settings, is_cloud, issue_page, person_id, rest, version_id, work_id
from leadline.sources.jira.words import state_of, waits
from leadline.sources.pushing import CannotBe, Field, never_otherwise, steps
from leadline.sources.shapes import day, record, records, text
from leadline.sources.tracker import Write

Body = Mapping[str, Any]
LONGEST_SUMMARY, LONGEST_NAME, LONGEST_COMMENT = 255, 255, 32_767
MOST_COMMENTS = 100
PER_MINUTE = 60


@dataclass(frozen=True)
class Thing:
    """An issue or a version as it is at the moment of writing."""

    client: Client
    settings: Settings
    path: str
    body: Body

    @property
    def fields(self) -> Body:
        """The fields of an issue."""
        return record(self.body.get("fields"))

    @property
    def number(self) -> str:
        """Its number."""
        return text(self.body.get("id"))

    @property
    def key(self) -> str:
        """What people call the issue."""
        return text(self.body.get("key"))

    def put(self, **fields: Any) -> None:
        """Change fields of an issue."""
        self.client.write("PUT", self.path, {"fields": fields})


def _summary(thing: Thing) -> str:
    return text(thing.fields.get("summary"))


def _put_summary(thing: Thing, write: Write) -> None:
    thing.put(summary=_short(write.value, LONGEST_SUMMARY, "A summary"))


def _short(value: str, longest: int, what: str) -> str:
    if not 0 < len(value.strip()) <= longest:
        raise CannotBe(f"{what} in Jira has from 1 to {longest:,} letters.")
    return value.strip()


def _state(thing: Thing) -> str:
    resolution = text(record(thing.fields.get("resolution")).get("name"))
    return state_of(record(thing.fields.get("status")), resolution, thing.settings)


def _put_state(thing: Thing, write: Write) -> None:
    """Go the way through the workflow that ends in the state: Jira changes no status otherwise."""
    ways = records(record(thing.client.get(f"{thing.path}/transitions").json()).get("transitions"))
    fit = [one for one in ways if state_of(record(one.get("to")), "", thing.settings) == write.value.strip()]
    if not fit:
        names = ", ".join(text(record(one.get("to")).get("name")) for one in ways) or "nowhere"
        raise CannotBe(
            f"No status that {thing.key} may go to now says “{write.value[:40]}”; it may go to {names}. Say in the mapping of states "
            f"which one does, or somebody takes the steps between in Jira."
        )
    thing.client.write("POST", f"{thing.path}/transitions", {"transition": {"id": text(fit[0].get("id"))}})


def _assignee(thing: Thing) -> str:
    return person(thing.fields.get("assignee"), thing.settings)[0]


def _put_assignee(thing: Thing, write: Write) -> None:
    who = write.value.strip()
    thing.put(assignee=_user(thing, who) if who else None)


def _user(thing: Thing, who: str) -> dict[str, str]:
    """How Jira is told of the user that a person of the program is, among those who may have issues of the project."""
    path, start = rest(thing.settings, "user/assignable/search"), 0
    while found := records(
        thing.client.get(
            path, {"project": thing.settings.name, "startAt": start, "maxResults": listings.PER_PAGE}
        ).json()
    ):
        for user in found:
            own = account(user)
            if own and who in (person(user, thing.settings)[0], person_id(thing.settings, own)):
                return {"accountId": own} if is_cloud(thing.settings) else {"name": text(user.get("name"))}
        start += len(found)
        if start > listings.MOST_PAGES:
            break
    raise CannotBe(
        f"{who} is nobody whom {thing.key} can be given to in Jira. Somebody adds them to the project, or says in the mapping of "
        f"people who they are."
    )


def _versions(thing: Thing) -> dict[str, Body]:
    return {number: one for one in records(thing.fields.get("fixVersions")) if (number := text(one.get("id")))}


def _version(thing: Thing) -> str:
    number = first(_versions(thing), _versions(thing))
    return version_id(thing.settings, number) if number else ""


def _put_version(thing: Thing, write: Write) -> None:
    """Put the version in the place of the one that was heard; others that it has as well stay."""
    there, wanted = _versions(thing), write.value.strip()
    kept = [number for number in there if version_id(thing.settings, number) not in (write.heard.strip(), wanted)]
    if wanted:
        known = (text(one.get("id")) for one in listings.released(thing.client, thing.settings))
        fit = [number for number in known if version_id(thing.settings, number) == wanted]
        if not fit:
            raise CannotBe(f"{thing.settings.name} has no version “{wanted[:60]}”. Somebody makes it in Jira.")
        kept += fit
    thing.put(fixVersions=[{"id": number} for number in kept])


def _version_same(thing: Thing, now: str, write: Write) -> bool:
    """Whether it has the version, or for none, no longer the one that was heard."""
    ids = [version_id(thing.settings, number) for number in _versions(thing)]
    return (
        write.value.strip() in ids if write.value.strip() else not write.heard.strip() or write.heard.strip() not in ids
    )


def _estimate(thing: Thing) -> str:
    return str(days(thing.fields.get("timeoriginalestimate")) or "")


def _estimate_same(thing: Thing, now: str, write: Write) -> bool:
    """The same number of days, however it is written."""
    try:
        return now == (str(Range.parse(write.value)) if write.value.strip() else "")
    except ValueError:
        return False


def _put_estimate(thing: Thing, write: Write) -> None:
    if not write.value.strip():
        thing.put(timetracking={"originalEstimate": ""})
        return
    try:
        found = Range.parse(write.value)
    except ValueError as problem:
        raise CannotBe(str(problem)) from problem
    if not found.is_point or not found.low:
        raise CannotBe(
            f"Jira keeps one estimate, and “{write.value.strip()}” is a range. It stays an agreement in Leadline; to have it "
            f"written, agree on one number."
        )
    # Minutes, for what Jira calls a day is as long as an administrator says.
    thing.put(timetracking={"originalEstimate": f"{round(found.low * SECONDS_A_DAY / PER_MINUTE)}m"})


def _due(thing: Thing) -> str:
    return str(day(thing.fields.get("duedate")) or "")


def _put_due(thing: Thing, write: Write) -> None:
    thing.put(duedate=_spelled(write.value.strip()) or None)


def _spelled(value: str) -> str:
    """A day as it is written; "" takes it away."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as problem:
        raise CannotBe(f"“{value[:40]}” is no day. Write it as 2026-03-31.") from problem


def _waits(thing: Thing) -> dict[str, str]:
    """The numbers of the issues it waits for, each with the number of a link that says so."""
    found = {}
    for link in records(thing.fields.get("issuelinks")):
        for end, way in (("inwardIssue", "inward"), ("outwardIssue", "outward")):
            other = text(record(link.get(end)).get("id"))
            if other and waits(text(record(link.get("type")).get(way))):
                found[other] = text(link.get("id"))
    return found


def _blocked_by(thing: Thing) -> str:
    return "\n".join(work_id(thing.settings, number) for number in _waits(thing))


def _end(thing: Thing) -> Callable[[str], str]:
    return lambda line: _other(thing, line) or line


def _other(thing: Thing, line: str) -> str:
    """
    The number or the key of the issue that a line means, an id of the program or an address; "" where it is none of this server.

    A key is looked up, so that one issue has one name.
    """
    own = line.strip()
    number = own.removeprefix(work_id(thing.settings, ""))
    if number != own and number.isdigit():
        return number
    page = issue_page(thing.settings, "")
    key = own.removeprefix("url:").removeprefix(page)
    if not own.removeprefix("url:").startswith(page) or not key.replace("-", "").replace("_", "").isalnum():
        return ""
    found = record(thing.client.get(rest(thing.settings, f"issue/{key}"), {"fields": "summary"}).json())
    return text(found.get("id"))


def _blocked_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, _end(thing)))


def _put_blocked_by(thing: Thing, write: Write) -> None:
    """Add the links that are missing and take away those that are not wanted; every end is understood before any is written."""
    added, taken = steps(_blocked_by(thing), write, _end(thing))
    if odd := next((line for line in added if not _other(thing, line)), ""):
        raise CannotBe(f"“{odd[:200]}” is no issue of {thing.settings.host}, and Jira links only its own.")
    type = _blocking(thing) if added else {}
    for line in added:
        other = {"id": _other(thing, line)}
        # The one that waits stands at the end that reads “is blocked by”.
        ends = {"inwardIssue": other, "outwardIssue": {"id": thing.number}}
        thing.client.write("POST", rest(thing.settings, "issueLink"), {"type": type, **ends})
    there = _waits(thing)
    for line in taken:
        if link := there.get(_other(thing, line)):
            thing.client.write("DELETE", rest(thing.settings, f"issueLink/{link}"), None)


def _blocking(thing: Thing) -> dict[str, str]:
    """The type of link that reads “is blocked by” from the side that waits."""
    types = records(record(thing.client.get(rest(thing.settings, "issueLinkType")).json()).get("issueLinkTypes"))
    fit = [one for one in types if waits(text(one.get("inward")))]
    if not fit:
        raise CannotBe(
            "This Jira has no type of link that says that one issue waits for another. An administrator makes one."
        )
    return {"id": text(fit[0].get("id"))}


def _comments(thing: Thing) -> str:
    # In version 2, which both dialects have, a comment is plain text.
    return f"rest/api/2/issue/{thing.number}/comment"


def _comment(thing: Thing) -> str:
    """The newest comment: one that was written without an answer is found there, and not written twice."""
    asked = {"orderBy": "-created", "maxResults": MOST_COMMENTS}
    found = records(record(thing.client.get(_comments(thing), asked).json()).get("comments"))
    told = [
        (int(number), str(one.get("body") or "").strip()) for one in found if (number := text(one.get("id"))).isdigit()
    ]
    return max(told, default=(0, ""))[1]


def _put_comment(thing: Thing, write: Write) -> None:
    body = {"body": _short(write.value, LONGEST_COMMENT, "A comment")}
    thing.client.write("POST", _comments(thing), body)


def _same_comment(thing: Thing, now: str, write: Write) -> bool:
    return now.split() == write.value.split()


def _name(thing: Thing) -> str:
    return text(thing.body.get("name"))


def _put_name(thing: Thing, write: Write) -> None:
    thing.client.write("PUT", thing.path, {"name": _short(write.value, LONGEST_NAME, "The name of a version")})


def _release(thing: Thing) -> str:
    return str(day(thing.body.get("releaseDate")) or "")


def _put_release(thing: Thing, write: Write) -> None:
    thing.client.write("PUT", thing.path, {"releaseDate": _spelled(write.value.strip()) or None})


FIELDS: Mapping[str, Field[Thing]] = {
    "name": Field(_summary, _put_summary),
    "state": Field(_state, _put_state),
    "assignee": Field(_assignee, _put_assignee),
    "milestone": Field(_version, _put_version, _version_same),
    "estimate": Field(_estimate, _put_estimate, _estimate_same),
    "due": Field(_due, _put_due),
    "blocked_by": Field(_blocked_by, _put_blocked_by, _blocked_same, never_otherwise),
    "comment": Field(_comment, _put_comment, _same_comment, never_otherwise),
}
"""Fields of an issue."""

VERSION_FIELDS: Mapping[str, Field[Thing]] = {"name": Field(_name, _put_name), "due": Field(_release, _put_release)}
"""Fields of a version."""
