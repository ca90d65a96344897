"""A letter on its way out, and its form on the wire."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256


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

    @property
    def message_id(self) -> str:
        """Made from the key, so that a letter sent twice after a crash is recognised as one by every mail program."""
        return f"<{sha256(self.key.encode()).hexdigest()[:32]}@leadline>"

    def mail(self) -> EmailMessage:
        """The letter as mail, text first, HTML beside it where there is some."""
        mail = EmailMessage()
        # A line break in a header would start another header: names come from trackers.
        mail["Subject"] = " ".join(self.subject.split())
        mail["From"], mail["To"] = self.sender, self.to
        mail["Date"], mail["Message-ID"] = format_datetime(self.at), self.message_id
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text)
        if self.html:
            mail.add_alternative(self.html, subtype="html")
        return mail


class MailProblem(RuntimeError):
    """The letter could not be handed over; says what to do. It is kept and tried again."""
