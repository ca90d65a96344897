"""What lies beyond the limits is refused at every door with what to do, and leaves no trace."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from typer.testing import CliRunner, Result

from leadline.cli import ready
from leadline.cli.main import app
from leadline.program import document, edits
from leadline.record.access import Who
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.edits.carry_out import carry_out
from leadline.record.forms import noun_form, read_form
from leadline.record.models import Account, JournalLine, Person, Program, Quote
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = NOON.date()
NOOR = Who("Noor", system=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    open_rooms()
    plain = {
        "id": "checkout", "name": "Checkout", "as_of": "2026-03-02",
        "calendars": [{"id": "c", "country": "DE"}],
        "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
        "milestones": [{"id": "live", "name": "Live"}],
        "work": [{"id": "A", "milestone": "live", "assignee": "mara", "estimate": "3d"}, {"id": "B", "estimate": "3d"}],
        "dependencies": [{"id": "d", "before": "A", "after": "B"}],
    }  # fmt: skip
    return store(document.read(plain), NOON, pinned=True)


@pytest.fixture
def leadline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.setattr(ready, "database", lambda make=False: None)
    monkeypatch.setattr(ready, "home", lambda: tmp_path)
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


CHANGES: list[tuple[str, str, dict[str, Any], str]] = [
    ("person", "mara", {"capacity": 2.0}, "capacity: 2 is not between 0 and 1."),
    ("dependency", "d", {"lag_days": 1e9}, "lag_days: 1,000,000,000 is not between -36,525 and 36,525."),
    ("work", "A", {"not_before": "9999-12-31"}, "not_before: 9999-12-31 is not between 1900-01-01 and 2200-12-31."),
    ("work", "A", {"estimate": "99999d"}, "estimate: 99,999 days are more than a hundred years."),
    ("calendar", "c", {"region": "ENG"}, "region: “ENG” is no part of DE that is known."),
    ("calendar", "c", {"country": "", "region": "BY"}, "region: “BY” is a part of a country. Say which"),
    ("program", "checkout", {"switching_share": 3.0}, "switching_share: 3 is not between 0 and 1."),
]


@pytest.mark.parametrize(("noun", "id", "fields", "says"), CHANGES)
def test_a_change_beyond_a_limit_is_refused(
    program: Program, noun: str, id: str, fields: dict[str, Any], says: str
) -> None:
    before = load_snapshot(program, MONDAY)

    with pytest.raises(Refused) as refusal:
        perform("change", NOOR, NOON, program, {"noun": noun, "id": id, "fields": fields})

    assert says in refusal.value.says
    assert load_snapshot(program, MONDAY) == before
    assert not JournalLine.objects.exists()


def test_a_new_thing_beyond_a_limit_is_refused(program: Program) -> None:
    fields = {"person": "mara", "project": "", "share": -1, "first": "2026-05-01", "last": "2026-04-01"}

    with pytest.raises(Refused) as refusal:
        carry_or_refuse(program, edits.Add("allocation", {"id": "new", **fields}))

    assert "share: -1 is not above 0 and at most 1." in refusal.value.says
    assert "last: 2026-04-01 is before the first day, 2026-05-01." in refusal.value.says


def carry_or_refuse(program: Program, edit: edits.Edit) -> None:
    try:
        carry_out(program, edit, NOON, MONDAY)
    except ValueError as problem:
        raise Refused(str(problem)) from problem


def test_a_date_no_calendar_has_is_refused_by_every_verb(program: Program) -> None:
    with pytest.raises(Refused, match="9999-12-31 is not between 1900-01-01 and 2200-12-31") as refusal:
        perform("propose_date", NOOR, NOON, program, {"milestone": "live", "due": "9999-12-31"})
    assert refusal.value.field == "due"

    with pytest.raises(Refused, match="beyond all calendars"):
        perform(
            "propose_date", NOOR, NOON, program, {"milestone": "live", "due": "2026-05-04", "days_later": "999999999"}
        )


def test_the_command_refuses_it_before_anything_happens(program: Program, leadline: Callable[..., Result]) -> None:
    answer = leadline("change", "person", "mara", "capacity=2")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "capacity: 2 is not between 0 and 1. It is the share of their working time" in answer.stderr


def test_no_program_is_looked_at_as_of_a_day_no_calendar_has(leadline: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "bare.yaml"
    file.write_text("name: Bare\n")

    answer = leadline("lint", file, "--as-of", "9999-12-31")

    assert answer.exit_code == 2
    assert "9999-12-31 is not between 1900-01-01 and 2200-12-31" in " ".join(answer.stderr.replace("│", "").split())


def test_a_table_keeps_the_row_and_leaves_out_what_lies_beyond(leadline: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text("Key,Summary,Assignee,Estimate,Priority\nPAY-1,Form,Mara,3-8d,1\nPAY-2,Receipts,Mara,99999d,2\n")

    answer = leadline("import", file, "--yes")

    assert (
        "tickets.csv:3: estimate: 99,999 days are more than a hundred years. Split it, or check the number."
        in answer.stderr
    )
    assert [str(one.estimate) for one in load_snapshot(Program.objects.get(), MONDAY).work] == ["3-8d", "None"]


def test_a_form_says_it_beside_the_field() -> None:
    values, wrong = read_form("person", {"name": "Mara", "capacity": "200 %", "ramp_weeks": "-3"})

    assert values["name"] == "Mara"
    assert wrong["capacity"].startswith("2 is not between 0 and 1.")
    assert wrong["ramp_weeks"].startswith("-3 is not between 0 and 260.")


def test_a_large_number_stands_in_its_form_in_digits(program: Program) -> None:
    snapshot = edits.apply(load_snapshot(program, MONDAY), edits.Add("goal", {"id": "g", "weight": 1e6}))

    form = noun_form("goal", snapshot, "", value=snapshot.find("goal", "g"))

    assert next(one.value for one in (*form.fields, *form.more) if one.name == "weight") == "1000000"


def test_a_what_if_beyond_a_limit_is_not_even_asked(program: Program, client: Client) -> None:
    client.force_login(Account.objects.create_account("noor@example.com", "Noor", owner=True))
    edit = {"kind": "change", "noun": "dependency", "id": "d", "fields": {"lag_days": 1e9}}

    answer = client.post("/p/checkout/ask-quote", {"edits": json.dumps([edit])}, headers={"X-Leadline-Fragment": "1"})

    assert "lag_days: 1,000,000,000 is not between -36,525 and 36,525." in answer.content.decode()
    assert not Quote.objects.exists()


def test_what_was_stored_before_there_were_limits_loads_and_comes_back_by_undo(program: Program) -> None:
    Person.objects.filter(key="ines").update(
        capacity=7.0, absences=[{"first": "2026-05-04", "last": "2026-05-01"}], joined_on=date(9999, 12, 31)
    )
    assert load_snapshot(program, MONDAY).find("person", "ines").capacity == 1.0

    perform("retire", NOOR, NOON, program, {"noun": "person", "id": "ines"})
    perform("undo", NOOR, NOON, program, {})

    assert load_snapshot(program, MONDAY).find("person", "ines").capacity == 1.0
    perform("change", NOOR, NOON, program, {"noun": "person", "id": "ines", "fields": {"name": "Inês"}})
