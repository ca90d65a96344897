"""What becomes of what Jira says; the examples have the form of its own answers."""

from datetime import date
from typing import Any

import pytest

from leadline.sources.jira import payloads
from leadline.sources.jira.tracker import TRACKER
from leadline.sources.jira.words import CHECKBOXES, EPIC_LINK, SPRINT, TEAM

ADDRESS = "jira:acme.atlassian.net/ATL"
PLACE = TRACKER.settings(ADDRESS, {}).place
STATUSES = {
    name: {"id": str(number), "name": name, "statusCategory": {"key": category}}
    for number, (name, category) in enumerate(
        {"To Do": "new", "In Progress": "indeterminate", "Blocked": "indeterminate", "Done": "done", "Rejected": "done", "Odd": "undefined"}.items(), 1
    )
}  # fmt: skip
FIELDS: dict[str, Any] = {
    "summary": "Pay by card", "issuetype": {"id": "1", "name": "Story"}, "project": {"id": "10000", "key": "ATL", "name": "Atlas"},
    "status": STATUSES["To Do"], "created": "2026-03-02T09:00:00.000+0000", "updated": "2026-03-09T09:00:00.000+0000",
}  # fmt: skip
TYPES = {"sprint": SPRINT, "epic": EPIC_LINK, "flagged": CHECKBOXES, "team": TEAM}


def _told(
    fields: dict[str, Any], *, changelog: Any = (), own: Any = (), epics: Any = None, mapping: Any = None
) -> dict[str, Any]:
    """The nouns of an issue by their kind: one of work, lists of the rest. `own`: name, type and value of fields of the site's own."""
    customs = [{"id": f"customfield_{at}", "name": name, "type": TYPES.get(type, type)} for at, (name, type, _) in enumerate(own)]  # fmt: skip
    body = {"id": "12", "key": "ATL-3", "fields": FIELDS | fields | {f"customfield_{at}": one[2] for at, one in enumerate(own)}}  # fmt: skip
    told = [payloads.issue(body, customs, epics or {}), *payloads.changelog("12", list(changelog), list(STATUSES.values()))]  # fmt: skip
    found = TRACKER.translate(
        "issue/12", {one.part: one.body for one in told}, TRACKER.settings(ADDRESS, mapping or {})
    )
    assert not found.problems
    (work,) = [one.value for one in found.stated if one.noun == "work"]
    kinds = {one.noun for one in found.stated}
    return {**{noun: [one.value for one in found.stated if one.noun == noun] for noun in kinds}, "work": work}


def _history(number: int, on: Any, *items: tuple[str, Any, Any]) -> dict[str, Any]:
    said = [
        {"field": field, "fieldtype": "jira", "from": was, "fromString": was, "to": became, "toString": became}
        for field, was, became in items
    ]
    return {"id": str(number), "created": on, "items": said}


def _revisions(found: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(str(one.changed_on), one.field, one.was, one.became) for one in found.get("revision", [])]


def test_an_issue_is_work_of_its_project() -> None:
    found = _told({
        "assignee": {"accountId": "5b10", "displayName": "Mara Example", "emailAddress": "mara@acme.example"},
        "fixVersions": [{"id": "3", "name": "Live"}], "timeoriginalestimate": 72_000, "timespent": 21_600, "duedate": "2026-05-01",
    })  # fmt: skip
    work = found["work"]

    assert (work.id, work.name, work.state, work.kind) == (f"{PLACE}-12", "Pay by card", "todo", "feature")
    assert (work.project, work.milestone) == (f"{PLACE}-project-10000", f"{PLACE}-version-3")
    assert (work.assignee, [one.name for one in found["person"]]) == (f"{PLACE}-person-5b10", ["Mara Example"])
    # Twenty hours are two and a half days of eight; six are three quarters of one.
    assert (work.estimate.low, work.estimate.high, work.spent_days) == (2.5, 2.5, 0.75)
    assert (work.created_on, work.baseline_on) == (date(2026, 3, 2), date(2026, 5, 1))
    assert work.link == "https://acme.atlassian.net/browse/ATL-3"


@pytest.mark.parametrize(
    ("status", "resolution", "state"),
    [
        ("To Do", "", "todo"),
        ("In Progress", "", "doing"),
        ("Blocked", "", "doing"),
        ("Done", "Done", "done"),
        ("Done", "", "done"),
        ("Done", "Won't Do", "dropped"),
        ("Done", "Duplicate", "dropped"),
        ("Rejected", "", "dropped"),
        # A resolution that was left behind by an issue that was opened again says nothing.
        ("In Progress", "Won't Do", "doing"),
        ("Odd", "", "todo"),
    ],
)
def test_a_status_and_its_resolution_say_the_state(status: str, resolution: str, state: str) -> None:
    work = _told({"status": STATUSES[status], "resolution": {"id": "1", "name": resolution} if resolution else None, "resolutiondate": "2026-03-09T10:00:00.000+0000"})["work"]  # fmt: skip

    assert work.state == state
    assert work.done_on == (date(2026, 3, 9) if state in ("done", "dropped") else None)


def test_what_a_person_said_of_words_counts_first() -> None:
    mapping = {
        "states": {"to do": "doing"},
        "kinds": {"Story": "epic"},
        "teams": {"Ledger": "payments"},
        "people": {"Mara Example": "mara"},
    }
    found = _told(
        {"components": [{"id": "5", "name": "Ledger"}], "assignee": {"key": "m", "displayName": "Mara Example"}},
        mapping=mapping,
    )

    work = found["work"]
    assert (work.state, work.kind, work.team, work.assignee) == ("doing", "epic", "payments", "mara")
    assert "person" not in found


def test_an_app_is_nobody_who_does_work() -> None:
    app = {"accountId": "557058:1", "accountType": "app", "displayName": "Automation"}

    assert _told({"assignee": app})["work"].assignee == ""


def test_who_waits_says_so_however_the_link_is_called() -> None:
    def link(number: str, name: str, inward: str, outward: str, **end: Any) -> dict[str, Any]:
        return {"id": number, "type": {"name": name, "inward": inward, "outward": outward}, **end}

    found = _told({"issuelinks": [
        link("1", "Blocks", "is blocked by", "blocks", inwardIssue={"id": "4", "key": "ATL-9"}),
        link("2", "Dependency", "is required by", "depends on", outwardIssue={"id": "5", "key": "OPS-1"}),
        link("3", "Blocks", "is blocked by", "blocks", outwardIssue={"id": "6"}),
        link("4", "Dependency", "is required by", "depends on", inwardIssue={"id": "7"}),
        link("5", "Relates", "relates to", "relates to", inwardIssue={"id": "8"}),
        link("6", "Blocks", "is blocked by", "blocks", inwardIssue={"id": "12"}),
    ]})["dependency"]  # fmt: skip

    assert [(one.before, one.after, one.kind) for one in found] == [
        (f"{PLACE}-4", f"{PLACE}-12", "FS"),
        (f"{PLACE}-5", f"{PLACE}-12", "FS"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        {"fields": {"parent": {"id": "1", "key": "ATL-1"}}},
        {"fields": {}, "own": [("Epic Link", "epic", "ATL-1")], "epics": {"ATL-1": "1"}},
    ],
    ids=["parent", "epic link"],
)
def test_an_epic_is_finished_when_its_parts_are(above: dict[str, Any]) -> None:
    (found,) = _told(**above)["dependency"]

    assert (found.before, found.after, found.kind) == (f"{PLACE}-12", f"{PLACE}-1", "FF")


def test_an_epic_that_the_token_does_not_see_is_no_epic() -> None:
    assert "dependency" not in _told({}, own=[("Epic Link", "epic", "ATL-1")])


CLOUD = [
    {"id": 36, "state": "closed", "endDate": "2026-03-20T15:00:00.000Z"},
    {"id": 37, "state": "active", "endDate": "2026-04-03T15:00:00.000Z"},
]
SERVER = [
    f"com.atlassian.greenhopper.service.sprint.Sprint@1[id=3,state={state},name=S,endDate={day}T15:00:00.000Z,goal=]"
    for state, day in (("CLOSED", "2026-03-20"), ("ACTIVE", "2026-04-03"))
]


@pytest.mark.parametrize("sprints", [CLOUD, SERVER], ids=["cloud", "server"])
def test_work_without_a_due_day_is_planned_for_the_end_of_its_sprint(sprints: Any) -> None:
    assert _told({}, own=[("Sprint", "sprint", sprints)])["work"].baseline_on == date(2026, 4, 3)
    assert _told({"duedate": "2026-03-31"}, own=[("Sprint", "sprint", sprints)])["work"].baseline_on == date(
        2026, 3, 31
    )
    assert _told({}, own=[("Sprint", "sprint", sprints[:1])])["work"].baseline_on is None


def test_fields_of_a_site_say_what_a_person_said_they_hold() -> None:
    own = [
        ("Agreed for", "date", "2026-06-01"), ("Effort", "float", 4.0), ("Weight", "select", {"value": "7"}), ("Squad", "team", {"id": "t-1", "name": "Ledger"}),
        ("Start date", "date", "2026-04-01"), ("Stage", "select", {"value": "Done"}),
    ]  # fmt: skip
    mapping = {"fields": {"Agreed for": "baseline_on", "effort": "estimate_days", "Weight": "priority", "Stage": "state"}}  # fmt: skip

    found = _told({}, own=own, mapping=mapping)
    work = found["work"]

    assert (work.baseline_on, str(work.estimate), work.priority, work.state) == (date(2026, 6, 1), "4d", 7, "done")
    assert (work.team, [one.name for one in found["team"]]) == (f"{PLACE}-team-t-1", ["Ledger"])
    plain = _told({}, own=own)["work"]
    assert (plain.baseline_on, plain.estimate, plain.priority) == (None, None, 0)
    assert plain.not_before == date(2026, 4, 1)


def test_of_several_versions_it_is_meant_for_the_next_that_is_not_out() -> None:
    versions = [
        {"id": "1", "released": True, "releaseDate": "2026-02-01"}, {"id": "2", "released": False, "releaseDate": "2026-09-01"},
        {"id": "3", "released": False, "releaseDate": "2026-06-01"}, {"id": "4", "released": False},
    ]  # fmt: skip

    assert _told({"fixVersions": versions})["work"].milestone == f"{PLACE}-version-3"
    assert _told({"fixVersions": versions[:1]})["work"].milestone == f"{PLACE}-version-1"


def test_a_history_tells_what_changed_when() -> None:
    fields = {
        "status": STATUSES["Done"], "resolution": {"id": "2", "name": "Won't Do"}, "timeoriginalestimate": 57_600, "duedate": "2026-05-08",
        "fixVersions": [{"id": "2"}],
    }  # fmt: skip
    changelog = [
        _history(5, "2026-03-12T09:00:00.000+0000", ("status", "2", "4"), ("resolution", None, "Won't Do")),
        _history(3, "2026-03-10T23:30:00.000-0500", ("status", "1", "2")),
        _history(1, "2026-03-04T09:00:00.000+0000", ("timeoriginalestimate", None, "28800")),
        _history(2, "2026-03-05T09:00:00.000+0000", ("timeoriginalestimate", "28800", "57600"), ("duedate", "2026-05-01", "2026-05-08")),
        _history(4, "2026-03-11T12:00:00.000+0000", ("Fix Version", "1", None), ("Fix Version", None, "2"), ("assignee", "a", "b")),
    ]  # fmt: skip

    found = _told(fields, changelog=changelog)

    # Half past eleven in the evening, five hours behind: the next day.
    assert _revisions(found) == [
        ("2026-03-04", "estimate", "", "1d"),
        ("2026-03-05", "estimate", "1d", "2d"),
        ("2026-03-05", "due", "2026-05-01", "2026-05-08"),
        ("2026-03-11", "state", "todo", "doing"),
        ("2026-03-11", "milestone", f"{PLACE}-version-1", f"{PLACE}-version-2"),
        ("2026-03-12", "state", "doing", "dropped"),
    ]
    assert (found["work"].started_on, found["work"].done_on) == (date(2026, 3, 11), date(2026, 3, 12))


def test_a_resolution_alone_turns_done_into_dropped() -> None:
    fields = {"status": STATUSES["Done"], "resolution": {"id": "2", "name": "Won't Do"}}
    changelog = [
        _history(1, "2026-03-10T09:00:00.000+0000", ("status", "1", "4"), ("resolution", None, "Done")),
        _history(2, "2026-03-12T09:00:00.000+0000", ("resolution", "Done", "Won't Do")),
    ]

    assert _revisions(_told(fields, changelog=changelog)) == [
        ("2026-03-10", "state", "todo", "done"),
        ("2026-03-12", "state", "done", "dropped"),
    ]


def test_a_flag_and_a_status_called_blocked_say_that_it_does_not_go_on() -> None:
    flag = {**_history(1, "2026-03-10T09:00:00.000+0000")}
    flag["items"] = [{"field": "Flagged", "fieldtype": "custom", "from": "", "fromString": "", "to": "[1]", "toString": "Impediment"}]  # fmt: skip
    free = {**_history(2, "2026-03-11T09:00:00.000+0000")}
    free["items"] = [{"field": "Flagged", "fieldtype": "custom", "from": "[1]", "fromString": "Impediment", "to": "", "toString": ""}]  # fmt: skip
    blocked = _history(3, "2026-03-12T09:00:00.000+0000", ("status", "2", "3"))

    found = _revisions(_told({"status": STATUSES["Blocked"]}, changelog=[flag, free, blocked]))

    assert found == [
        ("2026-03-10", "blocked", "", "blocked"),
        ("2026-03-11", "blocked", "blocked", ""),
        ("2026-03-12", "blocked", "", "blocked"),
    ]


# Nine in the morning of 10 March 2026, UTC.
MOMENT = 1_773_133_200


@pytest.mark.parametrize("stamp", [MOMENT, MOMENT * 1000, "2026-03-10T09:00:00.000+0000"])
def test_a_stamp_is_text_or_seconds_or_milliseconds(stamp: Any) -> None:
    found = _told({"status": STATUSES["In Progress"]}, changelog=[_history(1, stamp, ("status", "1", "2"))])

    assert _revisions(found) == [("2026-03-10", "state", "todo", "doing")]


def test_a_field_of_the_sites_own_that_is_called_like_one_of_jira_is_another() -> None:
    own = _history(1, "2026-03-10T09:00:00.000+0000", ("status", "1", "2"))
    own["items"][0]["fieldtype"] = "custom"

    assert _revisions(_told({}, changelog=[own])) == []


def test_a_version_is_a_milestone() -> None:
    def told(**more: Any) -> Any:
        body = {"id": "3", "name": "Live", "projectId": 10000, "releaseDate": "2026-05-01", **more}
        (stated,) = TRACKER.translate("version/3", {"version": body}, TRACKER.settings(ADDRESS, {})).stated
        return stated.value

    live = told()
    assert (live.id, live.name, live.project) == (f"{PLACE}-version-3", "Live", f"{PLACE}-project-10000")
    assert (live.baseline_on, live.done_on, live.without_odds) == (date(2026, 5, 1), None, "")
    assert told(released=True).done_on == date(2026, 5, 1)
    assert "does not say when" in told(released=True, releaseDate=None).without_odds
    assert "archived" in told(archived=True).without_odds


def test_a_project_that_was_archived_is_done() -> None:
    for archived, state in ((False, "active"), (True, "done")):
        body = {"id": "10000", "key": "ATL", "name": "Atlas", "archived": archived}
        (stated,) = TRACKER.translate("project/10000", {"project": body}, TRACKER.settings(ADDRESS, {})).stated
        assert (stated.value.id, stated.value.name, stated.value.state) == (f"{PLACE}-project-10000", "Atlas", state)


@pytest.mark.parametrize("odd", [None, [], "x", 7, {"fields": []}, {"id": "12", "fields": {"status": [], "issuelinks": {}, "customs": 3, "fixVersions": "x"}}])  # fmt: skip
def test_what_is_broken_breaks_nothing(odd: Any) -> None:
    for kind in ("issue", "version", "project", "what"):
        TRACKER.translate(f"{kind}/12", {kind: odd, "changelog": odd, "statuses": odd}, TRACKER.settings(ADDRESS, {}))
