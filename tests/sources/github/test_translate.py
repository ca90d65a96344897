from datetime import date
from typing import Any

import pytest

from leadline.program.plain import read_noun
from leadline.program.ranges import Range
from leadline.program.revisions import Revisions
from leadline.sources.errors import BadAddress
from leadline.sources.github import history
from leadline.sources.github.settings import Settings, parse
from leadline.sources.github.tracker import TRACKER

HERE = Settings("acme", "checkout")
WEB = "https://github.com/acme/checkout"


def issue(number: int = 12, **fields: Any) -> dict[str, Any]:
    return {
        "number": number, "title": "Pay by card", "state": "open", "html_url": f"{WEB}/issues/{number}", "created_at": "2026-03-02T23:30:00Z",
        "updated_at": "2026-03-04T09:00:00Z", "closed_at": None, **fields,
    }  # fmt: skip


def nouns(parts: dict[str, Any], settings: Settings = HERE, subject: str = "issue/12") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in TRACKER.translate(subject, parts, settings).stated:
        found.setdefault(one.noun, []).append(one.value)
    return found


def work(settings: Settings = HERE, parts: dict[str, Any] | None = None, **fields: Any) -> Any:
    return nouns({"issue": issue(**fields), **(parts or {})}, settings)["work"][0]


def labels(*names: str) -> list[dict[str, Any]]:
    return [{"name": name} for name in names]


def happened(number: int, event: str, on: str, **said: Any) -> dict[str, Any]:
    return {"id": number, "event": event, "created_at": f"{on}T10:00:00Z", **said}


@pytest.mark.parametrize(
    ("address", "base", "canonical"),
    [
        ("github:acme/checkout", "https://api.github.com/", "github:acme/checkout"),
        ("GitHub: acme/checkout.git ", "https://api.github.com/", "github:acme/checkout"),
        ("github:https://github.com/acme/checkout/", "https://api.github.com/", "github:acme/checkout"),
        (
            "github:git.acme.example/web/checkout",
            "https://git.acme.example/api/v3/",
            "github:git.acme.example/web/checkout",
        ),
        (
            "github:git.acme.example:8443/web/shop",
            "https://git.acme.example:8443/api/v3/",
            "github:git.acme.example:8443/web/shop",
        ),
    ],
)
def test_an_address_is_understood_as_people_write_it(address: str, base: str, canonical: str) -> None:
    found = parse(address, {})

    assert (found.base_url, found.address) == (base, canonical)
    assert parse(found.address, {}) == found


@pytest.mark.parametrize(
    "address",
    ["github:", "github:acme", "github:acme/../x", "github:a/b/c/d", "github:x@evil.example/a/b", "github:acme/..", "github:acme/a?b", "github:acme/a b"],
)  # fmt: skip
def test_an_address_that_is_none_says_how_it_is_written(address: str) -> None:
    with pytest.raises(BadAddress, match="github:owner/repository"):
        parse(address, {})


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "todo"),
        ({"labels": labels("In Progress")}, "doing"),
        ({"labels": labels("status: in review")}, "doing"),
        ({"labels": labels("Done")}, "doing"),
        ({"state": "closed", "closed_at": "2026-03-09T09:00:00Z"}, "done"),
        ({"state": "closed", "state_reason": "completed"}, "done"),
        ({"state": "closed", "state_reason": "not_planned"}, "dropped"),
        ({"state": "closed", "state_reason": "duplicate"}, "dropped"),
        ({"state": "closed", "labels": labels("wontfix")}, "dropped"),
        ({"state": "open", "labels": labels("wontfix")}, "todo"),
    ],
)
def test_closed_is_told_apart_from_done(fields: dict[str, Any], state: str) -> None:
    assert work(**fields).state == state


def test_a_person_says_what_words_mean() -> None:
    settings = Settings(
        "acme",
        "checkout",
        mapping={
            "states": {"Baking": "doing", "in progress": ""},
            "kinds": {"P0": "incident"},
            "people": {"mara": "m-1"},
        },
    )

    assert work(settings, labels=labels("baking")).state == "doing"
    assert work(settings, labels=labels("in progress")).state == "todo"
    assert work(settings, labels=labels("P0")).kind == "incident"
    found = nouns({"issue": issue(assignees=[{"login": "Mara"}])}, settings)
    assert found["work"][0].assignee == "m-1"
    assert "person" not in found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"labels": labels("type: Bug")}, "bug"),
        ({"labels": labels("kind/flake")}, "test"),
        ({"labels": labels("enhancement")}, "feature"),
        ({"labels": labels("type: Migration")}, "migration"),
        ({"labels": labels("area/api")}, ""),
        ({"type": {"name": "Task"}, "labels": labels("bug")}, "task"),
    ],
)
def test_kinds_come_from_types_and_labels(fields: dict[str, Any], kind: str) -> None:
    assert work(**fields).kind == kind


@pytest.mark.parametrize(
    ("label", "days"),
    [("estimate: 3d", Range(3, 3)), ("effort/1-2w", Range(5, 10)), ("Estimate: 4h", Range(0.5, 0.5)), ("estimate: 5", None), ("size: 3d", None), ("estimate: 9-2d", None)],
)  # fmt: skip
def test_days_are_read_from_labels_and_points_are_no_days(label: str, days: Range | None) -> None:
    assert work(labels=labels(label)).estimate == days


def test_fields_of_projects_give_state_dates_and_days_where_somebody_said_they_are_days() -> None:
    fields = [
        {
            "project": {"number": 7},
            "values": [
                {"field": "Status", "name": "In Progress"},
                {"field": "Target date", "date": "2026-04-30"},
                {"field": "Estimate", "number": 3},
                {"field": "Sprint", "title": "Sprint 4", "startDate": "2026-04-06", "duration": 14},
            ],
        }
    ]
    told = TRACKER.translate("issue/12", {"issue": issue(), "fields": fields}, HERE)
    found = work(parts={"fields": fields})
    mapped = Settings(
        "acme",
        "checkout",
        mapping={"fields": {"Estimate": "estimate_days", "Sprint": "baseline_on", "Target date": ""}},
    )

    assert (found.state, found.baseline_on, found.estimate) == ("doing", date(2026, 4, 30), None)
    assert ["Estimate" in one and "estimate in days" in one for one in told.problems] == [True]
    # A sprint of 14 days from Monday the 6th ends on Sunday the 19th.
    assert work(mapped, {"fields": fields}).baseline_on == date(2026, 4, 19)
    assert work(mapped, {"fields": fields}).estimate == Range(3, 3)


def test_bots_are_no_people_and_of_people_only_the_login_is_kept() -> None:
    mara = {"login": "Mara-B", "type": "User", "email": "mara@example.org", "avatar_url": "https://x.example/1.png"}
    found = nouns({"issue": issue(assignees=[{"login": "renovate[bot]", "type": "Bot"}, mara])})

    assert found["work"][0].assignee == "gh-mara-b"
    assert [(one.id, one.name) for one in found["person"]] == [("gh-mara-b", "Mara-B")]
    assert "example.org" not in str(found)
    assert "x.example" not in str(found)


def test_links_become_dependencies_and_reach_into_other_repositories() -> None:
    parts = {
        "issue": issue(issue_dependencies_summary={"total_blocked_by": 2}, sub_issues_summary={"total": 1}),
        "blocked_by": [{"html_url": f"{WEB}/issues/3"}, {"html_url": "https://github.com/acme/ledger/issues/9"}],
        "sub_issues": [{"html_url": f"{WEB}/issues/4"}],
    }

    assert [(one.before, one.after, one.kind) for one in nouns(parts)["dependency"]] == [
        ("checkout-3", "checkout-12", "FS"),
        ("url:https://github.com/acme/ledger/issues/9", "checkout-12", "FS"),
        ("checkout-4", "checkout-12", "FF"),
    ]
    # Its own counts say that the links are gone: those kept from before say nothing.
    denied = issue(issue_dependencies_summary={"total_blocked_by": 0}, sub_issues_summary={"total": 0})
    assert "dependency" not in nouns({**parts, "issue": denied})


def test_links_within_an_enterprise_server_with_a_port_are_its_own() -> None:
    own, web = Settings("web", "shop", "git.acme.example:8443"), "https://git.acme.example:8443/web/shop/issues"
    body = issue(html_url=f"{web}/12", issue_dependencies_summary={"total_blocked_by": 1})
    parts = {"issue": body, "blocked_by": [{"html_url": f"{web}/3"}]}

    assert [(one.before, one.after) for one in nouns(parts, own)["dependency"]] == [("shop-3", "shop-12")]


def test_work_began_with_the_first_word_that_says_so() -> None:
    events = [
        happened(3, "labeled", "2026-03-05", label={"name": "in progress"}),
        happened(1, "assigned", "2026-03-03", assignee={"login": "mara"}),
    ]
    pulls = [{"id": 20, "created_at": "2026-03-04T10:00:00Z"}]
    doing = {"labels": labels("in progress")}

    assert work(parts={"events": events}, **doing).started_on == date(2026, 3, 5)
    assert work(parts={"events": events, "pulls": pulls}, **doing).started_on == date(2026, 3, 4)
    assert work(parts={"events": events[1:]}, **doing).started_on == date(2026, 3, 3)
    assert work(parts={"events": events[1:]}).started_on is None
    # Never before it was written, nor after it was done.
    early = [{"id": 20, "created_at": "2026-01-04T10:00:00Z"}]
    assert work(parts={"pulls": early}, **doing).started_on == date(2026, 3, 2)
    done = {"state": "closed", "closed_at": "2026-03-03T09:00:00Z"}
    assert work(parts={"events": events[:1]}, **done).started_on == date(2026, 3, 3)


def test_a_milestone_keeps_its_due_date_as_a_plan_and_promises_nothing() -> None:
    body = {
        "number": 3,
        "title": "Checkout live",
        "state": "closed",
        "due_on": "2026-05-01T07:00:00Z",
        "closed_at": "2026-05-04T08:00:00Z",
    }
    found = nouns({"milestone": body}, subject="milestone/3")

    (made,) = found["milestone"]
    assert (made.id, made.name, made.project) == ("checkout-milestone-3", "Checkout live", "checkout")
    assert (made.baseline_on, made.done_on) == (date(2026, 5, 1), date(2026, 5, 4))
    assert "promise" not in found
    assert work(milestone=body).milestone == made.id


def test_a_repository_that_was_renamed_says_so() -> None:
    told = TRACKER.translate("repository", {"repository": {"name": "shop", "full_name": "acme/shop"}}, HERE)

    assert "github:acme/shop" in told.problems[0]


def test_history_tells_what_changed_when_whatever_order_it_was_heard_in() -> None:
    events = [
        happened(7, "closed", "2026-03-20", state_reason="not_planned"),
        happened(1, "labeled", "2026-03-03", label={"name": "estimate: 3d"}),
        happened(2, "milestoned", "2026-03-03", milestone={"title": "M1"}),
        happened(4, "unlabeled", "2026-03-09", label={"name": "estimate: 3d"}),
        happened(3, "labeled", "2026-03-08", label={"name": "estimate: 5d"}),
        happened(5, "blocked_by_added", "2026-03-10", blocked_by={"id": 77}),
        happened(6, "blocked_by_removed", "2026-03-12", blocked_by={"id": 77}),
        happened(8, "reopened", "2026-03-21"),
        happened(9, "labeled", "2026-03-22", label={"name": "in progress"}),
        happened(10, "milestoned", "2026-03-23", milestone={"title": "M2"}),
        happened(11, "demilestoned", "2026-03-23", milestone={"title": "M1"}),
        happened(12, "demilestoned", "2026-03-24", milestone={"title": "M2"}),
    ]

    found = history.revisions("checkout-12", events, HERE)

    assert [(one["field"], one["changed_on"], one["was"], one["became"]) for one in found] == [
        ("estimate", "2026-03-03", "", "3d"),
        ("milestone", "2026-03-03", "", "M1"),
        ("estimate", "2026-03-08", "3d", "5d"),
        ("blocked", "2026-03-10", "", "blocked"),
        ("blocked", "2026-03-12", "blocked", ""),
        ("state", "2026-03-20", "todo", "dropped"),
        ("state", "2026-03-21", "dropped", "todo"),
        ("state", "2026-03-22", "todo", "doing"),
        ("milestone", "2026-03-23", "M1", "M2"),
        ("milestone", "2026-03-24", "M2", ""),
    ]
    assert {tuple(one) for one in found} == {("id", "subject", "field", "changed_on", "was", "became")}
    assert len({one["id"] for one in found}) == len(found)
    assert history.revisions("checkout-12", [*reversed(events), *events], HERE) == found
    # What reads revisions sees the days on which it was blocked.
    read = Revisions([read_noun("revision", one) for one in found], date(2026, 4, 1))
    assert list(read.blocked("checkout-12", date(2026, 4, 1))) == [(date(2026, 3, 10), date(2026, 3, 12))]


@pytest.mark.parametrize("odd", [None, 7, "text", [], [None], {}, {"number": "x"}, {"name": None}])
def test_nothing_in_a_payload_is_relied_on(odd: Any) -> None:
    for name in (
        "title",
        "labels",
        "assignees",
        "assignee",
        "milestone",
        "type",
        "state_reason",
        "created_at",
        "html_url",
        "issue_field_values",
    ):
        assert work(**{name: odd}).id == "checkout-12"
    for part in ("events", "pulls", "blocked_by", "sub_issues", "fields"):
        assert work(parts={part: odd}).id == "checkout-12"
    for subject in ("issue/12", "pull/12", "milestone/3", "repository", "release/1", "else"):
        TRACKER.translate(subject, {subject.partition("/")[0]: odd}, HERE)


def test_hostile_text_is_one_short_line() -> None:
    found = work(title="A\x00\u202eB\nC" + "x" * 10_000_000)

    assert found.name.startswith("A B C")
    assert len(found.name) <= 300
