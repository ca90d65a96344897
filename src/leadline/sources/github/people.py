"""People in a repository: logins, and which person of the program each is."""

from collections.abc import Mapping
from typing import Any

from leadline.program.people import Person
from leadline.program.slug import slug
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import record, text
from leadline.sources.tracker import Stated

_BOTS = ("[bot]", "-bot")


def is_bot(user: Mapping[str, Any]) -> bool:
    """Whether a program works under this name."""
    login = text(user.get("login"))
    return user.get("type") == "Bot" or login.endswith(_BOTS) or login in ("ghost", "Copilot", "dependabot")


def person(user: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """
    The id of a user's person, and the person where the program has not got one by that id; ("", []) for bots and nobody.

    A person of the program that somebody named in the mapping (`people`) is never made anew, nor changed.
    """
    login = text(record(user).get("login"))
    if not login or is_bot(record(user)):
        return "", []
    said = settings.meaning("people", login)
    if said is not None:
        return said, []
    own = f"gh-{slug(login)}"
    return own, [Stated("person", Person(id=own, name=login), shared=True)]
