from datetime import date
from typing import Any

import pytest

from leadline.program.ranges import Range
from leadline.sources.errors import BadAddress
from leadline.sources.gitlab import history
from leadline.sources.gitlab.ids import person_id, work_id
from leadline.sources.gitlab.notes import seconds, told
from leadline.sources.gitlab.payloads import closes
from leadline.sources.gitlab.people import person
from leadline.sources.gitlab.settings import Settings, parse
from leadline.sources.gitlab.shapes import moment
from leadline.sources.gitlab.tracker import TRACKER

HERE = Settings("acme/checkout")
GROUP = Settings("acme", group=True)
WEB = "https://gitlab.com/acme/checkout/-/issues"
DAY = 28_800


def issue(number: int = 12, **fields: Any) -> dict[str, Any]:
    return {
        "id": 900 + number, "iid": number, "project_id": 7, "title": "Pay by card", "state": "opened", "web_url": f"{WEB}/{number}",
        "created_at": "2026-03-02T23:30:00.000Z", "updated_at": "2026-03-04T09:00:00.000Z", "closed_at": None, **fields,
    }  # fmt: skip


def nouns(parts: dict[str, Any], settings: Settings = HERE, subject: str = "issue/12") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in TRACKER.translate(subject, parts, settings).stated:
        found.setdefault(one.noun, []).append(one.value)
    return found


def work(settings: Settings = HERE, parts: dict[str, Any] | None = None, **fields: Any) -> Any:
    return nouns({"issue": issue(**fields), **(parts or {})}, settings)["work"][0]


def happened(number: int, on: str, **said: Any) -> dict[str, Any]:
    return {"id": number, "created_at": f"2026-03-{on}T10:00:00.000Z", **said}


def label(number: int, on: str, action: str, name: str) -> dict[str, Any]:
    return happened(number, on, action=action, label={"name": name})


@pytest.mark.parametrize(
    ("address", "base", "canonical"),
    [
        ("gitlab:acme/checkout", "https://gitlab.com/api/v4/", "gitlab:acme/checkout"),
        ("GitLab: acme/platform/checkout.git ", "https://gitlab.com/api/v4/", "gitlab:acme/platform/checkout"),
        ("gitlab:https://gitlab.com/acme/checkout/-/issues/3", "https://gitlab.com/api/v4/", "gitlab:acme/checkout"),
        ("gitlab:git.acme.example/web/shop", "https://git.acme.example/api/v4/", "gitlab:git.acme.example/web/shop"),
        ("gitlab:git.acme.example:8443/web/shop", "https://git.acme.example:8443/api/v4/", "gitlab:git.acme.example:8443/web/shop"),
        ("gitlab:https://git/web/shop", "https://git/api/v4/", "gitlab:https://git/web/shop"),
        ("gitlab:acme.io/checkout", "https://gitlab.com/api/v4/", "gitlab:acme.io/checkout"),
        ("gitlab:gitlab.com/acme.io/web/shop", "https://gitlab.com/api/v4/", "gitlab:gitlab.com/acme.io/web/shop"),
        ("gitlab:groups/acme", "https://gitlab.com/api/v4/", "gitlab:groups/acme"),
        ("gitlab:https://git.acme.example/groups/a/b/-/issues", "https://git.acme.example/api/v4/", "gitlab:git.acme.example/groups/a/b"),
    ],
)  # fmt: skip
def test_an_address_is_understood_as_people_write_it(address: str, base: str, canonical: str) -> None:
    found = parse(address, {})

    assert (found.base_url, found.address) == (base, canonical)
    assert parse(found.address, {}) == found


@pytest.mark.parametrize(
    "address",
    ["gitlab:", "gitlab:acme", "gitlab:groups", "gitlab:groups/", "gitlab:acme/../x", "gitlab:acme/..", "gitlab:acme/a?b", "gitlab:acme/a b", "gitlab:x@evil.example/a/b",
     "gitlab:" + "/".join("a" * 30)],
)  # fmt: skip
def test_an_address_that_is_none_says_how_it_is_written(address: str) -> None:
    with pytest.raises(BadAddress, match="gitlab:group/project"):
        parse(address, {})


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "todo"),
        ({"labels": ["workflow::in dev"]}, "doing"),
        ({"labels": [{"name": "status::In Review"}]}, "doing"),
        ({"labels": ["workflow::production"]}, "doing"),
        ({"labels": ["priority::doing"]}, "todo"),
        ({"state": "closed", "closed_at": "2026-03-09T09:00:00Z"}, "done"),
        ({"state": "closed", "labels": ["wontfix"]}, "dropped"),
        ({"state": "closed", "_links": {"closed_as_duplicate_of": "https://gitlab.com/api/v4/projects/7/issues/1"}}, "dropped"),
        ({"state": "opened", "labels": ["wontfix"]}, "todo"),
    ],
)  # fmt: skip
def test_closed_is_told_apart_from_done(fields: dict[str, Any], state: str) -> None:
    assert work(**fields).state == state


def test_an_issue_that_was_moved_is_no_work_where_it_was() -> None:
    assert nouns({"issue": issue(state="closed", moved_to_id=77)}) == {}


def test_a_person_says_what_words_mean() -> None:
    settings = Settings(
        "acme/checkout",
        mapping={
            "states": {"Baking": "doing", "workflow::in dev": ""},
            "kinds": {"P0": "incident"},
            "people": {"mara": "m-1"},
            "fields": {
                "Weight": "estimate_days",
                "Due date": "not_before",
                "Iteration": "baseline_on",
                "Time estimate": "",
            },
        },
    )
    fields = {
        "weight": 3,
        "due_date": "2026-04-01",
        "iteration": {"due_date": "2026-04-15"},
        "time_stats": {"time_estimate": 8 * DAY},
    }

    assert work(settings, labels=["baking"]).state == "doing"
    assert work(settings, labels=["workflow::in dev"]).state == "todo"
    assert work(settings, labels=["P0"]).kind == "incident"
    found = nouns({"issue": issue(assignees=[{"username": "Mara"}], **fields)}, settings)
    assert found["work"][0].assignee == "m-1"
    assert found["work"][0].estimate == Range(3, 3)
    assert (found["work"][0].not_before, found["work"][0].baseline_on) == (date(2026, 4, 1), date(2026, 4, 15))
    assert "person" not in found


def test_what_nobody_has_said_of_weights_is_asked() -> None:
    told = TRACKER.translate("issue/12", {"issue": issue(weight=8)}, HERE)

    assert work(weight=8).estimate is None
    assert "Weight" in told.problems[0]


def test_a_time_estimate_is_in_days_of_eight_hours_and_a_label_says_a_range() -> None:
    stats = {"time_estimate": 748_800, "total_time_spent": 0}

    assert work(time_stats=stats).estimate == Range(26, 26)
    assert work(time_stats=stats, labels=["estimate::3-8d"]).estimate == Range(3, 8)
    assert work(time_stats={"time_estimate": 0}).estimate is None
    assert work(due_date="2026-05-17").baseline_on == date(2026, 5, 17)


def test_kinds_come_from_the_type_and_then_from_labels() -> None:
    assert work(issue_type="incident").kind == "incident"
    assert work(issue_type="issue", labels=["type::bug"]).kind == "bug"
    assert work(issue_type="issue", labels=["issue"]).kind == ""
    assert work(issue_type="test_case").kind == "test case"
    assert work(issue_type="task", labels=["bug"]).kind == "task"


def test_the_first_person_does_it_and_bots_do_nothing() -> None:
    found = nouns({"issue": issue(assignees=[{"username": "project_7_bot_a1"}, {"username": "mara", "name": "Mara", "email": "m@x.example"}, {"username": "ines"}])})  # fmt: skip

    assert found["work"][0].assignee == "gl-mara"
    assert [one.name for one in found["person"]] == ["mara", "ines"]


def test_two_of_like_names_are_never_one() -> None:
    people = ["mara", "mara.b", "mara-b", "mara_b", "marab", "mara@a", "mara@b"]
    paths = [
        "acme/checkout",
        "acme-checkout/x",
        "acme/check-out",
        "acme/check.out",
        "acme/check_out",
        "other/checkout",
        "a/b/c",
        "a.b/c",
        "a-b/c",
    ]
    hosts = ["gitlab.com", "git.acme.example", "git-acme.example", "git.acme.example:8443"]

    assert len({person_id(Settings("a/b", host), one) for one in people for host in hosts}) == len(people) * len(hosts)
    found = {work_id(Settings(path, host), path, 1) for path in paths for host in hosts}
    assert len(found) == len(paths) * len(hosts)
    assert all(len(one) < 200 and not set(one) & set("/?#%\\") for one in found)
    # Upper and lower case are one, as they are in GitLab.
    assert work_id(HERE, "Acme/CheckOut", 1) == work_id(HERE, "acme/checkout", 1)
    assert person({"username": "Mara"}, HERE)[0] == "gl-mara"


def test_links_say_what_it_waits_for_wherever_that_is() -> None:
    links = [
        {"link_type": "is_blocked_by", "web_url": f"{WEB}/3"},
        {"link_type": "is_blocked_by", "web_url": "https://gitlab.com/acme/ledger/-/work_items/9"},
        {"link_type": "is_blocked_by", "web_url": "https://gitlab.com/other/x/-/issues/4"},
        {"link_type": "blocks", "web_url": f"{WEB}/5"},
        {"link_type": "relates_to", "web_url": f"{WEB}/6"},
        {"link_type": "is_blocked_by", "web_url": "https://[broken"},
        {"link_type": "is_blocked_by", "web_url": f"{WEB}/12"},
    ]

    def befores(settings: Settings) -> list[str]:
        return [one.before for one in nouns({"issue": issue(), "links": links}, settings)["dependency"]]

    far = ["url:https://gitlab.com/acme/ledger/-/work_items/9", "url:https://gitlab.com/other/x/-/issues/4"]
    assert befores(HERE) == ["acme.checkout-3", *far]
    assert befores(GROUP) == ["acme.checkout-3", "acme.ledger-9", far[1]]
    assert {one.after for one in nouns({"issue": issue(), "links": links})["dependency"]} == {"acme.checkout-12"}


def test_a_project_that_was_renamed_keeps_its_ids_and_says_so() -> None:
    web = "https://gitlab.com/acme/shop/-/issues"
    links = [{"link_type": "is_blocked_by", "web_url": f"{web}/3"}]

    found = nouns({"issue": issue(web_url=f"{web}/12"), "links": links})
    told = TRACKER.translate("project", {"project": {"name": "shop", "path_with_namespace": "acme/shop"}}, HERE)

    assert (found["work"][0].id, found["dependency"][0].before) == ("acme.checkout-12", "acme.checkout-3")
    assert "gitlab:acme/shop" in told.problems[0]


def test_work_began_with_the_first_word_that_says_so() -> None:
    labels = [label(3, "05", "add", "workflow::in dev")]
    notes = [happened(1, "03", what="assigned", to="")]
    merges = [{"id": 20, "created_at": "2026-03-04T10:00:00Z"}]
    doing = {"labels": ["workflow::in dev"]}

    assert work(parts={"labels": labels, "notes": notes}, **doing).started_on == date(2026, 3, 5)
    assert work(parts={"labels": labels, "notes": notes, "merges": merges}, **doing).started_on == date(2026, 3, 4)
    assert work(parts={"notes": notes}, **doing).started_on == date(2026, 3, 3)
    assert work(parts={"notes": notes}).started_on is None
    assert work(parts={"merges": merges}).state == "doing"
    # Never before it was written, nor after it was done.
    early = [{"id": 20, "created_at": "2026-01-04T10:00:00Z"}]
    assert work(parts={"merges": early}, **doing).started_on == date(2026, 3, 2)
    done = {"state": "closed", "closed_at": "2026-03-03T09:00:00Z"}
    assert work(parts={"labels": labels}, **done).started_on == date(2026, 3, 3)


def test_a_milestone_keeps_its_due_date_as_a_plan_and_promises_nothing() -> None:
    own = {"id": 45, "iid": 3, "project_id": 7, "title": "Live", "state": "closed", "due_date": "2026-05-01", "updated_at": "2026-05-04T08:00:00Z",
           "web_url": "https://gitlab.com/acme/checkout/-/milestones/3"}  # fmt: skip
    group = {
        "id": 46,
        "iid": 3,
        "group_id": 5,
        "title": "Spring",
        "state": "active",
        "web_url": "https://gitlab.com/groups/acme/-/milestones/3",
    }

    (made,) = nouns({"milestone": own}, subject="milestone/45")["milestone"]
    (above,) = nouns({"milestone": group}, subject="milestone/46")["milestone"]
    (whole,) = nouns({"milestone": group}, GROUP, "milestone/46")["milestone"]

    assert (made.id, made.name, made.project) == ("acme.checkout-milestone-3", "Live", "acme.checkout")
    assert (made.baseline_on, made.done_on) == (date(2026, 5, 1), date(2026, 5, 4))
    assert (above.id, above.project, above.done_on) == ("acme.checkout-group-milestone-46", "acme.checkout", None)
    assert (whole.id, whole.project) == ("acme-group-milestone-46", "")
    assert nouns({"milestone": own}, GROUP, "milestone/45")["milestone"][0].id == made.id
    assert work(milestone=own).milestone == made.id
    assert work(GROUP, milestone=group).milestone == whole.id


def test_history_tells_what_changed_when_whatever_order_it_was_heard_in() -> None:
    milestone = {"id": 45, "iid": 3, "project_id": 7}
    other = {"id": 46, "iid": 4, "project_id": 7}
    parts: dict[str, Any] = {
        "labels": [
            label(1, "03", "add", "estimate::3-8d"), label(3, "09", "remove", "estimate::3-8d"), label(4, "10", "add", "blocked"),
            label(5, "12", "remove", "blocked"), label(6, "22", "add", "workflow::in dev"), happened(7, "23", action="add", label=None),
        ],
        "milestones": [
            happened(1, "03", action="add", milestone=milestone), happened(2, "24", action="add", milestone=other),
            happened(3, "24", action="remove", milestone=milestone), happened(4, "25", action="remove", milestone=other),
        ],
        "states": [happened(1, "20", state="closed"), happened(2, "21", state="reopened")],
        "weights": [happened(1, "04", weight=5)],
        "notes": [
            happened(1, "05", what="estimate", to=2 * DAY), happened(2, "06", what="due", to="2026-05-01"),
            happened(3, "26", what="blocked", to=["#3"]), happened(4, "27", what="parted", to=["#3"]), happened(5, "28", what="due", to=""),
        ],
    }  # fmt: skip

    found = history.revisions("acme.checkout-12", parts, HERE)

    assert [(one["field"], one["changed_on"][-2:], one["was"], one["became"]) for one in found] == [
        ("estimate", "03", "", "3-8d"),
        ("milestone", "03", "", "acme.checkout-milestone-3"),
        ("due", "06", "", "2026-05-01"),
        ("estimate", "09", "3-8d", "2d"),
        ("blocked", "10", "", "blocked"),
        ("blocked", "12", "blocked", ""),
        ("state", "20", "todo", "done"),
        ("state", "21", "done", "todo"),
        ("state", "22", "todo", "doing"),
        ("milestone", "24", "acme.checkout-milestone-3", "acme.checkout-milestone-4"),
        ("milestone", "25", "acme.checkout-milestone-4", ""),
        ("blocked", "26", "", "blocked"),
        ("blocked", "27", "blocked", ""),
        ("due", "28", "2026-05-01", ""),
    ]
    assert len({one["id"] for one in found}) == len(found)
    turned = {part: [*reversed(own), *own] for part, own in parts.items()}
    assert history.revisions("acme.checkout-12", turned, HERE) == found
    stated = nouns({"issue": issue(), **parts})["revision"]
    assert [one.id for one in stated] == [one["id"] for one in found]


@pytest.mark.parametrize(
    ("body", "what", "to"),
    [
        ("changed time estimate to 3d 4h", "estimate", 3 * DAY + 4 * 3600),
        ("changed time estimate to 1w 2d from 3d", "estimate", 7 * DAY),
        ("added time estimate of 2h 30m", "estimate", 9000),
        ("removed time estimate of 3d", "estimate", 0),
        ("changed due date to March 5, 2027", "due", "2027-03-05"),
        ("changed start date to March 01, 2027 and changed due date to March 05, 2027", "due", "2027-03-05"),
        ("removed due date March 05, 2027", "due", ""),
        ("assigned to @mara and unassigned @ines", "assigned", ""),
        ("marked this issue as blocked by #3 and acme/ledger#4", "blocked", ["#3", "acme/ledger#4"]),
        ("removed the relation with acme/ledger#4", "parted", ["acme/ledger#4"]),
    ],
)
def test_what_gitlab_notes_by_itself_is_understood(body: str, what: str, to: Any) -> None:
    note = {"id": 5, "system": True, "body": body, "created_at": "2026-03-02T09:00:00Z", "author": {"username": "mara"}}

    assert told(note) == {"id": 5, "created_at": "2026-03-02T09:00:00Z", "what": what, "to": to}
    # The same words by a person say nothing, and are not kept.
    assert told({**note, "system": False}) is None


@pytest.mark.parametrize(
    "body",
    ["changed title from **a** to **changed due date to March 5, 2027**", "unassigned @mara", "marked this issue as blocking #3", "changed due date to Smarch 40, 2027",
     "changed the description", "", "mentioned in issue #3"],
)  # fmt: skip
def test_other_notes_say_nothing_of_a_day(body: str) -> None:
    found = told({"id": 5, "system": True, "body": body})

    assert found is None or found["to"] == ""
    assert seconds("99999999999999h") < 10**13


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Closes #3", [3]),
        ("closes: #3, #4 and #5. See #6", [3, 4, 5]),
        ("Fixes acme/checkout#3 and acme/ledger#4", [3]),
        ("Implements https://gitlab.com/acme/checkout/-/issues/7.", [7]),
        ("Resolved issues #3 and issue #4", [3, 4]),
        ("Related to #3, discloses nothing. Mentions !5", []),
        ("Closes " + ", ".join(f"#{n}" for n in range(1, 90)), list(range(1, 51))),
        (None, []),
    ],
)
def test_a_merge_request_says_what_it_closes(words: Any, numbers: list[int]) -> None:
    web = "https://gitlab.com/acme/checkout/-/merge_requests/20"

    assert closes({"description": words, "web_url": web}, HERE) == numbers


def test_stamps_of_listings_and_of_webhooks_are_moments() -> None:
    assert (
        moment("2021-02-25 21:23:34 UTC") == moment("2021-02-25T21:23:34.000Z") == moment("2021-02-25 23:23:34 +0200")
    )
    assert moment("soon") is None


@pytest.mark.parametrize(
    "odd", [None, 7, "text", [], [None], {}, {"iid": "x"}, {"name": None}, [{"id": []}], [{"id": 3, "label": 7}]]
)
def test_nothing_in_a_payload_is_relied_on(odd: Any) -> None:
    for name in ("title", "labels", "assignees", "assignee", "milestone", "issue_type", "created_at", "web_url", "time_stats", "weight", "_links",
                 "iteration", "due_date", "moved_to_id", "updated_at"):  # fmt: skip
        for settings in (HERE, GROUP):
            TRACKER.translate("issue/12", {"issue": issue(**{name: odd})}, settings)
    for part in ("labels", "milestones", "states", "weights", "notes", "merges", "links"):
        dated = (
            [{**one, "created_at": "2026-03-02T09:00:00Z"} for one in odd if isinstance(one, dict)]
            if isinstance(odd, list)
            else odd
        )
        assert work(parts={part: dated}).id == "acme.checkout-12"
    for subject in ("issue/12", "merge/12", "milestone/3", "project", "else"):
        TRACKER.translate(subject, {subject.partition("/")[0]: odd}, HERE)


def test_hostile_text_is_one_short_line() -> None:
    found = work(title="A\x00\u202eB\nC" + "x" * 10_000_000)

    assert found.name.startswith("A B C")
    assert len(found.name) <= 300
