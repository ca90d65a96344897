"""Who does an issue, and in which team. Of people only the name that Jira shows is kept."""

from typing import Any

from leadline.program.people import Person, Team
from leadline.sources.jira.settings import Settings, person_id, team_id
from leadline.sources.shapes import record, text
from leadline.sources.tracker import Stated


def account(user: Any) -> str:
    """What never changes of a user: the account in the cloud, the key in a Data Center, where old ones have only a name; "" for nobody."""
    told = record(user)
    # An app does no work that anybody waits for.
    if text(told.get("accountType")) == "app":
        return ""
    return next((found for own in ("accountId", "key", "name") if (found := text(told.get(own)))), "")


def person(user: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """
    The id of a user's person, and the person where the program has not got one by that id; ("", []) for nobody.

    A person of the program that somebody named in the mapping (`people`) is never made anew, nor changed.
    """
    who, name = account(user), text(record(user).get("displayName"))
    if not who:
        return "", []
    said = settings.meaning("people", name) if name else None
    if said is not None:
        return said, []
    own = person_id(settings, who)
    return own, [Stated("person", Person(id=own, name=name or f"User {who[:20]}"), shared=True)]


def team(value: Any, settings: Settings) -> tuple[str, list[Stated]]:
    """The id of the team that Jira's own field of teams names, and the team, in the same way (`teams`)."""
    told = record(value)
    number, name = text(told.get("id")) or text(value), text(told.get("name")) or text(told.get("title"))
    if not number:
        return "", []
    said = settings.meaning("teams", name) if name else None
    if said is not None:
        return said, []
    own = team_id(settings, number)
    return own, [Stated("team", Team(id=own, name=name or f"Team {number[:20]}"), shared=True)]
