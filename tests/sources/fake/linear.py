"""A fake Linear: one workspace with two teams. It answers exactly what it is asked, by a part of Linear's own schema."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from random import Random
from typing import Any

import httpx2
from tests.sources.fake import graphql
from tests.sources.fake.clock import Clock
from tests.sources.fake.linear_schema import INPUTS, SCHEMA
from tests.sources.fake.schedule import TOKEN

from leadline.sources.linear import payloads
from leadline.sources.linear.settings import Settings

Body = dict[str, Any]
MOST_POINTS = 10_000
HOURLY_REQUESTS, HOURLY_POINTS = 2_500, 3_000_000
PEOPLE = ("mara", "ines", "tomas", "robot")
LABELS = ("bug", "Feature", "blocked", "estimate: 3d", "type: chore", "ünïcode")
STATES = (
    ("Triage", "triage"), ("Backlog", "backlog"), ("Todo", "unstarted"), ("In Progress", "started"), ("Blocked", "started"),
    ("Done", "completed"), ("Canceled", "canceled"), ("Duplicate", "duplicate"),
)  # fmt: skip
STATUSES = ("backlog", "planned", "started", "paused", "completed", "canceled")


def limited(clock: Clock, seconds: int) -> httpx2.Response:
    """Linear's own ways to say "too much": status 400, or 200, and the limit that is spent with its reset in milliseconds."""
    what = "complexity" if seconds % 2 else "requests"
    reset = clock.now() + timedelta(seconds=seconds)
    headers = {
        f"x-ratelimit-{what}-limit": "2500", f"x-ratelimit-{what}-remaining": "0",
        f"x-ratelimit-{what}-reset": str(int(reset.timestamp() * 1000)), "content-type": "application/json; charset=utf-8",
    }  # fmt: skip
    error = {"message": "Rate limit exceeded.", "extensions": {"code": "RATELIMITED", "statusCode": 429}}
    return httpx2.Response(
        400 if seconds > 5 else 200, headers=headers, content=json.dumps({"errors": [error]}).encode()
    )


class Declined(Exception):
    """A question that has no answer: the words and the code of the error."""

    def __init__(self, says: str, code: str = "INPUT_ERROR") -> None:
        self.says, self.code = says, code
        super().__init__(says)


class Linear:
    """
    The workspace `acme`, of whose teams `ATL` and `PAY` the first is read; it changes by `edit` and answers by `handle`.

    `most` is how many things a page has at most, and `inner` how many labels and entries of a history an issue shows at once, so
    that few things make many pages.
    """

    def __init__(self, clock: Clock, rng: Random, *, issues: int = 12, most: int = 5) -> None:
        self.clock, self.most, self.inner = clock, most, 2
        self.settings = Settings("acme", "ATL")
        self.organization = {"id": _id(1), "name": "Acme", "urlKey": "acme", "previousUrlKeys": []}
        self._ids = count(1000)
        self.teams = {key: self._team(key, number) for number, key in enumerate(("ATL", "PAY"), 2)}
        self.users = {
            _id(10 + n): {
                "id": _id(10 + n),
                "displayName": name,
                "app": name == "robot",
                "active": True,
                "isAssignable": True,
            }
            for n, name in enumerate(PEOPLE)
        }
        self.labels = {
            _id(30 + n): {"id": _id(30 + n), "name": name, "isGroup": False, "team": None}
            for n, name in enumerate(LABELS)
        }
        self.cycles = [
            {"id": _id(50 + n), "number": n, "name": None, "startsAt": f"2026-03-{n * 14 + 2:02}T00:00:00.000Z", "endsAt": f"2026-03-{n * 14 + 16:02}T00:00:00.000Z"}
            for n in range(2)
        ]  # fmt: skip
        self.issues: dict[str, Body] = {}
        self.projects: dict[str, Body] = {}
        self.milestones: dict[str, Body] = {}
        self.relations: dict[str, Body] = {}
        self.history: dict[str, list[Body]] = {}
        self.comments: dict[str, list[Body]] = {}
        self.requests, self.points, self.resets = 0, 0.0, clock.now() + timedelta(hours=1)
        self.seen: list[str] = []
        for _ in range(2):
            self.add_project(rng)
            self.add_milestone(rng)
        for _ in range(issues):
            self.add_issue(rng)
            self.clock.advance(rng.choice((0, 0, 1, 600)))
        for _ in range(issues):
            self.edit(rng)

    def _team(self, key: str, number: int) -> Body:
        states = [
            {"id": _id(100 * number + n), "name": name, "type": kind, "position": float(n)}
            for n, (name, kind) in enumerate(STATES)
        ]
        return {
            "id": _id(number), "key": key, "name": f"Team {key}", "timezone": "Europe/Berlin", "issueEstimationType": "linear",
            "states": states, "numbers": count(1),
        }  # fmt: skip

    # Changes

    def edit(self, rng: Random) -> None:
        """One change that people make; half of them in the same second as the one before."""
        self.clock.advance(rng.choice((0, 0, 1, 30)))
        rng.choice(EDITS)(self, rng)

    def add_issue(self, rng: Random) -> None:
        id, team = self._new(), self.teams["PAY" if rng.random() < 0.2 else "ATL"]
        self.issues[id] = {
            "id": id, "team": team["key"], "number": next(team["numbers"]), "title": f"Aufgabe {id[-4:]} größer “ok”",
            "priority": rng.randint(0, 4), "estimate": rng.choice((None, 1, 3.0)), "createdAt": self._now(), "updatedAt": self._now(),
            "startedAt": None, "completedAt": None, "canceledAt": None, "archivedAt": None, "trashed": None,
            "dueDate": rng.choice((None, "2026-04-01")), "state": rng.choice(team["states"][:3]), "assignee": rng.choice((None, *self.users)),
            "parent": None, "project": None, "projectMilestone": None, "cycle": rng.choice((None, 0, 1)),
            "labels": rng.sample(list(self.labels), rng.randint(0, 2)),
        }  # fmt: skip

    def add_project(self, rng: Random) -> None:
        id = self._new()
        self.projects[id] = {
            "id": id, "name": f"Projekt {id[-4:]} größer", "url": f"https://linear.app/acme/project/{id}", "createdAt": self._now(),
            "updatedAt": self._now(), "startedAt": None, "completedAt": None, "canceledAt": None, "archivedAt": None, "trashed": None,
            "startDate": None, "targetDate": rng.choice((None, "2026-05-01")), "status": "started", "lead": rng.choice((None, *self.users)),
            "teams": ["ATL"] if rng.random() < 0.8 else ["PAY"],
        }  # fmt: skip

    def change_project(self, rng: Random) -> None:
        if body := _any(self.projects, rng):
            status = rng.choice(STATUSES)
            done = self._now() if status == "completed" else None
            body |= {"status": status, "completedAt": done, "targetDate": f"2026-0{rng.randint(4, 9)}-15"}
            body["updatedAt"] = self._now()

    def share_project(self, rng: Random) -> None:
        """A project gets other teams, and its stamp does not move."""
        if body := _any(self.projects, rng):
            body["teams"] = rng.choice((["ATL"], ["PAY"], ["ATL", "PAY"]))

    def trash_project(self, rng: Random) -> None:
        if body := _any(self.projects, rng):
            body |= {"trashed": None if body["trashed"] else True, "updatedAt": self._now()}

    def add_milestone(self, rng: Random) -> None:
        if project := _any(self.projects, rng):
            id = self._new()
            self.milestones[id] = {
                "id": id, "name": f"Größe {id[-4:]}", "createdAt": self._now(), "updatedAt": self._now(), "archivedAt": None,
                "targetDate": rng.choice((None, "2026-04-20")), "project": project["id"],
            }  # fmt: skip

    def change_milestone(self, rng: Random) -> None:
        if body := _any(self.milestones, rng):
            body |= {"targetDate": f"2026-0{rng.randint(4, 9)}-10", "updatedAt": self._now()}

    def drop_milestone(self, rng: Random) -> None:
        if len(self.milestones) > 1:
            id = rng.choice(list(self.milestones))
            del self.milestones[id]
            for body in self.issues.values():
                body["projectMilestone"] = None if body["projectMilestone"] == id else body["projectMilestone"]

    def retitle(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            body["title"] = f"{body['title'][:40]} {rng.randint(1, 99)}"
            self._touch(body)

    def change_state(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            was, body["state"] = body["state"], rng.choice(self.teams[body["team"]]["states"])
            self._stamp(body)
            self._happened(body, fromState=was, toState=body["state"])

    def assign(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            body["assignee"] = rng.choice((None, *self.users))
            self._happened(body)

    def plan(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            was = (body["dueDate"], body["estimate"])
            body |= {"dueDate": rng.choice((None, "2026-04-09", "2026-04-30")), "estimate": rng.choice((None, 2, 5.0))}
            self._happened(
                body, fromDueDate=was[0], toDueDate=body["dueDate"], fromEstimate=was[1], toEstimate=body["estimate"]
            )

    def put_in_milestone(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            stone = rng.choice((None, *self.milestones))
            was = (body["project"], body["projectMilestone"])
            body["project"] = self.milestones[stone]["project"] if stone else rng.choice((None, *self.projects))
            body["projectMilestone"] = stone
            self._happened(
                body, fromProjectId=was[0], toProjectId=body["project"], fromProjectMilestone=was[1], toProjectMilestone=stone
            )  # fmt: skip

    def label(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            id = rng.choice(list(self.labels))
            there = id in body["labels"]
            body["labels"] = [one for one in body["labels"] if one != id] if there else [*body["labels"], id]
            self._happened(body, **{"removedLabels" if there else "addedLabels": [self.labels[id]]})

    def set_parent(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            body["parent"] = rng.choice((None, *(one for one in self.issues if one != body["id"])))
            self._happened(body)

    def block(self, rng: Random) -> None:
        """Links come and go, and no issue's stamp moves."""
        if self.relations and rng.random() < 0.3:
            del self.relations[rng.choice(list(self.relations))]
        elif len(self.issues) > 1:
            first, other = rng.sample(list(self.issues), 2)
            self.link(first, other, rng.choice(("blocks", "blocks", "related", "duplicate")))

    def link(self, first: str, other: str, kind: str) -> str:
        id = self._new()
        self.relations[id] = {
            "id": id, "type": kind, "createdAt": self._now(), "updatedAt": self._now(), "issue": first, "relatedIssue": other,
        }  # fmt: skip
        return id

    def move(self, rng: Random) -> None:
        """An issue goes to another team: another name, another state, the same id."""
        if body := _any(self.issues, rng):
            team = self.teams["PAY" if body["team"] == "ATL" else "ATL"]
            place = self.teams[body["team"]]["states"].index(body["state"])
            body |= {"team": team["key"], "number": next(team["numbers"]), "state": team["states"][place]}
            self._happened(body)

    def trash(self, rng: Random) -> None:
        if body := _any(self.issues, rng):
            gone = not body["trashed"]
            body |= {"trashed": True if gone else None, "archivedAt": self._now() if gone else None}
            self._touch(body)

    def archive(self, rng: Random) -> None:
        """Linear archives by itself, and the stamp does not move."""
        if (body := _any(self.issues, rng)) and not body["trashed"]:
            body["archivedAt"] = None if body["archivedAt"] else self._now()

    def delete(self, rng: Random) -> None:
        if self.issues:
            id = rng.choice(list(self.issues))
            del self.issues[id]
            self.history.pop(id, None)
            self.relations = {k: v for k, v in self.relations.items() if id not in (v["issue"], v["relatedIssue"])}
            for body in self.issues.values():
                body["parent"] = None if body["parent"] == id else body["parent"]

    def move_cycle(self, rng: Random) -> None:
        """A cycle gets other days, and no issue's stamp moves."""
        rng.choice(self.cycles)["endsAt"] = f"2026-04-{rng.randint(10, 28)}T00:00:00.000Z"

    def touch_many(self, rng: Random) -> None:
        """More than a page of issues gets one stamp, as when many are changed at once."""
        for body in list(self.issues.values())[: self.most * 2 + 1]:
            self._touch(body)

    def empty(self, rng: Random) -> None:
        """Null in every field that may be null."""
        if body := _any(self.issues, rng):
            names = ("estimate", "dueDate", "assignee", "parent", "project", "projectMilestone", "cycle")
            body |= {**dict.fromkeys(names), "labels": []}
            self._touch(body)

    def _touch(self, body: Body) -> None:
        body["updatedAt"] = self._now()

    def _stamp(self, body: Body) -> None:
        kind = body["state"]["type"]
        body["startedAt"] = (body["startedAt"] or self._now()) if kind in ("started", "completed") else None
        body["completedAt"] = self._now() if kind == "completed" else None
        body["canceledAt"] = self._now() if kind in ("canceled", "duplicate") else None

    def _happened(self, body: Body, **said: Any) -> None:
        self._touch(body)
        entry = {"id": self._new(), "createdAt": self._now(), "updatedAt": self._now(), **said}
        self.history.setdefault(body["id"], []).append(entry)

    def _new(self) -> str:
        return _id(next(self._ids))

    def _now(self) -> str:
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%S.") + "250Z"

    # The truth

    def subjects(self) -> dict[str, dict[str, Any]]:
        """Every subject with its parts, as a whole reading brings them."""
        workspace = graphql.parse(
            "query{organization{id name urlKey previousUrlKeys} teams{nodes{id key name timezone}}}"
        )
        told = graphql.answer(workspace.of, self._root() | {"teams": {"nodes": [self._said_team("ATL")]}}, {})
        found = {"workspace": {"workspace": payloads.workspace(told).body}}
        for kind, ids in (
            ("project", self._own_projects()), ("milestone", self._own_milestones()), ("relation", self._own_relations())
        ):  # fmt: skip
            found |= {f"{kind}/{id}": {kind: self._whole(kind, id)} for id in ids}
        for id, body in self.issues.items():
            if body["team"] == "ATL" and not body["trashed"]:
                found[f"issue/{id}"] = self._issue_parts(id)
        return found

    def _issue_parts(self, id: str) -> dict[str, Any]:
        body = self._whole("issue", id)
        entries = [_entry(one) for one in self.history.get(id, ())]
        return {"issue": body} | ({"history": entries} if entries else {})

    def _own_projects(self) -> list[str]:
        return [id for id, one in self.projects.items() if "ATL" in one["teams"] and not one["trashed"]]

    def _own_milestones(self) -> list[str]:
        own = self._own_projects()
        return [id for id, one in self.milestones.items() if one["project"] in own]

    def _own_relations(self) -> list[str]:
        return [
            id for id, one in self.relations.items()
            if one["type"] == "blocks" and self.issues[one["relatedIssue"]]["team"] == "ATL"
        ]  # fmt: skip

    def _whole(self, kind: str, id: str) -> Body:
        """A thing as a whole reading of it keeps it: what its own query names, of what it really is."""
        from leadline.sources.linear import queries

        fields, said, kept = {
            "issue": (queries.ISSUE, self.said_issue, payloads.issue),
            "project": (queries.PROJECT, self.said_project, payloads.project),
            "milestone": (queries.MILESTONE, self.said_milestone, payloads.milestone),
            "relation": (queries.RELATION, self.said_relation, payloads.relation),
        }[kind]
        before, self.most, self.inner = (self.most, self.inner), 1_000, 1_000
        told = graphql.answer(graphql.parse(f"query{{{fields}}}").of, said(id), {})
        self.most, self.inner = before
        return dict(kept(told).body)

    # What it says

    def said_issue(self, id: str | None) -> Body | None:
        if id is None:
            return None
        own = self.issues[id]
        name = f"{own['team']}-{own['number']}"
        by_end = {end: [k for k, one in self.relations.items() if one[end] == id] for end in ("issue", "relatedIssue")}
        return {
            **own, "identifier": name, "url": f"https://linear.app/acme/issue/{name}/x", "team": self._said_team(own["team"]),
            "assignee": self.users.get(own["assignee"]), "parent": lambda: self.said_issue(own["parent"]),
            "project": self.said_project(own["project"]), "projectMilestone": self.said_milestone(own["projectMilestone"]),
            "cycle": None if own["cycle"] is None else self.cycles[own["cycle"]],
            "labels": self._listing([self.labels[one] for one in own["labels"]], ordered=False, inner=True),
            "history": self._listing([self._said_entry(one) for one in self.history.get(id, ())], inner=True),
            "relations": self._listing(map(self._lazy_relation, by_end["issue"])),
            "inverseRelations": self._listing(map(self._lazy_relation, by_end["relatedIssue"])),
            "comments": self._listing(self.comments.get(id, [])),
        }  # fmt: skip

    def _said_entry(self, one: Body) -> Body:
        stones = {end: self._stone(one.get(end)) for end in ("fromProjectMilestone", "toProjectMilestone")}
        return {**dict.fromkeys(SCHEMA["IssueHistory"]), **one, **stones}

    def _stone(self, id: str | None) -> Body | None:
        return {"id": id} if id else None

    def said_project(self, id: str | None) -> Body | None:
        if id is None:
            return None
        own = self.projects[id]
        stones = [one for one, body in self.milestones.items() if body["project"] == id]
        return {
            **own, "status": {"id": _id(90), "name": own["status"].title(), "type": own["status"]},
            "lead": self.users.get(own["lead"]), "teams": self._listing(map(self._said_team, own["teams"]), ordered=False),
            "projectMilestones": lambda **asked: self._listing(map(self.said_milestone, stones))(**asked),
        }  # fmt: skip

    def said_milestone(self, id: str | None) -> Body | None:
        if id is None:
            return None
        own = self.milestones[id]
        return {**own, "project": lambda: self.said_project(own["project"])}

    def said_relation(self, id: str) -> Body:
        own = self.relations[id]
        return {**own, "issue": self.said_issue(own["issue"]), "relatedIssue": self.said_issue(own["relatedIssue"])}

    def _lazy_relation(self, id: str) -> Body:
        own = self.relations[id]
        ends = {end: (lambda end=end: self.said_issue(own[end])) for end in ("issue", "relatedIssue")}
        return {**own, **ends}

    def _said_team(self, key: str) -> Body:
        own = self.teams[key]
        own_issues = sum(one["team"] == key and not one["archivedAt"] for one in self.issues.values())
        return {**own, "issueCount": own_issues, "states": self._listing(own["states"], ordered=False)}

    def _listing(
        self,
        things: Iterable[Any],
        *,
        ordered: bool = True,
        inner: bool = False,
        known: Mapping[str, Body] | None = None,
    ) -> Any:
        """A listing that is answered page by page: in the order asked for, the newest first, from behind a thing on."""
        every = list(things)

        def page(first: int = 50, after: str = "", includeArchived: bool = False, orderBy: str = "createdAt") -> Body:
            def place(one: Body) -> tuple[datetime, str]:
                return datetime.fromisoformat(one[orderBy]), one["id"]

            shown = [one for one in every if includeArchived or not one.get("archivedAt")]
            if ordered:
                shown.sort(key=place, reverse=True)
            if after and ordered:
                behind = (known if known is not None else {one["id"]: one for one in every}).get(after)
                if behind is None:
                    raise Declined("Argument Validation Error: after is no cursor")
                shown = [one for one in shown if place(one) < place(behind)]
            elif after:
                shown = shown[[one["id"] for one in shown].index(after) + 1 :]
            most = self.inner if inner else self.most if ordered else first
            size = min(first, most)
            here = shown[:size]
            more = len(shown) > size
            return {"nodes": here, "pageInfo": {"hasNextPage": more, "endCursor": here[-1]["id"] if here else None}}

        return page

    def _root(self) -> Body:
        return {
            "viewer": self.users[_id(10)], "organization": self.organization,
            "teams": lambda filter=None, **asked: self._listing(
                [self._said_team(key) for key in self.teams if _key(filter) in (None, key)], ordered=False
            )(**asked),
            "team": lambda id: self._said_team(self._found("Team", {one["id"]: key for key, one in self.teams.items()}, id)),
            "issues": lambda filter=None, **asked: self._of(self.issues, self.said_issue, _issue_fits, filter, asked),
            "projects": lambda filter=None, **asked: self._of(self.projects, self.said_project, _project_fits, filter, asked),
            "projectMilestones": lambda filter=None, **asked: self._of(
                self.milestones, self.said_milestone, self._milestone_fits, filter, asked
            ),
            "issueRelations": lambda **asked: self._of(self.relations, self._lazy_relation, lambda one, by: True, None, asked),
            "issue": lambda id: self.said_issue(self._found("Issue", self._by_name(), id)),
            "project": lambda id: self.said_project(self._found("Project", {one: one for one in self.projects}, id)),
            "projectMilestone": lambda id: self.said_milestone(
                self._found("ProjectMilestone", {one: one for one in self.milestones}, id)
            ),
            "issueRelation": lambda id: self.said_relation(self._found("IssueRelation", {one: one for one in self.relations}, id)),
            "issueLabels": lambda filter=None, **asked: self._listing(
                [one for one in self.labels.values() if _named(filter, "name", one["name"])], ordered=False
            )(**asked),
            "users": lambda filter=None, **asked: self._listing(
                [
                    one for one in self.users.values()
                    if _named(filter, "displayName", one["displayName"]) and _same(filter, one["id"])
                ],
                ordered=False,
            )(**asked),
        }  # fmt: skip

    def _of(self, known: Mapping[str, Body], said: Any, fits: Any, by: Any, asked: Body) -> Body:
        own = {id: one for id, one in known.items() if fits(one, by or {}) and _since(one, by or {})}
        page = self._listing(own.values(), known=known)(**asked)
        return {**page, "nodes": [said(one["id"]) for one in page["nodes"]]}

    def _milestone_fits(self, one: Body, by: Body) -> bool:
        return _project_fits(self.projects[one["project"]], by.get("project") or {})

    def _by_name(self) -> dict[str, str]:
        return {id: id for id in self.issues} | {
            f"{one['team']}-{one['number']}": id for id, one in self.issues.items()
        }

    def _found(self, kind: str, known: Mapping[str, str], id: str) -> str:
        if id not in known:
            raise Declined(f"Entity not found: {kind}")
        return known[id]

    # Answering

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to a request."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._refusal(401, "Authentication required, not authenticated", "AUTHENTICATION_ERROR")
        assert (request.method, request.url.path) == ("POST", "/graphql")
        if self.clock.now() >= self.resets:
            self.requests, self.points, self.resets = 0, 0.0, self.clock.now() + timedelta(hours=1)
        if self.requests >= HOURLY_REQUESTS or self.points >= HOURLY_POINTS:
            return self._refusal(400, "Rate limit exceeded", "RATELIMITED")
        asked = json.loads(request.content)
        try:
            return self._answer(asked["query"], asked.get("variables") or {})
        except graphql.Refused as problem:
            return self._refusal(400, str(problem), "GRAPHQL_VALIDATION_FAILED")
        except Declined as problem:
            return self._refusal(200, problem.says, problem.code)

    def _answer(self, text: str, variables: Body) -> httpx2.Response:
        operation = graphql.parse(text)
        graphql.check(operation, SCHEMA)
        points = graphql.complexity(operation, SCHEMA, variables)
        if points > MOST_POINTS:
            raise graphql.Refused(f"Query too complex: {points:.0f} points, and {MOST_POINTS} are allowed.")
        self.requests, self.points = self.requests + 1, self.points + points
        self.seen.append(operation.kind)
        root = self._root() if operation.kind == "query" else self._mutations()
        told = graphql.answer(operation.of, root, variables)
        return self._reply(200, {"data": told}, {"x-complexity": str(round(points))})

    def _refusal(self, status: int, says: str, code: str) -> httpx2.Response:
        extensions = {"code": code, "userError": True, "userPresentableMessage": says}
        return self._reply(status, {"errors": [{"message": says, "extensions": extensions}], "data": None}, {})

    def _reply(self, status: int, body: Any, own: Mapping[str, str]) -> httpx2.Response:
        reset = str(int(self.resets.timestamp() * 1000))
        limits = {
            "x-ratelimit-requests-limit": str(HOURLY_REQUESTS), "x-ratelimit-requests-remaining": str(HOURLY_REQUESTS - self.requests),
            "x-ratelimit-requests-reset": reset, "x-ratelimit-complexity-limit": str(HOURLY_POINTS),
            "x-ratelimit-complexity-remaining": str(max(int(HOURLY_POINTS - self.points), 0)), "x-ratelimit-complexity-reset": reset,
        }  # fmt: skip
        date = format_datetime(self.clock.now(), usegmt=True)
        headers = {"content-type": "application/json; charset=utf-8", "date": date, **limits, **own}
        return httpx2.Response(status, headers=headers, content=json.dumps(body, ensure_ascii=False).encode())

    # Being written to

    def _mutations(self) -> Body:
        return {
            "issueUpdate": self._update_issue,
            "projectUpdate": lambda id, input: self._update("projectUpdate", self.projects[id], input),
            "projectMilestoneUpdate": lambda id, input: self._update(
                "projectMilestoneUpdate", self.milestones[id], input
            ),
            "commentCreate": self._add_comment,
            "issueRelationCreate": self._add_relation,
            "issueRelationDelete": self._drop_relation,
        }

    def _update(self, mutation: str, body: Body, input: Body) -> Body:
        _check_input(mutation, input)
        body |= input
        self._touch(body)
        return {"success": True}

    def _update_issue(self, id: str, input: Body) -> Body:
        _check_input("issueUpdate", input)
        if "forbidden" in str(input.get("title")):
            raise Declined("The title is not allowed here.")
        own, said = self.issues[id], dict(input)
        if "stateId" in said:
            states = {one["id"]: one for one in self.teams[own["team"]]["states"]}
            own["state"] = states[said.pop("stateId")]
            self._stamp(own)
        labels = [one for one in own["labels"] if one not in said.pop("removedLabelIds", ())]
        own["labels"] = [*labels, *said.pop("addedLabelIds", ())]
        own |= {name.removesuffix("Id"): value for name, value in said.items()}
        self._happened(own)
        return {"success": True}

    def _add_comment(self, input: Body) -> Body:
        _check_input("commentCreate", input)
        made = {"id": self._new(), "body": input["body"], "createdAt": self._now()}
        self.comments.setdefault(input["issueId"], []).append(made)
        return {"success": True}

    def _add_relation(self, input: Body) -> Body:
        _check_input("issueRelationCreate", input)
        for end in ("issueId", "relatedIssueId"):
            self._found("Issue", self._by_name(), input[end])
        self.link(input["issueId"], input["relatedIssueId"], input["type"])
        return {"success": True}

    def _drop_relation(self, id: str) -> Body:
        del self.relations[self._found("IssueRelation", {one: one for one in self.relations}, id)]
        return {"success": True}


def _check_input(mutation: str, input: Body) -> None:
    if unknown := set(input) - set(INPUTS[mutation].split()):
        raise graphql.Refused(f'Field "{unknown.pop()}" is not defined by type of {mutation}.')


def _entry(one: Body) -> Body:
    """An entry of a history as it is kept."""
    from leadline.sources.linear import queries

    stones = {end: {"id": one[end]} if one.get(end) else None for end in ("fromProjectMilestone", "toProjectMilestone")}
    whole = {**dict.fromkeys(SCHEMA["IssueHistory"]), **one, **stones}
    (nodes, _) = graphql.parse(f"query{{{queries.HISTORY}}}").of
    return dict(graphql.answer(nodes.of, whole, {}))


def _id(number: int) -> str:
    """Ids come in no order, as Linear's do."""
    return f"{(number * 2_654_435_761) % 2**32:08x}-0000-4000-8000-{number:012}"


def _any(known: Mapping[str, Body], rng: Random) -> Body | None:
    return known[rng.choice(list(known))] if known else None


def _key(by: Any) -> str | None:
    found: str | None = ((by or {}).get("key") or {}).get("eq")
    return found


def _named(by: Any, field: str, value: str) -> bool:
    wanted = ((by or {}).get(field) or {}).get("eqIgnoreCase")
    return wanted is None or wanted.casefold() == value.casefold()


def _same(by: Any, value: str) -> bool:
    return ((by or {}).get("id") or {}).get("eq") in (None, value)


def _since(one: Body, by: Body) -> bool:
    since = (by.get("updatedAt") or {}).get("gte")
    return since is None or datetime.fromisoformat(one["updatedAt"]) >= datetime.fromisoformat(since)


def _issue_fits(one: Body, by: Body) -> bool:
    return _key(by.get("team")) in (None, one["team"])


def _project_fits(one: Body, by: Body) -> bool:
    wanted = _key((by.get("accessibleTeams") or {}).get("some"))
    return wanted is None or wanted in one["teams"]


EDITS: tuple[Callable[[Linear, Random], None], ...] = (
    Linear.add_issue, Linear.add_issue, Linear.add_project, Linear.change_project, Linear.share_project, Linear.trash_project,
    Linear.add_milestone, Linear.change_milestone, Linear.drop_milestone, Linear.retitle, Linear.change_state, Linear.change_state,
    Linear.assign, Linear.plan, Linear.put_in_milestone, Linear.label, Linear.set_parent, Linear.block, Linear.block, Linear.move,
    Linear.trash, Linear.archive, Linear.delete, Linear.move_cycle, Linear.touch_many, Linear.empty,
)  # fmt: skip


def made(clock: Clock, rng: Random) -> Linear:
    """A workspace for a schedule."""
    return Linear(clock, rng)


def counted(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parts as far as they count: all of them, a history in one order."""
    found = {}
    for subject, own in parts.items():
        found[subject] = {
            part: sorted(body, key=lambda one: one["id"]) if part == "history" else body for part, body in own.items()
        }
    return found
