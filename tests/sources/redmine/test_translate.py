"""What becomes of what Redmine says; the examples have the form of its own answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadline.sources.errors import BadAddress
from leadline.sources.redmine import payloads
from leadline.sources.redmine.tracker import TRACKER

SETTINGS = TRACKER.settings("redmine:tracker.acme.example/shop", {})
PLACE = SETTINGS.place
STATUSES = [
    {"id": 1, "name": "New", "is_closed": False},
    {"id": 2, "name": "In Progress", "is_closed": False},
    {"id": 5, "name": "Closed", "is_closed": True},
    {"id": 6, "name": "Rejected", "is_closed": True},
]
ISSUE: dict[str, Any] = {
    "id": 12, "project": {"id": 1, "name": "Shop"}, "tracker": {"id": 2, "name": "Feature"}, "status": STATUSES[0],
    "subject": "Pay by card", "start_date": None, "due_date": None, "done_ratio": 0, "estimated_hours": None, "spent_hours": 0.0,
    "created_on": "2026-03-02T09:00:00Z", "updated_on": "2026-03-09T09:00:00Z", "closed_on": None,
}  # fmt: skip
PAYLOADS = Path(__file__).parents[4] / "shared/data/payloads/redmine/made"
needs_payloads = pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the examples are not beside this folder")


def _told(
    body: dict[str, Any], *, journals: Any = (), relations: Any = (), mapping: Any = None, group: int = 0
) -> dict[str, Any]:
    """The nouns of an issue by their kind: one of work, lists of the rest."""
    settings = TRACKER.settings("redmine:tracker.acme.example/shop", mapping or {})
    parts = {"issue": body, "relations": list(relations), "journals": list(journals), "statuses": STATUSES}
    found = TRACKER.translate("issue/12", {**parts, "group": {"id": group}}, settings)
    (work,) = [one.value for one in found.stated if one.noun == "work"]
    rest = {
        noun: [one.value for one in found.stated if one.noun == noun] for noun in {one.noun for one in found.stated}
    }
    return {**rest, "work": work}


def _journal(number: int, on: str, *details: tuple[str, str | None, str | None], kind: str = "attr") -> dict[str, Any]:
    names = ("name", "old_value", "new_value")
    said = [{"property": kind, **dict(zip(names, one, strict=True))} for one in details]
    return {"id": number, "created_on": on, "details": said}


def test_an_issue_is_work_of_its_project() -> None:
    body = ISSUE | {
        "assigned_to": {"id": 5, "name": "Mara Example"}, "fixed_version": {"id": 3, "name": "Live"}, "estimated_hours": 20.0,
        "due_date": "2026-05-01", "spent_hours": 6.0,
    }  # fmt: skip

    found = _told(body)
    work = found["work"]

    assert (work.id, work.name, work.state, work.kind) == (f"{PLACE}-12", "Pay by card", "todo", "feature")
    assert (work.project, work.milestone) == (f"{PLACE}-project-1", f"{PLACE}-version-3")
    assert (work.assignee, [one.name for one in found["person"]]) == (f"{PLACE}-person-5", ["Mara Example"])
    # Twenty hours are two and a half days of eight; six are three quarters of one.
    assert (work.estimate.low, work.estimate.high, work.spent_days) == (2.5, 2.5, 0.75)
    assert (work.created_on, work.baseline_on) == (date(2026, 3, 2), date(2026, 5, 1))
    assert work.link == "https://tracker.acme.example/issues/12"


@pytest.mark.parametrize(
    ("status", "more", "state"),
    [
        (STATUSES[0], {}, "todo"),
        (STATUSES[0], {"done_ratio": 10}, "doing"),
        (STATUSES[1], {}, "doing"),
        (STATUSES[2], {"closed_on": "2026-03-09T10:00:00Z"}, "done"),
        (STATUSES[3], {"closed_on": "2026-03-09T10:00:00Z"}, "dropped"),
        # Before Redmine 5 an issue does not say whether its status closes it, and its number may be one nobody listed.
        ({"id": 77, "name": "Erledigt"}, {"closed_on": "2026-03-09T10:00:00Z"}, "done"),
        ({"id": 77, "name": "Resolved"}, {}, "doing"),
    ],
)
def test_a_status_says_the_state(status: dict[str, Any], more: dict[str, Any], state: str) -> None:
    work = _told(ISSUE | {"status": status} | more)["work"]

    assert work.state == state
    assert work.done_on == (date(2026, 3, 9) if state in ("done", "dropped") else None)


def test_what_a_person_said_of_a_status_counts_first() -> None:
    assert _told(ISSUE, mapping={"states": {"new": "doing"}})["work"].state == "doing"


def test_an_issue_that_was_opened_again_is_not_done() -> None:
    # Redmine keeps the day on which it was closed.
    work = _told(ISSUE | {"status": STATUSES[1], "closed_on": "2026-03-09T10:00:00Z"})["work"]

    assert (work.state, work.done_on) == ("doing", None)


def test_a_closed_duplicate_is_dropped() -> None:
    own = {"id": 1, "issue_id": 12, "issue_to_id": 4, "relation_type": "duplicates"}
    body = ISSUE | {"status": STATUSES[2], "closed_on": "2026-03-09T10:00:00Z"}

    assert _told(body, relations=[own])["work"].state == "dropped"
    assert _told(body, relations=[own | {"issue_id": 4, "issue_to_id": 12}])["work"].state == "done"


def test_who_waits_says_so_with_the_delay_in_calendar_days() -> None:
    waits = {"id": 1, "issue_id": 4, "issue_to_id": 12, "relation_type": "precedes", "delay": 7}
    blocked = {"id": 2, "issue_id": 5, "issue_to_id": 12, "relation_type": "blocks", "delay": None}
    others = [
        {"id": 3, "issue_id": 12, "issue_to_id": 6, "relation_type": "blocks", "delay": None},
        {"id": 4, "issue_id": 7, "issue_to_id": 12, "relation_type": "relates", "delay": None},
    ]

    found = _told(ISSUE, relations=[waits, blocked, *others])["dependency"]

    # Seven working days are a week of five, with its weekend, and two more.
    assert [(one.before, one.after, one.kind, one.lag_days) for one in found] == [
        (f"{PLACE}-4", f"{PLACE}-12", "FS", 9.0),
        (f"{PLACE}-5", f"{PLACE}-12", "FS", 0.0),
    ]


def test_an_issue_is_finished_when_its_parts_are() -> None:
    (found,) = _told(ISSUE | {"parent": {"id": 4}})["dependency"]

    assert (found.before, found.after, found.kind) == (f"{PLACE}-12", f"{PLACE}-4", "FF")


def test_a_group_that_has_it_is_a_team_and_no_person() -> None:
    found = _told(ISSUE | {"assigned_to": {"id": 21, "name": "Back end"}}, group=21)

    assert (found["work"].assignee, found["work"].team) == ("", f"{PLACE}-group-21")
    assert "person" not in found


def test_a_person_whom_somebody_named_is_not_made_anew() -> None:
    found = _told(
        ISSUE | {"assigned_to": {"id": 5, "name": "Mara Example"}}, mapping={"people": {"Mara Example": "mara"}}
    )

    assert found["work"].assignee == "mara"
    assert "person" not in found


def test_journals_become_dated_changes() -> None:
    journals = [
        _journal(9, "2026-03-20T08:00:00Z", ("status_id", "2", "5")),
        _journal(3, "2026-03-05T08:00:00Z", ("status_id", "1", "2"), ("estimated_hours", "8.0", "16.0")),
        _journal(5, "2026-03-10T08:00:00Z", ("due_date", None, "2026-04-01"), ("fixed_version_id", None, "3")),
        _journal(6, "2026-03-11T08:00:00Z", ("blocked", None, "4"), kind="relation"),
        _journal(7, "2026-03-12T08:00:00Z", ("blocked", None, "6"), kind="relation"),
        _journal(8, "2026-03-15T08:00:00Z", ("blocked", "4", None), ("blocked", "6", None), kind="relation"),
    ]
    body = ISSUE | {"status": STATUSES[2], "closed_on": "2026-03-20T08:00:00Z"}

    found = _told(body, journals=journals)

    told = [(one.changed_on.day, one.field, one.was, one.became) for one in found["revision"]]
    assert told == [
        (5, "state", "todo", "doing"),
        (5, "estimate", "1d", "2d"),
        (10, "due", "", "2026-04-01"),
        (10, "milestone", "", f"{PLACE}-version-3"),
        # The second block changes nothing, and only the last one that goes frees it.
        (11, "blocked", "", "blocked"),
        (15, "blocked", "blocked", ""),
        (20, "state", "doing", "done"),
    ]
    assert len({one.id for one in found["revision"]}) == len(told)
    assert (found["work"].started_on, found["work"].done_on) == (date(2026, 3, 5), date(2026, 3, 20))


def test_a_start_date_that_redmine_filled_in_by_itself_says_nothing() -> None:
    assert _told(ISSUE | {"start_date": "2026-03-02"})["work"].not_before is None
    assert _told(ISSUE | {"start_date": "2026-04-01"})["work"].not_before == date(2026, 4, 1)
    assert _told(ISSUE | {"start_date": "2026-04-01", "status": STATUSES[1]})["work"].not_before is None


def test_custom_fields_say_something_only_once_a_person_said_what() -> None:
    body = ISSUE | {
        "custom_fields": [
            {"id": 1, "name": "Size", "value": "3-8d"},
            {"id": 2, "name": "Promised", "value": "2026-06-01"},
        ]
    }
    mapping = {"fields": {"size": "estimate_days", "promised": "baseline_on"}}

    plain, said = _told(body)["work"], _told(body, mapping=mapping)["work"]

    assert (plain.estimate, plain.baseline_on) == (None, None)
    assert (said.estimate.low, said.estimate.high, said.baseline_on) == (3, 8, date(2026, 6, 1))


def test_a_version_is_a_milestone_with_its_day_as_a_plan() -> None:
    body = {
        "id": 3, "project": {"id": 1, "name": "Shop"}, "name": "Live", "status": "open", "due_date": "2026-05-01",
        "updated_on": "2026-04-20T10:00:00Z",
    }  # fmt: skip

    def milestone(more: dict[str, Any]) -> Any:
        found = TRACKER.translate("version/3", {"version": body | more}, SETTINGS)
        return next(one.value for one in found.stated if one.noun == "milestone")

    assert (milestone({}).id, milestone({}).baseline_on, milestone({}).done_on) == (
        f"{PLACE}-version-3",
        date(2026, 5, 1),
        None,
    )
    assert milestone({"status": "closed"}).done_on == date(2026, 4, 20)


@pytest.mark.parametrize(
    "odd",
    [
        {"estimated_hours": "many"},
        {"estimated_hours": float("inf")},
        {"estimated_hours": -8},
        {"created_on": "yesterday", "due_date": "32.13.2026"},
        {"status": None, "tracker": None, "project": None},
        {"custom_fields": "none", "done_ratio": "half", "parent": {"id": 12}},
        {"assigned_to": {"id": "x"}, "fixed_version": []},
    ],
)
def test_what_makes_no_sense_is_left_out_and_the_rest_stands(odd: dict[str, Any]) -> None:
    work = _told(ISSUE | odd, journals=[{"id": 1}, {"created_on": "soon", "details": [None, 3]}], relations=[None])[
        "work"
    ]

    assert work.name == "Pay by card"
    assert work.estimate is None


def test_an_address_is_understood_as_people_paste_it() -> None:
    for address, base, name in (
        ("redmine:tracker.acme.example/shop", "https://tracker.acme.example/", "shop"),
        ("redmine:tracker.acme.example/redmine/shop", "https://tracker.acme.example/redmine/", "shop"),
        (
            "redmine:https://tracker.acme.example/redmine/projects/shop/issues",
            "https://tracker.acme.example/redmine/",
            "shop",
        ),
        ("redmine:http://localhost:3000/shop", "http://localhost:3000/", "shop"),
    ):
        found = TRACKER.settings(address, {})
        assert (found.base_url, found.name) == (base, name)
    for address in ("redmine:", "redmine:shop", "redmine:ftp://tracker.acme.example/shop", "redmine:a b/shop"):
        with pytest.raises(BadAddress, match="redmine:host/project"):
            TRACKER.settings(address, {})


def test_two_servers_and_two_paths_share_no_ids() -> None:
    addresses = (
        "a.example/shop",
        "a-example/shop",
        "a.example/b/shop",
        "a.example-b/shop",
        "http://a.example:3000/shop",
    )
    places = [TRACKER.settings(f"redmine:{one}", {}).place for one in addresses]

    assert len(set(places)) == len(addresses)


@needs_payloads
def test_the_examples_pass_without_loss() -> None:
    body = json.loads((PAYLOADS / "issue.detail.json").read_text())["issue"]
    told = [*payloads.issue(body), *payloads.journals(3, body["journals"], STATUSES)]
    found = TRACKER.translate("issue/3", {one.part: one.body for one in told}, SETTINGS).stated
    work = next(one.value for one in found if one.noun == "work")
    changes = [(one.value.field, one.value.was, one.value.became) for one in found if one.noun == "revision"]

    assert (work.name, work.state, work.baseline_on) == ("Payment API build", "doing", date(2027, 3, 5))
    # 208 hours of eight a day.
    assert (work.estimate.low, work.started_on) == (26, date(2027, 1, 28))
    assert changes == [("state", "todo", "doing"), ("due", "2027-02-23", "2027-03-05")]
    assert not any("Partner sandbox" in json.dumps(one.body) for one in told)
    for page in json.loads((PAYLOADS / "issues.page1.json").read_text())["issues"]:
        own = {one.part: one.body for one in payloads.issue(page)}
        assert any(one.noun == "work" for one in TRACKER.translate(f"issue/{page['id']}", own, SETTINGS).stated)
