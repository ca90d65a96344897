"""The fields that are written to Linear: how each is said now, when that is what was heard, and how it is put there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from leadline.program.ranges import Range
from leadline.sources.errors import NotThere
from leadline.sources.http.client import Client
from leadline.sources.linear import payloads
from leadline.sources.linear.asking import ask, change
from leadline.sources.linear.ids import end_id, milestone_id, person_id, work_id
from leadline.sources.linear.people import person
from leadline.sources.linear.settings import WEB, Settings
from leadline.sources.linear.shapes import day, key_of, moment, nodes, number, record, text
from leadline.sources.linear.words import DUE, ESTIMATE, days_of, field_of, state_of
from leadline.sources.pushing import CannotBe, Field, never_otherwise, steps
from leadline.sources.tracker import Write

LONGEST_TITLE, LONGEST_COMMENT = 255, 100_000
UPDATES = {
    "issue": "mutation($id:String!,$input:IssueUpdateInput!){issueUpdate(id:$id,input:$input){success}}",
    "milestone": "mutation($id:String!,$input:ProjectMilestoneUpdateInput!){projectMilestoneUpdate(id:$id,input:$input){success}}",
    "project": "mutation($id:String!,$input:ProjectUpdateInput!){projectUpdate(id:$id,input:$input){success}}",
}
COMMENT = "mutation($input:CommentCreateInput!){commentCreate(input:$input){success}}"
LINK = "mutation($input:IssueRelationCreateInput!){issueRelationCreate(input:$input){success}}"
UNLINK = "mutation($id:String!){issueRelationDelete(id:$id){success}}"

STATES = "query($id:String!){team(id:$id){states(first:100){nodes{id name type position}}}}"
USERS = "query($filter:UserFilter){users(first:10,filter:$filter){nodes{id displayName active isAssignable}}}"
LABELS = "query($filter:IssueLabelFilter){issueLabels(first:50,filter:$filter){nodes{id name isGroup team{key}}}}"
COMMENTS = "query($id:String!){issue(id:$id){comments(first:20){nodes{id body createdAt}}}}"
STONE = "query($id:String!){projectMilestone(id:$id){id project{id}}}"
ISSUE = "query($id:String!){issue(id:$id){id}}"
RATHER = ("unstarted", "started", "completed", "canceled")
"""Of two states with one meaning, one of these types is put: what lies in triage or is a duplicate says more than that."""


@dataclass(frozen=True)
class Thing:
    """An issue, a milestone or a project as it is at the moment of writing."""

    client: Client
    settings: Settings
    kind: str
    body: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Linear's own id of it."""
        return key_of(self.body)

    def put(self, **fields: Any) -> None:
        """Change fields of it."""
        change(self.client, UPDATES[self.kind], id=self.id, input=fields)

    def asked(self, query: str, field: str, **variables: Any) -> Mapping[str, Any]:
        """Something else that is needed for it."""
        return record(ask(self.client, query, **variables).get(field))


def _name(thing: Thing) -> str:
    return text(thing.body.get("title" if thing.kind == payloads.ISSUE else "name"))


def _put_name(thing: Thing, write: Write) -> None:
    name = write.value.strip()
    if not 0 < len(name) <= LONGEST_TITLE:
        raise CannotBe(f"A title in Linear has from 1 to {LONGEST_TITLE} letters.")
    thing.put(**{"title" if thing.kind == payloads.ISSUE else "name": name})


def _state(thing: Thing) -> str:
    return state_of(thing.body.get("state"), thing.settings)


def _put_state(thing: Thing, write: Write) -> None:
    team = record(thing.body.get("team"))
    known = nodes(thing.asked(STATES, "team", id=key_of(team)), "states")
    fit = [one for one in known if state_of(one, thing.settings) == write.value]
    if not fit:
        raise CannotBe(
            f"The team {text(team.get('key'))} has no state that means “{write.value[:40]}”. Somebody makes one in Linear, or says "
            f"in the mapping of states which one does."
        )
    thing.put(stateId=text(min(fit, key=_rather).get("id")))


def _rather(state: Mapping[str, Any]) -> tuple[bool, float]:
    return state.get("type") not in RATHER, number(state.get("position")) or 0.0


def _assignee(thing: Thing) -> str:
    return person(thing.body.get("assignee"), thing.settings)[0]


def _put_assignee(thing: Thing, write: Write) -> None:
    thing.put(assigneeId=_user(thing, write.value.strip()) if write.value.strip() else None)


def _user(thing: Thing, who: str) -> str:
    """Linear's id of a person of the program, if work can be given to them."""
    said = thing.settings.mapping.get("people", {})
    name = next((own for own, means in said.items() if means == who), "")
    wanted = {"displayName": {"eqIgnoreCase": name}} if name else {"id": {"eq": who.removeprefix(person_id("x")[:-1])}}
    found = nodes(ask(thing.client, USERS, filter=wanted), "users")
    able = [one for one in found if one.get("active") is True and one.get("isAssignable") is not False]
    if len(able) != 1:
        raise CannotBe(
            f"{name or who} cannot be made responsible in {thing.settings.workspace}. Give them access there, or say in the mapping "
            f"of people which display name {who} has."
        )
    return text(able[0].get("id"))


def _milestone(thing: Thing) -> str:
    return milestone_id(record(thing.body.get("projectMilestone"))) or end_id(record(thing.body.get("project")))


def _put_milestone(thing: Thing, write: Write) -> None:
    wanted = write.value.strip()
    stone, end = (_own(wanted, made) for made in (milestone_id, end_id))
    if wanted and not stone and not end:
        raise CannotBe(f"“{wanted[:80]}” is no milestone of Linear. Somebody makes it there first.")
    if stone:
        try:
            end = key_of(record(thing.asked(STONE, "projectMilestone", id=stone).get("project")))
        except NotThere as problem:
            raise CannotBe(f"There is no milestone “{wanted}” in {thing.settings.workspace} any more.") from problem
    thing.put(projectId=end or None, projectMilestoneId=stone or None)


def _own(id: str, made: Callable[[Any], str]) -> str:
    """Linear's id in an id of the program that was made of one so; "" for any other."""
    own = id.removeprefix(made("x")[:-1])
    return own if own and own != id and made(own) == id else ""


def _estimate(thing: Thing) -> str:
    found = days_of(thing.body.get("estimate"), thing.settings)
    return str(found) if found else ""


def _put_estimate(thing: Thing, write: Write) -> None:
    if field_of(ESTIMATE, thing.settings) != "estimate_days":
        raise CannotBe(
            "Linear estimates in points, and nobody has said that a point is a day. Say so, or keep estimates here."
        )
    try:
        wanted = Range.parse(write.value) if write.value.strip() else None
    except ValueError as problem:
        raise CannotBe(f"“{write.value[:40]}” is no estimate in days. Write it as 3d.") from problem
    if wanted and (wanted.low != wanted.high or wanted.low != int(wanted.low)):
        raise CannotBe(f"Linear takes whole numbers, and “{write.value.strip()}” is none. Agree on one first.")
    thing.put(estimate=int(wanted.low) if wanted else None)


def _due(thing: Thing) -> str:
    found = day(thing.body.get("dueDate" if thing.kind == payloads.ISSUE else "targetDate"))
    return found.isoformat() if found else ""


def _put_due(thing: Thing, write: Write) -> None:
    try:
        due = date.fromisoformat(write.value.strip()).isoformat() if write.value.strip() else None
    except ValueError as problem:
        raise CannotBe(f"“{write.value[:40]}” is no day. Write it as 2026-03-31.") from problem
    if thing.kind == payloads.ISSUE and field_of(DUE, thing.settings) != "baseline_on":
        raise CannotBe("Due dates of Linear are not read as planned days here. Say so in the mapping of fields first.")
    thing.put(**{"dueDate" if thing.kind == payloads.ISSUE else "targetDate": due})


def _labels(thing: Thing) -> str:
    return "\n".join(text(one.get("name")) for one in nodes(thing.body, "labels"))


def _labels_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, str.casefold))


def _put_labels(thing: Thing, write: Write) -> None:
    added, taken = steps(_labels(thing), write, str.casefold)
    gone = [text(one.get("id")) for one in nodes(thing.body, "labels") if text(one.get("name")) in taken]
    thing.put(addedLabelIds=[_label(thing, name) for name in added], removedLabelIds=gone)


def _label(thing: Thing, name: str) -> str:
    """The id of a label that may stand on the issue: its team's own, else the workspace's."""
    team = record(thing.body.get("team")).get("key")
    found = nodes(ask(thing.client, LABELS, filter={"name": {"eqIgnoreCase": name}}), "issueLabels")
    own = [
        one for one in found if one.get("isGroup") is not True and record(one.get("team")).get("key") in (team, None)
    ]
    if not own:
        raise CannotBe(f"There is no label “{name[:80]}” for the team {text(team)}. Somebody makes it in Linear first.")
    return text(min(own, key=lambda one: not one.get("team")).get("id"))


def _blocking(thing: Thing) -> list[Mapping[str, Any]]:
    return [one for one in nodes(thing.body, "inverseRelations") if one.get("type") == payloads.BLOCKS]


def _blocked_by(thing: Thing) -> str:
    return "\n".join(work_id(record(one.get("issue"))) for one in _blocking(thing))


def _blocked_same(thing: Thing, now: str, write: Write) -> bool:
    return not any(steps(now, write, _end(thing)))


def _end(thing: Thing) -> Callable[[str], str]:
    """What finds Linear's id of the issue that a line means: an id of the program, an address, or a name such as ATL-12."""
    known: dict[str, str] = {}

    def key(line: str) -> str:
        if line not in known:
            known[line] = _own(line, work_id) or _looked_up(thing, line)
        return known[line]

    return key


def _looked_up(thing: Thing, line: str) -> str:
    place = urlsplit(line.removeprefix("url:"))
    path = [step for step in place.path.split("/") if step]
    if place.netloc and (place.netloc != WEB or len(path) < 3 or path[1] != "issue"):
        raise CannotBe(f"“{line[:200]}” is no issue of Linear, and it links only its own.")
    try:
        return key_of(thing.asked(ISSUE, "issue", id=path[2] if place.netloc else line))
    except NotThere as problem:
        raise CannotBe(f"Linear shows no issue “{line[:200]}” to this token.") from problem


def _put_blocked_by(thing: Thing, write: Write) -> None:
    """Add the links that are missing and take away those that are not wanted; every end is looked up before any is written."""
    key = _end(thing)
    added, taken = steps(_blocked_by(thing), write, key)
    ends = [key(line) for line in added]
    links = [text(one.get("id")) for one in _blocking(thing) if work_id(record(one.get("issue"))) in taken]
    for end in ends:
        change(thing.client, LINK, input={"issueId": end, "relatedIssueId": thing.id, "type": payloads.BLOCKS})
    for link in links:
        change(thing.client, UNLINK, id=link)


def _comment(thing: Thing) -> str:
    """The newest comment: one that was written without an answer is found there, and not written twice."""
    found = nodes(thing.asked(COMMENTS, "issue", id=thing.id), "comments")
    newest = max(found, key=_made_at, default={})
    return str(newest.get("body") or "").strip()


def _made_at(one: Mapping[str, Any]) -> float:
    found: datetime | None = moment(one.get("createdAt"))
    return found.timestamp() if found else 0.0


def _comment_same(thing: Thing, now: str, write: Write) -> bool:
    return now == write.value.strip()


def _put_comment(thing: Thing, write: Write) -> None:
    if not 0 < len(write.value.strip()) <= LONGEST_COMMENT:
        raise CannotBe(f"A comment in Linear has from 1 to {LONGEST_COMMENT:,} letters.")
    change(thing.client, COMMENT, input={"issueId": thing.id, "body": write.value})


ISSUE_FIELDS: Mapping[str, Field[Thing]] = {
    "name": Field(_name, _put_name),
    "state": Field(_state, _put_state),
    "assignee": Field(_assignee, _put_assignee),
    "milestone": Field(_milestone, _put_milestone),
    "estimate": Field(_estimate, _put_estimate),
    "due": Field(_due, _put_due),
    "label": Field(_labels, _put_labels, _labels_same, never_otherwise),
    "blocked_by": Field(_blocked_by, _put_blocked_by, _blocked_same, never_otherwise),
    "comment": Field(_comment, _put_comment, _comment_same, never_otherwise),
}
"""Fields of an issue."""

MILESTONE_FIELDS: Mapping[str, Field[Thing]] = {"name": Field(_name, _put_name), "due": Field(_due, _put_due)}
"""Fields of a milestone, and of a project, which is the milestone of its end."""
