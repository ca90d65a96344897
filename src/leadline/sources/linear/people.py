"""People in a workspace: their display names, which are unique there, and which person of the program each is."""

from typing import Any

from leadline.program.people import Person
from leadline.sources.linear.ids import person_id
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import record, text
from leadline.sources.tracker import Stated


def person(user: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """
    The id of a user's person, and the person where the program has not got one by that id; ("", []) for apps and nobody.

    A person of the program that somebody named in the mapping (`people`) is never made anew, nor changed.
    """
    name, own = text(record(user).get("displayName")), person_id(record(user))
    if not own or record(user).get("app") is True:
        return "", []
    said = settings.meaning("people", name) if name else None
    if said is not None:
        return said, []
    return own, [Stated("person", Person(id=own, name=name or own), shared=True)]
