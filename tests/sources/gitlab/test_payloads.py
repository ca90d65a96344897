"""GitLab's own schemas and examples: all are taken in without an exception, and what Leadline keeps of them is kept."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.gitlab import GitLab
from tests.sources.fake.schedule import TOKEN
from tests.sources.fake.schemas import unfit

from leadline.sources.gitlab import history, payloads
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import place, record, records
from leadline.sources.gitlab.tracker import TRACKER

PAYLOADS = Path(__file__).parents[4] / "shared/data/payloads/gitlab"
needs_payloads = pytest.mark.skipif(
    not PAYLOADS.is_dir(), reason="GitLab's published examples are not beside this folder"
)
HOOKS = sorted(PAYLOADS.glob("webhooks/**/*.json")) if PAYLOADS.is_dir() else []
ISSUES = sorted([*PAYLOADS.glob("samples/issues/*.json"), *PAYLOADS.glob("samples/testdata/issue_move.json")])
NOTHING_HERE = {"deployment", "release", "build", "user_add_to_group", "subgroup_create"}
"""Kinds that mean nothing here: they are kept and counted."""
EVENTS = {"state": "states", "label": "labels", "milestone": "milestones", "weight": "weights"}


@needs_payloads
@pytest.mark.parametrize("file", HOOKS, ids=lambda file: f"{file.parent.name}-{file.stem}")
@pytest.mark.parametrize("group", [False, True], ids=["project", "group"])
def test_every_published_webhook_is_taken_in(file: Path, group: bool) -> None:
    body = json.loads(file.read_text())
    path = record(body.get("project")).get("path_with_namespace") or "acme/checkout"
    settings = Settings(path.rpartition("/")[0], group=True) if group else Settings(path)

    event = TRACKER.event({"X-Gitlab-Event": "Hook"}, body, settings)

    kind = str(body.get("object_kind") or body.get("event_name"))
    own = record(body.get("issue") or body.get("merge_request") or body.get("object_attributes"))
    tells = kind in ("issue", "merge_request") or (kind == "note" and ("issue" in body or "merge_request" in body))
    # One example has a blank behind each name: it names nothing.
    can_be_told = not tells or "iid" in own
    assert event.known == (kind not in NOTHING_HERE and can_be_told)
    if tells and can_be_told:
        (subject,) = event.reread
        assert subject.endswith(f"-{own['iid']}" if group else f"/{own['iid']}")


@needs_payloads
@pytest.mark.parametrize("file", ISSUES, ids=lambda file: file.stem)
def test_every_published_issue_becomes_work(file: Path) -> None:
    found = json.loads(file.read_text())
    issues = [
        one
        for one in (found if isinstance(found, list) else [found])
        if "iid" in one and "title" in one and "state" in one
    ]
    for body in issues:
        _is_whole(body, Settings("acme/checkout"))


@needs_payloads
def test_every_complete_issue_becomes_work_with_all_that_is_kept() -> None:
    for name in ("issues.page1", "issues.page2"):
        for body in json.loads((PAYLOADS / f"made/{name}.json").read_text())["body"]:
            _is_whole(body, Settings("atlas/payments", "gitlab.example.org"))


def _is_whole(body: dict[str, Any], settings: Settings) -> None:
    """What the issue says and Leadline keeps is in its nouns."""
    payload = payloads.issue(body, settings)
    stated = TRACKER.translate(payload.subject, {"issue": payload.body}, settings).stated
    (work,) = [one.value for one in stated if one.noun == "work"]
    assert work.name == " ".join(body["title"].split())
    assert work.link == body.get("web_url", work.link)
    assert work.created_on.isoformat() == body["created_at"][:10]
    assert (work.state in ("done", "dropped")) == (body["state"] == "closed")
    assert (work.done_on is not None) == bool(body.get("closed_at"))
    assert bool(work.assignee) == bool(body.get("assignees") or body.get("assignee"))
    assert bool(work.milestone) == bool(body.get("milestone"))
    assert bool(work.baseline_on) == bool(body.get("due_date"))
    seconds = record(body.get("time_stats")).get("time_estimate") or 0
    assert (work.estimate.low if work.estimate else 0) == seconds / 28_800
    # Nothing that people wrote is kept, nor more of them than what they are called.
    kept = json.dumps(payload.body)
    assert "description" not in payload.body
    assert "avatar_url" not in kept.replace("_avatar_url", "")


@needs_payloads
@pytest.mark.parametrize("word", EVENTS)
def test_every_published_event_is_part_of_a_history(word: str) -> None:
    for file in sorted(PAYLOADS.glob(f"samples/resource_{word}_events/*.json")):
        found = json.loads(file.read_text())
        events = [
            {"created_at": "2026-03-02T09:00:00Z", **one} for one in (found if isinstance(found, list) else [found])
        ]
        body = payloads.happened("issue/12", EVENTS[word], events).body
        assert [one["id"] for one in body] == [one["id"] for one in events]
        assert len(history.ordered({EVENTS[word]: body})) == len({one["id"] for one in events})


@needs_payloads
def test_the_life_of_the_example_project_is_told() -> None:
    settings = Settings("atlas/payments", "gitlab.example.org")
    states = payloads.happened(
        "issue/4", "states", json.loads((PAYLOADS / "made/resource_state_events.json").read_text())
    )
    notes = payloads.notes("issue/3", json.loads((PAYLOADS / "made/notes.json").read_text()))
    (merge,) = json.loads((PAYLOADS / "made/merge_requests.json").read_text())
    links = payloads.links("issue/3", json.loads((PAYLOADS / "made/issue_links.list.json").read_text()))

    told = history.revisions("x", {"states": states.body, "notes": notes.body}, settings)

    assert [(one["field"], one["became"]) for one in told] == [
        ("state", "done"),
        ("state", "todo"),
        ("state", "done"),
        ("due", "2027-03-05"),
    ]
    assert "Partner sandbox" not in json.dumps(notes.body)
    assert [(one.subject, one.part) for one in payloads.merge(merge, settings)] == [
        ("merge/11", "merge"),
        ("issue/3", "merges"),
    ]
    assert all(place(one["web_url"])[1] == "atlas/payments" for one in links.body)


@needs_payloads
@pytest.mark.parametrize(
    ("path", "schema"), [("issues", "issue"), ("merge_requests", "merge_request"), ("milestones", "milestone")]
)
def test_the_fake_speaks_as_gitlabs_own_schemas_demand(path: str, schema: str) -> None:
    fake = GitLab(Clock(), chance(9), issues=30, most=100)
    fake.add_merge(chance(1))
    request = httpx2.Request(
        "GET",
        f"https://gitlab.com/api/v4/projects/acme%2Fcheckout/{path}?per_page=100",
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    found = records(fake.handle(request).json())

    assert found
    for one in found:
        assert unfit(one, _schema(f"{schema}.json"), _schema) == []


def _schema(name: str) -> Any:
    return json.loads((PAYLOADS / "schemas" / name).read_text())
