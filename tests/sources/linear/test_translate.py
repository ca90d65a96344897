from datetime import date
from typing import Any

import pytest

from leadline.program.ranges import Range
from leadline.program.revisions import BLOCKED, Revisions
from leadline.sources.errors import BadAddress
from leadline.sources.linear.settings import Settings, parse
from leadline.sources.linear.tracker import TRACKER

HERE = Settings("acme", "ATL")
DAYS = Settings("acme", "ATL", {"fields": {"Estimate": "estimate_days"}})
TEAM = {"id": "t-1", "key": "ATL", "name": "Atlas", "timezone": "America/Los_Angeles"}


def issue(**fields: Any) -> dict[str, Any]:
    return {
        "id": "i-1", "identifier": "ATL-12", "title": "Pay by card", "url": "https://linear.app/acme/issue/ATL-12/pay", "team": TEAM,
        "state": state("Todo", "unstarted"), "createdAt": "2026-03-02T23:30:00.000Z", "updatedAt": "2026-03-04T09:00:00.000Z", **fields,
    }  # fmt: skip


def state(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "type": kind}


def nouns(parts: dict[str, Any], settings: Settings = HERE, subject: str = "issue/i-1") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in TRACKER.translate(subject, parts, settings).stated:
        found.setdefault(one.noun, []).append(one.value)
    return found


def work(settings: Settings = HERE, history: Any = None, **fields: Any) -> Any:
    return nouns({"issue": issue(**fields), "history": history}, settings)["work"][0]


def revisions(*entries: dict[str, Any], settings: Settings = HERE, **fields: Any) -> list[Any]:
    return nouns({"issue": issue(**fields), "history": list(entries)}, settings).get("revision", [])


def happened(number: int, on: str, **said: Any) -> dict[str, Any]:
    return {"id": f"h-{number}", "createdAt": f"{on}T10:00:00.000Z", **said}


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("linear:acme/ATL", "linear:acme/ATL"),
        ("Linear: Acme/atl ", "linear:acme/ATL"),
        ("linear:acme", "linear:acme"),
        ("https://linear.app/acme/team/ATL/active", "linear:acme/ATL"),
        ("linear:https://linear.app/acme/inbox", "linear:acme"),
    ],
)
def test_an_address_is_understood_as_people_write_it(address: str, canonical: str) -> None:
    found = parse(address, {})

    assert (found.base_url, found.address) == ("https://api.linear.app/", canonical)
    assert parse(found.address, {}) == found


@pytest.mark.parametrize("address", ["linear:", "linear:acme/ATL/x", "linear:acme/..", "linear:ac me", "linear:acme/A?B", "linear:https://linear.app/"])  # fmt: skip
def test_an_address_that_is_none_says_how_it_is_written(address: str) -> None:
    with pytest.raises(BadAddress, match="linear:workspace/TEAM"):
        parse(address, {})


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ("triage", "todo"), ("backlog", "todo"), ("unstarted", "todo"), ("started", "doing"), ("completed", "done"),
        ("canceled", "dropped"), ("duplicate", "dropped"), ("something new", "todo"),
    ],
)  # fmt: skip
def test_the_type_of_a_state_says_what_it_means(kind: str, means: str) -> None:
    assert work(state=state("Baking", kind)).state == means


def test_a_person_says_what_words_mean() -> None:
    mapping = {
        "states": {"qa": "done"}, "kinds": {"P0": "incident"}, "people": {"Mara": "m-1"}, "teams": {"ATL": "atlas"},
        "fields": {"Priority": "", "Due date": "not_before"},
    }  # fmt: skip
    own = Settings("acme", "ATL", mapping)
    mara = {"id": "u-1", "displayName": "mara"}

    found = nouns({"issue": issue(state=state("QA", "started"), assignee=mara, labels=[{"name": "P0"}], priority=1, dueDate="2026-04-01")}, own)  # fmt: skip

    made = found["work"][0]
    assert (made.state, made.kind, made.assignee, made.team, made.priority) == ("done", "incident", "m-1", "atlas", 0)
    assert (made.not_before, made.baseline_on) == (date(2026, 4, 1), None)
    assert "person" not in found


def test_days_of_work_come_from_where_linear_keeps_them() -> None:
    stamps = {
        "startedAt": "2026-03-03T09:00:00.000Z",
        "completedAt": "2026-03-09T09:00:00.000Z",
        "canceledAt": "2026-03-10T09:00:00.000Z",
    }

    done, dropped, again = (work(**stamps, state=state("x", kind)) for kind in ("completed", "canceled", "backlog"))

    assert (done.created_on, done.started_on, done.done_on) == (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9))
    assert dropped.done_on == date(2026, 3, 10)
    assert (again.started_on, again.done_on) == (None, None)


@pytest.mark.parametrize(("said", "comes"), [(0, 0), (1, 4), (4.0, 1), (7, 0), (None, 0), ("high", 0)])
def test_what_is_urgent_comes_before_what_is_low_and_nothing_comes_last(said: Any, comes: int) -> None:
    assert work(priority=said).priority == comes


def test_points_are_days_only_where_somebody_said_so() -> None:
    told = TRACKER.translate("issue/i-1", {"issue": issue(estimate=3.0)}, HERE)

    assert (work(estimate=3.0).estimate, work(DAYS, estimate=3).estimate) == (None, Range(3, 3))
    assert ["Estimate is the estimate in days" in one for one in told.problems] == [True]
    assert TRACKER.translate("issue/i-1", {"issue": issue(estimate=3.0)}, DAYS).problems == []
    # A label says it in days; so no points are missed.
    assert work(estimate=3, labels=[{"name": "estimate: 2-4d"}]).estimate == Range(2, 4)


def test_a_cycle_ends_on_the_day_before_the_midnight_of_its_team() -> None:
    # 08:00 in UTC is midnight in Los Angeles on the 2nd of March: the cycle's last day is the 1st.
    cycle = {"id": "c", "number": 4, "endsAt": "2026-03-02T08:00:00.000Z"}
    own = Settings("acme", "ATL", {"fields": {"Cycle": "baseline_on"}})

    assert work(cycle=cycle).baseline_on is None
    assert work(own, cycle=cycle).baseline_on == date(2026, 3, 1)
    assert work(own, cycle=cycle, team={**TEAM, "timezone": "Nowhere/Land"}).baseline_on == date(2026, 3, 2)
    assert work(own, cycle={"endsAt": "0001-01-01T00:00:00.000Z"}).baseline_on is None
    assert work(own, cycle=cycle, dueDate="2026-02-27").baseline_on == date(2026, 2, 27)


def test_apps_are_no_people_and_of_people_only_the_display_name_is_kept() -> None:
    mara = {"id": "U-1", "displayName": "mara", "name": "Mara B", "email": "mara@example.org", "app": False}
    found = nouns({"issue": issue(assignee=mara)})

    assert [(one.id, one.name) for one in found["person"]] == [("lin-user-u-1", "mara")]
    assert found["work"][0].assignee == "lin-user-u-1"
    assert "example.org" not in str(found)
    assert work(assignee={"id": "u-2", "displayName": "robot", "app": True}).assignee == ""


def test_two_people_with_one_display_name_in_two_workspaces_stay_two() -> None:
    first, second = ({"id": id, "displayName": "mara"} for id in ("u-1", "u-2"))

    assert work(assignee=first).assignee != work(assignee=second).assignee


def test_an_issue_that_moves_to_another_team_stays_the_same_work() -> None:
    moved = issue(identifier="PAY-7", team={"id": "t-2", "key": "PAY"}, url="https://linear.app/acme/issue/PAY-7/pay")
    before, after = work(), nouns({"issue": moved}, Settings("acme"))["work"][0]

    assert before.id == after.id == "lin-i-1"
    assert after.link.endswith("PAY-7/pay")


def test_work_is_in_its_milestone_else_in_its_projects_end_else_with_its_team() -> None:
    project = {"id": "p-1", "name": "Checkout"}

    found = nouns({"issue": issue(project=project, projectMilestone={"id": "m-1"})})
    assert (found["work"][0].project, found["work"][0].milestone) == ("lin-project-p-1", "lin-milestone-m-1")
    # The project states itself: an issue that names it must not hold it when it goes.
    assert "project" not in found
    assert work(project=project).milestone == "lin-end-p-1"
    thrown = work(project={**project, "trashed": True}, projectMilestone={"id": "m-1"})
    assert (thrown.project, thrown.milestone) == ("lin-team-t-1", "")
    alone = nouns({"issue": issue()})
    assert (alone["work"][0].project, alone["work"][0].milestone) == ("lin-team-t-1", "")
    assert [(one.id, one.name) for one in alone["project"]] == [("lin-team-t-1", "Atlas")]


@pytest.mark.parametrize(
    ("kind", "means", "done"),
    [("planned", "planned", None), ("started", "active", None), ("paused", "paused", None), ("completed", "done", date(2026, 5, 4)), ("canceled", "dropped", None)],
)  # fmt: skip
def test_a_project_keeps_its_target_as_a_plan_and_promises_nothing(kind: str, means: str, done: date | None) -> None:
    body = {
        "id": "p-1", "name": "Checkout", "status": {"type": kind}, "targetDate": "2026-05-01", "completedAt": "2026-05-04T08:00:00.000Z",
        "lead": {"id": "u-1", "displayName": "ines"},
    }  # fmt: skip
    found = nouns({"project": body}, subject="project/p-1")
    (project,), (end,) = found["project"], found["milestone"]

    assert (project.id, project.state, project.owner) == ("lin-project-p-1", means, "lin-user-u-1")
    assert (end.id, end.name, end.project) == ("lin-end-p-1", "Checkout", project.id)
    assert (end.baseline_on, end.done_on) == (date(2026, 5, 1), done)
    assert "promise" not in found


def test_links_and_parents_become_dependencies() -> None:
    link = {"id": "r-1", "type": "blocks", "issue": {"id": "i-2"}, "relatedIssue": {"id": "i-1"}}
    (found,) = nouns({"relation": link}, subject="relation/r-1")["dependency"]
    (child,) = nouns({"issue": issue(parent={"id": "i-9"})})["dependency"]

    assert (found.before, found.after, found.kind) == ("lin-i-2", "lin-i-1", "FS")
    assert (child.before, child.after, child.kind) == ("lin-i-1", "lin-i-9", "FF")
    assert nouns({"relation": {**link, "type": "related"}}, subject="relation/r-1") == {}
    assert nouns({"relation": {**link, "issue": {"id": "i-1"}}}, subject="relation/r-1") == {}


def test_what_lies_in_the_bin_says_nothing() -> None:
    assert nouns({"issue": issue(trashed=True)}) == {}


def test_a_workspace_that_was_renamed_says_so() -> None:
    told = TRACKER.translate("workspace", {"workspace": {"organization": {"urlKey": "acme-corp"}}}, HERE)

    assert "linear:acme-corp/ATL" in told.problems[0]


def test_history_tells_what_changed_when_whatever_order_it_was_heard_in() -> None:
    entries = [
        happened(9, "2026-03-20", fromState=state("Doing", "started"), toState=state("Done", "completed")),
        happened(1, "2026-03-03", fromEstimate=None, toEstimate=3.0),
        happened(2, "2026-03-04", fromDueDate=None, toDueDate="2026-04-01"),
        happened(3, "2026-03-05", fromState=state("Backlog", "backlog"), toState=state("Todo", "unstarted")),
        happened(4, "2026-03-06", fromState=state("Todo", "unstarted"), toState=state("Doing", "started")),
        happened(5, "2026-03-07", fromProjectId=None, toProjectId="p-1"),
        happened(6, "2026-03-08", toProjectMilestone={"id": "m-1"}, fromEstimate=3, toEstimate=5),
        happened(7, "2026-03-09", fromDueDate="2026-04-01", toDueDate="2026-04-15"),
        happened(8, "2026-03-10", fromProjectMilestone={"id": "m-1"}, toProjectMilestone=None),
    ]
    now = {"project": {"id": "p-1"}, "projectMilestone": None}

    found = revisions(*entries, settings=DAYS, **now)

    assert [(one.field, str(one.changed_on)[5:], one.was, one.became) for one in found] == [
        ("estimate", "03-03", "", "3d"),
        ("due", "03-04", "", "2026-04-01"),
        ("state", "03-06", "todo", "doing"),
        ("milestone", "03-07", "", "lin-end-p-1"),
        ("estimate", "03-08", "3d", "5d"),
        ("milestone", "03-08", "lin-end-p-1", "lin-milestone-m-1"),
        ("due", "03-09", "2026-04-01", "2026-04-15"),
        ("milestone", "03-10", "lin-milestone-m-1", "lin-end-p-1"),
        ("state", "03-20", "doing", "done"),
    ]
    assert len({one.id for one in found}) == len(found)
    assert {one.subject for one in found} == {"lin-i-1"}
    assert revisions(*reversed(entries), *entries, settings=DAYS, **now) == found
    # Nobody said that points are days, so they tell no estimate.
    assert "estimate" not in {one.field for one in revisions(*entries, **now)}


def test_being_blocked_begins_and_ends_with_the_state_or_the_label_that_says_so() -> None:
    todo, blocked = state("Todo", "unstarted"), state("Blocked", "started")
    entries = [
        happened(1, "2026-03-03", fromState=todo, toState=blocked),
        happened(2, "2026-03-05", addedLabels=[{"name": "on hold"}]),
        happened(3, "2026-03-06", fromState=blocked, toState=todo),
        happened(4, "2026-03-09", removedLabels=[{"name": "on hold"}]),
        happened(5, "2026-03-10", removedLabels=[{"name": "bug"}]),
    ]
    found = revisions(*entries)

    told = [(str(one.changed_on)[5:], one.was, one.became) for one in found if one.field == BLOCKED]
    assert told == [("03-03", "", BLOCKED), ("03-09", BLOCKED, "")]
    # As what learns from it reads it: six days.
    days = Revisions(found, date(2026, 4, 1)).blocked("lin-i-1", date(2026, 4, 1))
    assert list(days) == [(date(2026, 3, 3), date(2026, 3, 9))]


@pytest.mark.parametrize("odd", [None, 7, "text", [], [None], {}, {"id": 7}, {"name": None}, {"nodes": 3}, True, 1e300])
def test_nothing_in_a_payload_is_relied_on(odd: Any) -> None:
    for name in (
        *issue(),
        "estimate",
        "priority",
        "labels",
        "assignee",
        "project",
        "projectMilestone",
        "cycle",
        "parent",
        "dueDate",
    ):
        if name != "id":
            assert work(DAYS, **{name: odd}).id == "lin-i-1"
    names = (
        "fromState",
        "toState",
        "toProjectId",
        "toProjectMilestone",
        "addedLabels",
        "removedLabels",
        "toEstimate",
        "toDueDate",
    )
    for name in names:
        assert work(DAYS, history=[{**happened(1, "2026-03-03"), name: odd}, odd]).id == "lin-i-1"
    assert work(history=odd).id == "lin-i-1"
    for subject in ("issue/i-1", "project/p-1", "milestone/m-1", "relation/r-1", "workspace", "else"):
        TRACKER.translate(subject, {subject.partition("/")[0]: odd}, HERE)
        TRACKER.translate(
            subject,
            {subject.partition("/")[0]: {"id": "x", "status": odd, "lead": odd, "project": odd, "type": odd}},
            HERE,
        )


def test_hostile_text_is_one_short_line() -> None:
    found = work(title="A\x00\u202eB\nC" + "x" * 10_000_000)

    assert found.name.startswith("A B C")
    assert len(found.name) <= 300
