"""A fake GitLab with a group and its projects: its replies have the form that GitLab's own schemas demand."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from random import Random
from typing import Any
from urllib.parse import unquote

import httpx2
from tests.sources.fake.clock import Clock
from tests.sources.fake.schedule import TOKEN

from leadline.sources.gitlab import payloads
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.subjects import named

WEB = "https://gitlab.com"
GROUP = 5
LABELS = ("bug", "workflow::in dev", "workflow::ready", "blocked", "estimate::3d", "type::chore", "wontfix", "ünïcode")
PEOPLE = ("mara", "ines", "tomas", "project_7_bot_a1")
Body = dict[str, Any]
Key = tuple[int, int]
"""A project and a number in it."""


def limited(clock: Clock, seconds: int) -> dict[str, str]:
    """GitLab's two ways to say "too much": with a pause, or with the moment at which the window ends."""
    if seconds % 2:
        return {"retry-after": str(seconds)}
    reset = str(int((clock.now() + timedelta(seconds=seconds)).timestamp()))
    return {"ratelimit-limit": "2000", "ratelimit-remaining": "0", "ratelimit-reset": reset}


class GitLab:
    """
    A group `acme` with the project `acme/checkout` (7) and, where the group is read, `acme/ledger` (8) too.

    It changes by `edit` and answers by `handle`. `most` is how many things a page has at most, so that few things make many pages.
    """

    def __init__(self, clock: Clock, rng: Random, *, issues: int = 12, most: int = 5, group: bool = False) -> None:
        self.clock, self.most = clock, most
        self.settings = Settings("acme", group=True) if group else Settings("acme/checkout")
        self.projects = {7: "acme/checkout"} | ({8: "acme/ledger"} if group else {})
        self._ids, self._numbers = count(1000), {one: count(1) for one in self.projects}
        self.issues: dict[Key, Body] = {}
        self.merges: dict[Key, Body] = {}
        self.milestones: dict[int, Body] = {}
        self.links: dict[int, tuple[Key, Key]] = {}
        self.happened: dict[str, dict[Key, list[Body]]] = {
            part: {} for part in ("labels", "milestones", "states", "weights", "notes")
        }
        self.approvals: dict[Key, list[str]] = {}
        self.pipelines: dict[Key, list[Body]] = {}
        self.named: dict[Key, set[int]] = {}
        self.licensed = True
        for of in (0, 7):
            self._milestone(rng, of)
        for _ in range(issues):
            self.add_issue(rng)
            self.clock.advance(rng.choice((0, 0, 0.25, 600)))
        for _ in range(issues):
            self.edit(rng)

    # Changes

    def edit(self, rng: Random) -> None:
        """One change that people make; half of them at the same moment as the one before."""
        self.clock.advance(rng.choice((0, 0, 0.25, 30)))
        rng.choice(EDITS)(self, rng)

    def add_issue(self, rng: Random) -> None:
        project = rng.choice(list(self.projects))
        number = next(self._numbers[project])
        self.issues[project, number] = {
            "title": f"Task {number} – größer “ok”", "state": "opened", "labels": rng.sample(LABELS, rng.randint(0, 2)),
            "assignees": rng.sample(PEOPLE, rng.randint(0, 1)), "milestone": rng.choice((None, *self._usable(project))), "due_date": None,
            "created_at": self._now(), "updated_at": self._now(), "closed_at": None, "weight": None, "estimate": 0, "moved_to_id": None,
            "duplicate": False,
        }  # fmt: skip

    def add_merge(self, rng: Random) -> None:
        project = rng.choice(list(self.projects))
        number, own = next(self._numbers[project]), [n for of, n in self.issues if of == project]
        closes, path = rng.sample(own, min(len(own), 2)), self.projects[project]
        words = (f"Closes #{closes[0]} and {path}#{closes[1]}. " if len(closes) > 1 else "") + "See #1, acme/other#2."
        self.merges[project, number] = {
            "title": f"Change {number}", "state": "opened", "description": words, "created_at": self._now(), "updated_at": self._now(),
            "merged_at": None, "draft": False,
        }  # fmt: skip
        for one in closes if len(closes) > 1 else ():
            self.named.setdefault((project, one), set()).add(number)

    def change_merge(self, rng: Random) -> None:
        if self.merges:
            key = rng.choice(list(self.merges))
            if rng.random() < 0.4:
                self.merges[key] |= {"state": "merged", "merged_at": self._now()}
            self._touch(self.merges[key])

    def approve(self, rng: Random) -> None:
        if self.merges:
            key = rng.choice(list(self.merges))
            self.approvals[key] = rng.sample(PEOPLE, rng.randint(0, 2))
            self._touch(self.merges[key])

    def run_pipeline(self, rng: Random) -> None:
        if self.merges:
            key = rng.choice(list(self.merges))
            ran = {"id": next(self._ids), "status": rng.choice(("success", "failed")), "at": self._now()}
            self.pipelines.setdefault(key, []).insert(0, ran)
            self._touch(self.merges[key])

    def add_milestone(self, rng: Random) -> None:
        self._milestone(rng, rng.choice((0, *self.projects)))

    def _milestone(self, rng: Random, of: int) -> None:
        number = next(self._ids)
        self.milestones[number] = {
            "iid": number - 900, "of": of, "title": f"Live {number}", "due_date": rng.choice((None, "2026-05-01")), "state": "active",
            "created_at": self._now(), "updated_at": self._now(),
        }  # fmt: skip

    def change_milestone(self, rng: Random) -> None:
        one = self.milestones[rng.choice(list(self.milestones))]
        one |= {"due_date": f"2026-0{rng.randint(4, 9)}-01", "updated_at": self._now()}
        one["state"] = "closed" if rng.random() < 0.3 else one["state"]

    def drop_milestone(self, rng: Random) -> None:
        if len(self.milestones) > 2:
            number = rng.choice(list(self.milestones))
            del self.milestones[number]
            for body in self.issues.values():
                body["milestone"] = None if body["milestone"] == number else body["milestone"]

    def retitle(self, rng: Random) -> None:
        if key := self._any(rng):
            self.issues[key]["title"] = f"{self.issues[key]['title'][:40]} {rng.randint(1, 99)}"
            self._note(key, "changed title from **a** to **b**")

    def label(self, rng: Random) -> None:
        if key := self._any(rng):
            name, own = rng.choice(LABELS), self.issues[key]["labels"]
            there = name in own
            self.issues[key]["labels"] = [one for one in own if one != name] if there else [*own, name]
            self._log(
                "labels", key, action="remove" if there else "add", label={"id": LABELS.index(name) + 1, "name": name}
            )

    def close(self, rng: Random) -> None:
        if (key := self._any(rng)) and not self.issues[key]["moved_to_id"]:
            body, again = self.issues[key], self.issues[key]["state"] == "closed"
            body |= {"state": "opened" if again else "closed", "closed_at": None if again else self._now()}
            body["duplicate"] = not again and rng.random() < 0.2
            self._log("states", key, state="reopened" if again else "closed")

    def assign(self, rng: Random) -> None:
        if key := self._any(rng):
            self.issues[key]["assignees"] = rng.sample(PEOPLE, rng.randint(0, 2))
            self._note(key, "assigned to @mara and unassigned @ines")

    def put_in_milestone(self, rng: Random) -> None:
        if key := self._any(rng):
            before, now = self.issues[key]["milestone"], rng.choice((None, *self._usable(key[0])))
            self.issues[key]["milestone"] = now
            if (told := now or before) in self.milestones:
                self._log("milestones", key, action="add" if now else "remove", milestone=self.said_milestone(told))

    def block(self, rng: Random) -> None:
        if len(self.issues) < 2:
            return
        first, other = rng.sample(list(self.issues), 2)
        link = next((link for link, ends in self.links.items() if ends == (first, other)), None)
        if link is None:
            self.links[next(self._ids)] = (first, other)
            self._note(first, f"marked this issue as blocked by #{other[1]}")
            self._note(other, f"marked this issue as blocking #{first[1]}")
        else:
            del self.links[link]
            for one, end in ((first, other), (other, first)):
                self._note(one, f"removed the relation with #{end[1]}")

    def estimate(self, rng: Random) -> None:
        if key := self._any(rng):
            days = rng.choice((0, 1, 3))
            self.issues[key]["estimate"] = days * 28_800
            self._note(key, f"changed time estimate to {days}d" if days else "removed time estimate")

    def set_due(self, rng: Random) -> None:
        if key := self._any(rng):
            day = rng.choice((None, 5, 17))
            self.issues[key]["due_date"] = f"2026-05-{day:02}" if day else None
            self._note(key, f"changed due date to May {day:02}, 2026" if day else "removed due date")

    def weigh(self, rng: Random) -> None:
        if key := self._any(rng):
            self.issues[key]["weight"] = rng.choice((None, 1, 8))
            self._log("weights", key, weight=self.issues[key]["weight"])

    def comment(self, rng: Random) -> None:
        if key := self._any(rng):
            self._note(key, "changed due date to May 5, 2026, or so I heard", system=False)

    def delete(self, rng: Random) -> None:
        if key := self._any(rng):
            del self.issues[key]
            self.named.pop(key, None)
            self.links = {link: ends for link, ends in self.links.items() if key not in ends}
            for own in self.happened.values():
                own.pop(key, None)

    def move(self, rng: Random) -> None:
        """GitLab leaves an issue where it was, closed, and goes on with another one elsewhere."""
        if key := self._any(rng):
            self.issues[key] |= {"state": "closed", "closed_at": self._now(), "moved_to_id": next(self._ids)}
            self._log("states", key, state="closed")

    def drop_merge(self, rng: Random) -> None:
        # Those that close something stay: that an issue was mentioned is heard once, and stays heard.
        free = [key for key in self.merges if not any(key[1] in own for own in self.named.values())]
        if free:
            del self.merges[rng.choice(free)]

    def touch_many(self, rng: Random) -> None:
        """More than a page of issues gets one stamp, as when a label is put on all of them."""
        for key in list(self.issues)[: self.most * 2 + 1]:
            self._touch(self.issues[key])

    def empty(self, rng: Random) -> None:
        """Null in every field that may be null."""
        if key := self._any(rng):
            self.issues[key] |= {
                "labels": [],
                "assignees": [],
                "milestone": None,
                "due_date": None,
                "weight": None,
                "estimate": 0,
            }
            self._touch(self.issues[key])

    def _usable(self, project: int) -> list[int]:
        return [number for number, one in self.milestones.items() if one["of"] in (0, project)]

    def _any(self, rng: Random) -> Key | None:
        return rng.choice(list(self.issues)) if self.issues else None

    def _touch(self, body: Body) -> None:
        body["updated_at"] = self._now()

    def _log(self, part: str, key: Key, **said: Any) -> None:
        self._touch(self.issues[key])
        one = {
            "id": next(self._ids),
            "created_at": self._now(),
            "user": _user("ines"),
            "resource_type": "Issue",
            **said,
        }
        self.happened[part].setdefault(key, []).append(one)

    def _note(self, key: Key, body: str, *, system: bool = True) -> None:
        self._log("notes", key, body=body, system=system, author=_user("ines"), noteable_iid=key[1])

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    # The truth

    def subjects(self) -> dict[str, dict[str, Any]]:
        """Every subject with its parts, as a whole reading brings them."""
        found: dict[str, dict[str, Any]] = {}
        for payload in (payloads.project(self.said_project(one), self.settings) for one in self.projects):
            found[payload.subject] = {"project": payload.body}
        for number in self.milestones:
            found[f"milestone/{number}"] = {"milestone": payloads.milestone(self.said_milestone(number)).body}
        for key in self.issues:
            found[self._subject("issue", key)] = self._issue_parts(key)
        for key in self.merges:
            found[self._subject("merge", key)] = self._merge_parts(key)
        return found

    def _subject(self, kind: str, key: Key) -> str:
        return named(kind, *key, self.settings)

    def _issue_parts(self, key: Key) -> dict[str, Any]:
        owner = self._subject("issue", key)
        parts = {"issue": payloads.issue(self.said_issue(key), self.settings).body}
        parts["links"] = payloads.links(owner, self.said_links(key)).body
        for part, own in self.happened.items():
            read = (
                payloads.notes(owner, own.get(key, ()))
                if part == "notes"
                else payloads.happened(owner, part, own.get(key, ()))
            )
            if read.body:
                parts[part] = read.body
        if key in self.named:
            of = [(number, self.said_merge((key[0], number))) for number in sorted(self.named[key])]
            parts["merges"] = [{"id": n, "web_url": one["web_url"], "created_at": one["created_at"]} for n, one in of]
        return parts

    def _merge_parts(self, key: Key) -> dict[str, Any]:
        owner = self._subject("merge", key)
        parts = {"merge": payloads.merge(self.said_merge(key), self.settings)[0].body}
        parts["approvals"] = payloads.approvals(owner, self.said_approvals(key)).body
        if self.merges[key]["state"] == "opened":
            parts["pipelines"] = payloads.pipelines(owner, self.said_pipelines(key)[: self.most]).body
        return parts

    # What it says

    def said_issue(self, key: Key) -> Body:
        own, (project, number), path = self.issues[key], key, self.projects[key[0]]
        users = [_user(one) for one in own["assignees"]]
        hidden = {"milestone", "estimate", "duplicate", "assignees"}
        said = {name: value for name, value in own.items() if name not in hidden}
        if not self.licensed:
            said.pop("weight")
        return {
            **said, "id": 90_000 + project * 1000 + number, "iid": number, "project_id": project, "description": "Words.", "type": "ISSUE",
            "issue_type": "issue", "author": _user("ines"), "assignees": users, "assignee": users[0] if users else None,
            "milestone": self.said_milestone(own["milestone"]) if own["milestone"] else None, "user_notes_count": 0, "upvotes": 0,
            "downvotes": 0, "confidential": False, "discussion_locked": None, "severity": "UNKNOWN",
            "web_url": f"{WEB}/{path}/-/issues/{number}", "time_stats": {
                "time_estimate": own["estimate"], "total_time_spent": 0, "human_time_estimate": None, "human_total_time_spent": None,
            },
            "references": {"short": f"#{number}", "relative": f"#{number}", "full": f"{path}#{number}"},
            "_links": {"self": "x", "closed_as_duplicate_of": f"{WEB}/api/v4/projects/7/issues/1" if own["duplicate"] else None},
        }  # fmt: skip

    def said_links(self, key: Key) -> list[Body]:
        found = []
        for link, (waits, first) in self.links.items():
            if key in (waits, first):
                other, kind = (first, "is_blocked_by") if key == waits else (waits, "blocks")
                found.append({**self.said_issue(other), "issue_link_id": link, "link_type": kind})
        return found

    def said_merge(self, key: Key) -> Body:
        own, (project, number), path = self.merges[key], key, self.projects[key[0]]
        return {
            **own, "id": 70_000 + project * 1000 + number, "iid": number, "project_id": project, "author": _user("ines"), "assignee": None,
            "assignees": [], "reviewers": [_user("mara")], "source_project_id": project, "target_project_id": project, "labels": [],
            "target_branch": "main", "source_branch": f"work-{number}", "upvotes": 0, "downvotes": 0, "work_in_progress": False,
            "milestone": None, "merge_when_pipeline_succeeds": False, "merge_status": "can_be_merged", "sha": f"{number:040x}",
            "merge_commit_sha": None, "user_notes_count": 0, "should_remove_source_branch": None, "force_remove_source_branch": False,
            "squash": False, "web_url": f"{WEB}/{path}/-/merge_requests/{number}", "closed_at": None, "merged_by": None, "closed_by": None,
            "time_stats": {"time_estimate": 0, "total_time_spent": 0, "human_time_estimate": None, "human_total_time_spent": None},
            "references": {"short": f"!{number}", "relative": f"!{number}", "full": f"{path}!{number}"}, "discussion_locked": None,
        }  # fmt: skip

    def said_approvals(self, key: Key) -> Body:
        by = [{"user": _user(one)} for one in self.approvals.get(key, ())]
        return {"approved": bool(by), "approvals_required": 1, "approvals_left": 0 if by else 1, "approved_by": by}

    def said_pipelines(self, key: Key) -> list[Body]:
        return [
            {
                "id": one["id"], "iid": 1, "project_id": key[0], "sha": "0" * 40, "ref": "refs/merge-requests/1/head", "status": one["status"],
                "source": "merge_request_event", "created_at": one["at"], "updated_at": one["at"], "web_url": f"{WEB}/p/{one['id']}",
            }
            for one in self.pipelines.get(key, ())
        ]  # fmt: skip

    def said_milestone(self, number: int) -> Body:
        own = {name: value for name, value in self.milestones[number].items() if name != "of"}
        of = self.milestones[number]["of"]
        place = f"{WEB}/{self.projects[of]}" if of else f"{WEB}/groups/acme"
        whose = {"project_id": of} if of else {"group_id": GROUP}
        web = f"{place}/-/milestones/{own['iid']}"
        return {"id": number, **whose, **own, "description": "", "start_date": None, "expired": False, "web_url": web}

    def said_project(self, project: int) -> Body:
        path = self.projects[project]
        return {
            "id": project, "name": path.rpartition("/")[2], "path_with_namespace": path, "web_url": f"{WEB}/{path}", "archived": False,
            "issues_access_level": "enabled", "created_at": "2025-01-01T00:00:00.000Z", "star_count": 3,
            "permissions": {"project_access": {"access_level": 20}, "group_access": None},
        }  # fmt: skip

    # Answering

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The reply to a request."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._reply(401, {"message": "401 Unauthorized"})
        parts = [unquote(one) for one in request.url.raw_path.decode().partition("?")[0].split("/") if one][2:]
        if request.method != "GET":
            return self._written(request, parts, json.loads(request.content or b"null"))
        return self._asked(parts, request) or self._reply(404, {"message": "404 Not Found"})

    def _asked(self, parts: list[str], request: httpx2.Request) -> httpx2.Response | None:
        match parts:
            case ["user"]:
                return self._reply(200, _user("ines"))
            case ["personal_access_tokens", "self"]:
                return self._reply(200, {"name": "leadline", "scopes": ["api"], "expires_at": "2026-12-01"})
            case ["groups", "acme", *rest]:
                return self._of_group(rest, request)
            case ["projects", name, *rest] if (project := self._project(name)) is not None:
                return self._of_project(project, rest, request)
        return None

    def _project(self, name: str) -> int | None:
        return next((one for one, path in self.projects.items() if name.casefold() in (str(one), path)), None)

    def _of_group(self, rest: list[str], request: httpx2.Request) -> httpx2.Response | None:
        match rest:
            case []:
                return self._reply(200, {"id": GROUP, "full_path": "acme", "name": "Acme"})
            case ["projects"]:
                return self._paged(request, [self.said_project(one) for one in self.projects])
            case ["milestones"]:
                found = [number for number, one in self.milestones.items() if not one["of"]]
                return self._paged(request, [self.said_milestone(number) for number in found])
            case ["issues" | "merge_requests" as word]:
                return self._paged(request, self._listed(word, list(self.projects), dict(request.url.params)))
            case _:
                return self._common(rest, list(self.projects), request)

    def _of_project(self, project: int, rest: list[str], request: httpx2.Request) -> httpx2.Response | None:
        params = dict(request.url.params)
        match rest:
            case []:
                return self._reply(200, self.said_project(project))
            case ["milestones"]:
                wanted = (0, project) if params.get("include_ancestors") == "true" else (project,)
                found = [number for number, one in self.milestones.items() if one["of"] in wanted]
                return self._paged(request, [self.said_milestone(number) for number in found])
            case ["issues" | "merge_requests" as word]:
                return self._paged(request, self._listed(word, [project], params))
            case ["issues", number, *more] if (project, int(number)) in self.issues:
                return self._of_issue((project, int(number)), more, request)
            case ["merge_requests", number, *more] if (project, int(number)) in self.merges:
                return self._of_merge((project, int(number)), more, request)
            case ["members", "all"]:
                query = params.get("query", "")
                return self._paged(request, [_user(one) for one in PEOPLE if query in one])
            case _:
                return self._common(rest, [project], request)

    def _common(self, rest: list[str], projects: list[int], request: httpx2.Request) -> httpx2.Response | None:
        own = [one for key, one in self.issues.items() if key[0] in projects]
        if rest == ["labels"]:
            return self._paged(request, [{"id": number, "name": one} for number, one in enumerate(LABELS, 1)])
        if rest == ["issues_statistics"]:
            counts = {state: sum(one["state"] == state for one in own) for state in ("opened", "closed")}
            return self._reply(200, {"statistics": {"counts": {"all": len(own), **counts}}})
        return None

    def _of_issue(self, key: Key, more: list[str], request: httpx2.Request) -> httpx2.Response | None:
        match more:
            case []:
                return self._reply(200, self.said_issue(key))
            case ["links"]:
                return self._paged(request, self.said_links(key))
            case ["notes"]:
                return self._paged(request, self._notes(key, dict(request.url.params)))
            case [word] if (
                word.startswith("resource_")
                and (part := word[len("resource_") : -len("_events")] + "s") in self.happened
            ):
                return (
                    self._paged(request, self.happened[part].get(key, []))
                    if self.licensed or part != "weights"
                    else None
                )
        return None

    def _notes(self, key: Key, params: Mapping[str, Any]) -> list[Body]:
        found = self.happened["notes"].get(key, [])
        if params.get("activity_filter") == "only_comments":
            found = [one for one in found if not one["system"]]
        return found[::-1] if params.get("sort") == "desc" else found

    def _of_merge(self, key: Key, more: list[str], request: httpx2.Request) -> httpx2.Response | None:
        match more:
            case []:
                return self._reply(200, self.said_merge(key))
            case ["approvals"]:
                return self._reply(200, self.said_approvals(key))
            case ["pipelines"]:
                return self._paged(request, self.said_pipelines(key))
        return None

    def _listed(self, word: str, projects: list[int], params: Mapping[str, Any]) -> list[Body]:
        table, said = (self.issues, self.said_issue) if word == "issues" else (self.merges, self.said_merge)
        after = params.get("updated_after")
        since = datetime.fromisoformat(after) if after else None
        own = [
            (at, key)
            for key, one in table.items()
            if key[0] in projects
            and ((at := datetime.fromisoformat(one["updated_at"])) and (since is None or at >= since))
        ]
        return [said(key) for _, key in sorted(own, reverse=params.get("sort") == "desc")]

    def _paged(self, request: httpx2.Request, found: list[Body]) -> httpx2.Response:
        params = dict(request.url.params)
        size, page = min(int(params.get("per_page", 20)), self.most), int(params.get("page", 1))
        last = max(-(-len(found) // size), 1)
        reply = self._reply(200, found[(page - 1) * size : page * size])
        reply.headers["x-total"] = str(len(found))
        if page < last:
            reply.headers["link"] = f'<{request.url.copy_merge_params({"page": str(page + 1)})}>; rel="next"'
        return reply

    def _reply(self, status: int, body: Any) -> httpx2.Response:
        headers = {"content-type": "application/json", "date": format_datetime(self.clock.now(), usegmt=True)}
        headers |= {"ratelimit-limit": "2000", "ratelimit-remaining": "1999"}
        return httpx2.Response(status, headers=headers, content=json.dumps(body).encode())

    # Being written to

    def _written(self, request: httpx2.Request, parts: list[str], body: Any) -> httpx2.Response:
        match request.method, parts:
            case "PUT", ["projects" | "groups", _, "milestones", number] if int(number) in self.milestones:
                self.milestones[int(number)] |= {name: value or None for name, value in body.items()}
                return self._reply(200, self.said_milestone(int(number)))
            case method, ["projects", name, "issues", number, *more] if (project := self._project(name)) is not None:
                key = (project, int(number))
                self._touch(self.issues[key])
                return self._change(method, key, more, body, dict(request.url.params))
        return self._reply(404, {"message": "404 Not Found"})

    def _change(self, method: str, key: Key, more: list[str], body: Any, params: Mapping[str, str]) -> httpx2.Response:
        own = self.issues[key]
        match method, more:
            case "PUT", []:
                return self._put(key, body)
            case "POST", ["time_estimate"]:
                hours = sum(float(one[:-1]) / (60 if one[-1] == "m" else 1) for one in params["duration"].split())
                own["estimate"] = round(hours * 3600)
            case "POST", ["reset_time_estimate"]:
                own["estimate"] = 0
            case "POST", ["notes"]:
                self._note(key, body["body"], system=False)
            case "POST", ["links"]:
                assert body["link_type"] == "is_blocked_by"
                self.links[next(self._ids)] = (key, (body["target_project_id"], body["target_issue_iid"]))
            case "DELETE", ["links", link]:
                del self.links[int(link)]
            case _:
                return self._reply(404, {"message": "404 Not Found"})
        return self._reply(200 if method == "DELETE" else 201, {})

    def _put(self, key: Key, body: Body) -> httpx2.Response:
        own = self.issues[key]
        if "forbidden" in body.get("title", ""):
            return self._reply(400, {"message": {"title": ["is not allowed here"]}})
        own["title"] = body.get("title", own["title"])
        if "due_date" in body:
            own["due_date"] = body["due_date"] or None
        if "milestone_id" in body:
            own["milestone"] = body["milestone_id"] or None
        if "assignee_ids" in body:
            own["assignees"] = [one for number in body["assignee_ids"] for one in PEOPLE if _user(one)["id"] == number]
        if "state_event" in body:
            closed = body["state_event"] == "close"
            own |= {"state": "closed" if closed else "opened", "closed_at": self._now() if closed else None}
        added, taken = (body.get(name, "").split(",") for name in ("add_labels", "remove_labels"))
        scopes = {one.rpartition("::")[0] for one in added if "::" in one}
        kept = [one for one in own["labels"] if one not in taken and one.rpartition("::")[0] not in scopes - {""}]
        own["labels"] = kept + [one for one in added if one and one not in kept]
        return self._reply(200, self.said_issue(key))


def _user(login: str) -> Body:
    return {
        "id": sum(map(ord, login)), "username": login, "name": login.title(), "state": "active",
        "avatar_url": f"{WEB}/{login}.png", "web_url": f"{WEB}/{login}",
    }  # fmt: skip


EDITS: tuple[Callable[[GitLab, Random], None], ...] = (
    GitLab.add_issue, GitLab.add_merge, GitLab.change_merge, GitLab.approve, GitLab.run_pipeline, GitLab.add_milestone, GitLab.change_milestone,
    GitLab.drop_milestone, GitLab.retitle, GitLab.label, GitLab.label, GitLab.close, GitLab.close, GitLab.assign, GitLab.put_in_milestone,
    GitLab.block, GitLab.block, GitLab.estimate, GitLab.set_due, GitLab.weigh, GitLab.comment, GitLab.delete, GitLab.move, GitLab.drop_merge,
    GitLab.touch_many, GitLab.empty,
)  # fmt: skip


def made(clock: Clock, rng: Random) -> GitLab:
    """A project for a schedule."""
    return GitLab(clock, rng)


def made_group(clock: Clock, rng: Random) -> GitLab:
    """A group for a schedule."""
    return GitLab(clock, rng, group=True)


def counted(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """
    Parts as far as they count.

    Subjects of which nothing but a mention is known do not, nor pipelines of what is merged; links keep no order.
    """
    found = {}
    for subject, own in parts.items():
        kept = {part: body for part, body in own.items() if part != "pipelines" or own["merge"]["state"] == "opened"}
        if "links" in kept:
            kept["links"] = sorted(kept["links"], key=lambda one: one["issue_link_id"])
        if subject.partition("/")[0] in own:
            found[subject] = kept
    return found
