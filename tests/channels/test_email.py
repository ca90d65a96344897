"""Letters by SMTP, to a server on this machine."""

import smtplib
import ssl
from typing import Any

import pytest
from tests.channels.smtp import free_port, listening
from tests.channels.test_message import LETTER

from leadline.channels import email
from leadline.channels.message import MailProblem, ServerProblem


def test_a_letter_reaches_its_one_reader() -> None:
    with listening() as server:
        email.send(LETTER, "127.0.0.1", server.port)

    assert server.to == [["ines@example.com"]]
    assert server.mails[0]["Message-ID"] == LETTER.message_id
    assert server.mails[0]["Subject"] == LETTER.subject


def test_a_server_that_does_not_answer_is_a_problem_of_all_letters() -> None:
    with pytest.raises(ServerProblem, match=r"did not take letters .*Check the mail settings"):
        email.send(LETTER, "127.0.0.1", free_port())


def test_a_reader_the_server_does_not_know_is_a_problem_of_this_letter_only() -> None:
    with listening() as server:
        server.refuses["ines@example.com"] = "550 no such mailbox"
        with pytest.raises(MailProblem, match="550 no such mailbox") as refused:
            email.send(LETTER, "127.0.0.1", server.port)

    assert not isinstance(refused.value, ServerProblem)


class Wire:
    """Stands for a server elsewhere, and notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def starttls(self, context: ssl.SSLContext) -> None:
        assert context.verify_mode is ssl.CERT_REQUIRED
        self.asked.append("encrypt")

    def login(self, user: str, password: str) -> None:
        self.asked.append("password")

    def send_message(self, mail: Any) -> None:
        self.asked.append("letter")


@pytest.mark.parametrize(
    ("host", "port", "user", "asked"),
    [
        ("mail.example.com", 587, "noor", ["encrypt", "password", "letter"]),
        ("mail.example.com", 587, "", ["encrypt", "letter"]),
        ("relay.example.com", 25, "", ["letter"]),
        ("relay.example.com", 25, "noor", ["encrypt", "password", "letter"]),
        ("127.0.0.1", 1025, "noor", ["password", "letter"]),
    ],
)
def test_a_password_never_leaves_the_machine_in_the_clear(
    monkeypatch: pytest.MonkeyPatch, host: str, port: int, user: str, asked: list[str]
) -> None:
    wire = Wire()
    monkeypatch.setattr(smtplib, "SMTP", lambda *_, **__: wire)

    email.send(LETTER, host, port, user, "secret")

    assert wire.asked == asked
