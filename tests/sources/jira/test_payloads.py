"""Atlassian's own descriptions and examples: all are taken in without an exception, and what Leadline keeps of them is kept."""

import gzip
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.jira import CUSTOMS, Jira
from tests.sources.fake.schedule import TOKEN
from tests.sources.fake.schemas import unfit

from leadline.sources.jira import payloads
from leadline.sources.jira.tracker import TRACKER

FOLDER = Path(__file__).parents[4] / "shared/data/payloads/jira"
needs_payloads = pytest.mark.skipif(not FOLDER.is_dir(), reason="Jira's published examples are not beside this folder")
EXAMPLES = sorted(FOLDER.glob("examples/**/*.response.200.json"))
SETTINGS = TRACKER.settings("jira:atlas.atlassian.net/ATL", {})


def _bodies(found: Any) -> list[Any]:
    """Everything in a reply that may be a thing of Jira."""
    if isinstance(found, list):
        return [one for part in found for one in _bodies(part)]
    if not isinstance(found, dict):
        return []
    return [found, *(one for part in found.values() for one in _bodies(part))]


@needs_payloads
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_published_reply_is_taken_in(file: Path) -> None:
    for body in _bodies(json.loads(file.read_text())):
        told = [
            payloads.issue(body, CUSTOMS, {}), payloads.version(body), payloads.project(body),
            *payloads.changelog("1", body.get("histories") or body.get("changeHistories") or body.get("values"), []),
        ]  # fmt: skip
        for one in told:
            TRACKER.translate(one.subject, {one.part: one.body}, SETTINGS)
        TRACKER.event({}, body, SETTINGS)


@needs_payloads
def test_every_complete_issue_becomes_work_with_all_that_is_kept() -> None:
    found = {}
    for page in ("page1", "page2"):
        for body in json.loads((FOLDER / f"made/search-jql.{page}.json").read_text())["issues"]:
            told = TRACKER.translate(f"issue/{body['id']}", {"issue": payloads.issue(body, CUSTOMS, {}).body}, SETTINGS)
            (work,) = [one.value for one in told.stated if one.noun == "work"]
            fields = body["fields"]
            assert work.name == fields["summary"]
            assert str(work.baseline_on or "") == (fields["duedate"] or "") or not fields["duedate"]
            assert bool(work.assignee) == bool(fields["assignee"])
            assert bool(work.milestone) == bool(fields["fixVersions"])
            assert str(work.created_on) == fields["created"][:10]
            found[body["id"]] = work

    assert len(found) == 3
    assert {"doing", "todo"} & {one.state for one in found.values()}


@needs_payloads
def test_the_published_history_is_kept_with_its_days() -> None:
    told = payloads.changelog("20003", json.loads((FOLDER / "made/changelog.json").read_text())["values"], [])
    fields = [item["field"] for one in told[0].body for item in one["items"]]

    assert [one["created"][:10] for one in told[0].body][:2] == ["2027-01-28", "2027-02-18"]
    assert fields[:3] == ["status", "duedate", "timeoriginalestimate"]


ASKED = [
    ("get", "/rest/api/3/myself", None),
    ("get", "/rest/api/3/field", None),
    ("get", "/rest/api/3/status", None),
    ("get", "/rest/api/3/project/{projectIdOrKey}", None),
    ("get", "/rest/api/3/project/{projectIdOrKey}/versions", None),
    ("get", "/rest/api/3/issue/{issueIdOrKey}", None),
    ("get", "/rest/api/3/issue/{issueIdOrKey}/transitions", None),
    ("get", "/rest/api/3/issueLinkType", None),
    ("post", "/rest/api/3/search/jql", {"jql": 'project = "ATL" ORDER BY created ASC', "maxResults": 100, "fields": list(payloads.FIELDS)}),
    ("post", "/rest/api/3/search/approximate-count", {"jql": 'project = "ATL" AND statusCategory = Done'}),
    ("post", "/rest/api/3/changelog/bulkfetch", {"issueIdsOrKeys": ["20003"], "fieldIds": ["status"], "maxResults": 100}),
]  # fmt: skip


@needs_payloads
@pytest.mark.parametrize(("method", "path", "body"), ASKED, ids=[path for _, path, _ in ASKED])
def test_the_fake_speaks_as_the_description_demands(method: str, path: str, body: Any) -> None:
    described = json.loads(gzip.decompress((FOLDER / "openapi/platform.cut.json.gz").read_bytes()))
    if path not in described["paths"]:
        pytest.skip("The cut of the description that lies here does not have it.")
    said = described["paths"][path][method]
    fake = Jira(Clock(), chance(3), most=50)
    for number in fake.issues:
        fake.to_status(number, "3")
    place = path.replace("{projectIdOrKey}", "ATL").replace("{issueIdOrKey}", "20003")
    fields = f"?fields={','.join(payloads.FIELDS)}" if place.endswith("20003") else ""
    request = httpx2.Request(
        method.upper(),
        f"https://acme.atlassian.net{place}{fields}",
        headers={"authorization": f"Bearer {TOKEN}"},
        json=body,
    )

    reply = fake.handle(request)

    def other(name: str) -> Any:
        return described["components"]["schemas"][name.rpartition("/")[2]]

    assert reply.status_code == 200
    found = unfit(reply.json(), said["responses"]["200"]["content"]["application/json"]["schema"], other)
    # Of the histories of many issues the description says that their stamp is text; its own example has a number.
    assert [line for line in found if not line.startswith(".issueChangeLogs[].changeHistories[].created:")] == []
    if body:
        assert unfit(body, said["requestBody"]["content"]["application/json"]["schema"], other) == []
