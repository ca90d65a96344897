import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.github import GitHub
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import WriteUnsure
from leadline.sources.github.tracker import TRACKER
from leadline.sources.http.client import Client
from leadline.sources.tracker import Write, Written

SETTINGS = TRACKER.settings("github:acme/checkout", {})


@pytest.fixture
def fake() -> GitHub:
    found = GitHub(Clock(), chance(5))
    for body in found.issues.values():
        body |= {
            "title": "Pay by card",
            "state": "open",
            "state_reason": None,
            "labels": ["bug"],
            "assignees": ["mara"],
            "milestone": None,
        }
    found.blocked_by.clear()
    found.sub_issues.clear()
    return found


def _number(fake: GitHub) -> int:
    return next(number for number in fake.issues if number not in fake.pulls)


def _write(
    fake: GitHub, field: str, heard: str, value: str, seen: list[httpx2.Request] | None = None, subject: str = ""
) -> Written:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return fake.handle(request)

    with _client(handle, fake) as client:
        return TRACKER.write(client, SETTINGS, Write(subject or f"issue/{_number(fake)}", field, heard, value))


def _client(handle: Callable[[httpx2.Request], httpx2.Response], fake: GitHub) -> Client:
    headers, clock = TRACKER.authorization(TOKEN), fake.clock
    return Client(
        SETTINGS.base_url,
        headers,
        now=clock.now,
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        transport=httpx2.MockTransport(handle),
    )


@pytest.mark.parametrize(
    ("field", "heard", "value", "there", "now"),
    [
        ("name", "Pay by card", "Pay by card or invoice", "title", "Pay by card or invoice"),
        ("state", "todo", "done", "state_reason", "completed"),
        ("state", "doing", "dropped", "state_reason", "not_planned"),
        ("assignee", "gh-mara", "gh-ines", "assignees", ["ines"]),
        ("assignee", "gh-mara", "", "assignees", []),
        ("label", "", "blocked", "labels", ["bug", "blocked"]),
        ("label", "bug", "blocked\nestimate: 3d", "labels", ["blocked", "estimate: 3d"]),
        ("label", "BUG", "", "labels", []),
        ("state", "todo", "doing", "labels", ["bug", "in progress"]),
        ("estimate", "", "3-8d", "labels", ["bug", "estimate: 3-8d"]),
    ],
)
def test_it_writes_what_was_approved_and_reads_it_again(
    fake: GitHub, field: str, heard: str, value: str, there: str, now: Any
) -> None:
    found = _write(fake, field, heard, value)

    assert found.state == "written", found.says
    assert fake.issues[_number(fake)][there] == now
    (body,) = [one.body for one in found.payloads if one.part == "issue"]
    assert body == fake.said_issue(_number(fake))


def test_it_says_conflict_and_writes_nothing_when_something_else_is_there(fake: GitHub) -> None:
    for field, heard, value, now in (
        ("name", "Pay by cheque", "Pay by invoice", "Pay by card"),
        ("state", "done", "dropped", "todo"),
        ("assignee", "gh-tomas", "gh-ines", "gh-mara"),
    ):
        seen: list[httpx2.Request] = []
        found = _write(fake, field, heard, value, seen)

        assert (found.state, found.now) == ("conflict", now)
        assert not [one for one in seen if one.method != "GET" and one.url.path != "/graphql"]


def test_what_already_says_so_is_not_written(fake: GitHub) -> None:
    seen: list[httpx2.Request] = []

    assert _write(fake, "name", "Something older", "Pay by card", seen).state == "same"
    assert _write(fake, "label", "", "Bug", seen).state == "same"
    assert not [one for one in seen if one.method != "GET" and one.url.path != "/graphql"]


def test_a_milestone_is_put_by_the_id_it_has_here(fake: GitHub) -> None:
    number = next(iter(fake.milestones))

    assert _write(fake, "milestone", "", f"checkout-milestone-{number}").state == "written"
    assert fake.issues[_number(fake)]["milestone"] == number
    assert _write(fake, "milestone", f"checkout-milestone-{number}", "checkout-milestone-99999").state == "refused"
    assert _write(fake, "milestone", f"checkout-milestone-{number}", "").state == "written"


def test_what_blocks_is_added_and_taken_away(fake: GitHub) -> None:
    first, other, third = [number for number in fake.issues if number not in fake.pulls][:3]
    fake.blocked_by[first] = [third]

    assert _write(fake, "blocked_by", "", f"checkout-{other}").state == "written"
    assert fake.blocked_by[first] == [third, other]
    assert _write(fake, "blocked_by", "", f"url:https://github.com/acme/checkout/issues/{other}").state == "same"
    assert _write(fake, "blocked_by", f"checkout-{other}", "").state == "written"
    assert fake.blocked_by[first] == [third]
    assert _write(fake, "blocked_by", "", "https://gitlab.com/acme/x/-/issues/1").state == "refused"


def test_a_comment_that_is_there_is_not_written_twice(fake: GitHub) -> None:
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "written"
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "same"
    assert [one["body"] for one in fake.comments[_number(fake)]] == ["We wait for the ledger."]


def test_the_due_date_of_a_milestone_is_written_as_a_day(fake: GitHub) -> None:
    number = next(iter(fake.milestones))
    fake.milestones[number]["due_on"] = "2026-05-01T07:00:00Z"

    assert _write(fake, "due", "2026-05-01", "2026-05-15", subject=f"milestone/{number}").state == "written"
    assert fake.milestones[number]["due_on"] == "2026-05-15T12:00:00Z"
    assert _write(fake, "due", "2026-05-01", "2026-06-01", subject=f"milestone/{number}").state == "conflict"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "1 to 256"),
        ("name", "forbidden title", "Validation Failed"),
        ("state", "sleeping", "no state"),
        ("assignee", "gh-nobody", "cannot be made responsible"),
        ("estimate", "long", "no estimate in days"),
        ("priority", "1", "and not priority"),
        ("comment", "x" * 70_000, "65,536"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(fake: GitHub, field: str, value: str, says: str) -> None:
    heard = {"name": "Pay by card", "state": "todo", "assignee": "gh-mara"}.get(field, "")

    found = _write(fake, field, heard, value)

    assert (found.state, says in found.says) == ("refused", True), found


def test_a_write_that_got_no_answer_is_unsure(fake: GitHub) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method != "GET":
            raise httpx2.ReadTimeout("quiet")
        return fake.handle(request)

    with _client(handle, fake) as client, pytest.raises(WriteUnsure):
        TRACKER.write(client, SETTINGS, Write(f"issue/{_number(fake)}", "name", "Pay by card", "Other"))


def test_check_says_who_what_and_which_words(fake: GitHub) -> None:
    fake.projects = 1
    with _client(fake.handle, fake) as client:
        found = TRACKER.check(client, SETTINGS)

    assert found.title == "acme/checkout"
    assert found.signed_in_as == "ines (fine-grained token)"
    assert found.counts["open issues and pull requests"] == len(fake.issues)
    assert found.counts["milestones"] == len(fake.milestones)
    assert found.names["states"] == {"in progress": "doing", "blocked": "todo"}
    assert found.names["kinds"] == {"bug": "bug", "enhancement": "feature", "type: chore": "chore"}
    # Who does it is no field to be given a meaning.
    assert found.names["fields"] == {"Status": "state", "Target date": "baseline_on", "Points": ""}
    assert set(found.names["people"]) == {"mara"}
    assert list(found.missing) == []


def test_check_says_what_a_small_token_loses(fake: GitHub) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        place = request.url.path.rpartition("/")[2]
        if place == "graphql":
            return _said({"data": None, "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible"}]})
        if place in ("pulls", "releases"):
            return _said({"message": "Resource not accessible by personal access token"}, 403)
        return fake.handle(request)

    with _client(handle, fake) as client:
        found = TRACKER.check(client, SETTINGS)

    assert [word in " ".join(found.missing) for word in ("pull requests", "releases", "Projects: read")] == [True] * 3


def _said(body: Any, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, headers={"content-type": "application/json"}, content=json.dumps(body).encode())


def test_an_estimate_and_being_at_work_are_labels_that_come_and_go(fake: GitHub) -> None:
    fake.issues[_number(fake)]["labels"] = ["estimate: 1w", "in progress", "bug"]

    # A week is five days, and was heard as that.
    assert _write(fake, "estimate", "4d", "8d").state == "conflict"
    assert _write(fake, "estimate", "5d", "8d").state == "written"
    assert _write(fake, "state", "doing", "todo").state == "written"
    assert fake.issues[_number(fake)]["labels"] == ["bug", "estimate: 8d"]
    assert _write(fake, "estimate", "8d", "").state == "written"
    assert fake.issues[_number(fake)]["labels"] == ["bug"]
