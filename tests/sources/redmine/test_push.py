from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.redmine import Redmine
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import WriteUnsure
from leadline.sources.http.client import Client
from leadline.sources.redmine.tracker import TRACKER
from leadline.sources.tracker import Write, Written

SETTINGS = TRACKER.settings("redmine:tracker.acme.example/redmine/shop", {})
PLACE = SETTINGS.place


@pytest.fixture
def fake() -> Redmine:
    found = Redmine(Clock(), chance(5))
    for own in found.issues.values():
        own |= {
            "project": 1, "status": 1, "subject": "Pay by card", "assigned": 5, "version": 0, "parent": 0, "start": None, "due": None,
            "ratio": 0, "hours": None, "private": False, "closed": None,
        }  # fmt: skip
    found.relations.clear()
    for own_journals in found.journals.values():
        own_journals.clear()
    return found


def _number(fake: Redmine) -> int:
    return min(fake.issues)


def _client(handle: Callable[[httpx2.Request], httpx2.Response], fake: Redmine) -> Client:
    clock = fake.clock
    return Client(
        SETTINGS.base_url,
        TRACKER.authorization(TOKEN),
        now=clock.now,
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        transport=httpx2.MockTransport(handle),
    )


def _write(
    fake: Redmine, field: str, heard: str, value: str, seen: list[httpx2.Request] | None = None, subject: str = ""
) -> Written:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return fake.handle(request)

    with _client(handle, fake) as client:
        return TRACKER.write(client, SETTINGS, Write(subject or f"issue/{_number(fake)}", field, heard, value))


CHANGES = [
    ("name", "Pay by card", "Pay by card or invoice", "subject", "Pay by card or invoice"),
    ("state", "todo", "doing", "status", 2),
    ("state", "todo", "done", "status", 5),
    ("state", "doing", "dropped", "status", 6),
    ("assignee", f"{PLACE}-person-5", f"{PLACE}-person-6", "assigned", 6),
    ("assignee", f"{PLACE}-person-5", "", "assigned", 0),
    ("due", "", "2026-05-15", "due", "2026-05-15"),
    ("start", "", "2026-04-01", "start", "2026-04-01"),
    ("estimate", "", "3d", "hours", 24.0),
    ("estimate", "", "1w", "hours", 40.0),
]


@pytest.mark.parametrize(("field", "heard", "value", "there", "now"), CHANGES)
def test_it_writes_what_was_approved_and_reads_it_again(
    fake: Redmine, field: str, heard: str, value: str, there: str, now: Any
) -> None:
    found = _write(fake, field, heard, value)

    assert found.state == "written", found.says
    assert fake.issues[_number(fake)][there] == now
    (body,) = [one.body for one in found.payloads if one.part == "issue"]
    assert body["subject"] == fake.issues[_number(fake)]["subject"]
    assert _write(fake, field, heard, value).state == "same"


def test_it_says_conflict_and_writes_nothing_when_something_else_is_there(fake: Redmine) -> None:
    fake.issues[_number(fake)]["due"] = "2026-04-01"
    for field, heard, value, now in (
        ("name", "Pay by cheque", "Pay by invoice", "Pay by card"),
        ("state", "done", "dropped", "todo"),
        ("assignee", f"{PLACE}-person-7", f"{PLACE}-person-6", f"{PLACE}-person-5"),
        ("due", "", "2026-05-15", "2026-04-01"),
        ("estimate", "3d", "5d", ""),
    ):
        seen: list[httpx2.Request] = []
        found = _write(fake, field, heard, value, seen)

        assert (found.state, found.now) == ("conflict", now)
        assert {one.method for one in seen} == {"GET"}


def test_a_milestone_is_written_by_its_id(fake: Redmine) -> None:
    first, other = list(fake.versions)[:2]

    assert _write(fake, "milestone", "", f"{PLACE}-version-{first}").state == "written"
    assert fake.issues[_number(fake)]["version"] == first
    assert _write(fake, "milestone", f"{PLACE}-version-{first}", f"{PLACE}-version-{other}").state == "written"
    assert fake.issues[_number(fake)]["version"] == other
    assert _write(fake, "milestone", f"{PLACE}-version-{other}", "").state == "written"
    assert "its project has none" in _write(fake, "milestone", "", "Live on Mars").says


def test_blocks_are_added_to_and_taken_from_and_what_others_put_there_stays(fake: Redmine) -> None:
    own, first, second, others = list(fake.issues)[:4]
    fake.add_relation(others, own, "blocks")
    kept, more = f"{PLACE}-{others}", f"{PLACE}-{first}"

    assert _write(fake, "blocked_by", "", more).state == "written"
    assert {one["from"] for one in fake.relations.values()} == {others, first}
    swapped = _write(fake, "blocked_by", f"{kept}\n{more}", f"{kept}\nhttps://{SETTINGS.host}/redmine/issues/{second}")
    assert swapped.state == "written", swapped.says
    assert {one["from"] for one in fake.relations.values()} == {others, second}
    refused = _write(fake, "blocked_by", "", "https://elsewhere.example/issues/3")
    assert (refused.state, "links only its own" in refused.says) == ("refused", True)


def test_a_note_is_written_once(fake: Redmine) -> None:
    assert _write(fake, "comment", "", "Due day moved as agreed.").state == "written"
    assert _write(fake, "comment", "", "Due day moved as agreed.").state == "same"

    notes = [one["notes"] for one in fake.journals[_number(fake)] if one["notes"]]
    assert notes == ["Due day moved as agreed."]


def test_a_version_gets_another_name_and_day(fake: Redmine) -> None:
    number, own = next(iter(fake.versions.items()))

    assert _write(fake, "due", own["due"], "2026-06-01", subject=f"version/{number}").state == "written"
    assert _write(fake, "name", own["name"], "Autumn", subject=f"version/{number}").state == "written"
    assert (own["due"], own["name"]) == ("2026-06-01", "Autumn")


@pytest.mark.parametrize(
    ("field", "heard", "value", "words"),
    [
        ("name", "Pay by card", "x" * 256, "from 1 to 255 letters"),
        ("name", "Pay by card", "a forbidden word", "Subject is invalid"),
        ("due", "", "next week", "is no day"),
        ("estimate", "", "3-8d", "is a range"),
        ("assignee", f"{PLACE}-person-5", "nobody-here", "is no member"),
        ("state", "todo", "waiting", "Say in the mapping"),
        ("team", "", "back-end", "Leadline writes"),
    ],
)
def test_what_redmine_cannot_hold_is_refused_in_words(
    fake: Redmine, field: str, heard: str, value: str, words: str
) -> None:
    found = _write(fake, field, heard, value)

    assert found.state == "refused"
    assert words in found.says


def test_what_its_workflow_drops_in_silence_is_told(fake: Redmine) -> None:
    fake.forbidden_statuses.add(5)

    found = _write(fake, "state", "todo", "done")

    assert (found.state, found.now) == ("refused", "todo")


def test_a_write_without_an_answer_is_unsure(fake: Redmine) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method == "PUT":
            raise httpx2.ReadTimeout("quiet")
        return fake.handle(request)

    with _client(handle, fake) as client, pytest.raises(WriteUnsure):
        TRACKER.write(client, SETTINGS, Write(f"issue/{_number(fake)}", "name", "Pay by card", "Other"))


def test_check_says_who_what_and_which_words(fake: Redmine) -> None:
    with _client(fake.handle, fake) as client:
        found = TRACKER.check(client, SETTINGS)

    below = [number for number in fake.projects if number not in (1, 9)]
    assert (found.title, found.signed_in_as) == ("Shop", "mara")
    assert found.counts == {
        "open issues": len(fake.issues), "closed issues": 0, "versions": len(fake.versions), "sub-projects": len(below),
    }  # fmt: skip
    words = {"New": "todo", "In Progress": "doing", "Resolved": "doing", "Closed": "done", "Rejected": "dropped"}
    assert found.names["states"] == words
    assert found.names["kinds"] == {"Bug": "bug", "Feature": "feature"}
    assert list(found.names["people"]) == ["Mara Example"]
    assert found.names["fields"] == {"Stream": ""}
    assert list(found.missing) == []


def test_check_says_what_a_key_may_not_or_need_not(fake: Redmine) -> None:
    user: dict[str, Any] = {"id": 5, "login": "mara", "admin": False, "memberships": []}

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("users/current.json"):
            return httpx2.Response(200, headers={"content-type": "application/json"}, json={"user": user})
        return fake.handle(request)

    with _client(handle, fake) as client:
        small = " ".join(TRACKER.check(client, SETTINGS).missing)
        user["admin"] = True
        great = " ".join(TRACKER.check(client, SETTINGS).missing)

    assert "is no member of all these projects" in small
    assert "may read and not edit" in small
    assert "administrator's" in great
