"""S101: a goal that nobody could declare met."""

from collections.abc import Iterator

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, listed, named, working_days
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.goals import Goal, Measure
from leadline.program.snapshot import Snapshot


@rule(
    id="S101",
    needs=Needs.GOALS,
    severity="high",
    basis="standard",
    settings={"grace_days": Setting(10, "Working days a new goal has before it must be measurable.", "judgement")},
)
def goal_without_measure(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for goals without a single measure that has its unit, its value today, its target, its date and its source.
    Goals younger than two weeks and guiding principles are left alone.
    ## Why it matters
    A goal that cannot be measured cannot decide between two projects, and nobody can say that it was met.
    ## What to do
    Ask the owner one question for each missing part. One good measure is enough.
    ## Source
    MISSION.md S1; OKR checklists (outcomes with numbers); Managing Successful Programmes, benefits must be measurable.
    """
    snapshot = case.snapshot
    for goal in snapshot.goals:
        new = goal.recorded_on and working_days(snapshot, goal.recorded_on, snapshot.as_of) < settings["grace_days"]
        if goal.guiding or new or any(not _missing(one) for one in goal.measures):
            continue
        yield goal_without_measure.finding(
            f"goal:{goal.id}", _says(goal), tuple(_evidence(snapshot, goal)), (_question(snapshot, goal),)
        )


def _missing(measure: Measure) -> list[str]:
    parts = {
        "unit": measure.unit,
        "value today": measure.baseline is not None,
        "target": measure.target is not None,
        "date": measure.due,
        "source": measure.source,
    }
    return [name for name, there in parts.items() if not there]


def _nearest(goal: Goal) -> Measure | None:
    return min(goal.measures, key=lambda one: len(_missing(one)), default=None)


def _says(goal: Goal) -> str:
    nearest = _nearest(goal)
    if nearest is None:
        return f"“{goal.name}” has no measure, so nobody can say when it is met."
    lacks = listed([f"no {part}" for part in _missing(nearest)])
    return f"“{goal.name}” cannot be measured yet: “{nearest.name}” has {lacks}."


def _evidence(snapshot: Snapshot, goal: Goal) -> Iterator[Evidence]:
    for measure in goal.measures:
        yield Evidence(f"goal:{goal.id}", f"“{measure.name}” lacks: {', '.join(_missing(measure))}.")
    if goal.recorded_on:
        yield Evidence(f"goal:{goal.id}", f"It has stood here since {goal.recorded_on}.")
    serving = [one.id for one in snapshot.projects if any(part.goal == goal.id for part in one.goals)]
    if serving:
        projects = counted(len(serving), "project works", "projects work")
        yield Evidence(f"goal:{goal.id}", f"{projects} towards it: {called(snapshot, 'project', serving)}.")


def _question(snapshot: Snapshot, goal: Goal) -> Remedy:
    nearest = _nearest(goal)
    asked = (
        named(snapshot, f"person:{goal.owner}") if goal.owner else "the sponsor to name an owner, and then the owner"
    )
    wanted = listed([f"the {part}" for part in _missing(nearest)]) if nearest else "one number that shows it is met"
    about = f" of “{nearest.name}”" if nearest else ""
    return Remedy(
        f"Ask {asked} for {wanted}{about}.",
        agree=(goal.owner,) if goal.owner else (),
        why_unpriced="A measure moves no date. It says whether the dates were worth it.",
    )
