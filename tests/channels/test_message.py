"""A letter on the wire: one reader, one identity, and nothing that a name can break."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leadline.channels.message import AddressProblem, Message

LETTER = Message(
    key="letter-checkout-weekly-ines", sender="Leadline <tpm@example.com>", to="ines@example.com",
    subject="Checkout live is at risk.", text="Ines,\n\nCheckout live is at risk.", html="<p>Ines</p>",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC), reply_to="noor@example.com",
)  # fmt: skip


def test_every_attempt_to_send_a_letter_has_the_same_message_id() -> None:
    later = replace(LETTER, at=datetime(2026, 3, 3, 9, tzinfo=UTC), text="other words")

    assert LETTER.mail()["Message-ID"] == later.mail()["Message-ID"]
    assert LETTER.message_id != replace(LETTER, key="letter-checkout-weekly-tomas").message_id


def test_the_text_comes_first_and_the_html_beside_it() -> None:
    kinds = [part.get_content_type() for part in LETTER.mail().walk()]

    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_an_answer_goes_to_the_person_and_not_to_the_machine() -> None:
    assert LETTER.mail()["Reply-To"] == "noor@example.com"
    assert replace(LETTER, reply_to="").mail()["Reply-To"] is None


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_break_in_a_name_starts_no_header(line_break: str) -> None:
    mail = replace(
        LETTER, subject=f"Live{line_break}Bcc: tomas@example.com", sender=f"A{line_break}B <a@example.com>"
    ).mail()

    assert mail["Bcc"] is None
    assert mail["Subject"] == "Live Bcc: tomas@example.com"
    assert b"\nBcc:" not in mail.as_bytes()


@pytest.mark.parametrize(
    "address",
    [
        "ines@example.com, tomas@example.com",
        "ines@example.com\nBcc: t@example.com",
        "ines@example.com\r\n",
        "Ines <i@x.y>, b@x.y",
        "ines",
        "",
    ],
)
def test_only_one_whole_address_is_written_to(address: str) -> None:
    with pytest.raises(AddressProblem, match="is no address a letter can go to"):
        replace(LETTER, to=address).mail()


def test_figures_and_names_of_all_languages_arrive_as_they_are() -> None:
    mail = replace(LETTER, subject="São Paulo hält mit 59\u00a0% — 3.000 €", text="59\u00a0% für São Paulo").mail()

    assert mail["Subject"] == "São Paulo hält mit 59 % — 3.000 €"
    assert mail.get_body(("plain",)).get_content().strip() == "59\u00a0% für São Paulo"  # type: ignore[union-attr]  # text first
