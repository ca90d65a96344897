"""GitHub's own examples: all are taken in without an exception, and what Leadline keeps of them is kept."""

import gzip
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.github import GitHub
from tests.sources.fake.memory import Memory
from tests.sources.fake.schedule import TOKEN

from leadline.sources.github.settings import Settings
from leadline.sources.github.tracker import TRACKER

PAYLOADS = Path(__file__).parents[4] / "shared/data/payloads/github"
needs_payloads = pytest.mark.skipif(
    not PAYLOADS.is_dir(), reason="GitHub's published examples are not beside this folder"
)
NAMED = sorted(PAYLOADS.glob("webhooks/*/*.json")) if PAYLOADS.is_dir() else []
NOTHING_HERE = {"member", "organization", "projects_v2_item"}
"""Kinds that mean nothing here: they are kept and counted."""


@needs_payloads
@pytest.mark.parametrize("file", NAMED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_published_webhook_is_taken_in(file: Path) -> None:
    body, kind = json.loads(file.read_text()), file.parent.name
    settings = _settings(body)

    event = TRACKER.event({"X-GitHub-Event": kind}, body, settings)

    assert event.known == (kind not in NOTHING_HERE)
    memory = Memory()
    for payload in event.payloads:
        memory.take(payload)
    for subject, parts in memory.parts.items():
        stated = TRACKER.translate(subject, parts, settings).stated
        if subject.startswith("issue/") and "issue" in parts:
            _is_whole(body["issue"], {type(one.value).__name__: one.value for one in stated}, settings)


def _is_whole(body: dict[str, Any], nouns: dict[str, Any], settings: Settings) -> None:
    """What the issue says and Leadline keeps is in its nouns."""
    work = nouns["WorkItem"]
    assert work.id == f"{settings.project}-{body['number']}"
    assert work.name == " ".join(body["title"].split())
    assert work.link == body["html_url"]
    assert work.created_on.isoformat() == body["created_at"][:10]
    assert (work.state in ("done", "dropped")) == (body.get("state") == "closed")
    assert (work.done_on is not None) == (work.state == "done" and bool(body["closed_at"]))
    assert bool(work.assignee) == any(user["type"] != "Bot" for user in body.get("assignees") or [])
    assert bool(work.milestone) == bool(body.get("milestone"))


@needs_payloads
def test_recorded_listings_of_old_make_work() -> None:
    for file in sorted(PAYLOADS.glob("recorded/*.json")):
        for exchange in json.loads(file.read_text()):
            found = exchange.get("response")
            for one in found if isinstance(found, list) else []:
                if isinstance(one, dict) and "number" in one and "title" in one:
                    parts = {"issue": one}
                    assert TRACKER.translate(f"issue/{one['number']}", parts, Settings("acme", "checkout")).stated


@needs_payloads
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("issues", "issue"),
        ("issues/events", "issue-event"),
        ("milestones", "milestone"),
        ("releases", "release"),
        ("labels", "label"),
    ],
)
def test_the_fake_speaks_as_githubs_own_description_demands(path: str, schema: str) -> None:
    spec = json.loads(gzip.decompress((PAYLOADS / "openapi/api.github.com.cut.json.gz").read_bytes()))
    fake = GitHub(Clock(), chance(9), issues=30, most=100)
    fake.release(chance(1))
    request = httpx2.Request(
        "GET",
        f"https://api.github.com/repos/acme/checkout/{path}?state=all",
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    found = fake.handle(request).json()

    assert found
    for one in found:
        assert _missing(one, {"$ref": f"#/components/schemas/{schema}"}, spec, schema) == []


def _missing(value: Any, schema: dict[str, Any], spec: dict[str, Any], place: str) -> list[str]:
    """Required properties that are not there, and values of another type than the description says."""
    while "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if value is None:
        return [] if schema.get("nullable") or "anyOf" in schema or "oneOf" in schema else [f"{place}: null"]
    if "properties" in schema and isinstance(value, dict):
        found = [f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value]
        return found + [
            line
            for name, own in schema["properties"].items()
            if name in value
            for line in _missing(value[name], own, spec, f"{place}.{name}")
        ]
    if schema.get("type") == "array" and isinstance(value, list):
        return [line for one in value for line in _missing(one, schema["items"], spec, f"{place}[]")]
    kinds = {"string": str, "integer": int, "boolean": bool, "number": (int, float), "array": list, "object": dict}
    kind = kinds.get(str(schema.get("type")))
    return [] if kind is None or isinstance(value, kind) else [f"{place}: {value!r} is no {schema['type']}"]


def _settings(body: dict[str, Any]) -> Settings:
    owner, _, repo = str((body.get("repository") or {}).get("full_name") or "acme/checkout").partition("/")
    return Settings(owner, repo)
