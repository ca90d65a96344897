import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sources.fake import jira
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import FAULTS
from tests.sources.fake.many import ADDRESSES, many
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN, differences, run

from leadline.sources.errors import BadAddress, NotSignedIn, NotThere
from leadline.sources.http.client import Client
from leadline.sources.jira.settings import Settings
from leadline.sources.jira.tracker import TRACKER

CLOUD, SERVER = (TRACKER.settings(ADDRESSES[kind], {}) for kind in ("jira", "jira_server"))
BOTH = pytest.mark.parametrize("settings", [CLOUD, SERVER], ids=["cloud", "server"])


def _fake(settings: Settings, clock: Clock, seed: int, issues: int = 12, most: int = 5) -> jira.Jira:
    return jira.Jira(clock, chance(seed), cloud=settings is CLOUD, issues=issues, most=most)


def _client(
    settings: Settings, handle: Callable[[httpx2.Request], httpx2.Response], clock: Clock, token: str = TOKEN
) -> Client:
    transport, headers = httpx2.MockTransport(handle), TRACKER.authorization(token)
    return Client(
        settings.base_url, headers, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
    )


@pytest.mark.parametrize("kind", ["jira", "jira_server"])
@pytest.mark.parametrize("first", range(0, 40, 10))
def test_nothing_is_lost_in_random_fault_schedules(first: int, kind: str) -> None:
    said: list[str] = []

    found = many(kind, first, first + 10, said.append)

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
    found = run(TRACKER, CLOUD, jira.made, 5, rate=rate, limited=jira.limited, counted=jira.counted)

    assert set(found.came) == {fault}
    assert found.differences == []


@BOTH
def test_a_reading_may_be_cut_after_any_step(settings: Settings) -> None:
    clock = Clock()
    fake, memory, steps = _fake(settings, clock, 11, issues=20), Memory(), 0
    while True:
        with _client(settings, fake.handle, clock) as client:
            step = next(TRACKER.changes(client, settings, memory.cursors.get("changes", {})))
            memory.keep(step, "changes")
        steps += 1
        if not step.cursor.get("now"):
            break

    assert steps > 5
    assert differences(memory.parts, fake.subjects()) == []


@BOTH
def test_more_issues_of_one_second_than_a_page_has_are_all_read(settings: Settings) -> None:
    clock, memory = Clock(), Memory()
    fake = _fake(settings, clock, 2, issues=23)
    for own in fake.issues.values():
        own["changed"] = clock.now()

    with _client(settings, fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, settings, {}))

    assert differences(memory.parts, fake.subjects()) == []


@BOTH
def test_a_second_that_is_left_by_some_while_it_is_read_loses_none_of_the_others(settings: Settings) -> None:
    clock, memory = Clock(), Memory()
    fake = _fake(settings, clock, 2, issues=23)
    stamp = clock.now()
    for own in fake.issues.values():
        own |= {"changed": stamp, "hidden": False, "project": jira.HERE}
    clock.advance(600)
    seen: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.content and b"key ASC" in request.content and b"< " in request.content:
            seen.append(request.url.path)
            if len(seen) == 2:
                fake._changed(min(fake.issues, key=int))
        return fake.handle(request)

    with _client(settings, handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, settings, {}))

    assert len(seen) > 3
    assert differences(memory.parts, fake.subjects()) == []


def test_a_place_that_jira_forgot_is_begun_again() -> None:
    clock, memory = Clock(), Memory()
    fake = _fake(CLOUD, clock, 2, issues=23)
    for own in fake.issues.values():
        own["changed"] = clock.now()
    with _client(CLOUD, fake.handle, clock) as client:
        for step in TRACKER.changes(client, CLOUD, {}):
            memory.keep(step, "changes")
            if "token" in step.cursor.get("ahead", {}).get("place", {}):
                break
    assert memory.cursors["changes"]["ahead"]["place"]["token"]

    fake._places.clear()
    with _client(CLOUD, fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, CLOUD, memory.cursors["changes"]))

    assert differences(memory.parts, fake.subjects()) == []


def test_a_page_that_shows_nothing_is_not_the_last_one() -> None:
    clock, memory = Clock(), Memory()
    fake = _fake(CLOUD, clock, 2)
    begun: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        # Before each search comes a page of which nothing may be seen.
        if request.url.path.endswith("search/jql") and b"nextPageToken" not in request.content:
            begun.append("empty")
            fake._places[f"after-{len(begun)}"] = fake._matching(json.loads(request.content)["jql"]) or []
            empty = {"issues": [], "isLast": False, "nextPageToken": f"after-{len(begun)}"}
            return httpx2.Response(200, json=empty)
        return fake.handle(request)

    with _client(CLOUD, handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, CLOUD, {}))

    assert begun
    assert differences(memory.parts, fake.subjects()) == []


@BOTH
def test_the_cursor_never_slides_back_when_nothing_is_found(settings: Settings) -> None:
    clock, marks = Clock(), list[str]()
    cursor: dict[str, Any] = {}
    fake = _fake(settings, clock, 7)
    for _ in range(4):
        clock.advance(600)
        with _client(settings, fake.handle, clock) as client:
            *_, last = TRACKER.changes(client, settings, cursor)
        cursor = dict(last.cursor)
        marks.append(cursor["marks"]["issues"]["since"])

    assert marks == sorted(marks)
    assert len(set(marks)) == 1


@BOTH
def test_a_reading_that_finds_nothing_new_asks_little(settings: Settings) -> None:
    clock, memory = Clock(), Memory()
    fake = _fake(settings, clock, 3, issues=60, most=100)
    with _client(settings, fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, settings, {}))
    clock.advance(86_400)
    with _client(settings, fake.handle, clock) as client:
        memory.read("changes", TRACKER.changes(client, settings, memory.cursors["changes"]))
        again = client.requests

    # Who it is (twice), the project, its versions, statuses, fields, one search; the cloud tells its histories in one more.
    assert again <= 9


@BOTH
def test_a_token_that_is_not_known_is_no_empty_project(settings: Settings) -> None:
    clock = Clock()
    fake = _fake(settings, clock, 4)

    with _client(settings, fake.handle, clock, "another token") as client:
        with pytest.raises(NotSignedIn):
            list(TRACKER.changes(client, settings, {}))
        with pytest.raises(NotSignedIn):
            TRACKER.one(client, settings, f"issue/{min(fake.issues)}")


@BOTH
def test_a_token_that_lost_the_project_deletes_nothing(settings: Settings) -> None:
    clock = Clock()
    fake = _fake(settings, clock, 4)

    def hidden(request: httpx2.Request) -> httpx2.Response:
        asks = request.url.path.rpartition("/rest/api/")[2].partition("/")[2]
        return fake.handle(request) if asks == "myself" else httpx2.Response(404, content=b"{}")

    for subject in (f"issue/{min(fake.issues)}", f"version/{min(fake.versions)}", f"project/{jira.HERE}"):
        with _client(settings, hidden, clock) as client, pytest.raises(NotThere):
            TRACKER.one(client, settings, subject)


@BOTH
def test_what_was_deleted_is_gone_and_what_was_moved_says_where_it_is(settings: Settings) -> None:
    clock = Clock()
    fake = _fake(settings, clock, 6)
    moved = min(fake.issues)
    fake.issues[moved] |= {"project": jira.ELSEWHERE, "hidden": False}

    with _client(settings, fake.handle, clock) as client:
        (gone,) = TRACKER.one(client, settings, "issue/99999").gone
        (left,) = TRACKER.one(client, settings, f"issue/{moved}").gone
        (version,) = TRACKER.one(client, settings, "version/99999").gone

    assert (gone.subject, gone.moved_to) == ("issue/99999", "")
    assert (left.subject, left.moved_to) == (f"issue/{moved}", f"{settings.base_url}browse/OPS-{moved}")
    assert version.subject == "version/99999"


@BOTH
def test_it_says_who_it_is_and_what_it_would_read(settings: Settings) -> None:
    clock = Clock()
    fake = _fake(settings, clock, 8)
    fake.to_status(next(iter(fake._shown())), "6", "2")

    with _client(settings, fake.handle, clock) as client:
        found = TRACKER.check(client, settings)

    closed = [one for one in fake._shown() if fake.issues[one]["status"] == "6"]
    assert (found.title, found.signed_in_as) == ("Atlas", "Tomas Example")
    assert found.counts == {
        "open issues": len(fake._shown()) - len(closed),
        "closed issues": len(closed),
        "versions": len(fake.versions),
    }
    assert found.missing == []
    assert (
        dict(found.names["states"]) | {"To Do": "todo", "In Progress": "doing", "Done": "done"} == found.names["states"]
    )
    assert found.names["fields"] == {"Sprint": "sprint", "Epic Link": "epic", "Flagged": "flagged", "Start date": "not_before", "Story Points": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jira:acme.atlassian.net/shop", "jira:acme.atlassian.net/SHOP"),
        ("https://acme.atlassian.net/browse/SHOP-12", "jira:acme.atlassian.net/SHOP"),
        ("https://acme.atlassian.net/jira/software/projects/SHOP/boards/3?x=1", "jira:acme.atlassian.net/SHOP"),
        ("jira:https://tracker.acme.example/jira/projects/SHOP/summary", "jira:tracker.acme.example/jira/SHOP"),
        ("https://tracker.acme.example/jira/browse/SHOP_2", "jira:tracker.acme.example/jira/SHOP_2"),
        ("jira:http://tracker:8080/SHOP", "jira:http://tracker:8080/SHOP"),
    ],
)
def test_addresses_are_understood_as_people_paste_them(text: str, address: str) -> None:
    found = TRACKER.settings(text, {})

    assert found.address == address
    assert TRACKER.settings(found.address, {}) == found


@pytest.mark.parametrize("text", ["jira:", "jira:SHOP", "jira:acme.atlassian.net", "jira:host/../SHOP", "jira:host/12"])
def test_an_address_that_is_none_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(BadAddress, match=r"jira:acme\.atlassian\.net/SHOP"):
        TRACKER.settings(text, {})


def test_a_token_of_the_cloud_goes_with_its_user_and_one_of_a_data_center_alone() -> None:
    # base64 of "you@acme.example:token"
    assert TRACKER.authorization("you@acme.example:token") == {
        "Authorization": "Basic eW91QGFjbWUuZXhhbXBsZTp0b2tlbg=="
    }
    assert TRACKER.authorization("NjM4MDY") == {"Authorization": "Bearer NjM4MDY"}
