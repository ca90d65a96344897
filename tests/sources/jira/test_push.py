from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.jira import Jira
from tests.sources.fake.many import ADDRESSES
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import WriteUnsure
from leadline.sources.http.client import Client
from leadline.sources.jira.settings import Settings
from leadline.sources.jira.tracker import TRACKER
from leadline.sources.tracker import Write, Written


@pytest.fixture(params=[True, False], ids=["cloud", "server"])
def fake(request: pytest.FixtureRequest) -> Jira:
    found = Jira(Clock(), chance(5), cloud=request.param)
    for own in found.issues.values():
        own |= {
            "project": "10000", "status": "1", "resolution": "", "summary": "Pay by card", "who": "a:1", "versions": [], "parent": "",
            "due": None, "estimate": None, "flag": False, "hidden": False,
        }  # fmt: skip
    found.links.clear()
    return found


def _settings(fake: Jira) -> Settings:
    return TRACKER.settings(ADDRESSES["jira" if fake.cloud else "jira_server"], {})


def _number(fake: Jira) -> str:
    return min(fake.issues)


def _write(
    fake: Jira, field: str, heard: str, value: str, seen: list[httpx2.Request] | None = None, subject: str = ""
) -> Written:
    def handle(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return fake.handle(request)

    return _by(fake, handle, Write(subject or f"issue/{_number(fake)}", field, heard, value))


def _by(fake: Jira, handle: Any, write: Write) -> Written:
    settings, clock = _settings(fake), fake.clock
    with Client(
        settings.base_url, TRACKER.authorization(TOKEN), now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed,
        transport=httpx2.MockTransport(handle),
    ) as client:  # fmt: skip
        return TRACKER.write(client, settings, write)


def _person(fake: Jira, who: str) -> str:
    step = TRACKER.translate(
        "issue/1",
        {"issue": {"id": "1", "key": "ATL-1", "fields": {"assignee": fake._said_user(who)}}},
        _settings(fake),
    )
    return next(str(one.value.id) for one in step.stated if one.noun == "person")


CHANGES = [
    ("name", "Pay by card", "Pay by card or invoice", "summary", "Pay by card or invoice"),
    ("state", "todo", "doing", "status", "3"),
    ("state", "todo", "done", "status", "6"),
    ("due", "", "2026-05-15", "due", "2026-05-15"),
    ("estimate", "", "3d", "estimate", 86_400),
    ("estimate", "", "1w", "estimate", 144_000),
]


@pytest.mark.parametrize(("field", "heard", "value", "there", "now"), CHANGES)
def test_it_writes_what_was_approved_and_reads_it_again(
    fake: Jira, field: str, heard: str, value: str, there: str, now: Any
) -> None:
    found = _write(fake, field, heard, value)

    assert found.state == "written", found.says
    assert fake.issues[_number(fake)][there] == now
    (body,) = [one.body for one in found.payloads if one.part == "issue"]
    assert body["fields"]["summary"] == fake.issues[_number(fake)]["summary"]
    assert _write(fake, field, heard, value).state == "same"


def test_somebody_is_given_it_and_it_is_taken_from_them(fake: Jira) -> None:
    mara, tomas = _person(fake, "a:1"), _person(fake, "a3")

    assert _write(fake, "assignee", mara, tomas).state == "written"
    assert fake.issues[_number(fake)]["who"] == "a3"
    assert _write(fake, "assignee", tomas, "").state == "written"
    assert fake.issues[_number(fake)]["who"] == ""
    assert "nobody whom" in _write(fake, "assignee", "", "somebody-else").says


def test_two_accounts_that_look_alike_are_two_people(fake: Jira) -> None:
    assert _person(fake, "a:1") != _person(fake, "a-1")


def test_it_says_conflict_and_writes_nothing_when_something_else_is_there(fake: Jira) -> None:
    fake.issues[_number(fake)]["due"] = "2026-04-01"
    for field, heard, value, now in (
        ("name", "Pay by cheque", "Pay by invoice", "Pay by card"),
        ("state", "done", "dropped", "todo"),
        ("assignee", _person(fake, "a3"), _person(fake, "a-1"), _person(fake, "a:1")),
        ("due", "", "2026-05-15", "2026-04-01"),
        ("estimate", "3d", "5d", ""),
    ):
        seen: list[httpx2.Request] = []
        found = _write(fake, field, heard, value, seen)

        assert (found.state, found.now) == ("conflict", now)
        assert {one.method for one in seen} <= {"GET", "POST"}
        assert all("search" in one.url.path or "bulkfetch" in one.url.path for one in seen if one.method == "POST")


def test_a_version_is_put_in_the_place_of_the_one_that_was_heard_and_others_stay(fake: Jira) -> None:
    place = _settings(fake).place
    first, other, *_ = sorted(fake.versions)
    fake.add_version(chance(1))
    third = max(fake.versions, key=int)
    ids = {number: f"{place}-version-{number}" for number in (first, other, third)}
    own = fake.issues[_number(fake)]

    assert _write(fake, "milestone", "", ids[first]).state == "written"
    assert own["versions"] == [first]
    own["versions"] = [first, other]
    for one in fake.versions.values():
        one |= {"on": "2026-05-01", "released": False}
    assert _write(fake, "milestone", ids[first], ids[third]).state == "written"
    assert own["versions"] == [other, third]
    own["versions"] = [first]
    assert _write(fake, "milestone", ids[first], "").state == "written"
    assert own["versions"] == []
    assert "has no version" in _write(fake, "milestone", "", "Live on Mars").says


def test_blocks_are_added_to_and_taken_from_and_what_others_put_there_stays(fake: Jira) -> None:
    place = _settings(fake).place
    own, first, second, others = list(fake.issues)[:4]
    fake.add_link("10", others, own)
    more = f"{place}-{first}"

    assert _write(fake, "blocked_by", "", more).state == "written"
    assert {(one["from"], one["to"]) for one in fake.links.values()} == {(others, own), (first, own)}
    assert _write(fake, "blocked_by", "", more).state == "same"
    page = f"url:{_settings(fake).base_url}browse/ATL-{second}"
    assert _write(fake, "blocked_by", more, page).state == "written"
    assert {(one["from"], one["to"]) for one in fake.links.values()} == {(others, own), (second, own)}
    refused = _write(fake, "blocked_by", "", "https://elsewhere.example/1")
    assert (refused.state, "links only its own" in refused.says) == ("refused", True)


def test_a_comment_is_added_once(fake: Jira) -> None:
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "written"
    assert _write(fake, "comment", "", "We wait for the ledger.").state == "same"
    assert [one["body"] for one in fake.comments[_number(fake)]] == ["We wait for the ledger."]


def test_a_version_is_renamed_and_gets_another_day(fake: Jira) -> None:
    number = min(fake.versions)
    fake.versions[number] = {"name": "Live", "on": "2026-05-01", "released": False}

    assert _write(fake, "name", "Live", "Live in May", subject=f"version/{number}").state == "written"
    assert _write(fake, "due", "2026-05-01", "2026-05-20", subject=f"version/{number}").state == "written"
    assert fake.versions[number] == {"name": "Live in May", "on": "2026-05-20", "released": False}
    assert _write(fake, "due", "2026-05-01", "2026-06-20", subject=f"version/{number}").state == "conflict"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "has from 1 to 255"),
        ("name", "A forbidden word", "may not be used"),
        ("estimate", "3-8d", "is a range"),
        ("due", "in May", "is no day"),
        ("state", "dropped", "No status"),
        ("colour", "red", "Leadline writes"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(fake: Jira, field: str, value: str, says: str) -> None:
    heard = {"name": "Pay by card", "state": "todo"}.get(field, "")

    found = _write(fake, field, heard, value)

    assert found.state == "refused"
    assert says in found.says


def test_a_workflow_that_has_no_way_there_is_said_with_the_ways_it_has(fake: Jira) -> None:
    fake.transitions = {"3": ("In Progress", "indeterminate")}

    found = _write(fake, "state", "todo", "done")

    assert (found.state, "it may go to In Progress" in found.says) == ("refused", True)


def test_a_write_without_an_answer_is_unsure_and_found_done_the_next_time(fake: Jira) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        reply = fake.handle(request)
        if request.method == "PUT":
            raise httpx2.ReadError("broken", request=request)
        return reply

    write = Write(f"issue/{_number(fake)}", "due", "", "2026-05-15")
    with pytest.raises(WriteUnsure):
        _by(fake, handle, write)
    assert _by(fake, fake.handle, write).state == "same"
