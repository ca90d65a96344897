"""What was given up is sent again when a person says so: the same letter, to the address its reader has now."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leadline.channels.folder import letters
from leadline.program import edits
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Refused
from leadline.record.edits.carry_out import carry_out
from leadline.record.models import JournalLine, OutboxLetter, Program
from leadline.rounds.deliver import deliver

from .conftest import NOON

Act = Callable[..., Any]
Plan = Callable[[Program], Snapshot]


@pytest.fixture
def lost(program: Program, act: Act, plan: Plan) -> OutboxLetter:
    """The weekly letter reached Tomas, but not Ines, whose mailbox was full."""
    letter = plan(program).letters[0].id
    carry_out(program, edits.Change("letter", letter, {"state": "sent", "to": []}), NOON, NOON.date())
    act(program, "set_address", person="ines", email="ines@example.com")
    return OutboxLetter.objects.create(
        program=program, key=f"letter-{letter}-ines", letter=letter, person="ines", address="old@example.com",
        subject="Checkout is on track.", text="On track.", queued_at=NOON, state=OutboxLetter.DEAD, attempts=5, problem="Full.",
    )  # fmt: skip


def test_it_goes_out_to_the_address_of_today_and_its_reader_counts_as_told(
    program: Program, act: Act, plan: Plan, lost: OutboxLetter, folder: Path
) -> None:
    done = act(program, "resend", mail=str(lost.pk))

    assert done.says == "Sent “Checkout is on track.” to Ines once more."
    assert plan(program).letters[0].state == "approved"
    assert deliver(NOON) == 1
    assert [mail["To"] for mail in letters(folder)] == ["ines@example.com"]
    assert (plan(program).letters[0].state, plan(program).letters[0].to) == ("sent", ("s-ines",))
    assert JournalLine.objects.order_by("-id")[0].verb == "resend"


def test_sending_again_twice_sends_once(program: Program, act: Act, lost: OutboxLetter, folder: Path) -> None:
    act(program, "resend", mail=str(lost.pk))

    with pytest.raises(Refused, match="waits to be sent again"):
        act(program, "resend", mail=str(lost.pk))
    assert deliver(NOON) == 1


def test_a_nudge_that_was_lost_is_sent_again_too(program: Program, act: Act, folder: Path) -> None:
    act(program, "set_address", person="tomas", email="tomas@example.com")
    nudge = OutboxLetter.objects.create(
        program=program, key="nudge-1", person="tomas", address="tomas@example.com", subject="When is the slot?",
        text="When?", queued_at=NOON, state=OutboxLetter.DEAD, problem="Full.",
    )  # fmt: skip

    assert not act(program, "resend", mail=str(nudge.pk)).edits
    assert deliver(NOON) == 1


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "999999"])
def test_a_number_that_is_none_is_refused(program: Program, act: Act, number: str) -> None:
    with pytest.raises(Refused):
        act(program, "resend", mail=number)


def test_without_an_address_it_says_so_and_leaves_no_trace(program: Program, act: Act, lost: OutboxLetter) -> None:
    from leadline.record.private.models import Address

    Address.objects.all().delete()
    lines = JournalLine.objects.count()

    with pytest.raises(Refused, match="Ines has no address here"):
        act(program, "resend", mail=str(lost.pk))
    lost.refresh_from_db()
    assert (lost.state, JournalLine.objects.count()) == (OutboxLetter.DEAD, lines)


def test_a_letter_that_is_a_draft_again_is_approved_and_not_sent_behind_its_back(
    program: Program, act: Act, plan: Plan, lost: OutboxLetter
) -> None:
    carry_out(program, edits.Change("letter", lost.letter, {"state": "draft"}), NOON, NOON.date())

    with pytest.raises(Refused, match="Approve it to send it"):
        act(program, "resend", mail=str(lost.pk))


def test_the_page_has_a_button_for_it(program: Program, noor: Who, client: Client, lost: OutboxLetter) -> None:
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/p/checkout/briefs").content.decode()
    assert "did not go out to Ines" in page
    assert "Send it again" in page

    answer = client.post("/p/checkout/do/resend", {"mail": lost.pk, "next": "/p/checkout/briefs"}, follow=True)
    lost.refresh_from_db()
    assert "once more" in answer.content.decode()
    assert (lost.state, lost.attempts) == (OutboxLetter.QUEUED, 0)
