from collections.abc import Callable
from datetime import timedelta

import httpx2
import pytest
from tests.sources.fake import redmine
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import FAULTS
from tests.sources.fake.many import many
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN, differences, run

from leadline.sources.errors import NotSignedIn, NotThere
from leadline.sources.http.client import Client
from leadline.sources.redmine.tracker import TRACKER

ADDRESS = "redmine:tracker.acme.example/redmine/shop"
SETTINGS = TRACKER.settings(ADDRESS, {})


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_nothing_is_lost_in_random_fault_schedules(first: int) -> None:
    said: list[str] = []

    found = many("redmine", first, first + 10, said.append)

    assert said == []
    assert found["differences"] == 0
    assert found["faults"] > 100
    assert found["requests_share"] <= 1.3
    assert found["before_a_pause_was_over"] == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_loses_nothing(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sources.fake.faults.FAULTS", {fault: FAULTS[fault]})

    # A bomb costs this machine a tenth of a second.
    rate = 0.03 if fault == "bomb" else 0.2
    found = run(TRACKER, SETTINGS, redmine.made, 5, rate=rate, limited=redmine.limited, counted=redmine.counted)

    assert set(found.came) == {fault}
    assert found.differences == []


def test_a_reading_may_be_cut_after_any_step() -> None:
    # Each time only one step is kept, and reading goes on from its cursor with a new client.
    clock = Clock()
    fake, memory, steps = redmine.Redmine(clock, chance(11), issues=20), Memory(), 0
    while True:
        with _client(fake.handle, clock) as client:
            step = next(TRACKER.changes(client, SETTINGS, memory.cursors.get("changes", {})))
            memory.keep(step, "changes")
        steps += 1
        assert steps < 300
        if "now" not in step.cursor:
            break

    assert differences(redmine.counted(memory.parts), redmine.counted(fake.subjects())) == []
    assert step.share == 1.0


def test_more_issues_of_one_second_than_a_page_has_are_all_read() -> None:
    clock, memory = Clock(), Memory()
    fake = redmine.Redmine(clock, chance(2), issues=40)
    stamp = clock.now()
    for own in fake.issues.values():
        own["changed"] = stamp

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert differences(redmine.counted(memory.parts), redmine.counted(fake.subjects())) == []


def test_the_cursor_never_slides_back_when_nothing_is_found() -> None:
    clock, cursor, marks = Clock(), {}, []
    fake = redmine.Redmine(clock, chance(7))
    for _ in range(4):
        clock.advance(600)
        with _client(fake.handle, clock) as client:
            *_, last = TRACKER.changes(client, SETTINGS, cursor)
        cursor = dict(last.cursor)
        marks.append(cursor["marks"]["issues"]["since"])

    assert marks == sorted(marks)
    assert marks[1] == marks[-1]


def test_a_reading_that_finds_nothing_new_asks_little() -> None:
    clock, memory = Clock(), Memory()
    fake = redmine.Redmine(clock, chance(3), issues=60, most=100)
    for hours, own in enumerate(fake.issues.values()):
        own["changed"] = clock.now() - timedelta(hours=hours)
    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
        first = client.requests
    clock.advance(86_400)
    fake.rename(chance(1))

    with _client(fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))
        again = client.requests

    # Each issue cost a request for its history. Now three questions find the projects; two and one a project their versions;
    # statuses, members and a page of issues follow, and the histories of the one renamed and of the one at the mark.
    projects = len(fake.projects) - 1
    assert first > sum(one.startswith("issue/") for one in fake.subjects())
    assert again == 3 + (2 + projects) + 3 + 2
    assert differences(redmine.counted(memory.parts), redmine.counted(fake.subjects())) == []


def test_a_key_that_is_not_known_is_no_empty_project() -> None:
    # Redmine shows whom it does not know an empty list of issues, and says that all went well.
    clock = Clock()
    fake = redmine.Redmine(clock, chance(4))
    number = min(fake.issues)

    with _client(fake.handle, clock, "another key") as client:
        with pytest.raises(NotSignedIn):
            list(TRACKER.changes(client, SETTINGS, {}))
        with pytest.raises(NotSignedIn):
            list(TRACKER.everything(client, SETTINGS, {}))
        with pytest.raises(NotSignedIn):
            TRACKER.one(client, SETTINGS, f"issue/{number}")


def test_a_key_that_lost_the_project_deletes_nothing() -> None:
    clock = Clock()
    fake = redmine.Redmine(clock, chance(4))
    number = min(fake.issues)

    class Hidden:
        def handle(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.path.endswith("/projects/shop.json"):
                return httpx2.Response(404, headers={"content-type": "application/json"}, content=b"")
            if request.url.path.endswith("/issues.json"):
                empty = b'{"issues": [], "total_count": 0, "offset": 0}'
                return httpx2.Response(200, headers={"content-type": "application/json"}, content=empty)
            return fake.handle(request)

    for subject in (f"issue/{number}", f"version/{min(fake.versions)}", "project/1"):
        with _client(Hidden().handle, clock) as client, pytest.raises(NotThere):
            TRACKER.one(client, SETTINGS, subject)


def test_what_was_deleted_is_gone_and_what_was_moved_says_where_it_is() -> None:
    clock = Clock()
    fake = redmine.Redmine(clock, chance(6))
    moved, *_ = fake.issues
    fake.issues[moved] |= {"project": redmine.ELSEWHERE, "private": False}

    with _client(fake.handle, clock) as client:
        (gone,) = TRACKER.one(client, SETTINGS, "issue/99999").gone
        (left,) = TRACKER.one(client, SETTINGS, f"issue/{moved}").gone

    assert (gone.subject, gone.moved_to) == ("issue/99999", "")
    # This key does not see the project it went to, so it is not told where.
    assert left.subject == f"issue/{moved}"


def _client(handle: Callable[[httpx2.Request], httpx2.Response], clock: Clock, token: str = TOKEN) -> Client:
    transport = httpx2.MockTransport(handle)
    headers = TRACKER.authorization(token)
    return Client(
        SETTINGS.base_url, headers, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )
