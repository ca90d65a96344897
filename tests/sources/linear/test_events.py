import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leadline.sources.linear.tracker import TRACKER
from leadline.sources.tracker import Dated

SETTINGS = TRACKER.settings("linear:acme/ATL", {})
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OURS, THEIRS = {"id": "t-1", "key": "ATL"}, {"id": "t-2", "key": "PAY"}


def heard(kind: str, data: Any, action: str = "update", **body: Any) -> Any:
    return TRACKER.event({"Linear-Event": kind}, {"type": kind, "action": action, "data": data, **body}, SETTINGS)


@pytest.mark.parametrize("action", ["create", "update", "remove"])
def test_an_issue_is_read_again_whatever_became_of_it(action: str) -> None:
    assert heard("Issue", {"id": "I-1", "team": OURS}, action).reread == ("issue/i-1",)


def test_what_is_of_another_team_means_nothing_unless_it_has_just_moved() -> None:
    assert not heard("Issue", {"id": "i-1", "team": THEIRS}).known
    assert heard("Issue", {"id": "i-1", "team": THEIRS}, updatedFrom={"teamId": "t-1"}).reread == ("issue/i-1",)
    whole = TRACKER.settings("linear:acme", {})
    body = {"type": "Issue", "data": {"id": "i-1", "team": THEIRS}}
    assert TRACKER.event({}, body, whole).reread == ("issue/i-1",)


def test_a_project_is_read_again_with_its_milestones() -> None:
    found = heard("Project", {"id": "p-1", "milestones": [{"id": "m-1"}, {"id": "m-2"}, {}]})

    assert found.reread == ("project/p-1", "milestone/m-1", "milestone/m-2")


def test_kinds_that_say_nothing_are_known_and_others_are_counted() -> None:
    assert (heard("Comment", {"id": "c"}).known, heard("Comment", {"id": "c"}).reread) == (True, ())
    for body in ({"type": "Reaction"}, {"type": "Issue", "data": {}}, {"type": ["Issue"]}, {"type": None}):
        assert not TRACKER.event({}, body, SETTINGS).known


@pytest.mark.parametrize("body", [None, [], "text", 7, {}, {"data": None}, {"data": [], "updatedFrom": 3, "team": 1}])
@pytest.mark.parametrize("kind", ["Issue", "Project", "Cycle", "Comment", "IssueLabel"])
def test_no_body_breaks_it(kind: str, body: Any) -> None:
    TRACKER.event({}, {"type": kind, **body} if isinstance(body, dict) else body, SETTINGS)


def test_only_who_knows_the_secret_is_believed() -> None:
    body, secret = b'{"action": "create"}', "s3cret"
    good = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    assert TRACKER.signed({"Linear-Signature": good}, body, secret)
    assert TRACKER.signed({"linear-signature": good}, body, secret)
    for headers, told, known in (
        ({"Linear-Signature": good}, body + b" ", secret),
        ({"Linear-Signature": good}, body, "other"),
        ({"Linear-Signature": good[:-1]}, body, secret),
        ({"Linear-Signature": "ü"}, body, secret),
        ({"X-Signature": good}, body, secret),
        ({}, body, secret),
        ({"Linear-Signature": hmac.new(b"", body, hashlib.sha256).hexdigest()}, body, ""),
    ):
        assert not TRACKER.signed(headers, told, known)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(0, True), (-59, True), (59, True), (-61, False), (61, False), (-86_400, False)]
)
def test_a_webhook_counts_within_a_minute_of_when_it_was_sent(seconds: int, taken: bool) -> None:
    body = json.dumps({"webhookTimestamp": int((NOW + timedelta(seconds=seconds)).timestamp() * 1000)}).encode()

    assert isinstance(TRACKER, Dated)
    assert TRACKER.fresh(body, NOW) is taken


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"webhookTimestamp": "now"}', b'{"webhookTimestamp": 1e300}', b'{"webhookTimestamp": NaN}'])  # fmt: skip
def test_a_webhook_that_does_not_say_when_it_was_sent_does_not_count(body: bytes) -> None:
    assert not TRACKER.fresh(body, NOW)


def test_a_delivery_keeps_its_id_when_it_comes_again() -> None:
    assert (
        TRACKER.delivery({"Linear-Delivery": "234d1a4e-b617-4388-90fe-adc3633d6b72"})
        == "234d1a4e-b617-4388-90fe-adc3633d6b72"
    )
    assert TRACKER.delivery({}) == ""
