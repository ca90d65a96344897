import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Leadline

pytestmark = pytest.mark.django_db


def test_it_says_what_an_import_brought_and_that_the_second_brings_nothing(kept: Leadline, document: Path) -> None:
    first = kept("import", document)
    second = kept("import", document)

    # 3 people, 2 milestones, 2 work items, 1 promise.
    assert first.stdout == "Checkout: 8 added, 0 changed, 0 gone.\n"
    assert second.stdout == "Checkout: nothing is different, so nothing was changed.\n"
    assert "This very file was imported on" in second.stderr


def test_it_asks_before_facts_leave_the_plan_and_refuses_where_nobody_can_answer(
    checkout: Leadline, document: Path
) -> None:
    document.write_text("\n".join(line for line in document.read_text().splitlines() if "Receipts" not in line))

    refused = checkout("import", document)
    agreed = checkout("import", document, "--yes")

    assert refused.exit_code == 3
    assert "It leaves out 1 work that Checkout has now" in refused.stderr
    assert agreed.stdout == "Checkout: 0 added, 0 changed, 1 gone.\n"


def test_a_table_of_another_program_puts_nothing_out_of_the_first_unless_that_is_named(
    kept: Leadline, tmp_path: Path
) -> None:
    for name in ("shop", "bank"):
        rows = [f"{name}-{number},Task {number} of the {name},todo,2-4d" for number in range(1, 4)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["ID,Title,Status,Estimate", *rows]) + "\n")
    kept("import", tmp_path / "shop.csv", "--yes")

    refused = kept("import", tmp_path / "bank.csv", "--yes")
    named = kept("import", tmp_path / "bank.csv", "--yes", "--program", "bank")
    again = kept("import", tmp_path / "shop.csv", "--yes")

    assert refused.exit_code == 3
    assert "Nothing was imported: no row of it is in" in refused.stderr
    assert "--program" in refused.stderr
    assert (named.exit_code, named.stdout) == (0, "bank: 3 added, 0 changed, 0 gone.\n")
    assert "nothing is different" in again.stdout


def test_an_export_imports_as_the_same_program(checkout: Leadline, tmp_path: Path) -> None:
    exported = checkout("export")
    again = tmp_path / "again.yaml"

    assert checkout("export", "--to", again).exit_code == 0
    assert again.read_text() == exported.stdout
    assert checkout("import", again).stdout == "Checkout: nothing is different, so nothing was changed.\n"


def test_an_export_for_microsoft_project_says_what_it_has_no_place_for(checkout: Leadline) -> None:
    exported = checkout("export", "--format", "mspdi")

    assert exported.exit_code == 0
    assert exported.stdout.startswith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project ')
    assert checkout("export", "--format", "mpp").exit_code != 0


def test_an_export_goes_through_a_link_and_leaves_a_pipe_a_pipe(checkout: Leadline, tmp_path: Path) -> None:
    file, link, pipe = (tmp_path / name for name in ("own.yaml", "link.yaml", "pipe"))
    file.write_text("old")
    link.symlink_to(file)
    os.mkfifo(pipe)
    reader = subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE, text=True)

    assert checkout("export", "--to", link).exit_code == checkout("export", "--to", pipe).exit_code == 0

    exported = checkout("export").stdout
    assert link.is_symlink()
    assert file.read_text() == exported
    assert pipe.is_fifo()
    assert reader.communicate(timeout=60)[0] == exported


def test_it_adds_changes_retires_and_takes_back(checkout: Leadline) -> None:
    before = checkout("export").stdout

    assert checkout("add", "work", "name=Refunds", "estimate=3-8d", "milestone=live").exit_code == 0
    assert checkout("change", "work", "refunds", "assignee=mara", "priority=2").exit_code == 0
    assert checkout("retire", "work", "refunds").exit_code == 0
    assert checkout("export").stdout == before

    for _ in range(3):
        assert checkout("undo").exit_code == 0
    assert checkout("export").stdout == before
    assert [line.split("  ")[-1] for line in checkout("journal").stdout.splitlines()] == [
        "Took back: Added work “Refunds”.",
        "Took back: Changed assignee, priority of work “Refunds”.",
        "Took back: Retired work “Refunds”.",
        "Retired work “Refunds”.",
        "Changed assignee, priority of work “Refunds”.",
        "Added work “Refunds”.",
        "Imported checkout.yaml into Checkout: 8 added, 0 changed, 0 gone.",
    ]


def test_the_journal_for_programs_has_the_edits(checkout: Leadline) -> None:
    checkout("add", "milestone", "name=API ready")

    line = json.loads(checkout("journal", "--json").stdout)[0]

    assert line["verb"] == "add"
    assert line["edits"] == [{"kind": "add", "noun": "milestone", "value": {"name": "API ready", "id": "api-ready"}}]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["add", "milestone", "nme=x"], 2, "nme: A milestone has no field “nme”. Did you mean “name”?"),
        (["add", "gizmo", "name=x"], 2, "“gizmo” is no noun."),
        (["add", "milestone"], 2, "Say the fields of the milestone"),
        (["change", "work", "A", "estimate=8-3d"], 2, "8-3d is not a range. Put the smaller number first"),
        (["change", "work", "nix", "estimate=3d"], 3, "There is no work “nix”."),
        (["retire", "milestone", "live"], 3, "“Checkout live” is still used by"),
        (["do", "fly"], 2, "There is no verb “fly”."),
        (["do", "undo", "lime=3"], 2, "undo takes no “lime”. It takes line."),
        (["do", "undo", "line"], 2, "“line” is no FIELD=VALUE."),
        (["undo"], 3, "there is nothing to take back"),
        (["findings"], 3, "Checkout has had no round yet. Run one: leadline round --program checkout"),
        (["when", "live"], 3, "Checkout has had no round yet."),
        (["export", "--program", "nix"], 2, "There is no program “nix”. There are: checkout."),
        (["brief", "pope"], 2, "There is no letter “pope”."),
        (["nix"], 2, "No such command 'nix'. See `leadline --help`."),
        (["lint"], 2, "Missing argument 'FILE'. See `leadline lint --help`."),
        (["import", "nix.yaml"], 2, "There is no file nix.yaml."),
        (["import", __file__], 3, "is nothing that can be imported."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_with_its_exit_code(
    checkout: Leadline, words: list[str], code: int, says: str
) -> None:
    answer = checkout(*words)

    assert (answer.exit_code, answer.stdout) == (code, "")
    assert says in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_any_verb_can_be_done_by_its_name(checkout: Leadline) -> None:
    listed = checkout("do")
    done = checkout("do", "add_roadblock", "name=No test card", "work=A", "waiting_for=bank", "expected=3-9d", "--json")

    assert "add_roadblock" in listed.stdout
    assert json.loads(done.stdout)["edits"][0]["noun"] == "roadblock"


def test_with_two_programs_it_wants_to_know_which(checkout: Leadline, tmp_path: Path) -> None:
    other = tmp_path / "rail.yaml"
    other.write_text("id: rail\nname: Rail\nas_of: 2026-03-02\n")
    checkout("import", other)

    assert checkout("journal").stderr == "Say which program with --program: checkout, rail.\n"
    assert checkout("journal", "--program", "rail").exit_code == 0
    assert [one["program"] for one in json.loads(checkout("programs", "--json").stdout)] == ["checkout", "rail"]
