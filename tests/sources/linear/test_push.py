import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.linear import Linear
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import NotThere, WriteUnsure
from leadline.sources.http.client import Client
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.tracker import TRACKER
from leadline.sources.tracker import Write, Written

SETTINGS = TRACKER.settings("linear:acme/ATL", {"fields": {"Estimate": "estimate_days"}, "people": {"Tomas": "tom-1"}})
Handle = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture
def fake() -> Linear:
    found = Linear(Clock(), chance(5))
    states = found.teams["ATL"]["states"]
    for body in found.issues.values():
        body |= {
            "title": "Pay by card", "team": "ATL", "state": states[2], "assignee": _user(found, "mara"), "labels": _labels(found, "bug"),
            "estimate": 3, "dueDate": "2026-04-01", "project": None, "projectMilestone": None, "parent": None, "trashed": None,
        }  # fmt: skip
    found.relations.clear()
    for project in found.projects.values():
        project |= {"teams": ["ATL"], "trashed": None}
    found.seen.clear()
    return found


def _user(fake: Linear, name: str) -> str:
    return next(id for id, one in fake.users.items() if one["displayName"] == name)


def _labels(fake: Linear, *names: str) -> list[str]:
    return [id for id, one in fake.labels.items() if one["name"] in names]


def _first(fake: Linear) -> str:
    return next(iter(fake.issues))


def _write(
    fake: Linear, field: str, heard: str, value: str, subject: str = "", settings: Settings = SETTINGS
) -> Written:
    with _client(fake.handle, fake) as client:
        return TRACKER.write(client, settings, Write(subject or f"issue/{_first(fake)}", field, heard, value))


def _client(handle: Handle, fake: Linear) -> Client:
    headers, clock = TRACKER.authorization(TOKEN), fake.clock
    transport = httpx2.MockTransport(handle)
    return Client(
        SETTINGS.base_url, headers, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )


@pytest.mark.parametrize(
    ("field", "heard", "value", "there", "now"),
    [
        ("name", "Pay by card", "Pay by card or invoice", "title", "Pay by card or invoice"),
        ("state", "todo", "doing", "state", "In Progress"),
        ("state", "todo", "done", "state", "Done"),
        ("state", "todo", "dropped", "state", "Canceled"),
        ("assignee", "mara", "ines", "assignee", "ines"),
        ("assignee", "mara", "tom-1", "assignee", "tomas"),
        ("assignee", "mara", "", "assignee", None),
        ("estimate", "3d", "5d", "estimate", 5),
        ("estimate", "3d", "", "estimate", None),
        ("due", "2026-04-01", "2026-05-01", "dueDate", "2026-05-01"),
        ("due", "2026-04-01", "", "dueDate", None),
        ("label", "", "blocked", "labels", ["bug", "blocked"]),
        ("label", "bug", "Feature\ntype: chore", "labels", ["Feature", "type: chore"]),
        ("label", "BUG", "", "labels", []),
    ],
)
def test_it_writes_what_was_approved_and_reads_it_again(
    fake: Linear, field: str, heard: str, value: str, there: str, now: Any
) -> None:
    own = {one["displayName"]: f"lin-user-{id}" for id, one in fake.users.items()}

    found = _write(fake, field, own.get(heard, heard), own.get(value, value))

    assert found.state == "written", found.says
    assert _said(fake, there) == now
    assert [one.part for one in found.payloads if one.subject.startswith("issue/")] == ["issue", "history"]
    assert fake.seen[0] == "query"
    assert fake.seen.count("mutation") == 1
    assert fake.seen[-1] == "query"


def _said(fake: Linear, there: str) -> Any:
    found = fake.issues[_first(fake)][there]
    if there == "state":
        return found["name"]
    if there == "assignee":
        return found and fake.users[found]["displayName"]
    return [fake.labels[one]["name"] for one in found] if there == "labels" else found


def test_it_says_conflict_and_writes_nothing_when_something_else_is_there(fake: Linear) -> None:
    mara = f"lin-user-{_user(fake, 'mara')}"
    for field, heard, value, now in (
        ("name", "Pay by cheque", "Pay by invoice", "Pay by card"),
        ("state", "done", "dropped", "todo"),
        ("assignee", "lin-user-x", "tom-1", mara),
        ("estimate", "4d", "8d", "3d"),
        ("due", "2026-03-01", "2026-05-01", "2026-04-01"),
    ):
        found = _write(fake, field, heard, value)

        assert (found.state, found.now) == ("conflict", now)
    assert "mutation" not in fake.seen


def test_what_already_says_so_is_not_written(fake: Linear) -> None:
    assert _write(fake, "name", "Something older", "Pay by card").state == "same"
    assert _write(fake, "label", "", "Bug").state == "same"
    assert _write(fake, "state", "doing", "todo").state == "same"
    assert "mutation" not in fake.seen


def test_a_milestone_is_put_by_the_id_it_has_here_and_brings_its_project(fake: Linear) -> None:
    stone, body = next(iter(fake.milestones.items()))
    issue = fake.issues[_first(fake)]

    assert _write(fake, "milestone", "", f"lin-milestone-{stone}").state == "written"
    assert (issue["project"], issue["projectMilestone"]) == (body["project"], stone)
    assert _write(fake, "milestone", f"lin-milestone-{stone}", f"lin-end-{body['project']}").state == "written"
    assert (issue["project"], issue["projectMilestone"]) == (body["project"], None)
    assert _write(fake, "milestone", f"lin-end-{body['project']}", "checkout-milestone-3").state == "refused"
    assert _write(fake, "milestone", f"lin-end-{body['project']}", "lin-milestone-nowhere").state == "refused"
    assert _write(fake, "milestone", f"lin-end-{body['project']}", "").state == "written"
    assert (issue["project"], issue["projectMilestone"]) == (None, None)


def test_what_blocks_is_added_and_taken_away(fake: Linear) -> None:
    first, other, third = list(fake.issues)[:3]
    kept = fake.link(third, first, "blocks")

    assert _write(fake, "blocked_by", "", f"lin-{other}").state == "written"
    assert [(one["issue"], one["relatedIssue"]) for one in fake.relations.values()] == [(third, first), (other, first)]
    name = f"ATL-{fake.issues[other]['number']}"
    assert _write(fake, "blocked_by", "", f"url:https://linear.app/acme/issue/{name}/pay").state == "same"
    assert _write(fake, "blocked_by", "", name).state == "same"
    assert _write(fake, "blocked_by", f"lin-{other}", "").state == "written"
    assert list(fake.relations) == [kept]
    for odd in ("https://gitlab.com/acme/x/-/issues/1", "ATL-999999"):
        assert _write(fake, "blocked_by", "", odd).state == "refused"
    assert list(fake.relations) == [kept]


def test_a_comment_that_is_there_is_not_written_twice(fake: Linear) -> None:
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "written"
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "same"
    assert [one["body"] for one in fake.comments[_first(fake)]] == ["We wait for the ledger."]


def test_the_due_day_of_a_milestone_and_of_a_projects_end_are_written(fake: Linear) -> None:
    stone, project = next(iter(fake.milestones)), next(iter(fake.projects))
    fake.milestones[stone]["targetDate"] = fake.projects[project]["targetDate"] = "2026-05-01"
    for subject, body in (
        (f"milestone/{stone}", fake.milestones[stone]),
        (f"project/{project}", fake.projects[project]),
    ):
        assert _write(fake, "due", "2026-05-01", "2026-05-15", subject).state == "written"
        assert body["targetDate"] == "2026-05-15"
        assert _write(fake, "due", "2026-05-01", "2026-06-01", subject).state == "conflict"
        assert _write(fake, "name", body["name"], "Live", subject).state == "written"
        assert body["name"] == "Live"


@pytest.mark.parametrize(
    ("field", "heard", "value", "says"),
    [
        ("name", "Pay by card", "forbidden", "The title is not allowed here."),
        ("name", "Pay by card", "x" * 300, "from 1 to 255 letters"),
        ("state", "todo", "paused", "no state that means “paused”"),
        ("assignee", "", "nobody-known", "cannot be made responsible"),
        ("estimate", "3d", "3-8d", "whole numbers"),
        ("estimate", "3d", "soon", "no estimate in days"),
        ("due", "2026-04-01", "soon", "Write it as 2026-03-31"),
        ("label", "", "nowhere", "There is no label “nowhere”"),
        ("colour", "", "red", "Leadline writes name, state"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(fake: Linear, field: str, heard: str, value: str, says: str) -> None:
    if field == "assignee":
        fake.issues[_first(fake)]["assignee"] = None
    before = json.dumps(fake.issues[_first(fake)])

    found = _write(fake, field, heard, value)

    assert found.state == "refused"
    assert says in found.says
    assert json.dumps(fake.issues[_first(fake)]) == before


def test_points_are_not_written_before_somebody_said_that_they_are_days(fake: Linear) -> None:
    found = _write(fake, "estimate", "", "5d", settings=TRACKER.settings("linear:acme/ATL", {}))

    assert (found.state, fake.issues[_first(fake)]["estimate"]) == ("refused", 3)


def test_nothing_is_written_to_what_lies_in_the_bin_or_went_to_another_team(fake: Linear) -> None:
    fake.issues[_first(fake)]["trashed"] = True
    assert "bin" in _write(fake, "name", "Pay by card", "x").says
    fake.issues[_first(fake)] |= {"trashed": None, "team": "PAY", "state": fake.teams["PAY"]["states"][2]}
    assert "another team" in _write(fake, "name", "Pay by card", "x").says
    assert _write(fake, "name", "a", "b", "issue/nowhere").state == "refused"
    assert "mutation" not in fake.seen


@pytest.mark.parametrize("trouble", ["cut", "500", "theirs"])
def test_a_write_without_an_answer_is_unsure_and_never_sent_twice(fake: Linear, trouble: str) -> None:
    sent: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        if not json.loads(request.content)["query"].startswith("mutation"):
            return fake.handle(request)
        sent.append(trouble)
        if trouble == "cut":
            raise httpx2.ReadError("connection reset", request=request)
        if trouble == "500":
            return httpx2.Response(500, content=b"")
        return httpx2.Response(
            200, json={"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}
        )

    with _client(handle, fake) as client, pytest.raises(WriteUnsure):
        TRACKER.write(client, SETTINGS, Write(f"issue/{_first(fake)}", "name", "Pay by card", "Pay"))
    assert len(sent) == 1


@pytest.mark.parametrize("said", [True, False])
def test_a_change_that_is_taken_and_not_made_is_no_success(fake: Linear, *, said: bool) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if json.loads(request.content)["query"].startswith("mutation"):
            return httpx2.Response(200, json={"data": {"issueUpdate": {"success": said}}})
        return fake.handle(request)

    with _client(handle, fake) as client:
        found = TRACKER.write(client, SETTINGS, Write(f"issue/{_first(fake)}", "name", "Pay by card", "Pay"))

    assert found.state == "refused"


def test_check_says_who_we_are_and_what_there_is(fake: Linear) -> None:
    own = TRACKER.settings("linear:acme/ATL", {})
    with _client(fake.handle, fake) as client:
        found = TRACKER.check(client, own)

    assert (found.title, found.signed_in_as) == ("Acme, Team ATL", "mara (member)")
    assert found.counts == {"issues": sum(not one["archivedAt"] for one in fake.issues.values()), "teams": 1}
    assert found.names["states"]["Blocked"] == "doing"
    assert found.names["states"]["Triage"] == "todo"
    assert found.names["kinds"] == {"bug": "bug", "Feature": "feature", "type: chore": "chore"}
    assert found.names["fields"] == {"Due date": "baseline_on", "Priority": "priority", "Estimate": "", "Cycle": ""}
    assert (found.names["people"], found.names["teams"]) == ({"mara": ""}, {"ATL": ""})
    assert ["points and no days" in one for one in found.missing] == [True]


@pytest.mark.parametrize("address", ["linear:other/ATL", "linear:acme/NOPE"])
def test_check_refuses_a_token_of_another_workspace_and_a_team_it_does_not_see(fake: Linear, address: str) -> None:
    with _client(fake.handle, fake) as client, pytest.raises(NotThere, match=r"NOPE|belongs to the workspace “acme”"):
        TRACKER.check(client, TRACKER.settings(address, {}))


def test_a_personal_key_is_sent_as_it_is_and_any_other_token_as_a_bearers() -> None:
    assert TRACKER.authorization("lin_api_123") == {"Authorization": "lin_api_123"}
    assert TRACKER.authorization("lin_oauth_123") == {"Authorization": "Bearer lin_oauth_123"}


def test_a_refusal_with_status_200_never_repeats_the_token(fake: Linear) -> None:
    error = {"message": f"Who is {TOKEN}?", "extensions": {"code": "FORBIDDEN"}}

    with _client(lambda request: httpx2.Response(200, json={"errors": [error]}), fake) as client:
        found = TRACKER.write(client, SETTINGS, Write(f"issue/{_first(fake)}", "name", "a", "b"))

    assert found.state == "refused"
    assert TOKEN not in found.says
