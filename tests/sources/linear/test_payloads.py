"""Linear's own schema, and examples made by it: what is asked is allowed there, and what is answered is kept."""

import gzip
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.sources.fake import graphql
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.linear import MOST_POINTS, Linear
from tests.sources.fake.linear_schema import INPUTS, SCHEMA
from tests.sources.fake.schedule import TOKEN

from leadline.sources.errors import Later
from leadline.sources.http.client import Client
from leadline.sources.linear import payloads, queries, writes
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.tracker import TRACKER

PAYLOADS = Path(__file__).parents[4] / "shared/data/payloads/linear"
needs_payloads = pytest.mark.skipif(
    not PAYLOADS.is_dir(), reason="Linear's schema and the examples made by it are not beside this folder"
)
SETTINGS = Settings("acme", "ATL", {"fields": {"Estimate": "estimate_days"}})
LISTINGS = (queries.ISSUES, queries.PROJECTS, queries.MILESTONES, queries.RELATIONS)
ASKED = {
    **{one.name: one.query for one in LISTINGS},
    **{name: text for name, text in vars(queries).items() if isinstance(text, str) and text.startswith("query(")},
    **{name: text for name, text in vars(writes).items() if isinstance(text, str) and text.startswith(("query(", "mutation("))},
    **writes.UPDATES,
}  # fmt: skip
"""Every question and every change there is."""


def theirs() -> graphql.Schema:
    return graphql.schema_of(gzip.decompress((PAYLOADS / "schema.cut.graphql.gz").read_bytes()).decode())


def sample(name: str) -> Any:
    return json.loads((PAYLOADS / "samples" / f"{name}.json").read_text())


@needs_payloads
@pytest.mark.parametrize("name", ASKED)
def test_every_question_is_allowed_by_linears_own_schema(name: str) -> None:
    graphql.check(graphql.parse(ASKED[name]), theirs())


@pytest.mark.parametrize("name", ASKED)
def test_no_question_counts_more_points_than_one_may(name: str) -> None:
    first = next((one.first for one in LISTINGS if one.name == name), 50)

    assert graphql.complexity(graphql.parse(ASKED[name]), SCHEMA, {"first": first}) <= 0.75 * MOST_POINTS


@needs_payloads
def test_the_fake_knows_nothing_that_linears_own_schema_does_not() -> None:
    real = theirs()
    for kind, fields in SCHEMA.items():
        for name, (of, arguments) in fields.items():
            assert name in real[kind], f"{kind}.{name}"
            assert (real[kind][name][0] == of) or (of == "String" and real[kind][name][0] not in SCHEMA), (
                f"{kind}.{name}"
            )
            assert arguments <= real[kind][name][1], f"{kind}.{name}"
    for mutation, names in INPUTS.items():
        (kind,) = [one for one in real if one.casefold() == _input_of(mutation).casefold()]
        assert set(names.split()) <= set(real[kind]), mutation


def _input_of(mutation: str) -> str:
    return f"{mutation}Input"


def test_the_fake_refuses_what_the_schema_does_not_have() -> None:
    fake = Linear(Clock(), chance(1))
    for query in (
        "query{viewer{email}}",
        "query{issues(last:3){nodes{id}}}",
        "query{viewer}",
        "query{issues{nodes{title{id}}}}",
    ):
        request = httpx2.Request(
            "POST",
            "https://api.linear.app/graphql",
            json={"query": query},
            headers={"authorization": f"Bearer {TOKEN}"},
        )
        reply = fake.handle(request)

        assert (reply.status_code, reply.json()["errors"][0]["extensions"]["code"]) == (
            400,
            "GRAPHQL_VALIDATION_FAILED",
        )


@needs_payloads
def test_a_page_of_issues_becomes_work_without_loss() -> None:
    for body in sample("issues-page")["response"]["data"]["issues"]["nodes"]:
        payload = payloads.issue(body)
        nouns = _nouns(payload.subject, {payload.part: payload.body})
        (work,) = nouns["work"]

        assert work.id == f"lin-{body['id']}"
        assert (work.name, work.link) == (body["title"], body["url"])
        assert work.state == {"started": "doing", "completed": "done", "backlog": "todo"}[body["state"]["type"]]
        assert work.milestone == f"lin-milestone-{body['projectMilestone']['id']}"
        assert work.project == f"lin-project-{body['project']['id']}"
        assert bool(work.assignee) == bool(body["assignee"])
        assert (work.estimate.low if work.estimate else None) == body["estimate"]
        assert (work.baseline_on.isoformat() if work.baseline_on else None) == body["dueDate"]
        assert (work.done_on.isoformat() if work.done_on else "") == (body["completedAt"] or "")[:10]
        assert "example.org" not in str(nouns)


@needs_payloads
def test_a_history_becomes_revisions() -> None:
    body = sample("issue-history")["response"]["data"]["issue"]
    (entries,) = payloads.history(body, body["history"]["nodes"])
    found = _nouns(f"issue/{body['id']}", {"issue": {**body, "title": "x"}, "history": entries.body})["revision"]

    assert [(one.field, str(one.changed_on), one.was, one.became) for one in found] == [
        ("state", "2027-01-28", "todo", "doing"),
        ("due", "2027-02-18", "2027-02-23", "2027-03-05"),
        ("estimate", "2027-02-18", "5d", "8d"),
    ]


@needs_payloads
def test_a_project_becomes_one_with_its_end_and_its_milestones() -> None:
    body = sample("project")["response"]["data"]["project"]
    nouns = _nouns(f"project/{body['id']}", {"project": payloads.project(body).body})
    (project,), (end,) = nouns["project"], nouns["milestone"]

    assert (project.name, project.state, project.id) == (body["name"], "active", f"lin-project-{body['id']}")
    assert (end.project, str(end.baseline_on), end.done_on) == (project.id, body["targetDate"], None)
    for one in body["projectMilestones"]["nodes"]:
        stone = payloads.milestone({**one, "project": {"id": body["id"], "name": body["name"]}})
        found = _nouns(stone.subject, {"milestone": stone.body})
        assert (found["milestone"][0].name, str(found["milestone"][0].baseline_on)) == (one["name"], one["targetDate"])
        assert (found["dependency"][0].before, found["dependency"][0].after) == (found["milestone"][0].id, end.id)


@needs_payloads
def test_a_published_webhook_is_taken_in() -> None:
    body = sample("webhook.issue-update")

    assert TRACKER.event({}, body, SETTINGS).reread == (f"issue/{body['data']['id']}",)
    (work,) = _nouns(f"issue/{body['data']['id']}", {"issue": body["data"]})["work"]
    assert (work.name, work.state, str(work.baseline_on)) == ("Payment API build", "doing", "2027-03-05")


@needs_payloads
def test_a_published_refusal_is_a_pause_until_its_reset() -> None:
    told, clock = sample("error-rate-limited"), Clock()
    reset = int(clock.now().timestamp() * 1000) + 600_000
    headers = {**told["headers"], "x-ratelimit-requests-reset": str(reset)}
    transport = httpx2.MockTransport(
        lambda request: httpx2.Response(told["status"], headers=headers, json=told["body"])
    )
    with (
        Client(
            SETTINGS.base_url, {}, now=clock.now, sleep=clock.sleep, elapsed=clock.elapsed, transport=transport
        ) as client,
        pytest.raises(Later) as caught,
    ):
        TRACKER.one(client, SETTINGS, "workspace")

    assert caught.value.until.timestamp() * 1000 == reset


def _nouns(subject: str, parts: dict[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in TRACKER.translate(subject, parts, SETTINGS).stated:
        found.setdefault(one.noun, []).append(one.value)
    return found
