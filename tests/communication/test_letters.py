"""A letter's way: drafted by a round, worded by a person, approved once, sent once, and taken back only before it went."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leadline.channels.folder import letters
from leadline.communication.wording import plain
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Refused
from leadline.record.models import Account, Draft, Job, JournalLine, OutboxLetter, Program, Role
from leadline.rounds.deliver import deliver

from .conftest import NOON

Act = Callable[..., Any]
Plan = Callable[[Program], Snapshot]


def drafted(program: Program) -> Draft:
    return Draft.objects.get(program=program)


def test_a_round_has_drafted_a_letter_and_nothing_has_been_sent(program: Program, plan: Plan) -> None:
    assert [one.state for one in plan(program).letters] == ["draft"]
    assert not OutboxLetter.objects.exists()


def test_an_approved_letter_is_in_the_folder_once_and_then_counts_as_sent(
    program: Program, act: Act, plan: Plan, folder: Path
) -> None:
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=drafted(program).letter)
    assert Job.objects.filter(kind="deliver").count() == 1

    assert deliver(NOON) == 1
    assert deliver(NOON) == 0

    mails = letters(folder)
    assert [(mail["To"], mail["Subject"]) for mail in mails] == [("ines@example.com", drafted(program).subject)]
    assert plan(program).letters[0].state == "sent"
    assert plan(program).letters[0].sent_on == NOON.date()


def test_the_mail_carries_the_letter_and_where_each_number_comes_from(program: Program, act: Act, folder: Path) -> None:
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=drafted(program).letter)
    deliver(NOON)

    mail = letters(folder)[0]
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has a text part
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    first = plain(drafted(program)).split("\n")[0].replace("\xa0", " ")
    assert first[:30] in text.replace("\xa0", " ")
    assert "Where each number comes from" in text
    assert "<img" not in html


def test_an_approval_that_is_undone_in_time_sends_nothing_and_a_second_approval_sends_it(
    program: Program, act: Act, plan: Plan, folder: Path
) -> None:
    id = drafted(program).letter
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=id)
    act(program, "undo")

    assert deliver(NOON) == 0
    assert plan(program).letters[0].state == "draft"

    act(program, "approve_brief", letter=id)
    assert deliver(NOON) == 1
    assert len(letters(folder)) == 1


def test_a_letter_nobody_could_get_is_not_approved_and_says_what_to_do(program: Program, act: Act, plan: Plan) -> None:
    lines = JournalLine.objects.count()

    with pytest.raises(Refused, match=r"Ines has no address here, so nothing was sent .* then approve it again"):
        act(program, "approve_brief", letter=drafted(program).letter)

    assert plan(program).letters[0].state == "draft"
    assert not OutboxLetter.objects.exists()
    assert JournalLine.objects.count() == lines


def test_an_address_is_in_no_journal_line(program: Program, act: Act) -> None:
    act(program, "set_address", person="ines", email="ines@example.com")

    assert not [line for line in JournalLine.objects.all() if "ines@example.com" in line.says + str(line.edits)]


@pytest.mark.parametrize("text", ["We are 97 % sure.", "It costs 1.5M.", "We need 3 more people."])
def test_a_number_that_no_fact_holds_is_refused_and_the_words_stay(program: Program, act: Act, text: str) -> None:
    with pytest.raises(Refused, match="No fact of this letter holds"):
        act(program, "edit_brief", letter=drafted(program).letter, text=text)

    assert drafted(program).edited == ""


def test_own_words_with_proven_figures_and_names_are_kept_and_sent(program: Program, act: Act, folder: Path) -> None:
    figure = drafted(program).facts[0]["figure"]
    act(
        program,
        "edit_brief",
        letter=drafted(program).letter,
        text=f"Dear Ines, the Pilot with 12 shops stands at {figure}.",
    )
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=drafted(program).letter)
    deliver(NOON)

    text = letters(folder)[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.startswith("Dear Ines, the Pilot with 12 shops")


def test_a_letter_that_left_the_desk_is_not_edited_approved_or_dropped(program: Program, act: Act) -> None:
    id = drafted(program).letter
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=id)

    for verb, given in (("edit_brief", {"text": "x"}), ("approve_brief", {}), ("drop_brief", {"reason": "x"})):
        with pytest.raises(Refused, match="is approved already"):
            act(program, verb, letter=id, **given)


def test_the_letter_page_leads_each_figure_to_its_proof(program: Program, noor: Who, client: Client) -> None:
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get(f"/p/checkout/briefs/{drafted(program).letter}").content.decode()

    for fact in drafted(program).facts:
        assert f'href="#{fact["id"]}"' in text
        assert f'id="{fact["id"]}"' in text
    assert "Approve and send" in text


def test_the_briefs_page_says_what_waits_and_who_last_heard(program: Program, noor: Who, client: Client) -> None:
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get("/p/checkout/briefs").content.decode()

    assert "1 letter waits for your yes." in text
    assert "never" in text


def test_words_of_a_letter_are_escaped(program: Program, act: Act, noor: Who, client: Client) -> None:
    act(program, "edit_brief", letter=drafted(program).letter, text="<script>alert()</script>")
    client.force_login(noor.account, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get(f"/p/checkout/briefs/{drafted(program).letter}").content.decode()

    assert "<script>alert" not in text


def visitor(program: Program, role: str, person: str, client: Client) -> Client:
    account = Account.objects.create_account(f"{role}@example.com", role)
    Role.objects.create(account=account, program=program, role=role, person=person)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", ["lead", "member", "stakeholder"])
def test_nobody_but_its_readers_and_who_runs_the_program_reads_a_letter(
    program: Program, act: Act, client: Client, folder: Path, role: str
) -> None:
    id, subject = drafted(program).letter, drafted(program).subject
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=id)
    deliver(NOON)
    other = visitor(program, role, "mara", client)

    assert other.get(f"/p/checkout/briefs/{id}").status_code == 404
    assert other.get(f"/p/checkout/letter/{id}").status_code == 404
    for page in ("briefs", "find?q=pilot"):
        assert subject not in other.get(f"/p/checkout/{page}").content.decode()


def test_a_reader_reads_what_went_out_to_them_and_no_draft(
    program: Program, act: Act, client: Client, folder: Path
) -> None:
    id = drafted(program).letter
    ines = visitor(program, "stakeholder", "ines", client)
    assert ines.get(f"/p/checkout/briefs/{id}").status_code == 404

    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=id)
    deliver(NOON)

    assert ines.get(f"/p/checkout/briefs/{id}").status_code == 200


def test_an_approval_is_not_undone_once_the_letter_is_out(program: Program, act: Act, folder: Path) -> None:
    act(program, "set_address", person="ines", email="ines@example.com")
    act(program, "approve_brief", letter=drafted(program).letter)
    line = JournalLine.objects.get(verb="approve_brief")
    deliver(NOON)

    with pytest.raises(Refused, match="went out already"):
        act(program, "undo", line=line.pk)
