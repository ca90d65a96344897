"""S201: work that serves no goal."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.linter.network import by_project, effort_days, open_work
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, percent
from leadline.program.case import Case
from leadline.program.commitments import commitments
from leadline.program.edits import Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import Project, WorkItem


@rule(
    id="S201",
    needs=Needs.GOALS | Needs.PROJECTS | Needs.WORK,
    settings={
        "effort_days": Setting(10, "Working days of planned effort from which work must serve a goal."),
        "lights_on_share": Setting(0.2, "Share of all planned effort that may go into keeping the lights on."),
    },
)
def orphan_work(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for projects with two weeks of planned effort or more that serve no goal, neither themselves nor through their
    milestones. Projects that keep the lights on need no goal, up to a fifth of all planned effort.
    ## Why it matters
    Work without a goal takes hands that goals are waiting for.
    ## What to do
    Name the goal it serves, drop it, let it wait until the promises are kept, or say that it keeps the lights on.
    ## Source
    MISSION.md S2; PMI, The Standard for Program Management, 5th edition: strategic alignment.
    """
    snapshot, work = case.snapshot, by_project(open_work(case.snapshot))
    for project in snapshot.projects:
        items = work.get(project.id, [])
        if _is_orphan(snapshot, project) and effort_days(items) >= settings["effort_days"]:
            yield orphan_work.finding(
                f"project:{project.id}",
                f"{project.name or project.id} serves no goal, and"
                f" {counted(round(effort_days(items)), 'working day')} of effort are planned for it.",
                tuple(_evidence(snapshot, project, items)),
                tuple(_remedies(snapshot, project, items)),
            )
    yield from _lights(snapshot, settings["lights_on_share"])


def _is_orphan(snapshot: Snapshot, project: Project) -> bool:
    goals = {one.id for one in snapshot.goals}
    serves = {part.goal for part in project.goals}
    serves |= {one.goal for one in snapshot.milestones if one.project == project.id}
    return project.state in ("active", "planned") and not project.keeps_the_lights_on and not serves & goals


def _evidence(snapshot: Snapshot, project: Project, items: list[WorkItem]) -> Iterator[Evidence]:
    who = f" {called(snapshot, 'person', [project.owner])} owns it." if project.owner else " Nobody owns it."
    yield Evidence(f"project:{project.id}", f"No goal is named on it or on its milestones.{who}")
    for item in sorted(items, key=lambda one: -(one.estimate.middle if one.estimate else 0))[:5]:
        yield Evidence(f"work:{item.id}", f"{item.name or item.id}: {item.estimate or 'nobody has estimated it'}.")
    if none := [one for one in items if not one.estimate]:
        yield Evidence(f"project:{project.id}", f"{counted(len(none), 'piece')} of its work without an estimate.")


def _remedies(snapshot: Snapshot, project: Project, items: list[WorkItem]) -> Iterator[Remedy]:
    name, owner = project.name or project.id, (project.owner,) if project.owner else ()
    yield Remedy(
        f"Name the goal that {name} serves.", agree=owner, why_unpriced="A named goal changes the reason, not the plan."
    )
    drop: list[Edit] = [Change("project", project.id, {"state": "dropped"})]
    drop += [Change("work", one.id, {"state": "dropped"}) for one in items]
    yield Remedy(f"Drop {name}, so that its people work for the goals.", tuple(drop), owner)
    until = max((one.due for one in commitments(snapshot).values() if one.due), default=None)
    if until and until >= snapshot.as_of:
        day = (until + timedelta(days=1)).isoformat()
        wait = tuple(Change("work", one.id, {"not_before": day}) for one in items if one.state == "todo")
        if wait:
            yield Remedy(f"Let {name} wait until the last promised day, {until}.", wait, owner)
    yield Remedy(
        f"Say that {name} keeps the lights on.",
        (Change("project", project.id, {"keeps_the_lights_on": True}),),
        owner,
    )


def _lights(snapshot: Snapshot, most: float) -> Iterator[Finding]:
    lights = [one.id for one in snapshot.projects if one.keeps_the_lights_on]
    items = open_work(snapshot)
    total, burning = effort_days(items), effort_days(one for one in items if one.project in lights)
    if not total or burning / total <= most:
        return
    yield orphan_work.finding(
        f"program:{snapshot.id}",
        f"Keeping the lights on takes {percent(burning / total)} of the planned effort; {percent(most)} is its share.",
        tuple(Evidence(f"project:{id}", f"{called(snapshot, 'project', [id])} keeps the lights on.") for id in lights),
        (
            Remedy(
                "Ask the sponsor whether that share still holds, or which of it can wait.",
                agree=(snapshot.sponsor,) if snapshot.sponsor else (),
                why_unpriced="Nobody has said yet what could wait, so there is nothing to try.",
            ),
        ),
        key="lights",
    )
