"""What an issue's history tells: when its estimate, due day, milestone and state changed, and when it was blocked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from leadline.program.revisions import BLOCKED
from leadline.sources.linear.ids import end_id, milestone_id
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import day, key_of, moment, record, records, text
from leadline.sources.linear.words import DUE, days_of, field_of, state_of
from leadline.sources.words import says_blocked

Revision = dict[str, Any]
Entry = Mapping[str, Any]


def ordered(entries: Any) -> list[Entry]:
    """Entries in the order in which things happened, each once."""
    known = {key_of(one): one for one in records(entries) if moment(one.get("createdAt"))}
    return sorted(known.values(), key=lambda one: (moment(one.get("createdAt")), key_of(one)))


def revisions(subject: str, body: Mapping[str, Any], entries: Any, settings: Settings) -> list[Revision]:
    """
    Every change of an estimate, a due day, a milestone, the state or a block, oldest first.

    Each is a plain dict with `id`, `subject` (id of the work item), `field`, `changed_on` (ISO day), `was` and `became` (text in
    document form, "" for nothing).
    """
    told = ordered(entries)
    places, blocks = _placed(body, told), _blocked(told)
    found = []
    for number, one in enumerate(told):
        said = {**_said(one, settings), "milestone": places[number], BLOCKED: blocks[number]}
        found += [_revision(subject, field, one, was, became) for field, (was, became) in said.items() if was != became]
    return found


def _revision(subject: str, field: str, one: Entry, was: str, became: str) -> Revision:
    changed_on = day(one.get("createdAt"))
    return {
        "id": f"{subject}-{field}-{key_of(one)}",
        "subject": subject,
        "field": field,
        "changed_on": changed_on.isoformat() if changed_on else "",
        "was": was,
        "became": became,
    }


def _said(one: Entry, settings: Settings) -> dict[str, tuple[str, str]]:
    """What an entry itself says was and became."""
    found = {"state": (state_of(one.get("fromState"), settings), state_of(one.get("toState"), settings))}
    if not all(found["state"]):
        # A first state is no change.
        found = {}
    if field_of(DUE, settings) == "baseline_on":
        found["due"] = (_day(one.get("fromDueDate")), _day(one.get("toDueDate")))
    was, became = (days_of(one.get(end), settings) for end in ("fromEstimate", "toEstimate"))
    found["estimate"] = (str(was) if was else "", str(became) if became else "")
    return found


def _day(value: Any) -> str:
    found = day(value)
    return found.isoformat() if found else ""


def _placed(body: Mapping[str, Any], told: Sequence[Entry]) -> list[tuple[str, str]]:
    """
    In which milestone the issue was before and after each entry.

    An entry names only what it changes, the project or the milestone in it; the other is known from where the issue is now, so
    they are gone through backwards.
    """
    now = (key_of(body.get("project")), key_of(body.get("projectMilestone")))
    found = []
    for one in reversed(told):
        projects = (key_of(one.get("fromProjectId")), key_of(one.get("toProjectId")))
        stones = (key_of(one.get("fromProjectMilestone")), key_of(one.get("toProjectMilestone")))
        after = (projects[1] if any(projects) else now[0], stones[1] if any(stones) else now[1])
        now = (projects[0] if any(projects) else after[0], stones[0] if any(stones) else after[1])
        found.append((_stone(*now), _stone(*after)))
    return found[::-1]


def _stone(project: str, milestone: str) -> str:
    return milestone_id(milestone) or end_id(project)


def _blocked(told: Iterable[Entry]) -> list[tuple[str, str]]:
    """Whether a state or a label said that work does not go on, before and after each entry."""
    words, found = set[str](), []
    for one in told:
        words |= set(_blocking([one.get("fromState")], "state"))
        words |= set(_blocking(one.get("removedLabels"), "label"))
        was = BLOCKED if words else ""
        if text(record(one.get("toState")).get("name")):
            words = {word for word in words if not word.startswith("state ")}
        words -= set(_blocking(one.get("removedLabels"), "label"))
        words |= {*_blocking([one.get("toState")], "state"), *_blocking(one.get("addedLabels"), "label")}
        found.append((was, BLOCKED if words else ""))
    return found


def _blocking(things: Any, kind: str) -> Iterator[str]:
    names = (text(one.get("name")) for one in records(things))
    return (f"{kind} {name}" for name in names if says_blocked(name))
