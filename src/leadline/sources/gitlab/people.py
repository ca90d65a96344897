"""People in a project: user names, and which person of the program each is."""

import re
from typing import Any

from leadline.program.people import Person
from leadline.sources.gitlab.ids import person_id
from leadline.sources.gitlab.settings import Settings
from leadline.sources.shapes import record, text
from leadline.sources.tracker import Stated

_BOTS = re.compile(r"(?:(?:project|group)_\d+_bot\w*|service_account_\w+|ghost\d*|\S+[-_]bot\d*)", re.IGNORECASE)


def is_bot(login: str) -> bool:
    """Whether a program works under this name: the owner of a project's token, a service account, a deleted user."""
    return bool(_BOTS.fullmatch(login))


def person(user: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """
    The id of a user's person, and the person where the program has not got one by that id; ("", []) for bots and nobody.

    A person of the program that somebody named in the mapping (`people`) is never made anew, nor changed.
    """
    login = text(record(user).get("username"))
    if not login or is_bot(login):
        return "", []
    said = settings.meaning("people", login)
    if said is not None:
        return said, []
    own = person_id(settings, login)
    return own, [Stated("person", Person(id=own, name=login), shared=True)]
