"""What was approved goes out, at least once, and is one letter however often it is sent."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.channels.smtp import Server, free_port, listening

from leadline.channels.folder import letters
from leadline.program import document
from leadline.record.models import Job, Letter, OutboxLetter, Program
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.deliver import MOST_TRIES, WAITS, deliver, queue_delivery

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
KILLED = 137
PLAN: dict[str, Any] = {
    "id": "checkout", "as_of": "2026-03-02", "tpm": "noor",
    "people": [{"id": "noor", "name": "Noor"}, {"id": "ines", "name": "Ines"}, {"id": "tomas", "name": "Tomas"}],
    "stakeholders": [{"id": "s-ines", "person": "ines"}, {"id": "s-tomas", "person": "tomas"}],
    "letters": [
        {"id": "weekly", "to": ["s-ines", "s-tomas"], "subject": "Checkout is on track.", "state": "approved", "drafted_on": "2026-03-02"}
    ],
}  # fmt: skip


@pytest.fixture
def program(db: None, settings: Any, tmp_path: Path) -> Program:
    settings.HOME, settings.MAIL_HOST = tmp_path, ""
    return store(document.read(PLAN), NOON, pinned=True)


@pytest.fixture
def smtp(settings: Any) -> Iterator[Server]:
    with listening() as server:
        settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def post(program: Program) -> Callable[..., OutboxLetter]:
    def queue(person: str = "ines", letter: str = "weekly", **more: Any) -> OutboxLetter:
        values = {
            "address": f"{person}@example.com", "subject": "Checkout is on track.", "text": "Checkout is on track.",
            "queued_at": NOON, **more,
        }  # fmt: skip
        return OutboxLetter.objects.create(
            program=program, key=f"{letter}-{person}", letter=letter, person=person, **values
        )

    return queue


def of(row: OutboxLetter) -> OutboxLetter:
    row.refresh_from_db()
    return row


def weekly(program: Program) -> Any:
    return load_snapshot(program, MONDAY).find("letter", "weekly")


def test_a_letter_goes_out_once_and_its_fact_says_so(program: Program, post: Any, tmp_path: Path) -> None:
    post(), post("tomas")

    assert deliver(NOON) == 2
    assert deliver(NOON) == 0
    assert sorted(one["To"] for one in letters(tmp_path / "letters")) == ["ines@example.com", "tomas@example.com"]
    assert (weekly(program).state, weekly(program).sent_on, weekly(program).to) == (
        "sent",
        MONDAY,
        ("s-ines", "s-tomas"),
    )


def test_answers_reach_whoever_runs_the_program(program: Program, post: Any, smtp: Server) -> None:
    Address.objects.create(program=program, person="noor", email="noor@example.com")
    post()

    deliver(NOON)

    assert smtp.mails[0]["Reply-To"] == "noor@example.com"


def run(home: Path, what: str, **more: str) -> subprocess.CompletedProcess[str]:
    own = {
        "LEADLINE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "leadline.site.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    command = [sys.executable, "-m", "tests.rounds.sending", what]
    return subprocess.run(
        command, env={**os.environ, **own, **more}, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_process_killed_between_sending_and_marking_leaves_one_file(tmp_path: Path) -> None:
    assert run(tmp_path, "approve").returncode == 0

    killed = run(tmp_path, "deliver", LEADLINE_FAULT="deliver.before_mark:1")
    (first,) = letters(tmp_path / "letters")
    again = run(tmp_path, "deliver")

    assert killed.returncode == KILLED
    assert again.stdout == "sent 2 sent"
    (second,) = letters(tmp_path / "letters")
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_server_sees_the_same_letter_twice_after_a_kill(tmp_path: Path) -> None:
    with listening() as server:
        mail = {"LEADLINE_SMTP_HOST": "127.0.0.1", "LEADLINE_SMTP_PORT": str(server.port)}
        run(tmp_path, "approve")

        assert run(tmp_path, "deliver", LEADLINE_FAULT="deliver.before_mark:1", **mail).returncode == KILLED
        assert run(tmp_path, "deliver", **mail).stdout == "sent 2 sent"
        assert run(tmp_path, "deliver", **mail).stdout == "sent 2 sent"

    assert len(server.mails) == 2
    assert len({one["Message-ID"] for one in server.mails}) == 1


def test_a_process_killed_before_sending_sends_it_once_later(tmp_path: Path) -> None:
    with listening() as server:
        mail = {"LEADLINE_SMTP_HOST": "127.0.0.1", "LEADLINE_SMTP_PORT": str(server.port)}
        run(tmp_path, "approve")

        assert run(tmp_path, "deliver", LEADLINE_FAULT="deliver.before_send:1", **mail).returncode == KILLED
        assert run(tmp_path, "deliver", **mail).stdout == "sent 2 sent"

    assert len(server.mails) == 1


def test_a_server_that_is_down_is_tried_over_an_evening_and_then_given_up(
    settings: Any, program: Program, post: Any
) -> None:
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", free_port()
    row = post()

    for tries, wait in enumerate(WAITS, 1):
        assert of(row).attempts == tries - 1
        deliver(NOON + wait)
        deliver(NOON + wait)  # Too early for the next try: the clock ticks every two seconds.
        assert of(row).state == (OutboxLetter.DEAD if tries == MOST_TRIES else OutboxLetter.FAILED)

    assert "Check the mail settings" in row.problem
    assert deliver(NOON + timedelta(days=2)) == 0
    # It has reached nobody, so nobody counts as told: it waits for a person again.
    assert weekly(program).state == "draft"


def test_a_server_that_comes_back_gets_the_letter(settings: Any, program: Program, post: Any) -> None:
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", free_port()
    row = post()
    deliver(NOON)

    with listening() as server:
        settings.MAIL_PORT = server.port
        assert deliver(NOON + timedelta(seconds=59)) == 0
        assert deliver(NOON + timedelta(minutes=1)) == 1

    assert (of(row).state, row.problem) == (OutboxLetter.SENT, "")


def test_one_reader_the_server_does_not_know_keeps_no_other_letter_back(
    program: Program, post: Any, smtp: Server
) -> None:
    smtp.refuses["ines@example.com"] = "550 no such mailbox"
    ines, tomas = post(), post("tomas")

    for wait in WAITS:
        deliver(NOON + wait)

    assert (of(ines).state, of(tomas).state) == (OutboxLetter.DEAD, OutboxLetter.SENT)
    assert "550 no such mailbox" in ines.problem
    # Ines was not reached, so she is not told: the next round writes to her anew.
    assert (weekly(program).state, weekly(program).to) == ("sent", ("s-tomas",))


def test_a_letter_on_its_way_to_one_reader_is_not_sent_yet(program: Program, post: Any, smtp: Server) -> None:
    smtp.refuses["ines@example.com"] = "450 try later"
    post(), post("tomas")

    deliver(NOON)

    assert weekly(program).state == "approved"


def test_an_address_that_is_none_is_given_up_at_once_and_stops_nothing(
    program: Program, post: Any, smtp: Server
) -> None:
    odd = post(address="ines@example.com\nBcc: everybody@example.com")
    post("tomas")

    assert deliver(NOON) == 1
    assert (of(odd).state, odd.attempts) == (OutboxLetter.DEAD, 1)
    assert smtp.to == [["tomas@example.com"]]


def test_a_name_with_line_breaks_adds_no_reader(program: Program, post: Any, smtp: Server) -> None:
    post(subject="Checkout\r\nBcc: everybody@example.com\r\n\r\nis live")

    deliver(NOON)

    assert smtp.to == [["ines@example.com"]]
    assert smtp.mails[0]["Bcc"] is None


@pytest.mark.parametrize("state", ["draft", "dropped"])
def test_nothing_goes_out_whose_approval_was_taken_back(
    program: Program, post: Any, state: str, tmp_path: Path
) -> None:
    row = post()
    Letter.objects.update(state=state)

    assert deliver(NOON) == 0
    assert (of(row).state, row.problem) == (OutboxLetter.DEAD, "Its approval was taken back before it went out.")
    assert letters(tmp_path / "letters") == []
    assert weekly(program).state == state


def test_a_letter_cut_off_five_times_is_left_to_a_person(post: Any) -> None:
    row = post(state=OutboxLetter.SENDING, attempts=MOST_TRIES)

    assert deliver(NOON) == 0
    assert of(row).state == OutboxLetter.DEAD
    assert "may have arrived" in row.problem


def test_delivery_is_queued_only_when_something_is_due(post: Any) -> None:
    queue_delivery(NOON)
    assert not Job.objects.exists()

    row = post(state=OutboxLetter.FAILED, attempts=1)
    queue_delivery(NOON + timedelta(seconds=30))
    assert not Job.objects.exists()

    queue_delivery(NOON + timedelta(minutes=1))
    queue_delivery(NOON + timedelta(minutes=1))
    assert Job.objects.get().kind == "deliver"
    assert of(row).attempts == 1


def test_two_workers_do_not_send_one_letter_at_the_same_time(
    post: Any, monkeypatch: pytest.MonkeyPatch, smtp: Server
) -> None:
    from leadline.rounds import deliver as module

    post()
    claim = module._claim

    def late(letter: OutboxLetter) -> bool:
        # Another worker was faster between reading the outbox and claiming the letter.
        OutboxLetter.objects.filter(pk=letter.pk).update(state=OutboxLetter.SENDING, attempts=1)
        return claim(letter)

    monkeypatch.setattr(module, "_claim", late)

    assert deliver(NOON) == 0
    assert smtp.mails == []
