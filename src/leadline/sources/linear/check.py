"""What Linear says when it is first asked: who the token is, what there is, and which words are used."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from leadline.sources.http.client import Client
from leadline.sources.linear import queries
from leadline.sources.linear.asking import ask
from leadline.sources.linear.listings import is_ours, of_team
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import nodes, number, record, text
from leadline.sources.linear.words import FIELDS, TYPES, kind_of
from leadline.sources.tracker import Checked

MOST_PEOPLE = 200
UNUSED = "notUsed"


def check(client: Client, settings: Settings) -> Checked:
    """Ask who we are and what there is. Raises `SourceError` where the workspace or the team may not be read at all."""
    teams = {"key": {"eq": settings.team}} if settings.team else {}
    found = ask(client, queries.CHECK, teams=teams, issues=of_team(settings))
    is_ours(found, settings)
    own = nodes(found, "teams")
    named = text(record(found.get("organization")).get("name")) or settings.workspace
    viewer = record(found.get("viewer"))
    kind = "app" if viewer.get("app") is True else "member"
    return Checked(
        title=f"{named}, {text(own[0].get('name'))}" if settings.team else named,
        signed_in_as=f"{text(viewer.get('displayName'))} ({kind})",
        counts={"issues": sum(int(number(one.get("issueCount")) or 0) for one in own), "teams": len(own)},
        missing=_missing(own, settings),
        names=_names(found, own, settings),
    )


def _missing(own: list[Mapping[str, Any]], settings: Settings) -> list[str]:
    scaled = [text(one.get("key")) for one in own if text(one.get("issueEstimationType")) not in ("", UNUSED)]
    if not scaled or settings.meaning("fields", "Estimate") is not None:
        return []
    return [
        f"Estimates of {', '.join(scaled)} are points and no days, so they are left out. If a point is a working day, somebody says "
        f"so where the words of this tracker stand: Estimate is the estimate in days."
    ]


def _names(found: Mapping[str, Any], own: list[Mapping[str, Any]], settings: Settings) -> dict[str, dict[str, str]]:
    """Words found in states, labels, teams and the issues touched last, each with what it most likely means."""
    bare = Settings(settings.workspace, settings.team)
    states = {
        text(one.get("name")): TYPES.get(text(one.get("type")), "") for team in own for one in nodes(team, "states")
    }
    labels = [text(one.get("name")) for one in nodes(found, "issueLabels")]
    doers = [record(one.get("assignee")) for one in nodes(found, "issues")]
    people = Counter(name for one in doers if (name := text(one.get("displayName"))) and one.get("app") is not True)
    return {
        "states": {name: means for name, means in states.items() if name},
        "kinds": {word: means for word in labels if word and (means := kind_of(word, bare))},
        "fields": dict(FIELDS),
        "people": {name: "" for name, _ in people.most_common(MOST_PEOPLE)},
        "teams": {text(one.get("key")): "" for one in own if one.get("key")},
    }
