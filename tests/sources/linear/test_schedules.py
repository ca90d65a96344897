from collections.abc import Callable
from random import Random

import httpx2
import pytest
from tests.sources.fake import linear
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import FAULTS
from tests.sources.fake.linear import Linear
from tests.sources.fake.many import many
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN, differences, run

from leadline.sources.errors import Later, NotThere, StrangeReply, Unreachable
from leadline.sources.http.client import Client
from leadline.sources.linear.tracker import TRACKER

SETTINGS = TRACKER.settings("linear:acme/ATL", {})
Handle = Callable[[httpx2.Request], httpx2.Response]


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_nothing_is_lost_in_random_fault_schedules(first: int) -> None:
    said: list[str] = []

    found = many("linear", first, first + 40, said.append)

    assert said == []
    assert found["differences"] == 0
    assert found["faults"] > 100
    assert found["requests_share"] <= 1.3
    assert found["before_a_pause_was_over"] == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_loses_nothing(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sources.fake.faults.FAULTS", {fault: FAULTS[fault]})

    found = run(TRACKER, SETTINGS, linear.made, 5, limited=linear.limited, counted=linear.counted)

    assert set(found.came) == {fault}
    assert found.differences == []


def test_a_reading_may_be_cut_after_any_step() -> None:
    # Each time only one step is kept, and reading goes on from its cursor with a new client.
    clock = Clock()
    fake, memory, steps = Linear(clock, chance(11), issues=30), Memory(), 0
    while True:
        with _client(fake.handle, clock) as client:
            step = next(TRACKER.changes(client, SETTINGS, memory.cursors.get("changes", {})))
            memory.keep(step, "changes")
        steps += 1
        assert steps < 200
        if "now" not in step.cursor:
            break

    assert _off(memory, fake) == []
    assert step.share == 1.0


STAMPED = (
    Linear.add_issue, Linear.retitle, Linear.change_state, Linear.plan, Linear.put_in_milestone, Linear.label, Linear.touch_many,
    Linear.empty, Linear.add_project, Linear.change_project, Linear.add_milestone, Linear.change_milestone,
)  # fmt: skip
"""Edits that move the stamp of what they change."""


@pytest.mark.parametrize("seed", range(20))
def test_what_is_stamped_is_heard_without_a_reconciliation_also_while_it_is_read(seed: int) -> None:
    clock, rng, memory = Clock(), chance(seed), Memory()
    fake = Linear(clock, chance(seed), issues=25)
    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    def busy(request: httpx2.Request) -> httpx2.Response:
        _edit(fake, rng)
        return fake.handle(request)

    for _ in range(4):
        with _client(busy, clock) as client:
            memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))
        clock.advance(rng.choice((0, 30, 600)))
    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))

    assert _off(memory, fake) == []


def _edit(fake: Linear, rng: Random) -> None:
    # Longer than what is read again, so that only the right mark finds it.
    fake.clock.advance(rng.choice((0, 0, 1, 80)))
    rng.choice(STAMPED)(fake, rng)


def test_the_mark_never_goes_back_when_what_was_newest_is_deleted() -> None:
    clock, memory = Clock(), Memory()
    fake = Linear(clock, chance(3), issues=10)
    marks = []
    for _ in range(4):
        with _client(fake.handle, clock) as client:
            memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors.get("changes", {})))
        marks.append(memory.cursors["changes"]["marks"]["issues"]["since"])
        del fake.issues[max(fake.issues, key=lambda id: (fake.issues[id]["updatedAt"], id))]
        fake.relations.clear()
        for body in fake.issues.values():
            body["parent"] = None

    assert marks == sorted(marks)


def test_a_whole_page_of_one_moment_does_not_stop_the_reading() -> None:
    clock = Clock()
    fake, memory = Linear(clock, chance(2), issues=40), Memory()
    for body in fake.issues.values():
        body |= {"updatedAt": "2026-03-02T12:00:00.000Z", "createdAt": "2026-03-02T12:00:00.000Z"}

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert _off(memory, fake) == []


def test_a_page_whose_edge_was_deleted_is_begun_again() -> None:
    clock, memory = Clock(), Memory()
    fake = Linear(clock, chance(9), issues=30)
    deleted: list[str] = []

    def cut(request: httpx2.Request) -> httpx2.Response:
        reply = fake.handle(request)
        page = (reply.json().get("data") or {}).get("page") or {}
        edge = (page.get("pageInfo") or {}).get("endCursor")
        if not deleted and edge in fake.issues and page["pageInfo"]["hasNextPage"]:
            deleted.append(edge)
            fake.relations = {k: v for k, v in fake.relations.items() if edge not in (v["issue"], v["relatedIssue"])}
            fake.issues.pop(edge)
            for body in fake.issues.values():
                body["parent"] = None if body["parent"] == edge else body["parent"]
        return reply

    with _client(cut, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert deleted
    assert {one for one in fake.subjects() if one.startswith("issue/")} <= set(memory.parts)


def test_the_second_reading_asks_little() -> None:
    clock = Clock()
    fake, memory = Linear(clock, chance(3), issues=60, most=100), Memory()
    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    clock.advance(86_400)

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))
        # the workspace, projects, milestones, issues, links; and a history that is longer than its page
        assert client.requests <= 7


def test_a_page_that_counts_too_many_points_is_asked_for_in_halves() -> None:
    clock, memory, sizes = Clock(), Memory(), []
    fake = Linear(clock, chance(4), issues=30, most=100)

    def strict(request: httpx2.Request) -> httpx2.Response:
        first = (_variables(request)).get("first") or 0
        sizes.append(first)
        if first > 20:
            error = {"message": "Query too complex", "extensions": {"code": "INPUT_ERROR"}}
            return httpx2.Response(400, json={"errors": [error]})
        return fake.handle(request)

    with _client(strict, clock) as client, pytest.raises(StrangeReply):
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))  # links are few points a page, and are not halved

    assert {one for one in fake.subjects() if one.startswith("issue/")} <= set(memory.parts)
    assert 50 in sizes
    assert 12 in sizes


def _variables(request: httpx2.Request) -> dict[str, int]:
    found: dict[str, int] = httpx2.Response(200, content=request.content).json()["variables"]
    return found


def test_a_limit_that_is_spent_is_waited_for_and_no_request_is_sent_before() -> None:
    clock = Clock()
    fake, memory, early = Linear(clock, chance(6), issues=10), Memory(), []
    fake.points, until = linear.HOURLY_POINTS - 1, fake.resets

    def handle(request: httpx2.Request) -> httpx2.Response:
        early.extend([clock.now()] if fake.points >= linear.HOURLY_POINTS and clock.now() < until else [])
        return fake.handle(request)

    with _client(handle, clock) as client, pytest.raises(Later) as caught:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    assert (early, caught.value.until) == ([], until)
    clock.until(caught.value.until)
    with _client(handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors.get("changes", {})))

    assert _off(memory, fake) == []


def test_a_failure_of_theirs_with_status_200_is_tried_again_later() -> None:
    error = {"message": "Something broke", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}

    with (
        _client(lambda request: httpx2.Response(200, json={"errors": [error], "data": None}), Clock()) as client,
        pytest.raises(Unreachable, match="Something broke"),
    ):
        TRACKER.one(client, SETTINGS, "workspace")


def test_titles_that_speak_of_limits_are_no_limit() -> None:
    clock = Clock()
    fake, memory = Linear(clock, chance(6), issues=3), Memory()
    for body in fake.issues.values():
        body["title"] = '{"errors":[{"extensions":{"code":"RATELIMITED"}}]}'

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert _off(memory, fake) == []


@pytest.mark.parametrize("says", ["Entity not found: Issue", "no team"])
def test_a_token_that_lost_the_team_or_is_of_another_workspace_deletes_nothing(says: str) -> None:
    clock = Clock()
    fake = Linear(clock, chance(4))
    id = next(iter(fake.issues))
    fake.issues.clear()
    fake.relations.clear()
    if says == "no team":
        fake.teams["ATL"]["key"] = "NEW"
        fake.teams["NEW"] = fake.teams.pop("ATL")
    else:
        fake.organization["urlKey"] = "other"

    with _client(fake.handle, clock) as client, pytest.raises(NotThere):
        TRACKER.one(client, SETTINGS, f"issue/{id}")
    with _client(fake.handle, clock) as client, pytest.raises(NotThere):
        list(TRACKER.everything(client, SETTINGS, {}))


def test_what_lies_in_the_bin_is_gone_and_what_is_archived_is_not() -> None:
    clock, memory = Clock(), Memory()
    fake = Linear(clock, chance(4))
    first, second = [one for one in fake.issues.values() if one["team"] == "ATL"][:2]
    first |= {"trashed": None, "archivedAt": "2026-03-02T09:00:00.000Z"}
    second |= {"trashed": True, "archivedAt": "2026-03-02T09:00:00.000Z"}

    with _client(fake.handle, clock) as client:
        steps = list(TRACKER.changes(client, SETTINGS, {}))
        (gone,) = TRACKER.one(client, SETTINGS, f"issue/{second['id']}").gone
        found = TRACKER.one(client, SETTINGS, f"issue/{first['id']}").payloads
    for step in steps:
        memory.keep(step)

    assert gone.subject == f"issue/{second['id']}"
    assert f"issue/{second['id']}" in [one.subject for step in steps for one in step.gone]
    assert f"issue/{second['id']}" not in memory.parts
    assert f"issue/{first['id']}" in memory.parts
    assert found[0].subject == f"issue/{first['id']}"


def test_an_issue_of_another_team_is_gone_and_says_where_it_is() -> None:
    clock = Clock()
    fake = Linear(clock, chance(6))
    body = next(one for one in fake.issues.values() if one["team"] == "ATL" and not one["trashed"])
    body |= {"team": "PAY", "number": 77, "state": fake.teams["PAY"]["states"][2]}

    with _client(fake.handle, clock) as client:
        (gone,) = TRACKER.one(client, SETTINGS, f"issue/{body['id']}").gone

    assert (gone.subject, gone.moved_to) == (f"issue/{body['id']}", "https://linear.app/acme/issue/PAY-77/x")


def test_a_whole_workspace_has_the_issues_of_all_its_teams() -> None:
    clock, memory = Clock(), Memory()
    fake, own = Linear(clock, chance(8), issues=30), TRACKER.settings("linear:acme", {})

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, own, {}))

    living = {f"issue/{id}" for id, one in fake.issues.items() if not one["trashed"]}
    assert {one for one in memory.parts if one.startswith("issue/")} == living
    assert {fake.issues[one.partition("/")[2]]["team"] for one in living} == {"ATL", "PAY"}


def _off(memory: Memory, fake: Linear) -> list[str]:
    return differences(linear.counted(memory.parts), linear.counted(fake.subjects()))


def _client(handle: Handle, clock: Clock) -> Client:
    return Client(
        SETTINGS.base_url,
        TRACKER.authorization(TOKEN),
        now=clock.now,
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        transport=httpx2.MockTransport(handle),
    )
