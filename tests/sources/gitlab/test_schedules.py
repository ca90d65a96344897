from datetime import datetime, timedelta

import httpx2
import pytest
from tests.sources.fake import gitlab
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import FAULTS, Faults
from tests.sources.fake.many import many
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN, differences, run

from leadline.sources.errors import NotThere
from leadline.sources.gitlab.tracker import TRACKER
from leadline.sources.http.client import Client

SETTINGS = TRACKER.settings("gitlab:acme/checkout", {})
GROUP = TRACKER.settings("gitlab:groups/acme", {})


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_nothing_is_lost_in_random_fault_schedules(first: int) -> None:
    said: list[str] = []

    found = many("gitlab", first, first + 10, said.append)

    assert said == []
    assert found["differences"] == 0
    assert found["faults"] > 100
    assert found["requests_share"] <= 1.3
    assert found["before_a_pause_was_over"] == 0


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_a_group_is_lost_either(seed: int) -> None:
    found = run(TRACKER, GROUP, gitlab.made_group, seed, limited=gitlab.limited, counted=gitlab.counted)

    assert found.differences == []
    assert sum(found.came.values()) > 10


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_loses_nothing(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sources.fake.faults.FAULTS", {fault: FAULTS[fault]})

    # A bomb costs this machine a tenth of a second.
    rate = 0.03 if fault == "bomb" else 0.2
    found = run(TRACKER, SETTINGS, gitlab.made, 5, rate=rate, limited=gitlab.limited, counted=gitlab.counted)

    assert set(found.came) == {fault}
    assert found.differences == []


@pytest.mark.parametrize("settings", [SETTINGS, GROUP], ids=["project", "group"])
def test_a_reading_may_be_cut_after_any_step(settings: object) -> None:
    # Each time only one step is kept, and reading goes on from its cursor with a new client.
    clock = Clock()
    fake, memory, steps = gitlab.GitLab(clock, chance(11), issues=20, group=settings is GROUP), Memory(), 0
    while True:
        with _client(fake, clock) as client:
            step = next(TRACKER.changes(client, settings, memory.cursors.get("changes", {})))
            memory.keep(step, "changes")
        steps += 1
        assert steps < 300
        if "now" not in step.cursor:
            break

    assert differences(gitlab.counted(memory.parts), gitlab.counted(fake.subjects())) == []
    assert step.share == 1.0


def test_how_much_is_read_only_grows_and_says_of_how_much() -> None:
    clock = Clock()
    fake = gitlab.GitLab(clock, chance(3), issues=30, most=100)

    with _client(fake, clock) as client:
        steps = list(TRACKER.changes(client, SETTINGS, {}))

    shares = [one.share for one in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    number = len(fake.issues)
    assert f"issues 5 of about {number}" in [one.says for one in steps]
    assert f"issues {number}" in [one.says for one in steps]


def test_a_whole_page_of_one_stamp_does_not_stop_the_reading() -> None:
    clock = Clock()
    fake, memory = gitlab.GitLab(clock, chance(2), issues=40), Memory()
    for body in fake.issues.values():
        body["updated_at"] = "2026-03-02T12:00:00.250Z"

    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert {one for one in fake.subjects() if one.startswith("issue/")} <= set(memory.parts)


def test_what_leaves_a_page_of_one_stamp_while_it_is_read_takes_nothing_with_it() -> None:
    clock = Clock()
    fake, memory = gitlab.GitLab(clock, chance(2), issues=30), Memory()
    for body in fake.issues.values():
        body["updated_at"] = "2026-03-02T12:00:00.250Z"
    pages: list[str] = []

    class Moving:
        def handle(self, request: httpx2.Request) -> httpx2.Response:
            page = request.url.params.get("page", "")
            if request.url.path.endswith("/issues") and page > "1" and page not in pages:
                pages.append(page)
                # One of the first page is changed: all that follow move up by one.
                fake.issues.pop(min(fake.issues))
            return fake.handle(request)

    with _client(Moving(), clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert len(pages) > 3
    assert {one for one in fake.subjects() if one.startswith("issue/")} <= set(memory.parts)


def test_the_cursor_never_slides_back_when_nothing_is_found() -> None:
    clock = Clock()
    fake, cursor = gitlab.GitLab(clock, chance(7)), {}
    marks = []
    for _ in range(4):
        clock.advance(600)
        with _client(fake, clock) as client:
            *_, last = TRACKER.changes(client, SETTINGS, cursor)
        cursor = dict(last.cursor)
        marks.append(cursor["marks"]["issues"]["since"])

    assert marks == sorted(marks)
    assert marks[1] == marks[-1]


def test_what_changes_while_it_is_read_is_read_again_the_next_time() -> None:
    # The mark lies before the moment at which the reading began, by the clock of GitLab, however late its newest stamp is.
    clock, asked = Clock(), 0
    fake = gitlab.GitLab(clock, chance(7))
    clock.advance(5000)

    class Busy:
        def handle(self, request: httpx2.Request) -> httpx2.Response:
            nonlocal asked
            asked += 1
            if asked < 12:
                clock.advance(60)
                fake.touch_many(chance(1))
            return fake.handle(request)

    began = clock.now()
    with _client(Busy(), clock) as client:
        steps = TRACKER.changes(client, SETTINGS, {})
        last = next(step for step in steps if "issues" in step.cursor.get("new", {}))

    # Project and milestones were asked for before the first page of issues, a minute each.
    mark = datetime.fromisoformat(last.cursor["new"]["issues"]["since"])
    assert max(one["updated_at"] for one in fake.issues.values()) > last.cursor["new"]["issues"]["since"]
    assert began <= mark <= began + timedelta(minutes=3)


def test_the_second_reading_asks_little() -> None:
    clock = Clock()
    fake, memory = gitlab.GitLab(clock, chance(3), issues=60, most=100), Memory()
    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    clock.advance(86_400)
    fake.retitle(chance(1))
    again = sum(
        body["updated_at"] >= memory.cursors["changes"]["marks"]["issues"]["since"] for body in fake.issues.values()
    )
    touched = sum(
        body["updated_at"] >= memory.cursors["changes"]["marks"]["merges"]["since"] for body in fake.merges.values()
    )

    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))
        # Project, milestones, issues, merge requests; and what belongs to the few that are read again.
        assert again < 10
        assert client.requests <= 4 + 6 * again + 2 * touched

    assert differences(gitlab.counted(memory.parts), gitlab.counted(fake.subjects())) == []


def test_a_token_that_lost_the_project_deletes_nothing() -> None:
    clock = Clock()
    fake = gitlab.GitLab(clock, chance(4))
    hidden = Faults(
        lambda request: httpx2.Response(404, content=b'{"message": "404 Project Not Found"}'),
        1,
        clock,
        host="gitlab.com",
        rate=0,
    )

    for subject in ("issue/1", "merge/1", "milestone/1000", "project"):
        with _client(hidden, clock) as client, pytest.raises(NotThere):
            TRACKER.one(client, SETTINGS, subject)
    fake.delete(chance(1))
    gone = next(number for number in range(1, 60) if (7, number) not in fake.issues)
    for subject in (f"issue/{gone}", "milestone/1"):
        with _client(fake, clock) as client:
            assert [one.subject for one in TRACKER.one(client, SETTINGS, subject).gone] == [subject]


def test_a_project_that_leaves_the_group_says_where_its_issues_are() -> None:
    clock = Clock()
    fake = gitlab.GitLab(clock, chance(6), group=True)
    fake.projects[8] = "other/ledger"
    number = next(number for project, number in fake.issues if project == 8)

    with _client(fake, clock) as client:
        (gone,) = TRACKER.one(client, GROUP, f"issue/8-{number}").gone
        (left,) = TRACKER.one(client, GROUP, "project/8").gone

    assert (gone.subject, gone.moved_to) == (f"issue/8-{number}", f"https://gitlab.com/other/ledger/-/issues/{number}")
    assert left.subject == "project/8"


def test_what_the_token_has_no_right_to_is_read_once_it_may() -> None:
    clock, memory, may = Clock(), Memory(), False
    fake = gitlab.GitLab(clock, chance(8))
    fake.add_merge(chance(1))

    class Picky:
        def handle(self, request: httpx2.Request) -> httpx2.Response:
            if not may and request.url.path.endswith("/merge_requests"):
                text = b'{"message": "403 Forbidden"}'
                return httpx2.Response(403, headers={"content-type": "application/json"}, content=text)
            return fake.handle(request)

    with _client(Picky(), clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))
    assert not any("merge" in parts for parts in memory.parts.values())
    may = True
    with _client(Picky(), clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, memory.cursors["changes"]))

    assert differences(gitlab.counted(memory.parts), gitlab.counted(fake.subjects())) == []


def test_a_server_without_licence_has_no_weights_and_loses_nothing_else() -> None:
    clock, memory = Clock(), Memory()
    fake = gitlab.GitLab(clock, chance(8))
    fake.licensed = False
    fake.happened["weights"].clear()

    with _client(fake, clock) as client:
        memory.read("changes", TRACKER.changes(client, SETTINGS, {}))

    assert differences(gitlab.counted(memory.parts), gitlab.counted(fake.subjects())) == []


def _client(fake: object, clock: Clock) -> Client:
    transport = httpx2.MockTransport(fake.handle)  # type: ignore[attr-defined]
    headers = TRACKER.authorization(TOKEN)
    return Client(
        SETTINGS.base_url, headers, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )
