import hashlib
import hmac
from typing import Any

import pytest

from leadline.sources.github.tracker import TRACKER

SETTINGS = TRACKER.settings("github:acme/checkout", {})
REPO = {"full_name": "Acme/Checkout", "id": 1}
WEB = "https://github.com/acme/checkout"


def heard(kind: str, **body: Any) -> Any:
    return TRACKER.event({"x-github-event": kind}, {"repository": REPO, **body}, SETTINGS)


def test_an_issue_that_was_deleted_or_moved_is_gone() -> None:
    there = "https://github.com/acme/ledger/issues/4"

    deleted = heard("issues", action="deleted", issue={"number": 3})
    moved = heard("issues", action="transferred", issue={"number": 3}, changes={"new_issue": {"html_url": there}})

    assert [(one.subject, one.moved_to) for one in deleted.gone] == [("issue/3", "")]
    assert [(one.subject, one.moved_to) for one in moved.gone] == [("issue/3", there)]


def test_a_comment_that_was_deleted_takes_no_issue_away() -> None:
    found = heard("issue_comment", action="deleted", issue={"number": 3, "updated_at": "2026-03-02T09:00:00Z"})

    assert found.gone == ()
    assert [one.subject for one in found.payloads] == ["issue/3"]


def test_links_read_both_ends_again_as_far_as_they_are_ours() -> None:
    ends = {
        "blocked_issue": {"number": 3, "html_url": f"{WEB}/issues/3"},
        "blocking_issue": {"number": 9, "html_url": "https://github.com/acme/ledger/issues/9"},
    }

    assert heard("issue_dependencies", action="blocked_by_added", **ends).reread == ("issue/3",)


def test_a_pull_request_tells_the_issue_it_closes() -> None:
    body = {
        "number": 20,
        "body": "Fixes #3, closes acme/ledger#4 and resolves https://github.com/acme/checkout/issues/5. Not #6.",
    }

    found = heard("pull_request", action="opened", pull_request=body)

    assert [(one.subject, one.part) for one in found.payloads] == [
        ("pull/20", "pull"),
        ("issue/3", "pulls"),
        ("issue/5", "pulls"),
    ]


def test_what_is_of_another_repository_or_of_an_unknown_kind_means_nothing() -> None:
    other = {"repository": {"full_name": "acme/ledger"}, "action": "opened", "issue": {"number": 1}}

    assert not TRACKER.event({"X-GitHub-Event": "issues"}, other, SETTINGS).known
    assert not heard("star").known
    assert not heard("issues", action="opened").known
    assert heard("repository", action="deleted").gone == ()


@pytest.mark.parametrize("body", [None, [], "text", 7, {}, {"issue": None}, {"issue": [], "repository": 3}])
@pytest.mark.parametrize(
    "kind", ["issues", "pull_request", "milestone", "check_run", "sub_issues", "release", "repository", "label"]
)
def test_no_body_breaks_it(kind: str, body: Any) -> None:
    TRACKER.event({"X-GitHub-Event": kind}, body, SETTINGS)


def test_only_who_knows_the_secret_is_believed() -> None:
    body, secret = b'{"action": "opened"}', "s3cret"
    good = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    assert TRACKER.signed({"X-Hub-Signature-256": good}, body, secret)
    for headers, told, known in (
        ({"X-Hub-Signature-256": good}, body + b" ", secret),
        ({"X-Hub-Signature-256": good}, body, "other"),
        ({"X-Hub-Signature-256": good[:-1]}, body, secret),
        ({"X-Hub-Signature-256": "sha256=ü"}, body, secret),
        ({"X-Hub-Signature": good}, body, secret),
        ({}, body, secret),
        ({"X-Hub-Signature-256": "sha256=" + hmac.new(b"", body, hashlib.sha256).hexdigest()}, body, ""),
    ):
        assert not TRACKER.signed(headers, told, known)


def test_a_delivery_keeps_its_id_when_it_comes_again() -> None:
    assert (
        TRACKER.delivery({"x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958"})
        == "72d3162e-cc78-11e3-81ab-4c9367dc0958"
    )
    assert TRACKER.delivery({}) == ""
