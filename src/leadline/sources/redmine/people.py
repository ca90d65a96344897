"""Who does an issue: a user, or a group that is a team. Of people only the name that Redmine shows is kept."""

from typing import Any

from leadline.program.people import Person, Team
from leadline.sources.redmine.settings import Settings, person_id, team_id
from leadline.sources.shapes import record, text, whole
from leadline.sources.tracker import Stated


def person(user: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """
    The id of a user's person, and the person where the program has not got one by that id; ("", []) for nobody.

    A person of the program that somebody named in the mapping (`people`) is never made anew, nor changed.
    """
    number, name = whole(record(user).get("id")), text(record(user).get("name"))
    if not number:
        return "", []
    said = settings.meaning("people", name) if name else None
    if said is not None:
        return said, []
    own = person_id(settings, number)
    return own, [Stated("person", Person(id=own, name=name or f"User {number}"), shared=True)]


def team(group: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """The id of a group's team, and the team, in the same way (`teams`)."""
    number, name = whole(record(group).get("id")), text(record(group).get("name"))
    if not number:
        return "", []
    said = settings.meaning("teams", name) if name else None
    if said is not None:
        return said, []
    own = team_id(settings, number)
    return own, [Stated("team", Team(id=own, name=name or f"Group {number}"), shared=True)]
