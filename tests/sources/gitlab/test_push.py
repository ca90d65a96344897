import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.gitlab import GitLab
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import WriteUnsure
from leadline.sources.gitlab.tracker import TRACKER
from leadline.sources.http.client import Client
from leadline.sources.tracker import Write, Written

SETTINGS = TRACKER.settings("gitlab:acme/checkout", {})
GROUP = TRACKER.settings("gitlab:groups/acme", {})
DAY = 28_800


def _plain(fake: GitLab) -> GitLab:
    for body in fake.issues.values():
        body |= {
            "title": "Pay by card", "state": "opened", "closed_at": None, "labels": ["bug"], "assignees": ["mara"], "milestone": None,
            "due_date": None, "estimate": 0, "moved_to_id": None, "duplicate": False,
        }  # fmt: skip
    fake.links.clear()
    fake.happened["notes"].clear()
    return fake


@pytest.fixture
def fake() -> GitLab:
    return _plain(GitLab(Clock(), chance(5)))


def _number(fake: GitLab) -> int:
    return min(number for project, number in fake.issues if project == 7)


def _issue(fake: GitLab) -> dict[str, Any]:
    return fake.issues[7, _number(fake)]


def _write(
    fake: GitLab, field: str, heard: str, value: str, seen: list[httpx2.Request] | None = None, subject: str = ""
) -> Written:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return fake.handle(request)

    own = subject or f"issue/{'7-' if fake.settings.group else ''}{_number(fake)}"
    with _client(handle, fake) as client:
        return TRACKER.write(client, fake.settings, Write(own, field, heard, value))


def _client(handle: Callable[[httpx2.Request], httpx2.Response], fake: GitLab) -> Client:
    headers, clock = TRACKER.authorization(TOKEN), fake.clock
    return Client(
        SETTINGS.base_url,
        headers,
        now=clock.now,
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        transport=httpx2.MockTransport(handle),
    )


CHANGES = [
    ("name", "Pay by card", "Pay by card or invoice", "title", "Pay by card or invoice"),
    ("state", "todo", "done", "state", "closed"),
    ("state", "todo", "doing", "labels", ["bug", "workflow::in dev"]),
    ("state", "doing", "dropped", "labels", ["bug", "wontfix"]),
    ("assignee", "gl-mara", "gl-ines", "assignees", ["ines"]),
    ("assignee", "gl-mara", "", "assignees", []),
    ("due", "", "2026-05-15", "due_date", "2026-05-15"),
    ("label", "", "blocked", "labels", ["bug", "blocked"]),
    ("label", "bug", "blocked\nworkflow::ready", "labels", ["blocked", "workflow::ready"]),
    ("label", "BUG", "", "labels", []),
    ("estimate", "", "3d", "estimate", 3 * DAY),
    ("estimate", "", "1w", "estimate", 5 * DAY),
    ("estimate", "", "3-8d", "labels", ["bug", "estimate::3-8d"]),
]


@pytest.mark.parametrize("group", [False, True], ids=["project", "group"])
@pytest.mark.parametrize(("field", "heard", "value", "there", "now"), CHANGES)
def test_it_writes_what_was_approved_and_reads_it_again(
    group: bool, field: str, heard: str, value: str, there: str, now: Any
) -> None:
    fake = _plain(GitLab(Clock(), chance(5), group=group))

    found = _write(fake, field, heard, value)

    assert found.state == "written", found.says
    assert _issue(fake)[there] == now
    (body,) = [one.body for one in found.payloads if one.part == "issue"]
    assert body["title"] == fake.said_issue((7, _number(fake)))["title"]
    assert _write(fake, field, heard, value).state == "same"


def test_it_says_conflict_and_writes_nothing_when_something_else_is_there(fake: GitLab) -> None:
    _issue(fake)["due_date"] = "2026-04-01"
    for field, heard, value, now in (
        ("name", "Pay by cheque", "Pay by invoice", "Pay by card"),
        ("state", "done", "dropped", "todo"),
        ("assignee", "gl-tomas", "gl-ines", "gl-mara"),
        ("due", "", "2026-05-15", "2026-04-01"),
        ("estimate", "3d", "5d", ""),
    ):
        seen: list[httpx2.Request] = []
        found = _write(fake, field, heard, value, seen)

        assert (found.state, found.now) == ("conflict", now)
        assert {one.method for one in seen} == {"GET"}


def test_what_already_says_so_is_not_written(fake: GitLab) -> None:
    seen: list[httpx2.Request] = []

    assert _write(fake, "name", "Something older", "Pay by card", seen).state == "same"
    assert _write(fake, "label", "", "Bug", seen).state == "same"
    assert {one.method for one in seen} == {"GET"}


def test_an_estimate_goes_from_a_range_to_a_number_and_away(fake: GitLab) -> None:
    _issue(fake)["labels"] = ["estimate::1-2w", "bug"]

    assert _write(fake, "estimate", "5-10d", "8d").state == "written"
    assert (_issue(fake)["labels"], _issue(fake)["estimate"]) == (["bug"], 8 * DAY)
    assert _write(fake, "estimate", "8d", "").state == "written"
    assert _issue(fake)["estimate"] == 0
    assert _write(fake, "estimate", "", "soon").state == "refused"


def test_work_that_goes_on_again_is_opened_and_says_so(fake: GitLab) -> None:
    _issue(fake).update(state="closed", closed_at="2026-03-02T09:00:00Z", labels=["bug", "wontfix"])

    assert _write(fake, "state", "dropped", "done").state == "written"
    assert (_issue(fake)["state"], _issue(fake)["labels"]) == ("closed", ["bug"])
    assert _write(fake, "state", "done", "doing").state == "written"
    assert (_issue(fake)["state"], _issue(fake)["labels"]) == ("opened", ["bug", "workflow::in dev"])
    assert _write(fake, "state", "doing", "todo").state == "written"
    assert _issue(fake)["labels"] == ["bug"]


def test_a_milestone_is_put_by_the_id_it_has_here(fake: GitLab) -> None:
    of_group = next(number for number, one in fake.milestones.items() if not one["of"])
    of_project, body = next((number, one) for number, one in fake.milestones.items() if one["of"])
    first, second = f"acme.checkout-milestone-{body['iid']}", f"acme.checkout-group-milestone-{of_group}"

    assert _write(fake, "milestone", "", first).state == "written"
    assert _issue(fake)["milestone"] == of_project
    assert _write(fake, "milestone", first, second).state == "written"
    assert _issue(fake)["milestone"] == of_group
    assert _write(fake, "milestone", second, "acme.checkout-milestone-99999").state == "refused"
    assert _write(fake, "milestone", second, "").state == "written"
    assert _issue(fake)["milestone"] is None


def test_what_blocks_is_added_and_taken_away(fake: GitLab) -> None:
    first, other, third = sorted(number for _, number in fake.issues)[:3]
    fake.links[1] = ((7, first), (7, third))
    fake.links[2] = ((7, other), (7, first))

    assert _write(fake, "blocked_by", "", f"acme.checkout-{other}").state == "written"
    assert [ends for ends in fake.links.values() if ends[0] == (7, first)] == [
        ((7, first), (7, third)),
        ((7, first), (7, other)),
    ]
    assert _write(fake, "blocked_by", "", f"url:https://gitlab.com/acme/checkout/-/issues/{other}").state == "same"
    assert _write(fake, "blocked_by", f"acme.checkout-{other}", "").state == "written"
    assert list(fake.links.values()) == [((7, first), (7, third)), ((7, other), (7, first))]
    for nowhere in (
        "https://github.com/acme/x/issues/1",
        "https://gitlab.com/acme/checkout/-/issues/99999",
        "acme.checkout-99999",
    ):
        assert _write(fake, "blocked_by", "", nowhere).state == "refused"


def test_a_comment_that_is_there_is_not_written_twice_and_gives_no_orders(fake: GitLab) -> None:
    assert _write(fake, "comment", "", "We wait for\nthe ledger.").state == "written"
    assert _write(fake, "comment", "", "We wait for\nthe ledger.").state == "same"
    assert [one["body"] for one in fake.happened["notes"][7, _number(fake)]] == ["We wait for\nthe ledger."]
    assert _write(fake, "comment", "", "Done.\n/close").state == "refused"


@pytest.mark.parametrize("group", [False, True], ids=["project", "group"])
def test_the_due_date_of_a_milestone_is_written_whoever_it_belongs_to(group: bool) -> None:
    fake = GitLab(Clock(), chance(5), group=group)
    for number in list(fake.milestones):
        fake.milestones[number]["due_date"] = "2026-05-01"

        assert _write(fake, "due", "2026-05-01", "2026-05-15", subject=f"milestone/{number}").state == "written"
        assert fake.milestones[number]["due_date"] == "2026-05-15"
        assert _write(fake, "due", "2026-05-01", "2026-06-01", subject=f"milestone/{number}").state == "conflict"
    assert _write(fake, "due", "", "soon", subject="milestone/1").state == "refused"


def test_what_cannot_be_is_refused_in_words(fake: GitLab) -> None:
    mara = "gl-mara"

    assert "is not allowed here" in _write(fake, "name", "Pay by card", "forbidden").says
    assert _write(fake, "assignee", mara, "gl-nobody").state == "refused"
    assert _write(fake, "state", "todo", "parked").state == "refused"
    assert _write(fake, "due", "", "31.3.2026").state == "refused"
    assert _write(fake, "label", "", "one, two").state == "refused"
    assert _write(fake, "weight", "", "3").state == "refused"
    assert _write(fake, "name", "", "x", subject="merge/3").state == "refused"
    assert _write(fake, "name", "", "x", subject="issue/7-3").state == "refused"
    _issue(fake)["moved_to_id"] = 99
    assert "moved" in _write(fake, "name", "Pay by card", "Other").says


def test_a_change_that_gitlab_leaves_out_in_silence_is_told(fake: GitLab) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        return fake.handle(request) if request.method == "GET" else httpx2.Response(200, content=b"{}")

    with _client(handle, fake) as client:
        found = TRACKER.write(client, SETTINGS, Write(f"issue/{_number(fake)}", "assignee", "gl-mara", "gl-ines"))

    assert (found.state, found.now) == ("refused", "gl-mara")


def test_a_write_without_an_answer_is_unsure(fake: GitLab) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method == "PUT":
            raise httpx2.ReadTimeout("quiet")
        return fake.handle(request)

    with _client(handle, fake) as client, pytest.raises(WriteUnsure):
        TRACKER.write(client, SETTINGS, Write(f"issue/{_number(fake)}", "name", "Pay by card", "Other"))


@pytest.mark.parametrize("group", [False, True], ids=["project", "group"])
def test_check_says_who_what_and_which_words(group: bool) -> None:
    fake = _plain(GitLab(Clock(), chance(5), group=group, most=100))
    _issue(fake)["due_date"] = "2026-05-01"
    with _client(fake.handle, fake) as client:
        found = TRACKER.check(client, fake.settings)

    assert found.title == ("acme" if group else "acme/checkout")
    assert found.signed_in_as == "ines (token “leadline”)"
    assert found.counts["open issues"] == len(fake.issues)
    assert found.counts["merge requests"] == len(fake.merges)
    assert found.names["states"] == {
        "workflow::in dev": "doing",
        "workflow::ready": "todo",
        "blocked": "todo",
        "wontfix": "dropped",
    }
    assert found.names["kinds"] == {"bug": "bug", "type::chore": "chore"}
    assert found.names["fields"]["Due date"] == "baseline_on"
    assert set(found.names["people"]) == {"mara"}
    assert list(found.missing) == []


def test_check_says_what_a_small_token_loses(fake: GitLab) -> None:
    token = {"name": "t", "scopes": ["read_api", "sudo"], "expires_at": "2026-03-09"}

    def handle(request: httpx2.Request) -> httpx2.Response:
        place = request.url.path.rpartition("/")[2]
        if place == "merge_requests":
            return _said({"message": "403 Forbidden"}, 403)
        if place == "self":
            return _said(token)
        found = fake.handle(request)
        if request.url.path.endswith("checkout"):
            rights = {"project_access": {"access_level": 10}, "group_access": None}
            found = httpx2.Response(
                200,
                headers=found.headers,
                json=found.json() | {"permissions": rights, "issues_access_level": "disabled"},
            )
        return found

    with _client(handle, fake) as client:
        found = TRACKER.check(client, SETTINGS)

    words = ("merge requests", "may read and not write", "sudo", "ends on 2026-03-09", "below Reporter", "switched off")
    assert [word in " ".join(found.missing) for word in words] == [True] * 6


def _said(body: Any, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, headers={"content-type": "application/json"}, content=json.dumps(body).encode())
