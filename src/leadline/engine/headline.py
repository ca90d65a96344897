"""Which commitments something feeds, and how much each of them counts."""

from collections.abc import Iterator
from datetime import date

from leadline.program.commitments import commitments
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone


def headline(snapshot: Snapshot, subject: str) -> list[tuple[str, float]]:
    """
    The milestones by which a change of a subject is judged.

    Args:
        snapshot: the program.
        subject: `noun:id`, such as `work:checkout-api` or `risk:r1`.

    Returns: (milestone, weight), weights summing to 1, heaviest first: the open commitments that the subject feeds,
        weighted by cost of delay where all of them have one, else alike. Where it feeds none: all commitments, where it
        is about the whole program; else the last milestone that it feeds, else the program's last. Empty where there is no open milestone.
    """
    open_ones = {one.id: one for one in snapshot.milestones if one.done_on is None}
    promised = [id for id in commitments(snapshot) if id in open_ones]
    touched = touches(snapshot, subject)
    reached = None if touched is None else _downstream(snapshot, touched)
    fed = [id for id in promised if reached is None or id in reached]
    if not fed:
        last = _last(
            snapshot, [one for id, one in open_ones.items() if reached and id in reached] or list(open_ones.values())
        )
        return [(last, 1.0)] if last else []
    costs = {id: cost_of_delay(snapshot, open_ones[id]) for id in fed}
    known = [cost for cost in costs.values() if cost]
    weights = {id: float(costs[id] or 0) if len(known) == len(fed) else 1.0 for id in fed}
    total = sum(weights.values())
    return sorted(((id, weight / total) for id, weight in weights.items()), key=lambda one: (-one[1], one[0]))


def cost_of_delay(snapshot: Snapshot, milestone: Milestone) -> int | None:
    """Cents a calendar day of delay of a milestone costs: its own, or that of its goal; None when nobody has said."""
    if milestone.cost_of_delay_cents is not None:
        return milestone.cost_of_delay_cents
    goal = snapshot.find("goal", milestone.goal)
    return goal.cost_of_delay_cents if goal else None


def touches(snapshot: Snapshot, subject: str) -> set[str] | None:
    """The work items and milestones a subject is about; None when it is about the whole program."""
    noun, _, id = subject.partition(":")
    if noun in ("", "program"):
        return None
    if noun in ("work", "milestone"):
        return {id}
    value = snapshot.find(noun, id) if noun in _FINDERS else None
    return set(_FINDERS[noun](snapshot, id, value)) if value else set()


def _by_work(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield from getattr(value, "work", ())


def _by_ends(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield from (getattr(value, "before", ""), getattr(value, "after", ""))


def _by_promise(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    if milestone := getattr(value, "milestone", ""):
        yield milestone
    elif dependency := snapshot.find("dependency", getattr(value, "dependency", "")):
        yield dependency.after


def _by_project(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield from (item.id for item in snapshot.work if item.project == id)
    yield from (one.id for one in snapshot.milestones if one.project == id)


def _by_team(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    people = {one.id for one in snapshot.people if one.team == id}
    projects = {one.id for one in snapshot.projects if one.team == id}
    for item in snapshot.work:
        if item.team == id or item.assignee in people or (not item.team and item.project in projects):
            yield item.id


def _by_person(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    team, skills = getattr(value, "team", ""), {one.name for one in getattr(value, "skills", ())}
    for item in snapshot.work:
        if item.assignee == id or (not item.assignee and item.team == team and item.skill in {"", *skills} and team):
            yield item.id


def _by_teams(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    for team in (*getattr(value, "teams", ()), getattr(value, "team", "")):
        yield from _by_team(snapshot, team, value) if team else ()


def _by_claim(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield from _by_project(snapshot, getattr(value, "project", ""), value)


def _by_goal(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield from (one.id for one in snapshot.milestones if one.goal == id)
    for project in snapshot.projects:
        if any(one.goal == id for one in project.goals):
            yield from _by_project(snapshot, project.id, project)


def _by_subject(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    other = getattr(value, "subject", "")
    for noun in ("work", "milestone", "project", "promise", "decision"):
        if snapshot.find(noun, other):
            yield from touches(snapshot, f"{noun}:{other}") or ()


def _by_one(snapshot: Snapshot, id: str, value: object) -> Iterator[str]:
    yield getattr(value, "work", "") or getattr(value, "milestone", "")


_FINDERS = {
    "risk": _by_work,
    "roadblock": _by_work,
    "decision": _by_work,
    "requirement": _by_work,
    "dependency": _by_ends,
    "promise": _by_promise,
    "project": _by_project,
    "team": _by_team,
    "person": _by_person,
    "goal": _by_goal,
    "change": _by_teams,
    "pledge": _by_teams,
    "allocation": _by_claim,
    "objection": _by_subject,
    "ask": _by_one,
    "judgement": _by_one,
}


def _downstream(snapshot: Snapshot, nodes: set[str]) -> set[str]:
    """The nodes and everything that waits for one of them."""
    after: dict[str, list[str]] = {}
    for item in snapshot.work:
        after.setdefault(item.id, []).append(item.milestone)
    for dependency in snapshot.dependencies:
        after.setdefault(dependency.before, []).append(dependency.after)
    found, ahead = set(nodes), list(nodes)
    while ahead:
        for one in after.get(ahead.pop(), ()):
            if one and one not in found:
                found.add(one)
                ahead.append(one)
    return found


def _last(snapshot: Snapshot, milestones: list[Milestone]) -> str:
    """The milestone that stands last in the plan: by its baseline, else as the one that others do not follow."""
    if not milestones:
        return ""
    waited_for = {one.before for one in snapshot.dependencies}

    def key(one: Milestone) -> tuple[bool, date, bool, str]:
        return (one.id not in waited_for, one.baseline_on or date.min, not one.without_odds, one.id)

    return max(milestones, key=key).id
