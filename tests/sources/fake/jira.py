"""A fake Jira with one project that is read and one elsewhere; it answers as the cloud does, or as a Data Center."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

import httpx2
from tests.sources.fake.clock import Clock
from tests.sources.fake.schedule import TOKEN

from leadline.sources.jira import payloads
from leadline.sources.jira.words import CHECKBOXES, EPIC_LINK, SPRINT, field_of
from leadline.sources.trackers import tracker

Body = dict[str, Any]
HERE, ELSEWHERE = "10000", "10009"
KEYS = {HERE: "ATL", ELSEWHERE: "OPS"}
STATUSES = {"1": ("To Do", "new"), "3": ("In Progress", "indeterminate"), "4": ("Blocked", "indeterminate"), "6": ("Done", "done")}  # fmt: skip
RESOLUTIONS = {"1": "Done", "2": "Won't Do"}
PEOPLE = {"a:1": "Mara Example", "a-1": "Ines Example", "a3": "Tomas Example"}
LINKS = {"10": ("Blocks", "is blocked by", "blocks"), "11": ("Relates", "relates to", "relates to"), "12": ("Dependency", "is required by", "depends on")}  # fmt: skip
SPRINT_FIELD, EPIC_FIELD, FLAG_FIELD, START_FIELD = (f"customfield_{number}" for number in (10020, 10014, 10021, 10015))
FIELDS = (
    (SPRINT_FIELD, "Sprint", SPRINT), (EPIC_FIELD, "Epic Link", EPIC_LINK), (FLAG_FIELD, "Flagged", CHECKBOXES),
    (START_FIELD, "Start date", "com.atlassian.jira.plugin.system.customfieldtypes:datepicker"),
    ("customfield_10016", "Story Points", "com.atlassian.jira.plugin.system.customfieldtypes:float"),
)  # fmt: skip
SETTINGS = tracker("jira").settings("jira:acme.atlassian.net/ATL", {})
CUSTOMS = [{"id": id, "name": name, "type": type, "means": means} for id, name, type in FIELDS if (means := field_of(name, type, SETTINGS))]  # fmt: skip
_JQL = re.compile(
    r'project = "(\w+)"((?: AND (?:updated|created) (?:>=|<) \d+)*)(?: AND statusCategory (!?=) Done)?'
    r"(?: ORDER BY (updated|created|key) (ASC|DESC)(?:, key ASC)?)?"
)


def limited(clock: Clock, seconds: int) -> dict[str, str]:
    """How Jira Cloud asks for a pause."""
    return {"retry-after": str(seconds), "ratelimit-reason": "jira-burst-based"}


class Jira:
    """A server that changes by `edit` and answers by `handle`. `most` is how many things a page has at most."""

    def __init__(self, clock: Clock, rng: Random, *, cloud: bool = True, issues: int = 12, most: int = 5) -> None:
        self.clock, self.cloud, self.most, self._ids = clock, cloud, most, count(20_000)
        self.issues: dict[str, Body] = {}
        self.versions: dict[str, Body] = {}
        self.links: dict[str, Body] = {}
        self.histories: dict[str, list[Body]] = {}
        self.comments: dict[str, list[Body]] = {}
        self.name, self.transitions = "Atlas", dict(STATUSES)
        self._places: dict[str, list[str]] = {}
        for _ in range(2):
            self.add_version(rng)
        for _ in range(issues):
            self.add_issue(rng)
            clock.advance(rng.choice((0, 0, 1, 600)))
        for _ in range(issues):
            self.edit(rng)

    # Changes

    def edit(self, rng: Random) -> None:
        """One change that people make; half of them in the same second as the one before."""
        self.clock.advance(rng.choice((0, 0, 1, 30)))
        rng.choice(EDITS)(self, rng)

    def _new(self) -> str:
        return str(next(self._ids))

    def _any(self, rng: Random) -> str:
        return rng.choice(list(self.issues))

    def add_issue(self, rng: Random) -> str:
        number = self._new()
        self.issues[number] = {
            "project": HERE, "summary": f"Task {number} – größer “ok”", "status": "1", "resolution": "", "resolved": None, "who": rng.choice(("", *PEOPLE)),
            "versions": rng.sample(list(self.versions), rng.choice((0, 1, 2))) if len(self.versions) > 1 else [], "parent": "", "epic": "", "sprint": "",
            "due": None, "start": None, "estimate": rng.choice((None, 28_800, 57_600)), "spent": None, "flag": False, "hidden": False,
            "at": self.clock.now(), "changed": self.clock.now(),
        }  # fmt: skip
        self.histories[number], self.comments[number] = [], []
        return number

    def add_version(self, rng: Random) -> None:
        self.versions[self._new()] = {"name": f"Live {len(self.versions)}", "on": "2026-05-01", "released": False}

    def change_version(self, rng: Random) -> None:
        """A version changes, and no issue's stamp moves, though each issue shows it."""
        rng.choice(list(self.versions.values())).update(
            on=rng.choice((None, "2026-06-01", "2026-04-01")), released=rng.random() < 0.4
        )

    def drop_version(self, rng: Random) -> None:
        free = [one for one in self.versions if all(one not in own["versions"] for own in self.issues.values())]
        if free and len(self.versions) > 2:
            del self.versions[rng.choice(free)]

    def rename(self, rng: Random) -> None:
        number = self._any(rng)
        self.issues[number]["summary"] = f"{self.issues[number]['summary'][:40]} {rng.randint(1, 99)}"
        self._changed(number, _item("summary", None, "old", None, "new"))

    def set_status(self, rng: Random) -> None:
        self.to_status(self._any(rng), rng.choice(list(STATUSES)), rng.choice(list(RESOLUTIONS)))

    def to_status(self, number: str, status: str, resolution: str = "1") -> None:
        """A status, and with one that ends it a resolution; both in one history."""
        own = self.issues[number]
        items = [_item("status", own["status"], STATUSES[own["status"]][0], status, STATUSES[status][0])]
        after = resolution if STATUSES[status][1] == "done" else ""
        if after != own["resolution"]:
            items.append(_item("resolution", own["resolution"] or None, RESOLUTIONS.get(own["resolution"]), after or None, RESOLUTIONS.get(after)))  # fmt: skip
        own |= {"status": status, "resolution": after, "resolved": self.clock.now() if after else None}
        self._changed(number, *items)

    def assign(self, rng: Random) -> None:
        number = self._any(rng)
        self.issues[number]["who"] = rng.choice(("", *PEOPLE))
        self._changed(number, _item("assignee", None, None, self.issues[number]["who"] or None, None))

    def _set(self, number: str, name: str, field: str, value: Any) -> None:
        before, self.issues[number][name] = self.issues[number][name], value
        ends = [None if one is None else str(one) for one in (before, value)]
        self._changed(number, _item(field, ends[0], ends[0], ends[1], ends[1]))

    def estimate(self, rng: Random) -> None:
        self._set(self._any(rng), "estimate", "timeoriginalestimate", rng.choice((None, 28_800, 144_000)))

    def set_due(self, rng: Random) -> None:
        self._set(self._any(rng), "due", "duedate", rng.choice((None, "2026-04-10", "2026-04-20")))

    def put_in_versions(self, rng: Random) -> None:
        self.to_versions(self._any(rng), rng.sample(list(self.versions), rng.choice((0, 1, 2))))

    def to_versions(self, number: str, wanted: list[str]) -> None:
        own = self.issues[number]
        names = {one: version["name"] for one, version in self.versions.items()}
        items = [_item("Fix Version", one, names[one], None, None) for one in own["versions"] if one not in wanted]
        items += [_item("Fix Version", None, None, one, names[one]) for one in wanted if one not in own["versions"]]
        own["versions"] = wanted
        self._changed(number, *items)

    def flag(self, rng: Random) -> None:
        number = self._any(rng)
        before = self.issues[number]["flag"]
        self.issues[number]["flag"] = not before
        words = ("Impediment" if before else "", "" if before else "Impediment")
        self._changed(number, {**_item("Flagged", "", words[0], "", words[1]), "fieldtype": "custom"})

    def link(self, rng: Random) -> None:
        """A link comes or goes, and moves no stamp."""
        if self.links and rng.random() < 0.4:
            del self.links[rng.choice(list(self.links))]
        elif len(self.issues) > 1:
            source, target = rng.sample(list(self.issues), 2)
            self.add_link(rng.choice(list(LINKS)), source, target)

    def add_link(self, type: str, source: str, target: str) -> str:
        number = self._new()
        self.links[number] = {"type": type, "from": source, "to": target}
        return number

    def set_parent(self, rng: Random) -> None:
        child, parent = rng.sample(list(self.issues), 2)
        self.issues[child]["epic" if not self.cloud and rng.random() < 0.7 else "parent"] = rng.choice(("", parent))
        self._changed(child, _item("Parent", None, None, parent, None))

    def to_sprint(self, rng: Random) -> None:
        number = self._any(rng)
        self.issues[number]["sprint"] = rng.choice(("", "active", "closed", "future"))
        self._changed(number, _item("Sprint", "", "", "37", "Sprint 37"))

    def book_time(self, rng: Random) -> None:
        number = self._any(rng)
        self.issues[number]["spent"] = (self.issues[number]["spent"] or 0) + 5400
        self._changed(number, _item("timespent", None, None, "5400", "5400"))

    def touch_many(self, rng: Random) -> None:
        """More issues than a page has are changed in one second, as by a bulk edit."""
        for number in list(self.issues)[: self.most * 2 + 1]:
            self._set(number, "start", "Start date", rng.choice((None, "2026-03-30")))

    def comment(self, rng: Random) -> None:
        self._changed(self._any(rng))

    def move(self, rng: Random) -> None:
        """An issue goes to another project, and keeps its number; its key changes."""
        number = self._any(rng)
        self.issues[number]["project"] = rng.choice((HERE, HERE, ELSEWHERE))
        self._changed(number, _item("Key", None, f"ATL-{number}", None, self.key(number)))

    def hide(self, rng: Random) -> None:
        """An issue gets a level of security that the token is not let see, or loses it."""
        number = self._any(rng)
        self.issues[number]["hidden"] = not self.issues[number]["hidden"]
        self._changed(number)

    def delete(self, rng: Random) -> None:
        if len(self.issues) < 4:
            return
        number = self._any(rng)
        self.links = {key: one for key, one in self.links.items() if number not in (one["from"], one["to"])}
        del self.issues[number], self.histories[number]
        for own in self.issues.values():
            own.update({name: "" for name in ("parent", "epic") if own[name] == number})

    def _changed(self, number: str, *items: Body) -> None:
        self.issues[number]["changed"] = self.clock.now()
        if items:
            self.histories[number].append({"id": self._new(), "at": self.clock.now(), "items": list(items)})

    # The truth

    def subjects(self) -> dict[str, dict[str, Any]]:
        """Every subject with its parts, as a whole reading brings them."""
        found = {f"project/{HERE}": {"project": payloads.project(self._said_project()).body}}
        for number in self.versions:
            found[f"version/{number}"] = {"version": payloads.version(self.said_version(number)).body}
        epics = {self.key(number): number for number in self.issues if not self.issues[number]["hidden"]}
        for number in self._shown():
            told = [payloads.issue(self.said_issue(number), CUSTOMS, epics)]
            told += payloads.changelog(number, self._said_histories(number), _said_statuses())
            found[f"issue/{number}"] = {one.part: one.body for one in told}
        return found

    def _shown(self) -> list[str]:
        return [number for number, own in self.issues.items() if own["project"] == HERE and not own["hidden"]]

    # What it says

    def key(self, number: str) -> str:
        return f"{KEYS[self.issues[number]['project']]}-{number}"

    def _said_project(self) -> Body:
        types = [{"id": "1", "name": "Story"}, {"id": "2", "name": "Bug"}]
        return {"id": HERE, "key": "ATL", "name": self.name, "projectTypeKey": "software", "issueTypes": types}

    def said_version(self, number: str) -> Body:
        own = self.versions[number]
        said = {
            "id": number,
            "name": own["name"],
            "archived": False,
            "released": own["released"],
            "projectId": int(HERE),
        }
        return said | ({"releaseDate": own["on"]} if own["on"] else {})

    def said_issue(self, number: str) -> Body:
        own = self.issues[number]
        fields: Body = {
            "summary": own["summary"], "created": _stamp(own["at"]), "updated": _stamp(own["changed"]), "duedate": own["due"],
            "status": _said_status(own["status"]), "statuscategorychangedate": _stamp(own["at"]),
            "resolution": {"id": own["resolution"], "name": RESOLUTIONS[own["resolution"]]} if own["resolution"] else None,
            "resolutiondate": _stamp(own["resolved"]) if own["resolved"] else None,
            "timeoriginalestimate": own["estimate"], "timespent": own["spent"], "description": "Text.",
            "issuetype": {"id": "1", "name": "Story", "subtask": False}, "components": [{"id": "5", "name": "Ledger"}],
            "project": {"id": own["project"], "key": KEYS[own["project"]], "name": "Atlas"},
            "assignee": self._said_user(own["who"]) if own["who"] else None,
            "fixVersions": [self.said_version(one) for one in own["versions"] if one in self.versions],
            "issuelinks": [said for key, one in self.links.items() if (said := self._said_link(key, one, number))],
            FLAG_FIELD: [{"id": "1", "value": "Impediment"}] if own["flag"] else None,
            START_FIELD: own["start"], SPRINT_FIELD: self._said_sprint(own["sprint"]), "customfield_10016": 3.0,
            EPIC_FIELD: self.key(own["epic"]) if own["epic"] else None,
        }  # fmt: skip
        if own["parent"]:
            fields["parent"] = {"id": own["parent"], "key": self.key(own["parent"]), "fields": {"summary": "Its own"}}
        said = {"id": number, "key": self.key(number), "self": "https://acme.example/1", "fields": fields}
        return said if self.cloud else said | {"changelog": {"startAt": 0, "histories": self._said_histories(number)}}

    def _said_user(self, who: str) -> Body:
        shown = {"displayName": PEOPLE[who], "emailAddress": "mara@acme.example", "active": True}
        return shown | ({"accountId": who, "accountType": "atlassian"} if self.cloud else {"key": who, "name": who})

    def _said_sprint(self, state: str) -> Any:
        if not state:
            return None
        if self.cloud:
            return [{"id": 37, "name": "Sprint 37", "state": state, "endDate": "2026-04-03T15:00:00.000Z"}]
        return [f"com.atlassian.greenhopper.service.sprint.Sprint@1[id=37,state={state.upper()},endDate=2026-04-03T15:00:00.000Z,goal=]"]  # fmt: skip

    def _said_link(self, key: str, one: Body, number: str) -> Body:
        """A link, as the issue at one of its ends shows it: the other end, whose way is that end's."""
        if number not in (one["from"], one["to"]):
            return {}
        name, inward, outward = LINKS[one["type"]]
        end, other = ("outwardIssue", one["to"]) if number == one["from"] else ("inwardIssue", one["from"])
        if self.issues[other]["hidden"]:
            return {}
        type = {"id": one["type"], "name": name, "inward": inward, "outward": outward}
        return {"id": key, "type": type, end: {"id": other, "key": self.key(other), "fields": {"summary": "Its own"}}}

    def _said_histories(self, number: str) -> list[Body]:
        return [
            {"id": one["id"], "author": self._said_user("a3"), "items": one["items"],
             "created": int(one["at"].timestamp() * 1000) if self.cloud else _stamp(one["at"])}
            for one in self.histories[number]
        ]  # fmt: skip

    # Being asked

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        if TOKEN not in request.headers.get("authorization", ""):
            return _reply(401, {"errorMessages": ["You are not signed in."]})
        path = request.url.path
        place, version = ("/rest/api/", "3") if self.cloud else ("/jira/rest/api/", "2")
        parts = path.removeprefix(place).strip("/").split("/")
        if not path.startswith(place) or parts[0] not in ("2", version):
            return _reply(404, {"errorMessages": ["Not found."]})
        params, body = dict(request.url.params), json.loads(request.content) if request.content else None
        return self._answer(request.method, parts[1:], params, body)

    def _answer(self, method: str, parts: list[str], params: Mapping[str, str], body: Any) -> httpx2.Response:
        match method, parts:
            case "GET", ["myself"]:
                return _reply(200, self._said_user("a3"))
            case "GET", ["mypermissions"]:
                names = params["permissions"].split(",")
                return _reply(200, {"permissions": {one: {"havePermission": one != "ADMINISTER"} for one in names}})
            case "GET", ["status"]:
                return _reply(200, _said_statuses())
            case "GET", ["field"]:
                own = [{"id": id, "name": name, "schema": {"custom": type}} for id, name, type in FIELDS]
                return _reply(200, [{"id": "summary", "name": "Summary", "schema": {"type": "string"}}, *own])
            case "GET", ["project", "ATL"]:
                return _reply(200, self._said_project())
            case "GET", ["project", "ATL", "versions"]:
                return _reply(200, [self.said_version(one) for one in self.versions])
            case "GET", ["issue", id]:
                number = self._number(id)
                return _reply(200, self._cut(number, params["fields"].split(","))) if number else _gone()
            case "POST", ["search", "jql"] if self.cloud:
                return self._searched(body)
            case "POST", ["search", "approximate-count"] if self.cloud:
                return _reply(200, {"count": len(self._matching(body["jql"]) or [])})
            case "POST", ["search"] if not self.cloud:
                return self._searched(body)
            case "POST", ["changelog", "bulkfetch"] if self.cloud:
                return self._bulk(body)
        return self._written(method, parts, params, body)

    def _number(self, id: str) -> str:
        """The number of an issue that is asked for by its number or its key; "" where the token sees none."""
        number = id.rpartition("-")[2]
        return number if number in self.issues and not self.issues[number]["hidden"] else ""

    def _cut(self, number: str, fields: list[str]) -> Body:
        said = self.said_issue(number)
        return said | {"fields": {name: value for name, value in said["fields"].items() if name in fields}}

    def _matching(self, jql: str) -> list[str] | None:
        asked = _JQL.fullmatch(jql)
        if not asked or asked[1] != "ATL":
            return None
        found = self._shown()
        for field, way, bound in re.findall(r"(updated|created) (>=|<) (\d+)", asked[2]):
            found = [one for one in found if (self._second(one, field) >= int(bound)) == (way == ">=")]
        if asked[3]:
            found = [one for one in found if (STATUSES[self.issues[one]["status"]][1] == "done") == (asked[3] == "=")]
        if asked[4]:
            found.sort(key=lambda one: (self._at(one, asked[4]), int(one)) if asked[4] != "key" else int(one), reverse=asked[5] == "DESC")  # fmt: skip
        return found

    def _at(self, number: str, field: str) -> datetime:
        moment: datetime = self.issues[number]["changed" if field == "updated" else "at"]
        return moment

    def _second(self, number: str, field: str) -> int:
        """The index of searches knows whole seconds."""
        return int(self._at(number, field).timestamp()) * 1000

    def _searched(self, body: Body) -> httpx2.Response:
        found = self._matching(body["jql"])
        if found is None:
            return _reply(400, {"errorMessages": ["The query is not understood."]})
        size, start = min(body["maxResults"], self.most), body.get("startAt", 0)
        if not self.cloud:
            shown = found[start : start + size]
            told = {"startAt": start, "maxResults": size, "total": len(found)}
            return _reply(200, told | {"issues": [self._cut(one, body["fields"]) for one in shown]})
        if token := body.get("nextPageToken"):
            if token not in self._places:
                return _reply(400, {"errorMessages": ["The token of the page ran out."]})
            found = [one for one in self._places[token] if one in found]
        shown, rest = found[:size], found[size:]
        told = {"issues": [self._cut(one, body["fields"]) for one in shown], "isLast": not rest}
        if rest:
            following = f"place-{next(self._ids)}"
            self._places[following] = rest
            told["nextPageToken"] = following
        return _reply(200, told)

    def _bulk(self, body: Body) -> httpx2.Response:
        """Histories of the fields that were asked for, a few at a time: those of one issue may be on two pages."""
        wanted, numbers = set(body["fieldIds"]), [one for one in body["issueIdsOrKeys"] if self._number(one)]
        every = [(number, one) for number in numbers for one in self._said_histories(number)]
        every = [(number, one) for number, one in every if any(_field_id(item) in wanted for item in one["items"])]
        start, size = int(body.get("nextPageToken", "0")), self.most * 3
        told = [{"issueId": number, "changeHistories": [one]} for number, one in every[start : start + size]]
        more = {"nextPageToken": str(start + size)} if start + size < len(every) else {}
        return _reply(200, {"issueChangeLogs": told, **more})

    # Being written to

    def _written(self, method: str, parts: list[str], params: Mapping[str, str], body: Any) -> httpx2.Response:
        match method, parts:
            case "PUT", ["issue", id] if number := self._number(id):
                return self._put(number, body["fields"])
            case "GET", ["issue", id, "transitions"] if self._number(id):
                ways = [{"id": f"1{one}", "name": name, "to": _said_status(one)} for one, (name, _) in self.transitions.items()]  # fmt: skip
                return _reply(200, {"transitions": ways})
            case "POST", ["issue", id, "transitions"] if number := self._number(id):
                self.to_status(number, body["transition"]["id"][1:])
                return _reply(204)
            case "GET", ["user", "assignable", "search"]:
                start = int(params["startAt"])
                return _reply(200, [self._said_user(who) for who in list(PEOPLE)[start : start + 2]])
            case "GET", ["issueLinkType"]:
                types = [dict(zip(("id", "name", "inward", "outward"), (id, *words), strict=True)) for id, words in LINKS.items()]  # fmt: skip
                return _reply(200, {"issueLinkTypes": types})
            case "POST", ["issueLink"]:
                ends = [self._number(str(body[end].get("id"))) for end in ("inwardIssue", "outwardIssue")]
                if not all(ends):
                    return _gone()
                self.add_link(body["type"]["id"], *ends)
                return _reply(201)
            case "DELETE", ["issueLink", number] if number in self.links:
                del self.links[number]
                return _reply(204)
            case "GET", ["issue", id, "comment"] if number := self._number(id):
                return _reply(200, {"comments": self.comments[number][::-1]})
            case "POST", ["issue", id, "comment"] if number := self._number(id):
                self.comments[number].append({"id": self._new(), "body": body["body"]})
                return _reply(201, {})
            case "GET", ["version", number] if number in self.versions:
                return _reply(200, self.said_version(number))
            case "PUT", ["version", number] if number in self.versions:
                own = self.versions[number]
                own |= {"name": body.get("name", own["name"]), "on": body.get("releaseDate", own["on"])}
                return _reply(200, self.said_version(number))
        return _gone()

    def _put(self, number: str, said: Body) -> httpx2.Response:
        if "forbidden" in said.get("summary", ""):
            return _reply(400, {"errors": {"summary": "That word may not be used."}})
        own = self.issues[number]
        own["summary"] = said.get("summary", own["summary"])
        if "assignee" in said:
            own["who"] = (said["assignee"] or {}).get("accountId" if self.cloud else "name", "")
        if "duedate" in said:
            self._set(number, "due", "duedate", said["duedate"])
        if "timetracking" in said:
            minutes = said["timetracking"]["originalEstimate"].removesuffix("m")
            self._set(number, "estimate", "timeoriginalestimate", int(minutes) * 60 if minutes else None)
        if "fixVersions" in said:
            self.to_versions(number, [one["id"] for one in said["fixVersions"]])
        self._changed(number)
        return _reply(204)


def _item(field: str, was: str | None, was_word: str | None, is_now: str | None, word: str | None) -> Body:
    return {"field": field, "fieldtype": "jira", "from": was, "fromString": was_word, "to": is_now, "toString": word}


def _field_id(item: Body) -> str:
    field: str = item["field"]
    return {"Fix Version": "fixVersions", "Flagged": FLAG_FIELD}.get(field, field)


def _said_status(number: str) -> Body:
    name, category = STATUSES[number]
    return {"id": number, "name": name, "statusCategory": {"id": 4, "key": category, "name": category}}


def _said_statuses() -> list[Body]:
    return [_said_status(one) for one in STATUSES]


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}+0000"


def _reply(status: int, body: Any = None) -> httpx2.Response:
    content = b"" if body is None else json.dumps(body).encode()
    return httpx2.Response(status, headers={"content-type": "application/json;charset=UTF-8"}, content=content)


def _gone() -> httpx2.Response:
    return _reply(404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]})


EDITS: tuple[Callable[[Jira, Random], Any], ...] = (
    Jira.add_issue, Jira.add_issue, Jira.add_version, Jira.change_version, Jira.drop_version, Jira.rename, Jira.set_status, Jira.set_status,
    Jira.assign, Jira.estimate, Jira.set_due, Jira.put_in_versions, Jira.flag, Jira.link, Jira.link, Jira.set_parent, Jira.to_sprint,
    Jira.book_time, Jira.touch_many, Jira.comment, Jira.move, Jira.hide, Jira.delete,
)  # fmt: skip


def made(clock: Clock, rng: Random) -> Jira:
    """A cloud for a schedule."""
    return Jira(clock, rng)


def counted(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """
    Parts as far as they count: the history without changes of what Leadline keeps nothing of.

    The cloud is asked only for histories of some fields, a Data Center sends all of them.
    """
    return {subject: dict(own) for subject, own in parts.items()}
