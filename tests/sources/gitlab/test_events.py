from typing import Any

import pytest

from leadline.sources.gitlab.tracker import TRACKER

SETTINGS = TRACKER.settings("gitlab:acme/checkout", {})
GROUP = TRACKER.settings("gitlab:groups/acme", {})
PROJECT = {"id": 7, "path_with_namespace": "Acme/Checkout"}


def heard(kind: str, settings: Any = SETTINGS, **body: Any) -> Any:
    return TRACKER.event({"X-Gitlab-Event": "Any Hook"}, {"object_kind": kind, "project": PROJECT, **body}, settings)


@pytest.mark.parametrize(
    ("kind", "body", "subject"),
    [
        ("issue", {"object_attributes": {"iid": 3}}, "issue/3"),
        ("merge_request", {"object_attributes": {"iid": 4}}, "merge/4"),
        ("note", {"object_attributes": {"id": 9}, "issue": {"iid": 3}}, "issue/3"),
        ("note", {"object_attributes": {"id": 9}, "merge_request": {"iid": 4}}, "merge/4"),
        ("pipeline", {"object_attributes": {"status": "failed"}, "merge_request": {"iid": 4}}, "merge/4"),
    ],
)
def test_what_a_webhook_tells_in_another_form_is_read_again(kind: str, body: dict[str, Any], subject: str) -> None:
    found, number = heard(kind, **body), subject.partition("/")[2]

    assert (found.known, found.reread, found.payloads, found.gone) == (True, (subject,), (), ())
    # In a group the number alone would be that of many.
    assert heard(kind, GROUP, **body).reread == (subject.replace(number, f"7-{number}"),)


def test_a_milestone_is_taken_as_it_comes_and_goes() -> None:
    body = {
        "id": 45,
        "iid": 3,
        "project_id": 7,
        "title": "Live",
        "due_date": "2026-05-01",
        "state": "active",
        "updated_at": "2026-03-02 09:00:00 UTC",
    }

    changed = heard("milestone", object_attributes=body, action="update")
    deleted = heard("milestone", object_attributes=body, action="delete")

    assert [(one.subject, one.part) for one in changed.payloads] == [("milestone/45", "milestone")]
    assert [one.subject for one in deleted.gone] == ["milestone/45"]
    # In a group its project's path is needed, which is not told here.
    assert heard("milestone", GROUP, object_attributes=body).reread == ("milestone/45",)


def test_a_pipeline_still_running_or_of_no_merge_request_tells_nothing() -> None:
    assert heard("pipeline", object_attributes={"status": "running"}, merge_request={"iid": 4}).reread == ()
    assert heard("pipeline", object_attributes={"status": "success"}, merge_request=None).reread == ()


def test_what_is_of_another_project_or_of_an_unknown_kind_means_nothing() -> None:
    other = {"project": {"id": 9, "path_with_namespace": "acme/ledger"}, "object_attributes": {"iid": 1}}

    assert not heard("issue", **other).known
    assert heard("issue", GROUP, **other).reread == ("issue/9-1",)
    assert not heard("issue", GROUP, project={"path_with_namespace": "acme-two/x"}, object_attributes={"iid": 1}).known
    assert not heard("emoji").known
    assert not heard("issue", object_attributes={}).known
    assert heard("push").known


@pytest.mark.parametrize("body", [None, [], "text", 7, {}, {"object_kind": None}, {"object_kind": [], "project": 3}])
def test_no_body_breaks_it(body: Any) -> None:
    assert not TRACKER.event({}, body, SETTINGS).known


@pytest.mark.parametrize("odd", [None, [], "text", 7, {}, {"iid": "3"}, {"id": []}])
@pytest.mark.parametrize("kind", ["issue", "merge_request", "note", "pipeline", "milestone", "push", "work_item"])
def test_no_part_of_a_body_breaks_it(kind: str, odd: Any) -> None:
    for name in ("object_attributes", "issue", "merge_request", "project", "group"):
        TRACKER.event({}, {"object_kind": kind, name: odd}, SETTINGS)
        TRACKER.event({}, {"object_kind": kind, name: odd}, GROUP)


def test_only_who_knows_the_secret_is_believed() -> None:
    assert TRACKER.signed({"x-gitlab-token": "s3cret"}, b"{}", "s3cret")
    for headers, known in (
        ({"X-Gitlab-Token": "s3cret"}, "other"),
        ({"X-Gitlab-Token": "s3cre"}, "s3cret"),
        ({"X-Gitlab-Token": "ü"}, "s3cret"),
        ({"X-Gitlab-Token": "\ud800"}, "s3cret"),
        ({"X-Gitlab-Token": ""}, ""),
        ({}, "s3cret"),
        ({}, ""),
    ):
        assert not TRACKER.signed(headers, b"{}", known)


def test_a_delivery_keeps_its_id_when_it_comes_again() -> None:
    headers = {"idempotency-key": "f5e5f430", "X-Gitlab-Event-UUID": "13792a34", "X-Gitlab-Webhook-UUID": "6a2e2dae"}

    assert TRACKER.delivery(headers) == "f5e5f430"
    assert TRACKER.delivery({"X-Gitlab-Event-UUID": "13792a34", "X-Gitlab-Webhook-UUID": "6a2e2dae"}) == "13792a34"
    # The webhook's own id is the same for all that it sends.
    assert TRACKER.delivery({"X-Gitlab-Webhook-UUID": "6a2e2dae"}) == ""
