"""A letter on its way out, and its form on the wire."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256


class MailProblem(RuntimeError):
    """
    The letter could not be handed over; says what to do. It is kept and tried again.

    `final` is true where another try cannot help: the address itself is no address.
    """

    final = False


class ServerProblem(MailProblem):
    """The way out itself is closed, so other letters need not try: no answer, a full disk, a wrong password."""


class AddressProblem(MailProblem):
    """The address cannot be written to, whoever tries."""

    final = True


@dataclass(frozen=True)
class Message:
    """One letter to one address. `key` is the same for every attempt to send it."""

    key: str
    sender: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    reply_to: str = ""

    @property
    def message_id(self) -> str:
        """Made from the key, so that a letter sent twice after a crash is recognised as one by every mail program."""
        return message_id(self.key)

    def mail(self) -> EmailMessage:
        """The letter as mail, text first, HTML beside it where there is some. Raises `AddressProblem`."""
        mail = EmailMessage()
        mail["Subject"] = one_line(self.subject)
        mail["From"] = one_line(self.sender)
        # One address, parsed as one: a comma or a line break would write to somebody nobody approved.
        mail["To"] = (_address(self.to),)
        if self.reply_to:
            mail["Reply-To"] = (_address(self.reply_to),)
        mail["Date"], mail["Message-ID"] = format_datetime(self.at), self.message_id
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text)
        if self.html:
            mail.add_alternative(self.html, subtype="html")
        return mail


def message_id(key: str) -> str:
    """The Message-ID of the letter with that key."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@leadline>"


def one_line(text: str) -> str:
    """A header's words without line breaks and control signs, which would start another header: names come from trackers."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (MessageError, ValueError, IndexError) as problem:
        raise AddressProblem(
            f"“{one_line(text)}” is no address a letter can go to. Give the person another one."
        ) from problem
