"""A fake GitHub with one repository: its replies have the form that GitHub's own API description demands."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.utils import format_datetime
from itertools import count
from random import Random
from typing import Any
from urllib.parse import unquote

import httpx2
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.schedule import TOKEN

from leadline.sources.github import payloads
from leadline.sources.github.settings import Settings

API, WEB = "https://api.github.com", "https://github.com"
LABELS = ("bug", "enhancement", "in progress", "blocked", "estimate: 3d", "estimate: 1-2w", "type: chore", "ünïcode")
PEOPLE = ("mara", "ines", "tomas", "renovate[bot]")
Body = dict[str, Any]
PROJECT: Body = {"fields": {"nodes": [
    {"name": "Status", "dataType": "SINGLE_SELECT"}, {"name": "Target date", "dataType": "DATE"},
    {"name": "Points", "dataType": "NUMBER"}, {"name": "Assignees", "dataType": "ASSIGNEES"},
]}}  # fmt: skip


def limited(clock: Clock, seconds: int) -> dict[str, str]:
    """GitHub's two ways to say "too much": the primary limit with its reset, the secondary one with a pause."""
    if seconds % 2:
        return {"retry-after": str(seconds)}
    reset = clock.now() + timedelta(seconds=seconds)
    return {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(reset.timestamp()))}


class GitHub:
    """
    One repository, `acme/checkout`, that changes by `edit` and answers by `handle`.

    `most` is how many things a page has at most, so that few things make many pages.
    """

    def __init__(self, clock: Clock, rng: Random, *, issues: int = 12, most: int = 5) -> None:
        self.clock, self.most = clock, most
        self.settings = Settings("acme", "checkout")
        self.full_name, self._ids = "acme/checkout", count(1000)
        self.issues: dict[int, Body] = {}
        self.pulls: dict[int, Body] = {}
        self.milestones: dict[int, Body] = {}
        self.releases: dict[int, Body] = {}
        self.events: list[Body] = []
        self.comments: dict[int, list[Body]] = {}
        self.reviews: dict[int, list[Body]] = {}
        self.checks: dict[int, list[Body]] = {}
        self.blocked_by: dict[int, list[int]] = {}
        self.sub_issues: dict[int, list[int]] = {}
        self.fields: dict[int, list[Body]] = {}
        self.named: dict[int, set[int]] = {}
        self.moved: dict[int, str] = {}
        self.projects = rng.choice((0, 1))
        self.remaining, self.resets = 5000, clock.now() + timedelta(hours=1)
        self._number = 0
        for _ in range(2):
            self.add_milestone(rng)
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

    def add_issue(self, rng: Random) -> None:
        self._number += 1
        body = self._issue_body(self._number, f"Task {self._number} – größer “ok”", rng)
        self.issues[self._number] = body

    def add_pull(self, rng: Random) -> None:
        self._number += 1
        number, own = self._number, [n for n in self.issues if n not in self.pulls]
        body = self._issue_body(number, f"Change {number}", rng)
        closes = rng.sample(own, min(len(own), 1))
        words = "".join(
            rng.choice((f"Fixes #{n}. ", f"closes acme/checkout#{n} ", f"Resolves {WEB}/acme/checkout/issues/{n}. "))
            for n in closes
        )
        body["body"] = words + "See #1."
        body["pull_request"] = {
            "url": f"{API}/repos/acme/checkout/pulls/{number}",
            "html_url": f"{WEB}/acme/checkout/pull/{number}",
            "diff_url": None,
            "patch_url": None,
        }
        body["html_url"] = f"{WEB}/acme/checkout/pull/{number}"
        self.issues[number] = body
        self.pulls[number] = {"draft": False, "merged_at": None, "sha": f"{number:040x}"}
        for n in closes:
            self.named.setdefault(n, set()).add(number)

    def add_milestone(self, rng: Random) -> None:
        number = len(self.milestones) + len(self.moved) + next(self._ids)
        self.milestones[number] = {
            "title": f"Live {number}", "due_on": rng.choice((None, "2026-05-01T07:00:00Z")), "state": "open", "closed_at": None,
            "created_at": self._now(), "updated_at": self._now(), "id": next(self._ids),
        }  # fmt: skip

    def change_milestone(self, rng: Random) -> None:
        if self.milestones:
            one = rng.choice(list(self.milestones.values()))
            closed = one["state"] == "open" and rng.random() < 0.3
            one |= {"due_on": f"2026-0{rng.randint(4, 9)}-01T07:00:00Z", "updated_at": self._now()}
            if closed:
                one |= {"state": "closed", "closed_at": self._now()}

    def drop_milestone(self, rng: Random) -> None:
        if len(self.milestones) > 1:
            number = rng.choice(list(self.milestones))
            del self.milestones[number]
            for body in self.issues.values():
                body["milestone"] = None if body["milestone"] == number else body["milestone"]

    def retitle(self, rng: Random) -> None:
        if body := self._any(rng):
            before, body["title"] = body["title"], f"{body['title'][:40]} {rng.randint(1, 99)}"
            self._happened(body, "renamed", rename={"from": before, "to": body["title"]})

    def label(self, rng: Random) -> None:
        if body := self._any(rng):
            name = rng.choice(LABELS)
            there = name in body["labels"]
            body["labels"] = [one for one in body["labels"] if one != name] if there else [*body["labels"], name]
            self._happened(body, "unlabeled" if there else "labeled", label={"name": name, "color": "d73a4a"})

    def close(self, rng: Random) -> None:
        if body := self._any(rng):
            open_again = body["state"] == "closed"
            body["state"] = "open" if open_again else "closed"
            body["state_reason"] = (
                "reopened" if open_again else rng.choice(("completed", "not_planned", "duplicate", None))
            )
            body["closed_at"] = None if open_again else self._now()
            if body["number"] in self.pulls and not open_again and rng.random() < 0.7:
                self.pulls[body["number"]]["merged_at"] = self._now()
            self._happened(body, "reopened" if open_again else "closed", state_reason=body["state_reason"])

    def assign(self, rng: Random) -> None:
        if body := self._any(rng):
            body["assignees"] = rng.sample(PEOPLE, rng.randint(0, 2))
            self._happened(body, "assigned", assignee=_user(rng.choice(PEOPLE)), assigner=_user("ines"))

    def put_in_milestone(self, rng: Random) -> None:
        if (body := self._any(rng)) and self.milestones:
            number = rng.choice((None, *self.milestones))
            title = self.milestones[number or body["milestone"]]["title"] if number or body["milestone"] else ""
            body["milestone"] = number
            self._happened(body, "milestoned" if number else "demilestoned", milestone={"title": title})

    def block(self, rng: Random) -> None:
        own = [n for n in self.issues if n not in self.pulls]
        if len(own) > 1:
            first, other = rng.sample(own, 2)
            links = rng.choice((self.blocked_by, self.sub_issues)).setdefault(first, [])
            if other in links:
                links.remove(other)
            else:
                links.append(other)
            self._touch(self.issues[first])
            self._touch(self.issues[other])

    def set_field(self, rng: Random) -> None:
        """A project's field changes, and the issue's own stamp does not move."""
        if (body := self._any(rng)) and self.projects and body["number"] not in self.pulls:
            status = rng.choice(("Todo", "In Progress", "Done"))
            self.fields[body["number"]] = [
                {"field": "Status", "name": status},
                {"field": "Points", "number": rng.randint(1, 8)},
            ]

    def review(self, rng: Random) -> None:
        if self.pulls:
            number = rng.choice(list(self.pulls))
            made = {"id": next(self._ids), "state": rng.choice(("APPROVED", "CHANGES_REQUESTED")), "at": self._now()}
            self.reviews.setdefault(number, []).append(made)
            self.checks.setdefault(number, []).append(
                {"id": next(self._ids), "conclusion": "success", "at": self._now()}
            )
            self._touch(self.issues[number])

    def release(self, rng: Random) -> None:
        number = next(self._ids)
        self.releases[number] = {"tag": f"v{number}", "at": self._now()}

    def delete(self, rng: Random) -> None:
        if own := [n for n in self.issues if n not in self.pulls]:
            self._lose(rng.choice(own))

    def transfer(self, rng: Random) -> None:
        if own := [n for n in self.issues if n not in self.pulls]:
            number = rng.choice(own)
            self._lose(number)
            self.moved[number] = f"{WEB}/acme/elsewhere/issues/{number + 500}"

    def touch_many(self, rng: Random) -> None:
        """More than a page of issues gets one stamp, as when a label is put on all of them."""
        for number in list(self.issues)[: self.most * 2 + 1]:
            self._touch(self.issues[number])

    def empty(self, rng: Random) -> None:
        """Null in every field that may be null."""
        if body := self._any(rng):
            # What a pull request closes is heard once; it stays heard when its words are taken away.
            body |= {
                "body": body["body"] if body["number"] in self.pulls else None,
                "milestone": None,
                "assignees": [],
                "labels": [],
                "user": None,
                "type": None,
                "state_reason": None,
            }
            self._touch(body)

    def _lose(self, number: int) -> None:
        del self.issues[number]
        self.events = [one for one in self.events if one["number"] != number]
        for links in (self.blocked_by, self.sub_issues):
            links.pop(number, None)
            for ends in links.values():
                if number in ends:
                    ends.remove(number)
        self.fields.pop(number, None)

    def _any(self, rng: Random) -> Body | None:
        return self.issues[rng.choice(list(self.issues))] if self.issues else None

    def _touch(self, body: Body) -> None:
        body["updated_at"] = self._now()

    def _happened(self, body: Body, event: str, **said: Any) -> None:
        self._touch(body)
        self.events.append(
            {"id": next(self._ids), "number": body["number"], "event": event, "created_at": self._now(), **said}
        )

    def _now(self) -> str:
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _issue_body(self, number: int, title: str, rng: Random) -> Body:
        return {
            "number": number, "id": 90_000 + number, "title": title, "state": "open", "state_reason": None, "body": "Text.",
            "labels": rng.sample(LABELS, rng.randint(0, 2)), "assignees": rng.sample(PEOPLE, rng.randint(0, 1)), "user": "ines",
            "milestone": rng.choice((None, *self.milestones)), "created_at": self._now(), "updated_at": self._now(),
            "closed_at": None, "type": None, "html_url": f"{WEB}/acme/checkout/issues/{number}",
        }  # fmt: skip

    # The truth

    def subjects(self) -> dict[str, dict[str, Any]]:
        """Every subject with its parts, as a whole reading brings them."""
        found: dict[str, dict[str, Any]] = {"repository": {"repository": payloads.repository(self._repository()).body}}
        for number in self.milestones:
            found[f"milestone/{number}"] = {"milestone": self.said_milestone(number)}
        for number in self.releases:
            found[f"release/{number}"] = {"release": payloads.release(self.said_release(number)).body}
        for number in self.issues:
            found[self._subject(number)] = self._parts(number)
        return found

    def _parts(self, number: int) -> dict[str, Any]:
        subject, parts = self._subject(number), {"issue": self.said_issue(number)}
        if number in self.pulls:
            parts["pull"] = payloads.pull(self.said_pull(number), self.settings)[0].body
            parts["reviews"] = payloads.reviews(number, self._said_reviews(number)).body
            if self.issues[number]["state"] == "open":
                parts["checks"] = payloads.checks(number, self._said_checks(number)).body
        else:
            for part, ends in (("blocked_by", self.blocked_by), ("sub_issues", self.sub_issues)):
                if ends.get(number):
                    parts[part] = payloads.links(subject, part, [self.said_issue(one) for one in ends[number]]).body
            if self.projects:
                parts["fields"] = self._items(number)
        if told := payloads.events([self._said_event(one) for one in self.events if one["number"] == number]):
            parts["events"] = told[0].body
        if number in self.named:
            named = sorted(self.named[number])
            parts["pulls"] = [
                {"id": one, "html_url": self.issues[one]["html_url"], "created_at": self.issues[one]["created_at"]}
                for one in named
            ]
        return parts

    def _subject(self, number: int) -> str:
        return f"{'pull' if number in self.pulls else 'issue'}/{number}"

    def _items(self, number: int) -> list[Body]:
        values = self.fields.get(number)
        return [{"project": {"number": 7, "title": "Delivery"}, "values": values}] if values else []

    # What it says

    def said_issue(self, number: int) -> Body:
        own = self.issues[number]
        url = f"{API}/repos/acme/checkout/issues/{number}"
        people = [_user(one) for one in own["assignees"]]
        blocks = [n for n, ends in self.blocked_by.items() if number in ends]
        links, subs = self.blocked_by.get(number, []), self.sub_issues.get(number, [])
        return {
            **own, "node_id": f"I_{number}", "url": url, "repository_url": f"{API}/repos/acme/checkout", "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments", "events_url": f"{url}/events", "comments": len(self.comments.get(number, [])), "locked": False,
            "user": _user(own["user"]) if own["user"] else None, "assignees": people, "assignee": people[0] if people else None,
            "labels": [_label(one) for one in own["labels"]], "author_association": "MEMBER",
            "milestone": self.said_milestone(own["milestone"]) if own["milestone"] else None,
            "sub_issues_summary": {"total": len(subs), "completed": 0, "percent_completed": 0},
            "issue_dependencies_summary": {
                "blocked_by": len(links), "blocking": len(blocks), "total_blocked_by": len(links), "total_blocking": len(blocks),
            },
        }  # fmt: skip

    def said_pull(self, number: int) -> Body:
        own, side = self.issues[number], self.pulls[number]
        return {
            "number": number, "id": 70_000 + number, "title": own["title"], "body": own["body"], "state": own["state"],
            "created_at": own["created_at"], "updated_at": own["updated_at"], "closed_at": own["closed_at"], "merged_at": side["merged_at"],
            "draft": side["draft"], "html_url": own["html_url"], "user": _user(own["user"]) if own["user"] else None,
            "head": {"ref": f"work-{number}", "sha": side["sha"], "label": f"acme:work-{number}", "repo": {"id": 1}},
            "base": {"ref": "main", "sha": "0" * 40, "label": "acme:main", "repo": {"id": 1}},
        }  # fmt: skip

    def said_milestone(self, number: int) -> Body:
        url = f"{API}/repos/acme/checkout/milestones/{number}"
        return {
            **self.milestones[number], "number": number, "url": url, "html_url": f"{WEB}/acme/checkout/milestone/{number}", "labels_url": f"{url}/labels",
            "node_id": f"MI_{number}", "description": None, "creator": _user("ines"), "open_issues": 1, "closed_issues": 0,
        }  # fmt: skip

    def said_release(self, number: int) -> Body:
        own, url = self.releases[number], f"{API}/repos/acme/checkout/releases/{number}"
        return {
            "id": number, "node_id": f"RE_{number}", "tag_name": own["tag"], "name": None, "draft": False, "prerelease": False,
            "created_at": own["at"], "published_at": own["at"], "author": _user("ines"), "assets": [], "url": url, "assets_url": f"{url}/assets",
            "upload_url": f"{url}/assets{{?name,label}}", "tarball_url": None, "zipball_url": None, "target_commitish": "main",
            "html_url": f"{WEB}/acme/checkout/releases/tag/{own['tag']}",
        }  # fmt: skip

    def _said_event(self, one: Body) -> Body:
        said = {name: value for name, value in one.items() if name != "number"}
        issue = self.said_issue(one["number"])
        url = f"{API}/repos/acme/checkout/issues/events/{one['id']}"
        return {
            **said,
            "node_id": f"E_{one['id']}",
            "url": url,
            "actor": _user("ines"),
            "commit_id": None,
            "commit_url": None,
            "issue": issue,
        }

    def _said_reviews(self, number: int) -> list[Body]:
        url = f"{WEB}/acme/checkout/pull/{number}"
        return [
            {
                "id": one["id"], "node_id": "R", "user": _user("mara"), "body": "Fine.", "state": one["state"], "submitted_at": one["at"],
                "commit_id": "0" * 40, "html_url": f"{url}#r{one['id']}", "pull_request_url": url, "author_association": "MEMBER",
                "_links": {"html": {"href": url}, "pull_request": {"href": url}},
            }
            for one in self.reviews.get(number, [])
        ]  # fmt: skip

    def _said_checks(self, number: int) -> list[Body]:
        return [
            {
                "id": one["id"], "name": "tests", "head_sha": self.pulls[number]["sha"], "status": "completed", "conclusion": one["conclusion"],
                "started_at": one["at"], "completed_at": one["at"], "html_url": None,
            }
            for one in self.checks.get(number, [])
        ]  # fmt: skip

    def _repository(self) -> Body:
        return {
            "id": 1, "name": self.full_name.partition("/")[2], "full_name": self.full_name, "html_url": f"{WEB}/{self.full_name}",
            "description": None, "private": True, "archived": False, "has_issues": True, "created_at": "2025-01-01T00:00:00Z",
            "permissions": {"admin": False, "push": True, "pull": True},
        }  # fmt: skip

    # Answering

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to a request."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._reply(401, {"message": "Bad credentials"})
        path = request.url.path.removeprefix("/repos/acme/checkout")
        if path == "/graphql":
            return self._reply(200, self._graphql(json.loads(request.content)))
        if path == "/user":
            return self._reply(200, _user("ines"))
        if path in ("", "/"):
            return self._reply(200, self._repository())
        parts = [unquote(part) for part in request.url.raw_path.decode().partition("?")[0].split("/") if part]
        parts = parts[3:] if parts[:3] == ["repos", "acme", "checkout"] else parts
        if request.method != "GET":
            return self._written(request.method, parts, json.loads(request.content or b"null"))
        return self._asked(parts, request)

    def _asked(self, parts: list[str], request: httpx2.Request) -> httpx2.Response:
        match parts:
            case ["issues"]:
                return self._paged(request, self._listed(dict(request.url.params)))
            case ["issues", "events"]:
                return self._paged(request, [self._said_event(one) for one in sorted(self.events, key=_newest)])
            case ["issues", number, *rest]:
                return self._of_issue(int(number), rest, request)
            case ["repositories", "2", "issues", number]:
                body = self._issue_body(int(number), "Moved", chance(1)) | {
                    "html_url": f"{WEB}/acme/elsewhere/issues/{number}"
                }
                return self._reply(200, body | {"labels": [], "assignees": [], "milestone": None, "user": None})
            case ["milestones"]:
                return self._paged(request, [self.said_milestone(number) for number in self.milestones])
            case ["milestones", number] if int(number) in self.milestones:
                return self._reply(200, self.said_milestone(int(number)))
            case ["releases"]:
                return self._paged(request, [self.said_release(number) for number in reversed(self.releases)])
            case ["releases", number] if int(number) in self.releases:
                return self._reply(200, self.said_release(int(number)))
            case ["labels"]:
                return self._paged(request, [_label(one) for one in LABELS])
            case ["assignees", login]:
                return httpx2.Response(204 if login in PEOPLE else 404, headers=self._headers(), content=b"")
            case ["pulls"]:
                found = sorted(self.pulls, key=lambda n: (self.issues[n]["updated_at"], n), reverse=True)
                return self._paged(request, [self.said_pull(number) for number in found])
            case ["pulls", number] if int(number) in self.pulls:
                return self._reply(200, self.said_pull(int(number)))
            case ["pulls", number, "reviews"] if int(number) in self.pulls:
                return self._paged(request, self._said_reviews(int(number)))
            case ["commits", sha, "check-runs"]:
                return self._paged(request, self._said_checks(int(sha, 16)), "check_runs")
        return self._reply(404, {"message": "Not Found"})

    def _of_issue(self, number: int, rest: list[str], request: httpx2.Request) -> httpx2.Response:
        if number in self.moved:
            there = self.moved[number].rpartition("/")[2]
            return httpx2.Response(
                301, headers=self._headers() | {"location": f"{API}/repositories/2/issues/{there}"}, content=b""
            )
        if number not in self.issues:
            return self._reply(410 if number <= self._number else 404, {"message": "This issue was deleted"})
        match rest:
            case []:
                return self._reply(200, self.said_issue(number))
            case ["events"]:
                return self._paged(request, [self._said_event(one) for one in self.events if one["number"] == number])
            case ["dependencies", "blocked_by"]:
                return self._paged(request, [self.said_issue(one) for one in self.blocked_by.get(number, [])])
            case ["sub_issues"]:
                return self._paged(request, [self.said_issue(one) for one in self.sub_issues.get(number, [])])
            case ["comments"]:
                return self._paged(request, self.comments.get(number, []))
        return self._reply(404, {"message": "Not Found"})

    def _listed(self, params: Mapping[str, Any]) -> list[Body]:
        since, state = params.get("since", ""), params.get("state", "all")
        own = [one for one in self.issues.values() if one["updated_at"] >= since and state in ("all", one["state"])]
        own.sort(key=lambda one: (one["updated_at"], one["number"]), reverse=params.get("direction") == "desc")
        return [self.said_issue(one["number"]) for one in own]

    def _paged(self, request: httpx2.Request, found: list[Body], key: str = "") -> httpx2.Response:
        params = dict(request.url.params)
        size, page = min(int(params.get("per_page", 30)), self.most), int(params.get("page", 1))
        last = max(-(-len(found) // size), 1)
        links = []
        for name, number in (("next", page + 1), ("last", last)):
            if page < last:
                links.append(f'<{request.url.copy_merge_params({"page": str(number)})}>; rel="{name}"')
        shown = found[(page - 1) * size : page * size]
        reply = self._reply(200, {"total_count": len(found), key: shown} if key else shown)
        if links:
            reply.headers["link"] = ", ".join(links)
        return reply

    def _graphql(self, asked: Body) -> Body:
        if "ids" not in asked["variables"]:
            return {
                "data": {
                    "repository": {"projectsV2": {"totalCount": self.projects, "nodes": [PROJECT] * self.projects}}
                }
            }
        numbers = [int(one.removeprefix("I_")) for one in asked["variables"]["ids"]]
        return {"data": {"nodes": [self._node(number) if number in self.issues else None for number in numbers]}}

    def _node(self, number: int) -> Body:
        items = [
            {
                "project": one["project"],
                "fieldValues": {"nodes": [{**value, "field": {"name": value["field"]}} for value in one["values"]]},
            }
            for one in self._items(number)
        ]
        return {"number": number, "projectItems": {"nodes": items}}

    def _reply(self, status: int, body: Any) -> httpx2.Response:
        return httpx2.Response(status, headers=self._headers(), content=json.dumps(body).encode())

    def _headers(self) -> dict[str, str]:
        if self.clock.now() >= self.resets:
            self.remaining, self.resets = 5000, self.clock.now() + timedelta(hours=1)
        self.remaining -= 1
        reset = str(int(self.resets.timestamp()))
        limits = {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": str(self.remaining), "x-ratelimit-reset": reset}
        date = format_datetime(self.clock.now(), usegmt=True)
        return {"content-type": "application/json; charset=utf-8", "date": date} | limits

    # Being written to

    def _written(self, method: str, parts: list[str], body: Any) -> httpx2.Response:
        match method, parts:
            case "PATCH", ["milestones", number]:
                self.milestones[int(number)] |= body
                return self._reply(200, self.said_milestone(int(number)))
            case "PATCH", ["issues", number]:
                return self._patched(int(number), body)
            case "POST", ["issues", number, "labels"]:
                self.issues[int(number)]["labels"] += body["labels"]
            case "DELETE", ["issues", number, "labels", name]:
                self.issues[int(number)]["labels"].remove(name)
            case "POST", ["issues", number, "comments"]:
                self.comments.setdefault(int(number), []).append({"id": next(self._ids), "body": body["body"]})
            case "POST", ["issues", number, "dependencies", "blocked_by"]:
                self.blocked_by.setdefault(int(number), []).append(body["issue_id"] - 90_000)
            case "DELETE", ["issues", number, "dependencies", "blocked_by", other]:
                self.blocked_by[int(number)].remove(int(other) - 90_000)
            case _:
                return self._reply(404, {"message": "Not Found"})
        self._touch(self.issues[int(parts[1])])
        return self._reply(200 if method == "DELETE" else 201, [])

    def _patched(self, number: int, body: Body) -> httpx2.Response:
        if "title" in body and "forbidden" in body["title"]:
            return self._reply(
                422,
                {
                    "message": "Validation Failed",
                    "errors": [{"resource": "Issue", "code": "invalid", "field": "title"}],
                },
            )
        own = self.issues[number]
        own |= body
        if "state" in body:
            own["closed_at"] = self._now() if body["state"] == "closed" else None
        self._touch(own)
        return self._reply(200, self.said_issue(number))


def _newest(one: Body) -> int:
    return -int(one["id"])


def _label(name: str) -> Body:
    place = f"{API}/repos/acme/checkout/labels/{name}"
    return {
        "id": len(name),
        "node_id": "L",
        "url": place,
        "name": name,
        "description": None,
        "color": "d73a4a",
        "default": False,
    }


def _user(login: str) -> Body:
    url = f"{API}/users/{login}"
    places = (
        "followers",
        "following",
        "gists",
        "starred",
        "subscriptions",
        "organizations",
        "repos",
        "events",
        "received_events",
    )
    return {
        "login": login, "id": sum(map(ord, login)), "node_id": "U", "avatar_url": f"{WEB}/{login}.png", "gravatar_id": "", "url": url,
        "html_url": f"{WEB}/{login}", "type": "Bot" if login.endswith("[bot]") else "User", "site_admin": False,
        **{f"{place}_url": f"{url}/{place}" for place in places},
    }  # fmt: skip


EDITS: tuple[Callable[[GitHub, Random], None], ...] = (
    GitHub.add_issue, GitHub.add_pull, GitHub.add_milestone, GitHub.change_milestone, GitHub.drop_milestone, GitHub.retitle, GitHub.label,
    GitHub.label, GitHub.close, GitHub.close, GitHub.assign, GitHub.put_in_milestone, GitHub.block, GitHub.block, GitHub.set_field,
    GitHub.review, GitHub.release, GitHub.delete, GitHub.transfer, GitHub.touch_many, GitHub.empty,
)  # fmt: skip


def made(clock: Clock, rng: Random) -> GitHub:
    """A repository for a schedule."""
    return GitHub(clock, rng)


def counted(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """
    Parts as far as they count.

    Links that an issue's own counts deny say nothing, nor do subjects of which nothing but a mention is known, nor checks of what
    is closed; the pages of project fields keep no order.
    """
    found = {}
    for subject, own in parts.items():
        main = subject.partition("/")[0]
        if not ({main, "issue"} & set(own)):
            continue
        kept = dict(own)
        body = own.get("issue") or {}
        if not (body.get("issue_dependencies_summary") or {}).get("total_blocked_by"):
            kept.pop("blocked_by", None)
        if not (body.get("sub_issues_summary") or {}).get("total"):
            kept.pop("sub_issues", None)
        if body.get("state") == "closed":
            kept.pop("checks", None)
        found[subject] = kept
    return found
