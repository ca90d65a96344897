"""Goals: what the business wants, how it will know, and what serves it."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Empty, Evidence
from leadline.program.commitments import commitments
from leadline.program.goals import Goal, Measure
from leadline.program.ranges import spelled
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of
from leadline.record.standing import Standing, standing

MOST_ORPHANS = 12


@dataclass(frozen=True)
class MeasureLine:
    """A measure as one sentence, and whether it can be measured as it stands."""

    says: str
    complete: bool


@dataclass(frozen=True)
class Serving:
    """A milestone that serves a goal, with its status and odds."""

    says: str
    url: str
    status: str
    odds: str


@dataclass(frozen=True)
class GoalCard:
    """One goal."""

    id: str
    name: str
    url: str
    facts: tuple[tuple[str, str], ...]
    measures: tuple[MeasureLine, ...]
    serving: tuple[Serving, ...]
    projects: tuple[Evidence, ...]
    findings: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class GoalsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    goals: tuple[GoalCard, ...]
    orphans: tuple[Evidence, ...]
    more_orphans: tuple[Evidence, ...]
    orphans_say: str
    add_url: str
    empty: Empty | None


@page("goals")
def goals(visit: Visit) -> GoalsPage:
    """The goals of the program and what serves them."""
    return present(standing(visit))


def present(now: Standing) -> GoalsPage:
    """The page out of facts and the last round."""
    cards = tuple(_card(one, now) for one in sorted(now.snapshot.goals, key=lambda goal: (-goal.weight, goal.id)))
    measurable = sum(1 for one in cards if any(line.complete for line in one.measures))
    serving = [one for one in now.snapshot.projects if one.state in ("active", "planned")]
    alone = [one for one in serving if not one.goals and not one.keeps_the_lights_on]
    orphans = tuple(Evidence(one.name or one.id, f"{now.base}/project/{one.id}") for one in alone)
    return GoalsPage(
        title="Goals",
        says=_says(len(cards), measurable) if cards else "No goal is recorded.",
        lede="A goal that cannot be measured cannot settle a trade-off. The cost of a day's delay comes from here.",
        goals=cards,
        orphans=orphans[:MOST_ORPHANS],
        more_orphans=orphans[MOST_ORPHANS:],
        orphans_say=f"{len(orphans)} of {words.plural(len(serving), 'project')}. Work without a goal takes the time goals are waiting for.",
        add_url=form_of("goal", now.base),
        empty=None
        if cards
        else Empty(
            "No goal yet",
            "Without goals there is no cost of delay, so money stays unknown in every price.",
            icon="goals",
            url=form_of("goal", now.base),
            verb="Add the first goal",
        ),
    )


def _says(count: int, measurable: int) -> str:
    which = "all" if count == measurable else "none" if not measurable else f"{measurable}"
    goals = words.plural(count, "goal")
    if count == 1:
        return "1 goal, measurable as it stands." if measurable else "1 goal, not measurable as it stands."
    return f"{goals}, {which} of them measurable as they stand."


def _card(goal: Goal, now: Standing) -> GoalCard:
    served = [one for one in now.snapshot.projects if any(own.goal == goal.id for own in one.goals)]
    ids = {one.id for one in served}
    milestones = [
        one for one in now.snapshot.milestones if one.goal == goal.id or (not one.goal and one.project in ids)
    ]
    promised = commitments(now.snapshot)
    shown = [one for one in milestones if one.id in promised or one.done_on][:8]
    cost = words.money(goal.cost_of_delay_cents, now.snapshot.currency)
    return GoalCard(
        id=f"goal-{goal.id}",
        name=goal.name or goal.id,
        url=f"{now.base}/goal/{goal.id}",
        facts=(
            ("Owner", now.person(goal.owner)),
            ("Weight", spelled(goal.weight)),
            ("Due", words.day(goal.due, now.snapshot.as_of) if goal.due else "no date"),
            ("A day's delay", cost),
            ("Confirmed", words.ago(goal.confirmed_on, now.snapshot.as_of) if goal.confirmed_on else "never"),
        ),
        measures=tuple(_measure(one) for one in goal.measures),
        serving=tuple(_serving(one.id, one.name or one.id, now) for one in shown),
        projects=tuple(Evidence(one.name or one.id, f"{now.base}/project/{one.id}") for one in served),
        findings=now.about(f"goal:{goal.id}"),
    )


def _measure(one: Measure) -> MeasureLine:
    complete = None not in (one.baseline, one.target, one.due) and bool(one.unit and one.source)
    unit = f" {one.unit}" if one.unit else ""
    start = f"from {_amount(one.baseline)}" if one.baseline is not None else "from an unknown start"
    end = f"to {_amount(one.target)}{unit}" if one.target is not None else "to no target yet"
    by = f" by {words.day(one.due)}" if one.due else ", by no date yet"
    source = f", read from {one.source}" if one.source else ", with no source"
    return MeasureLine(f"{one.name}: {start} {end}{by}{source}.", complete)


def _amount(value: float) -> str:
    return words.number(value) if abs(value) >= 1000 else spelled(round(value, 6))


def _serving(id: str, name: str, now: Standing) -> Serving:
    state = now.round.statuses.get(id, {}) if now.round else {}
    odds = state.get("odds")
    return Serving(
        name, f"{now.base}/milestones/{id}", state.get("status", "unknown"), "" if odds is None else words.share(odds)
    )
