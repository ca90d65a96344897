import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from leadline.sources.jira.tracker import TRACKER

SETTINGS = TRACKER.settings("jira:acme.atlassian.net/ATL", {})
SECRET = "known to Jira and to us"
MADE = Path(__file__).parents[4] / "shared/data/payloads/jira/made"
needs_payloads = pytest.mark.skipif(not MADE.is_dir(), reason="the examples are not beside this folder")


def _event(kind: str, **told: Any) -> tuple[bool, list[str]]:
    found = TRACKER.event({}, {"webhookEvent": kind, **told}, SETTINGS)
    assert not found.payloads
    assert not found.gone
    return found.known, list(found.reread)


def _issue(key: str = "ATL") -> dict[str, Any]:
    return {"id": "20003", "key": f"{key}-3", "fields": {"project": {"key": key}}}


@pytest.mark.parametrize(
    ("kind", "told", "reread"),
    [
        ("jira:issue_created", {"issue": _issue()}, ["issue/20003"]),
        ("jira:issue_updated", {"issue": _issue()}, ["issue/20003"]),
        ("jira:issue_deleted", {"issue": {"id": "20003", "key": "ATL-3"}}, ["issue/20003"]),
        ("issuelink_created", {"issueLink": {"sourceIssueId": 1, "destinationIssueId": 2}}, ["issue/1", "issue/2"]),
        ("issuelink_deleted", {"issueLink": {"sourceIssueId": 1}}, ["issue/1"]),
        ("jira:version_released", {"version": {"id": "10010"}}, ["version/10010"]),
        ("worklog_created", {"worklog": {"issueId": "7"}}, ["issue/7"]),
        ("project_updated", {"project": {"id": 10000, "key": "ATL"}}, ["project/10000"]),
        ("comment_created", {"comment": {"id": "1"}}, []),
    ],
)
def test_an_event_says_what_to_read_again(kind: str, told: dict[str, Any], reread: list[str]) -> None:
    assert _event(kind, **told) == (True, reread)


def test_an_issue_of_another_project_means_nothing_unless_it_left_this_one() -> None:
    moved = {"items": [{"field": "Key", "fromString": "ATL-3", "toString": "OPS-3"}]}

    assert _event("jira:issue_updated", issue=_issue("OPS")) == (False, [])
    assert _event("jira:issue_updated", issue=_issue("OPS"), changelog=moved) == (True, ["issue/20003"])


@pytest.mark.parametrize("body", [None, [], "x", {}, {"webhookEvent": 7}, {"webhookEvent": "board_created"}, {"webhookEvent": "jira:issue_updated", "issue": {"id": "1/2"}}, {"webhookEvent": "issuelink_created", "issueLink": []}])  # fmt: skip
def test_what_is_not_known_is_kept_and_counted_only(body: Any) -> None:
    found = TRACKER.event({}, body, SETTINGS)

    assert (found.known, list(found.reread)) == (False, [])


@needs_payloads
@pytest.mark.parametrize(
    ("name", "known"),
    [("issue_updated", True), ("issuelink_created", True), ("version_updated", True), ("sprint_closed", False)],
)
def test_examples_of_webhooks_are_taken_in(name: str, known: bool) -> None:
    found = TRACKER.event({}, json.loads((MADE / f"webhook.{name}.json").read_text()), SETTINGS)

    assert (found.known, bool(found.reread)) == (known, known)


def test_only_who_knows_the_secret_can_sign() -> None:
    body = b'{"webhookEvent": "jira:issue_updated"}'
    right = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()

    assert TRACKER.signed({"X-Hub-Signature": right}, body, SECRET)
    for headers, sent, secret in (
        ({"X-Hub-Signature": right}, body + b" ", SECRET),
        ({"X-Hub-Signature": right}, body, "another"),
        ({"X-Hub-Signature": right.removeprefix("sha256=")}, body, SECRET),
        ({"X-Hub-Signature": "é"}, body, SECRET),
        ({}, body, SECRET),
        ({"X-Hub-Signature": "sha256=" + hmac.new(b"", body, hashlib.sha256).hexdigest()}, body, ""),
    ):
        assert not TRACKER.signed(headers, sent, secret)


def test_a_delivery_has_an_id() -> None:
    assert TRACKER.delivery({"x-atlassian-webhook-identifier": "abc"}) == "abc"
    assert TRACKER.delivery({}) == ""
