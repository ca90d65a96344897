import httpx2
import pytest
from tests.sources.fake import github
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import FAULTS, Faults
from tests.sources.fake.many import many
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN, differences, run

from leadline.sources.errors import NotThere
from leadline.sources.github.tracker import TRACKER
from leadline.sources.http.client import Client

SETTINGS = TRACKER.settings("github:acme/checkout", {})


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_nothing_is_lost_in_random_fault_schedules(first: int) -> None:
    said: list[str] = []

    found = many("github", first, first + 50, said.append)

    assert said == []
    assert found["differences"] == 0
    assert found["faults"] > 100
    assert found["requests_share"] <= 1.3
    assert found["before_a_pause_was_over"] == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_loses_nothing(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sources.fake.faults.FAULTS", {fault: FAULTS[fault]})

    found = run(TRACKER, SETTINGS, github.made, 5, limited=github.limited, counted=github.counted)

    assert set(found.came) == {fault}
    assert found.differences == []


def test_a_reading_may_be_cut_after_any_step() -> None:
    # Each time only one step is kept, and reading goes on from its cursor with a new client.
    clock = Clock()
    fake, memory, steps = github.GitHub(clock, chance(11), issues=30), Memory(), 0
    while True:
        with _client(fake, clock) as client:
            step = next(TRACKER.changes(client, SETTINGS, memory.cursors.get("changes", {})))
            memory.keep(step, "changes")
        steps += 1
        assert steps < 200
        if "now" not in step.cursor:
            break

    assert differences(github.counted(memory.parts), github.counted(fake.subjects())) == []
    assert step.share == 1.0


def test_a_whole_page_of_one_second_does_not_stop_the_reading() -> None:
    clock = Clock()
    fake, memory = github.GitHub(clock, chance(2), issues=40), Memory()
    for number in fake.issues:
        fake.issues[number]["updated_at"] = "2026-03-02T12:00:00Z"

    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert {one for one in fake.subjects() if one.startswith("issue/")} <= set(memory.parts)


def test_the_second_reading_asks_little() -> None:
    clock = Clock()
    fake, memory = github.GitHub(clock, chance(3), issues=60, most=100), Memory()
    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    clock.advance(86_400)
    fake.retitle(chance(1))

    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))
        # repository, milestones, issues, pull requests, releases, events; and what belongs to the few that are read again.
        assert client.requests <= 12

    assert differences(github.counted(memory.parts), github.counted(fake.subjects())) == []


def test_a_token_that_lost_the_repository_deletes_nothing() -> None:
    clock = Clock()
    fake = github.GitHub(clock, chance(4))
    hidden = Faults(
        lambda request: httpx2.Response(404, content=b'{"message": "Not Found"}'),
        1,
        clock,
        host="api.github.com",
        rate=0,
    )

    with _client(hidden, clock) as client, pytest.raises(NotThere):
        TRACKER.one(client, SETTINGS, "issue/1")
    fake.delete(chance(1))
    gone = next(number for number in range(1, 60) if number not in fake.issues)
    with _client(fake, clock) as client:
        assert [one.subject for one in TRACKER.one(client, SETTINGS, f"issue/{gone}").gone] == [f"issue/{gone}"]


def test_a_transferred_issue_is_gone_and_says_where_it_is() -> None:
    clock = Clock()
    fake = github.GitHub(clock, chance(6))
    fake.transfer(chance(1))
    number, there = next(iter(fake.moved.items()))

    with _client(fake, clock) as client:
        (gone,) = TRACKER.one(client, SETTINGS, f"issue/{number}").gone

    assert (gone.subject, gone.moved_to) == (f"issue/{number}", there)


def test_what_the_token_has_no_right_to_is_read_once_it_may() -> None:
    clock, memory, may = Clock(), Memory(), False
    fake = github.GitHub(clock, chance(8))
    fake.add_pull(chance(1))

    class Picky:
        def handle(self, request: httpx2.Request) -> httpx2.Response:
            if not may and request.url.path.endswith("/pulls"):
                text = b'{"message": "Resource not accessible by personal access token"}'
                return httpx2.Response(403, headers={"content-type": "application/json"}, content=text)
            return fake.handle(request)

    with _client(Picky(), clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    assert not any("pull" in parts for parts in memory.parts.values())
    may = True
    with _client(Picky(), clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))

    assert differences(github.counted(memory.parts), github.counted(fake.subjects())) == []


def _client(fake: object, clock: Clock) -> Client:
    transport = httpx2.MockTransport(fake.handle)  # type: ignore[attr-defined]
    headers = TRACKER.authorization(TOKEN)
    return Client(
        SETTINGS.base_url, headers, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )
