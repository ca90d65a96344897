"""Taking a program out: every format, for the eyes of whoever takes it, prepared and fetched."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar
from tests.desk.conftest import CHECKOUT
from tests.program.worlds import snapshots

from leadline.desk import prepared
from leadline.desk.taking_out import FORMATS, take_out
from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.record.access import SYSTEM, Who
from leadline.record.models import Account, Job, Program, Role
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.work import do
from leadline.sources.file.yaml_document import read_bytes
from leadline.sources.mspdi.read import read_schedule
from leadline.sources.mspdi.translate import translate

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = NOON.date()
PATIENT = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def taken(who: Who, program: Program, wanted: str) -> bytes:
    return prepared.taken(who, program, wanted, DAY).data


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def signed_in(client: Client, who: Who) -> Client:
    assert who.account is not None
    client.force_login(who.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fetched(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("wanted", ["yaml", "json"])
@PATIENT
@given(snapshots())
def test_a_random_program_comes_back_as_the_very_same(wanted: str, snapshot: Snapshot) -> None:
    made = take_out(wanted, snapshot, None)

    assert read_bytes(made.data, f"x.{wanted}").snapshot == snapshot
    assert made.left_out == ()


@pytest.mark.parametrize("wanted", list(FORMATS))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(snapshots())
def test_a_random_program_can_be_taken_out_in_every_format_twice_alike(wanted: str, snapshot: Snapshot) -> None:
    assert take_out(wanted, snapshot, None) == take_out(wanted, snapshot, None)


def test_what_a_program_keeps_of_its_own_comes_back_from_the_record(program: Program) -> None:
    again = read_bytes(taken(SYSTEM, program, "json"), "x.json").snapshot

    copy = store(document.read({**document.write(again), "id": "copy"}), NOON, pinned=True)

    there = document.write(load_snapshot(program, DAY))
    assert {**document.write(load_snapshot(copy, DAY)), "id": "checkout"} == there


def test_several_projects_go_into_one_schedule_and_come_back_apart(program: Program) -> None:
    plain = {**CHECKOUT, "projects": [{"id": "core"}, {"id": "shop", "name": "Shop"}]}
    plain["milestones"] = [*CHECKOUT["milestones"], {"id": "open", "project": "shop"}]  # type: ignore[misc]
    program = store(document.read(plain), NOON, pinned=True)

    found = translate(read_schedule(taken(SYSTEM, program, "mspdi"), "x.xml"), DAY).snapshot

    assert {one.id for one in found.projects} == {"core", "shop"}
    assert {one.id: one.project for one in found.milestones} == {"live": "core", "open": "shop"}


def test_tables_carry_the_forecast_of_the_last_round(program: Program, round_of: Callable[[Program], Any]) -> None:
    round_of(program)

    book = openpyxl.load_workbook(io.BytesIO(taken(SYSTEM, program, "xlsx")))

    head, row = book["Milestones"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert told["Committed for"] == datetime(2026, 3, 20)
    assert told["Even odds by"] <= told["Likely by (80 %)"]
    assert 0 <= told["Odds of it"] <= 1


def test_a_calendar_has_the_promised_day_and_the_forecast(program: Program, round_of: Callable[[Program], Any]) -> None:
    round_of(program)

    calendar = Calendar.from_ical(taken(SYSTEM, program, "ical"))

    days = {str(one["summary"]): one.decoded("dtstart") for one in calendar.walk("VEVENT")}
    assert days["Checkout live: promised"] == date(2026, 3, 20)
    assert days["Checkout live: likely by (80 %)"] > DAY


def test_what_is_for_those_who_run_it_stays_with_them(
    program: Program, somebody: Callable[[Program, str], Who], owner: Who
) -> None:
    people = [{"id": "mara", "name": "Mara", "day_rate_cents": 80_000}]
    stakeholders, letters = [{"id": "s", "person": "mara"}], [{"id": "l", "subject": "We are late", "to": ["s"]}]
    plain = {"id": "pay", "as_of": "2026-03-02", "people": people, "stakeholders": stakeholders, "letters": letters}
    pay = store(document.read(plain), NOON, pinned=True)
    member = somebody(pay, "member")

    for wanted in ("json", "yaml", "csv", "mspdi"):
        assert b"We are late" not in taken(member, pay, wanted)
        assert b"80000" not in taken(member, pay, wanted)
    tables = zipfile.ZipFile(io.BytesIO(taken(member, pay, "zip")))
    assert "letters.csv" not in tables.namelist()
    assert b"80000" not in tables.read("people.csv")
    assert b"StandardRate" not in taken(member, pay, "mspdi")
    assert prepared.taken(member, pay, "json", DAY).left_out == (
        "“day rate cents” of 1 people is for those who run the program",
        "1 letters are for those who run the program",
    )
    mine = json.loads(taken(owner, pay, "json"))
    assert (mine["people"][0]["day_rate_cents"], mine["letters"][0]["subject"]) == (80_000, "We are late")


def test_a_small_program_is_written_at_once_and_fetched_with_what_it_leaves_out(
    client: Client, program: Program, owner: Who
) -> None:
    noor = signed_in(client, owner)

    page = noor.post("/p/checkout/out/take", {"format": "csv"}, follow=True)

    assert "checkout-2026-03-02.csv is ready" in text_of(page)
    assert "Only the work items are in it, not: 1 promises, 1 roadblocks." in text_of(page)
    token = page.redirect_chain[-1][0].partition("of=")[2]
    answer = noor.get(f"/p/checkout/out/file/{token}")
    assert answer["Content-Disposition"] == 'attachment; filename="checkout-2026-03-02.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert fetched(answer).decode("utf-8-sig").splitlines()[1].startswith("A,Payments,todo")


def test_a_large_program_is_written_by_a_worker(
    client: Client, program: Program, owner: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "SMALL", 2)
    noor = signed_in(client, owner)

    waiting = noor.post("/p/checkout/out/take", {"format": "json"}, follow=True)
    again = noor.post("/p/checkout/out/take", {"format": "json"}, follow=True)

    token = waiting.redirect_chain[-1][0].partition("of=")[2]
    assert "Writing JSON: waiting for a worker" in text_of(waiting)
    assert again.redirect_chain == waiting.redirect_chain
    assert noor.get(f"/p/checkout/out/file/{token}").status_code == 404
    (job,) = Job.objects.filter(kind="take_out")
    do(job)
    assert Job.objects.get(pk=job.pk).state == Job.DONE
    assert "data-go-on" in noor.get(f"/p/checkout/out/progress?of={token}").content.decode()
    assert json.loads(fetched(noor.get(f"/p/checkout/out/file/{token}")))["id"] == "checkout"


def test_a_file_for_those_who_run_it_is_fetched_by_nobody_else(
    client: Client, program: Program, owner: Who, somebody: Callable[[Program, str], Who]
) -> None:
    made = prepared.prepare(owner, program, "json", NOON)
    assert isinstance(made, prepared.Prepared)
    other = store(document.read({"id": "other", "as_of": "2026-03-02"}), NOON, pinned=True)
    Role.objects.create(account=somebody(program, "member").account, program=other, role="tpm")
    member = signed_in(client, Who("Member", account=Account.objects.get(email="member@example.com")))

    assert member.get(f"/p/checkout/out/file/{made.token}").status_code == 404
    assert member.get(f"/p/other/out/file/{made.token}").status_code == 404
    assert prepared.find("../taken_out", owner, program) is None


def test_a_role_that_was_lost_takes_nothing_more(program: Program, somebody: Callable[[Program, str], Who]) -> None:
    member = somebody(program, "member")
    made = prepared.prepare(member, program, "csv", NOON)
    assert isinstance(made, prepared.Prepared)

    Role.objects.filter(account=member.account).delete()

    assert prepared.find(made.token, member, program) is None


def test_the_same_facts_are_written_once_and_new_ones_anew(program: Program, owner: Who) -> None:
    first, second = (prepared.prepare(owner, program, "csv", NOON) for _ in range(2))
    Program.objects.filter(pk=program.pk).update(facts_version=program.facts_version + 1)
    program.refresh_from_db()
    third = prepared.prepare(owner, program, "csv", NOON)

    assert isinstance(first, prepared.Prepared)
    assert first == second
    assert isinstance(third, prepared.Prepared)
    assert third.token != first.token


def test_files_that_nobody_fetched_go_after_a_day(program: Program, owner: Who) -> None:
    made = prepared.prepare(owner, program, "csv", datetime.now(UTC))
    assert isinstance(made, prepared.Prepared)

    prepared.sweep(datetime.now(UTC) + timedelta(hours=23))
    assert made.path.is_file()
    prepared.sweep(datetime.now(UTC) + timedelta(hours=25))

    assert not made.path.exists()


def test_an_unknown_format_is_refused_with_those_there_are(client: Client, program: Program, owner: Who) -> None:
    page = signed_in(client, owner).post("/p/checkout/out/take", {"format": "mpp"}, follow=True)

    assert "“mpp” is no format. Formats are xlsx, csv, zip, mspdi, yaml, json, ical." in text_of(page)


def test_a_file_that_is_gone_says_so(client: Client, program: Program, owner: Who) -> None:
    page = signed_in(client, owner).get("/p/checkout/out?of=0123456789abcdef")

    assert "That file is gone" in text_of(page)


def test_the_page_offers_every_format_with_what_it_leaves_out(client: Client, program: Program, owner: Who) -> None:
    page = text_of(signed_in(client, owner).get("/p/checkout/out"))

    assert all(one.title in page and one.leaves in page for one in FORMATS.values())
