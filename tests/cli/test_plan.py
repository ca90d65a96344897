"""A plan at the command line: who does what, why not earlier, and what no plan can beat."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Leadline

TWICE = ("--schedules", "200", "--threads", "1")


def test_it_says_who_does_what_when_and_why_not_earlier(leadline: Leadline, document: Path) -> None:
    answer = leadline("plan", "--file", document, *TWICE)

    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    # Mara does five days and then five: from Monday 2 March to Friday 13 March.
    assert lines[0].startswith("Ends 13 Mar. No plan can end before 13 March 2026; set by ")
    first, second = lines[1], lines[2]
    assert "Payment form" in first + second
    assert "Receipts" in first + second
    assert "It starts at once" in first
    assert "Mara does “" in second
    assert any("Pilot" in line and "Not in the plan" in line for line in lines)


def test_for_programs_it_gives_everything(leadline: Leadline, document: Path) -> None:
    said = json.loads(leadline("plan", "--file", document, *TWICE, "--json").stdout)

    assert said["end_on"] == "2026-03-13"
    assert said["items"]["A"]["people"] == ["mara"]
    assert {one["why"]["kind"] for one in said["items"].values()} <= {"at once", "person", "before"}


def test_it_says_how_good_the_plan_is(leadline: Leadline, document: Path) -> None:
    answer = leadline("plan", "--file", document, *TWICE)
    said = json.loads(leadline("plan", "--file", document, *TWICE, "--json").stdout)

    # Ten days of work that Mara alone does end after ten working days: arithmetic shows it.
    assert "No plan can be better to the day." in answer.stdout
    assert (said["proof"]["best"], round(said["proof"]["within_days"], 1)) == (True, 0.0)


def test_it_says_by_how_much_a_promise_is_late_whatever_anybody_does(leadline: Leadline, tmp_path: Path) -> None:
    document = tmp_path / "late.yaml"
    document.write_text(LATE)

    answer = leadline("plan", "--file", document, *TWICE, "--exact", "2")
    said = json.loads(leadline("plan", "--file", document, *TWICE, "--exact", "2", "--json").stdout)

    # Five days from Monday end on Friday; the promise was Wednesday.
    assert "Live is 2 days later than promised. “Live” is at least 2 days late whatever anybody does" in answer.stdout
    assert (said["unavoidable"]["live"]["days"], said["unavoidable"]["live"]["on"]) == (2.0, "2026-03-06")


LATE = """
id: late
as_of: 2026-03-02
people: [{id: mara, name: Mara}]
milestones: [{id: live, name: Live}]
work: [{id: a, name: Form, estimate: 5d, assignee: mara, milestone: live}]
promises: [{id: p, kind: commitment, milestone: live, due: 2026-03-04, state: agreed, set_on: 2026-02-01}]
"""


def test_the_first_plan_comes_without_a_search(leadline: Leadline, document: Path) -> None:
    said = json.loads(leadline("plan", "--file", document, "--schedules", "0", "--json").stdout)

    assert said["end_on"] == "2026-03-13"


@pytest.mark.django_db
def test_a_program_of_the_record_is_planned_as_it_stands(checkout: Leadline) -> None:
    answer = checkout("plan", *TWICE, "--json")

    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["end_on"] == "2026-03-13"


def test_a_program_without_work_has_no_plan_and_says_so(leadline: Leadline, tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("id: e\nas_of: 2026-03-02\n")

    answer = leadline("plan", "--file", empty, *TWICE)

    assert answer.exit_code == 0, answer.output
    assert "Nothing of this program can be planned." in answer.stdout


@pytest.mark.django_db
def test_a_plan_is_published_and_taken_back(checkout: Leadline) -> None:
    answer = checkout("plan", *TWICE, "--publish")

    assert answer.exit_code == 0, answer.output
    assert "Published the plan. 2 pieces of work are planned." in answer.stdout
    exported = checkout("export").stdout
    # Mara does five days and then five: from Monday 2 March to Friday 13 March.
    assert "planned_to: 2026-03-06" in exported
    assert "planned_to: 2026-03-13" in exported
    assert checkout("undo").exit_code == 0
    assert "planned_to" not in checkout("export").stdout


@pytest.mark.django_db
def test_what_is_published_already_is_refused_and_json_says_what_was_done(checkout: Leadline) -> None:
    said = json.loads(checkout("plan", *TWICE, "--publish", "--json").stdout)
    again = checkout("plan", *TWICE, "--publish")

    assert said["published"] == "Published the plan. 2 pieces of work are planned."
    assert said["end_on"] == "2026-03-13"
    assert again.exit_code == 3
    assert "This plan is published as it stands" in again.output


def test_the_plan_of_a_document_has_nobody_to_follow_it(leadline: Leadline, document: Path) -> None:
    answer = leadline("plan", "--file", document, "--publish")

    assert answer.exit_code == 2
    assert "Import the document first" in answer.output
