"""A real Redmine, read and written: what people do there is in the plan, and what is approved here is there."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from tests.live.redmine_server import Server, running
from tests.sources.fake.memory import Memory

from leadline.program.edits import Change
from leadline.program.snapshot import Snapshot
from leadline.record.access import SYSTEM
from leadline.record.doors import open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.hearing.wanted import wanted
from leadline.record.models import ChangeSet, Hearing, Source, TrackerWrite
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.hear import hear
from leadline.rounds.push import push
from leadline.sources.errors import NotPermitted, NotSignedIn
from leadline.sources.http.client import Client
from leadline.sources.http.egress import Egress
from leadline.sources.redmine.settings import Settings
from leadline.sources.redmine.tracker import TRACKER
from leadline.sources.tracker import Write

HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("redmine")) as found:
        yield found


@pytest.fixture(scope="module")
def filled(server: Server) -> Server:
    """Four tasks, of which two wait for others, one is closed, and one is a part."""
    version = said(
        server,
        "POST",
        "projects/shop/versions.json",
        version={"name": "Live", "due_date": "2026-05-01", "sharing": "descendants"},
    )
    number = version["version"]["id"]
    for place, name in (("shop", "Design"), ("shop", "Build"), ("shop-api", "Serve"), ("shop", "Try")):
        issue = {
            "project_id": place,
            "subject": name,
            "tracker_id": 2,
            "estimated_hours": 12,
            "fixed_version_id": number,
        }
        said(server, "POST", "issues.json", issue=issue)
    said(
        server, "POST", "issues/1/relations.json", relation={"issue_to_id": 2, "relation_type": "precedes", "delay": 3}
    )
    said(server, "POST", "issues/3/relations.json", relation={"issue_to_id": 4, "relation_type": "blocks"})
    said(server, "PUT", "issues/1.json", issue={"status_id": 2, "notes": "We begin."})
    said(server, "PUT", "issues/1.json", issue={"status_id": 5})
    said(server, "PUT", "issues/2.json", issue={"parent_issue_id": 4, "due_date": "2099-01-24"})
    return server


def said(server: Server, method: str, path: str, **body: Any) -> Any:
    """What Redmine answers to whoever asks it directly, as a person's browser or script would."""
    headers = {"X-Redmine-API-Key": server.key}
    address = f"http://{HOST}:{server.port}/{path}"
    reply = httpx2.request(method, address, headers=headers, json=body or None, timeout=60, trust_env=False)
    assert reply.is_success, reply.text
    return reply.json() if reply.text.strip() else None


def settings(server: Server) -> Settings:
    return TRACKER.settings(f"redmine:http://{HOST}:{server.port}/shop", {})


def client(server: Server, key: str = "") -> Client:
    headers = TRACKER.authorization(key or server.key)
    return Client(
        settings(server).base_url,
        headers,
        now=now,
        sleep=time.sleep,
        elapsed=time.monotonic,
        egress=Egress(frozenset({HOST})),
    )


def now() -> datetime:
    return datetime.now(UTC)


def source(server: Server) -> Source:
    home = store(Snapshot(id="shop", as_of=now().date()), now())
    address = settings(server).address
    return Source.objects.create(program=home, address=address, kind="redmine", connected_at=now(), writes=True)


def test_check_knows_who_asks_and_what_the_key_may(filled: Server) -> None:
    with client(filled) as one, client(filled, filled.looking) as other:
        found, looking = TRACKER.check(one, settings(filled)), TRACKER.check(other, settings(filled))

    assert (found.title, found.signed_in_as) == ("Shop", "mara")
    assert found.counts == {"open issues": 3, "closed issues": 1, "versions": 1, "sub-projects": 1}
    assert list(found.missing) == []
    assert found.names["states"]["In Progress"] == "doing"
    assert "may read and not edit" in " ".join(looking.missing)


def test_a_key_that_is_not_known_is_told_apart_from_an_empty_project(filled: Server) -> None:
    with client(filled, "0" * 40) as one, pytest.raises(NotSignedIn):
        list(TRACKER.changes(one, settings(filled), {}))


@pytest.mark.django_db
def test_what_people_did_there_is_in_the_plan(filled: Server) -> None:
    own = source(filled)

    hear(own, now, whole=False, losses=True, reach=lambda _: client(filled))

    assert own.state == Source.WELL, own.says
    plan = load_snapshot(own.program, now().date())
    place = settings(filled).place
    work = {one.name: one for one in plan.work}
    assert {name: one.state for name, one in work.items()} == {
        "Design": "done",
        "Build": "todo",
        "Serve": "todo",
        "Try": "todo",
    }
    assert work["Design"].done_on == now().date()
    assert {one.milestone for one in work.values()} == {f"{place}-version-1"}
    assert [(one.estimate.low, one.estimate.high) for one in work.values() if one.estimate] == [(1.5, 1.5)] * 4
    assert {(one.before, one.after, one.kind, one.lag_days) for one in plan.dependencies} == {
        (f"{place}-1", f"{place}-2", "FS", 3.0), (f"{place}-3", f"{place}-4", "FS", 0.0), (f"{place}-2", f"{place}-4", "FF", 0.0),
    }  # fmt: skip
    changes = [
        (one.field, one.was, one.became)
        for one in plan.revisions
        if one.subject == f"{place}-1" and one.field == "state"
    ]
    assert changes == [("state", "todo", "doing"), ("state", "doing", "done")]
    assert [(one.name, str(one.baseline_on)) for one in plan.milestones] == [("Live", "2026-05-01")]
    again = hear(own, now, whole=True, losses=True, reach=lambda _: client(filled))
    assert isinstance(again, Hearing)
    assert again.differences == {"missed": 0, "changed": 0, "gone": 0, "moved": 0}


@pytest.mark.django_db
def test_what_is_approved_is_written_there_and_read_back(filled: Server) -> None:
    open_rooms()
    own = source(filled)
    hear(own, now, whole=False, losses=True, reach=lambda _: client(filled))
    subject = f"{settings(filled).place}-4"
    carry_out(own.program, Change("work", subject, {"name": "Try it with people"}), now(), now().date())
    assert said(filled, "GET", "issues/4.json")["issue"]["subject"] == "Try"

    perform(
        "write_changes",
        SYSTEM,
        now(),
        own.program,
        {"source": own.address, "change": [str(one.intent) for one in wanted(own)]},
    )
    ended = push(ChangeSet.objects.get(), now, reach=lambda _: client(filled))

    assert ended == {TrackerWrite.WRITTEN: 1}
    assert said(filled, "GET", "issues/4.json")["issue"]["subject"] == "Try it with people"
    assert wanted(own) == []


@pytest.mark.parametrize(
    ("field", "heard", "value", "there"),
    [
        ("due", "", "2099-06-01", ("due_date", "2099-06-01")),
        ("estimate", "1.5d", "3d", ("estimated_hours", 24.0)),
        ("state", "todo", "doing", ("status", "In Progress")),
        ("assignee", "", "ines", ("assigned_to", "Ines Example")),
    ],
)
def test_each_field_is_written_as_redmine_understands_it(
    filled: Server, field: str, heard: str, value: str, there: tuple[str, Any]
) -> None:
    own = settings(filled)
    people = {"people": {"Ines Example": "ines"}}
    mapped = TRACKER.settings(own.address, people)
    with client(filled) as one:
        found = TRACKER.write(one, mapped, Write("issue/3", field, heard, value))
        again = TRACKER.write(one, mapped, Write("issue/3", field, heard, value))

    issue = said(filled, "GET", "issues/3.json")["issue"]
    said_there = issue[there[0]]["name"] if isinstance(issue[there[0]], dict) else issue[there[0]]
    assert found.state == "written", found.says
    assert said_there == there[1]
    assert again.state == "same"


def test_who_may_only_look_writes_nothing_and_is_told(filled: Server) -> None:
    with client(filled, filled.looking) as one:
        try:
            found = TRACKER.write(one, settings(filled), Write("issue/3", "name", "Serve", "Other")).state
        except NotPermitted:
            found = "refused"

    assert found == "refused"
    assert said(filled, "GET", "issues/3.json")["issue"]["subject"] == "Serve"


def test_what_is_deleted_there_is_found_gone(filled: Server) -> None:
    own, memory = settings(filled), Memory()
    number = said(filled, "POST", "issues.json", issue={"project_id": "shop", "subject": "Short", "tracker_id": 2})[
        "issue"
    ]["id"]
    with client(filled) as one:
        memory.read("changes", TRACKER.changes(one, own, {}))
        assert f"issue/{number}" in memory.parts
        said(filled, "DELETE", f"issues/{number}.json")
        memory.reconcile(
            lambda cursor: TRACKER.everything(one, own, cursor), lambda subject: TRACKER.one(one, own, subject)
        )

    assert f"issue/{number}" not in memory.parts
