"""The letters that lie in the folder because no mail server is set."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from leadline.channels.folder import letters
from leadline.channels.message import message_id
from leadline.record.access import Who, for_
from leadline.record.models import OutboxLetter, Program

MOST = 20
LINK = re.compile(r"(/(?:answer|start)/)\S+")


@dataclass(frozen=True)
class Lying:
    """One letter in the folder."""

    subject: str
    to: str
    when: str
    text: str
    message_id: str


def lying(who: Who, program: Program) -> tuple[Lying, ...]:
    """The newest letters of a program in the folder, for those who run it; none where letters go out by mail."""
    if settings.MAIL_HOST:
        return ()
    # The folder is the installation's; a page of one program shows its own letters only.
    own = {message_id(key) for key in for_(who).rows(OutboxLetter, program).values_list("key", flat=True)}
    found = []
    for mail in letters(Path(settings.HOME) / "letters"):
        if str(mail["Message-ID"]) not in own:
            continue
        part = mail.get_body(("plain",))
        # The link answers in its reader's name, so nobody else sees it whole.
        text = LINK.sub(r"\1…", str(part.get_content()).strip()) if part else ""
        found.append(Lying(str(mail["Subject"]), str(mail["To"]), str(mail["Date"]), text, str(mail["Message-ID"])))
        if len(found) == MOST:
            break
    return tuple(found)
