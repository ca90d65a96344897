"""A fake Redmine with a project, one below it and one elsewhere: its replies have the form that a running Redmine 5 gives."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import httpx2
from tests.sources.fake.clock import Clock
from tests.sources.fake.schedule import TOKEN

from leadline.sources.redmine import payloads

Body = dict[str, Any]
SHOP, API, ELSEWHERE = 1, 2, 9
STATUSES = (
    (1, "New", False),
    (2, "In Progress", False),
    (3, "Resolved", False),
    (5, "Closed", True),
    (6, "Rejected", True),
)
PEOPLE = {5: "Mara Example", 6: "Ines Example", 7: "Tomas Example"}
GROUP = {21: "Back end"}
TRACKERS = {1: "Bug", 2: "Feature"}
PREFIX = "/redmine/"


def limited(clock: Clock, seconds: int) -> dict[str, str]:
    """Redmine has no limits of its own; what stands before it asks for a pause."""
    return {"retry-after": str(seconds)}


class Redmine:
    """
    A server that changes by `edit` and answers by `handle`; the key sees the projects `shop` and `shop-api`.

    `most` is how many things a page has at most. Stamps have parts of a second, which are not shown.
    """

    def __init__(self, clock: Clock, rng: Random, *, issues: int = 12, most: int = 5) -> None:
        self.clock, self.most, self._ids = clock, most, count(100)
        self.projects: dict[int, Body] = {}
        self.issues: dict[int, Body] = {}
        self.versions: dict[int, Body] = {}
        self.relations: dict[int, Body] = {}
        self.journals: dict[int, list[Body]] = {}
        self.forbidden_statuses: set[int] = set()
        self._add_project(SHOP, "shop", "Shop", 0)
        self._add_project(API, "shop-api", "Shop API", SHOP)
        self._add_project(ELSEWHERE, "elsewhere", "Elsewhere", 0)
        for _ in range(2):
            self.add_version(rng)
        for _ in range(issues):
            self.add_issue(rng)
            self.clock.advance(rng.choice((0, 0, 1, 600)))
        for _ in range(issues):
            self.edit(rng)

    # Changes

    def edit(self, rng: Random) -> None:
        """One change that people make; half of them in the same second as the one before."""
        self.clock.advance(rng.choice((0, 0, 1, 30)))
        rng.choice(EDITS)(self, rng)

    def _now(self) -> datetime:
        return self.clock.now() + timedelta(microseconds=next(self._ids) % 999_000)

    def _add_project(self, number: int, identifier: str, name: str, parent: int) -> None:
        self.projects[number] = {
            "identifier": identifier, "name": name, "parent": parent, "status": 1, "at": self._now(), "changed": self._now(),
        }  # fmt: skip

    def add_issue(self, rng: Random) -> None:
        number = next(self._ids)
        self.issues[number] = {
            "project": rng.choice((SHOP, SHOP, API)), "tracker": rng.choice(list(TRACKERS)), "status": 1,
            "subject": f"Task {number} – größer “ok”", "assigned": rng.choice((0, *PEOPLE)), "version": rng.choice((0, *self.versions)),
            "parent": 0, "start": "2026-03-02", "due": None, "ratio": 0, "hours": rng.choice((None, 4.0, 12.5)), "spent": 0.0,
            "private": False, "at": self._now(), "changed": self._now(), "closed": None,
        }  # fmt: skip
        self.journals[number] = []

    def add_version(self, rng: Random) -> None:
        self.versions[next(self._ids)] = {
            "project": rng.choice((SHOP, API)), "name": f"Live {next(self._ids)}", "status": "open", "due": "2026-05-01",
            "at": self._now(), "changed": self._now(),
        }  # fmt: skip

    def change_version(self, rng: Random) -> None:
        one = rng.choice(list(self.versions.values()))
        one |= {
            "due": f"2026-0{rng.randint(4, 9)}-01",
            "status": rng.choice(("open", "closed")),
            "changed": self._now(),
        }

    def drop_version(self, rng: Random) -> None:
        free = [number for number in self.versions if all(one["version"] != number for one in self.issues.values())]
        if free and len(self.versions) > 1:
            del self.versions[rng.choice(free)]

    def rename(self, rng: Random) -> None:
        if number := self._any(rng):
            self.issues[number]["subject"] = f"{self.issues[number]['subject'][:40]} {rng.randint(1, 99)}"
            self._changed(number)

    def set_status(self, rng: Random) -> None:
        if number := self._any(rng):
            self._to_status(number, rng.choice(STATUSES)[0])

    def _to_status(self, number: int, status: int) -> None:
        own, closes = self.issues[number], {one: closed for one, _, closed in STATUSES}
        before, own["status"] = own["status"], status
        if closes[status] and not closes[before]:
            own["closed"] = self._now()
        self._changed(number, ("attr", "status_id", str(before), str(status)))

    def assign(self, rng: Random) -> None:
        if number := self._any(rng):
            self.issues[number]["assigned"] = rng.choice((0, *PEOPLE, *GROUP))
            self._changed(number, ("attr", "assigned_to_id", None, str(self.issues[number]["assigned"])))

    def estimate(self, rng: Random) -> None:
        if number := self._any(rng):
            before, hours = self.issues[number]["hours"], rng.choice((None, 8.0, 20.0, 0.5))
            self.issues[number]["hours"] = hours
            self._changed(number, ("attr", "estimated_hours", _plain(before), _plain(hours)))

    def set_due(self, rng: Random) -> None:
        if number := self._any(rng):
            before, self.issues[number]["due"] = self.issues[number]["due"], f"2026-04-{rng.randint(10, 28)}"
            self._changed(number, ("attr", "due_date", before, self.issues[number]["due"]))

    def put_in_version(self, rng: Random) -> None:
        if number := self._any(rng):
            before, after = self.issues[number]["version"], rng.choice((0, *self.versions))
            self.issues[number]["version"] = after
            self._changed(number, ("attr", "fixed_version_id", str(before or "") or None, str(after or "") or None))

    def write_note(self, rng: Random) -> None:
        if number := self._any(rng):
            self._changed(number, notes="We wait for the ledger.")

    def book_time(self, rng: Random) -> None:
        """Hours are booked, and the issue's own stamp does not move."""
        if number := self._any(rng):
            self.issues[number]["spent"] += 1.5

    def relate(self, rng: Random) -> None:
        """A relation comes or goes; it is in both journals, and moves no stamp."""
        numbers = list(self.issues)
        if self.relations and rng.random() < 0.4:
            self.cut_relation(rng.choice(list(self.relations)))
        elif len(numbers) > 1:
            first, other = rng.sample(numbers, 2)
            kind = rng.choice(("blocks", "precedes", "relates", "duplicates"))
            self.add_relation(first, other, kind, rng.choice((0, 2)) if kind == "precedes" else None)

    def add_relation(self, first: int, other: int, kind: str, delay: int | None = None) -> int:
        ends = {(one["from"], one["to"]) for one in self.relations.values()}
        if {(first, other), (other, first)} & ends:
            return 0
        number = next(self._ids)
        self.relations[number] = {"from": first, "to": other, "kind": kind, "delay": delay}
        for own, name, end in ((first, kind, other), (other, _turned(kind), first)):
            self._journal(own, ("relation", name, None, str(end)))
        return number

    def cut_relation(self, number: int) -> None:
        gone = self.relations.pop(number)
        for own, name, end in (
            (gone["from"], gone["kind"], gone["to"]),
            (gone["to"], _turned(gone["kind"]), gone["from"]),
        ):
            if own in self.issues:
                self._journal(own, ("relation", name, str(end), None))

    def set_parent(self, rng: Random) -> None:
        if len(self.issues) > 1:
            child, parent = rng.sample(list(self.issues), 2)
            before = self.issues[child]["parent"]
            self.issues[child]["parent"] = rng.choice((0, parent))
            self._changed(
                child, ("attr", "parent_id", str(before or "") or None, str(self.issues[child]["parent"] or "") or None)
            )

    def touch_many(self, rng: Random) -> None:
        """More issues than a page has are changed in one second, as by a bulk edit."""
        stamp = self._now()
        for number in list(self.issues)[: self.most * 2 + 1]:
            self.issues[number]["ratio"] = rng.choice((0, 50))
            self._changed(number, ("attr", "done_ratio", "0", str(self.issues[number]["ratio"])))
            self.issues[number]["changed"] = stamp

    def move(self, rng: Random) -> None:
        """An issue goes to another project: one below, or one that this key does not see."""
        if number := self._any(rng):
            self.issues[number]["project"] = rng.choice((SHOP, API, ELSEWHERE))
            self._changed(number, ("attr", "project_id", "1", str(self.issues[number]["project"])))

    def hide(self, rng: Random) -> None:
        """An issue becomes private, or seen again."""
        if number := self._any(rng):
            self.issues[number]["private"] = not self.issues[number]["private"]
            self._changed(number, ("attr", "is_private", "0", "1"))

    def delete(self, rng: Random) -> None:
        if number := self._any(rng):
            for relation in [key for key, one in self.relations.items() if number in (one["from"], one["to"])]:
                del self.relations[relation]
            del self.issues[number], self.journals[number]
            for one in self.issues.values():
                one["parent"] = 0 if one["parent"] == number else one["parent"]

    def add_project(self, rng: Random) -> None:
        if len(self.projects) < 6:
            number = next(self._ids)
            self._add_project(number, f"shop-{number}", f"Shop {number}", rng.choice((SHOP, API)))

    def close_project(self, rng: Random) -> None:
        self.projects[API] |= {"status": rng.choice((1, 5)), "changed": self._now()}

    def empty(self, rng: Random) -> None:
        """Nothing in every field that may be empty."""
        if number := self._any(rng):
            self.issues[number] |= {"assigned": 0, "version": 0, "parent": 0, "start": None, "due": None, "hours": None}
            self._changed(number)

    def _any(self, rng: Random) -> int:
        return rng.choice(list(self.issues)) if self.issues else 0

    def _changed(self, number: int, *details: tuple[str, str, str | None, str | None], notes: str = "") -> None:
        self.issues[number]["changed"] = self._now()
        self._journal(number, *details, notes=notes)

    def _journal(self, number: int, *details: tuple[str, str, str | None, str | None], notes: str = "") -> None:
        names = ("property", "name", "old_value", "new_value")
        said = [dict(zip(names, one, strict=True)) for one in details]
        self.journals[number].append({
            "id": next(self._ids), "user": {"id": 5, "name": "Mara Example"}, "notes": notes, "created_on": _shown(self._now()),
            "private_notes": False, "details": said,
        })  # fmt: skip

    # The truth

    def subjects(self) -> dict[str, dict[str, Any]]:
        """Every subject with its parts, as a whole reading brings them."""
        found: dict[str, dict[str, Any]] = {}
        for number in self._tree():
            found[f"project/{number}"] = {"project": payloads.project(self.said_project(number)).body}
        for number in self.versions:
            found[f"version/{number}"] = {"version": payloads.version(self.said_version(number)).body}
        for number in self._shown():
            body = self.said_issue(number)
            told = [*payloads.issue(body), *payloads.group(body, GROUP)]
            told += payloads.journals(number, self.journals[number], _statuses())
            found[f"issue/{number}"] = {one.part: one.body for one in told}
        return found

    def _tree(self) -> list[int]:
        return [number for number in self.projects if number != ELSEWHERE]

    def _shown(self) -> list[int]:
        return [number for number, one in self.issues.items() if one["project"] != ELSEWHERE and not one["private"]]

    # What it says

    def said_issue(self, number: int) -> Body:
        own, names = self.issues[number], {one: (name, closed) for one, name, closed in STATUSES}
        name, closed = names[own["status"]]
        said: Body = {
            "id": number, "project": {"id": own["project"], "name": self.projects[own["project"]]["name"]},
            "tracker": {"id": own["tracker"], "name": TRACKERS[own["tracker"]]},
            "status": {"id": own["status"], "name": name, "is_closed": closed}, "priority": {"id": 2, "name": "Normal"},
            "author": {"id": 5, "name": "Mara Example"}, "subject": own["subject"], "description": "Text.",
            "start_date": own["start"], "due_date": own["due"], "done_ratio": own["ratio"], "is_private": own["private"],
            "estimated_hours": own["hours"], "total_estimated_hours": own["hours"], "spent_hours": own["spent"],
            "total_spent_hours": own["spent"], "custom_fields": [{"id": 1, "name": "Stream", "value": "API"}],
            "created_on": _shown(own["at"]), "updated_on": _shown(own["changed"]),
            "closed_on": _shown(own["closed"]) if own["closed"] else None, "relations": self._said_relations(number),
        }  # fmt: skip
        if own["assigned"]:
            said["assigned_to"] = {"id": own["assigned"], "name": {**PEOPLE, **GROUP}[own["assigned"]]}
        if own["version"]:
            said["fixed_version"] = {"id": own["version"], "name": self.versions[own["version"]]["name"]}
        return said | ({"parent": {"id": own["parent"]}} if own["parent"] else {})

    def _said_relations(self, number: int) -> list[Body]:
        """Relations whose other end is seen."""
        seen = self._shown()
        return [
            {"id": key, "issue_id": one["from"], "issue_to_id": one["to"], "relation_type": one["kind"], "delay": one["delay"]}
            for key, one in self.relations.items()
            if number in (one["from"], one["to"]) and {one["from"], one["to"]} <= set(seen) | {number}
        ]  # fmt: skip

    def said_version(self, number: int) -> Body:
        own = self.versions[number]
        return {
            "id": number, "project": {"id": own["project"], "name": self.projects[own["project"]]["name"]}, "name": own["name"],
            "description": "", "status": own["status"], "due_date": own["due"], "sharing": "tree", "wiki_page_title": None,
            "created_on": _shown(own["at"]), "updated_on": _shown(own["changed"]),
        }  # fmt: skip

    def said_project(self, number: int) -> Body:
        own = self.projects[number]
        said = {
            "id": number, "name": own["name"], "identifier": own["identifier"], "description": None, "status": own["status"],
            "is_public": False, "inherit_members": False, "created_on": _shown(own["at"]), "updated_on": _shown(own["changed"]),
        }  # fmt: skip
        top = own["parent"]
        return said | ({"parent": {"id": top, "name": self.projects[top]["name"]}} if top else {})

    # Answering

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to a request."""
        assert request.url.path.startswith(PREFIX)
        parts = request.url.path.removeprefix(PREFIX).removesuffix(".json").split("/")
        if request.headers.get("x-redmine-api-key") != TOKEN:
            # Whom it does not know it takes for nobody, and shows what nobody may see.
            return _reply(200, {"issues": [], "total_count": 0, "offset": 0}) if parts == ["issues"] else _reply(401)
        if request.method != "GET":
            return self._written(request.method, parts, json.loads(request.content or b"null"))
        return self._asked(parts, dict(request.url.params))

    def _asked(self, parts: list[str], params: Mapping[str, str]) -> httpx2.Response:
        match parts:
            case ["users", "current"]:
                here = [
                    {"id": 1, "project": {"id": one}, "roles": [{"id": 3, "name": "Manager"}]} for one in self._tree()
                ]
                return _reply(
                    200,
                    {"user": {"id": 5, "login": "mara", "admin": False, "mail": "m@example.org", "memberships": here}},
                )
            case ["roles", "3"]:
                return _reply(200, {"role": {"id": 3, "issues_visibility": "all", "permissions": ["edit_issues"]}})
            case ["issue_statuses"]:
                return _reply(200, {"issue_statuses": _statuses()})
            case ["trackers"]:
                return _reply(200, {"trackers": [{"id": one, "name": name} for one, name in TRACKERS.items()]})
            case ["projects"]:
                open_only = params.get("status") != "1|5"
                found = [one for one in self._tree() if not open_only or self.projects[one]["status"] == 1]
                return self._paged([self.said_project(one) for one in found], "projects", params)
            case ["projects", name, *rest]:
                return self._of_project(name, rest, params)
            case ["issues"]:
                return self._paged([self.said_issue(one) for one in self._listed(params)], "issues", params)
            case ["issues", number] if int(number) in self.issues:
                if int(number) not in self._shown():
                    return _reply(403)
                return _reply(200, {"issue": {**self.said_issue(int(number)), "journals": self.journals[int(number)],
                                              "allowed_statuses": self._allowed()}})  # fmt: skip
            case ["versions", number] if int(number) in self.versions:
                return _reply(
                    200, {"version": {**self.said_version(int(number)), "estimated_hours": 12.0, "spent_hours": 0.0}}
                )
        return _reply(404)

    def _allowed(self) -> list[Body]:
        return _statuses()

    def _of_project(self, name: str, rest: list[str], params: Mapping[str, str]) -> httpx2.Response:
        found = [
            key for key, one in self.projects.items() if name in (one["identifier"], str(key)) and key != ELSEWHERE
        ]
        if not found:
            return _reply(404)
        match rest:
            case []:
                return _reply(200, {"project": {**self.said_project(found[0]), "homepage": ""}})
            case ["versions"]:
                every = [self.said_version(one) for one in self.versions]
                return _reply(200, {"versions": every, "total_count": len(every)})
            case ["memberships"]:
                users = [{"id": one, "user": {"id": one, "name": name}} for one, name in PEOPLE.items()]
                groups = [{"id": one, "group": {"id": one, "name": name}} for one, name in GROUP.items()]
                return self._paged([*users, *groups], "memberships", params)
        return _reply(404)

    def _listed(self, params: Mapping[str, str]) -> list[int]:
        """The issues that a query shows, in the order it asks for."""
        assert params["project_id"] == "shop"
        found = [(number, self.issues[number]) for number in self._shown()]
        found = [one for one in found if _between(params.get("updated_on", ""), one[1]["changed"])]
        if wanted := params.get("issue_id", ""):
            from_on = int(wanted.removeprefix(">="))
            found = [one for one in found if one[0] == from_on or (wanted.startswith(">=") and one[0] > from_on)]
        if params["status_id"] != "*":
            closed = {one: closes for one, _, closes in STATUSES}
            found = [one for one in found if closed[one[1]["status"]] == (params["status_id"] == "closed")]
        order = params.get("sort", "id:desc")
        by_stamp = order.startswith("updated_on")
        found.sort(key=lambda one: (one[1]["changed"], one[0]) if by_stamp else one[0], reverse=order.endswith(":desc"))
        return [number for number, _ in found]

    def _paged(self, found: list[Body], key: str, params: Mapping[str, str]) -> httpx2.Response:
        size, offset = min(int(params.get("limit", 25)), self.most), int(params.get("offset", 0))
        shown = found[offset : offset + size]
        return _reply(200, {key: shown, "total_count": len(found), "offset": offset, "limit": size})

    # Being written to

    def _written(self, method: str, parts: list[str], body: Any) -> httpx2.Response:
        match method, parts:
            case "PUT", ["issues", number]:
                return self._put_issue(int(number), body["issue"])
            case "PUT", ["versions", number]:
                own, said = self.versions[int(number)], body["version"]
                own |= {
                    "name": said.get("name", own["name"]),
                    "due": said.get("due_date", own["due"]) or None,
                    "changed": self._now(),
                }
                return _reply(204)
            case "POST", ["issues", number, "relations"]:
                other = body["relation"]["issue_to_id"]
                if other not in self.issues:
                    return _reply(422, {"errors": ["Related issue cannot be blank"]})
                assert body["relation"]["relation_type"] == "blocked"
                return _reply(201, {"relation": {"id": self.add_relation(other, int(number), "blocks")}})
            case "DELETE", ["relations", number]:
                self.cut_relation(int(number))
                return _reply(204)
        return _reply(404)

    def _put_issue(self, number: int, said: Body) -> httpx2.Response:
        if "forbidden" in said.get("subject", ""):
            return _reply(422, {"errors": ["Subject is invalid"]})
        if said.get("status_id") in self.forbidden_statuses:
            return _reply(204)  # What the workflow does not let is dropped, and nothing is said of it.
        own = self.issues[number]
        if "status_id" in said:
            self._to_status(number, said["status_id"])
        for name, key in (("subject", "subject"), ("assigned_to_id", "assigned"), ("fixed_version_id", "version"),
                          ("estimated_hours", "hours"), ("due_date", "due"), ("start_date", "start")):  # fmt: skip
            if name in said:
                own[key] = said[name] or (0 if key in ("assigned", "version") else None)
        self._changed(number, notes=said.get("notes", ""))
        return _reply(204)


def _statuses() -> list[Body]:
    return [{"id": number, "name": name, "is_closed": closed} for number, name, closed in STATUSES]


def _turned(kind: str) -> str:
    return {"blocks": "blocked", "precedes": "follows", "duplicates": "duplicated"}.get(kind, kind)


def _plain(value: float | None) -> str | None:
    return None if value is None else str(value)


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _between(wanted: str, changed: datetime) -> bool:
    """As Redmine compares: from a second before the first stamp (it counts parts of it), up to the second one exactly."""
    if not wanted:
        return True
    first, _, last = wanted.removeprefix(">=").removeprefix("><").partition("|")
    begins = datetime.fromisoformat(first) - timedelta(seconds=1)
    return changed > begins and (not last or changed <= datetime.fromisoformat(last))


def _reply(status: int, body: Any = None) -> httpx2.Response:
    content = b"" if body is None else json.dumps(body).encode()
    return httpx2.Response(status, headers={"content-type": "application/json; charset=utf-8"}, content=content)


EDITS: tuple[Callable[[Redmine, Random], None], ...] = (
    Redmine.add_issue, Redmine.add_issue, Redmine.add_version, Redmine.change_version, Redmine.drop_version, Redmine.rename, Redmine.set_status,
    Redmine.set_status, Redmine.assign, Redmine.estimate, Redmine.set_due, Redmine.put_in_version, Redmine.write_note, Redmine.book_time,
    Redmine.relate, Redmine.relate, Redmine.set_parent, Redmine.touch_many, Redmine.move, Redmine.hide, Redmine.delete, Redmine.add_project,
    Redmine.close_project, Redmine.empty,
)  # fmt: skip


def made(clock: Clock, rng: Random) -> Redmine:
    """A server for a schedule."""
    return Redmine(clock, rng)


def counted(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parts as far as they count: all of them."""
    return {subject: dict(own) for subject, own in parts.items()}
