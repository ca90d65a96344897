"""P101: a project that lacks what makes it one."""

from collections.abc import Iterator

from leadline.linter.network import by_project
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, listed, working_days
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, Project, WorkItem

WHY = "A name and a goal move no date; they say who answers for it."


@rule(
    id="P101",
    needs=Needs.PROJECTS,
    severity="high",
    basis="standard",
    settings={
        "milestones": Setting(2, "How many milestones a project has at least."),
        "grace_days": Setting(10, "Working days a new project has before anything is said.", "judgement"),
        "one_by_one": Setting(12, "Up to how many projects are named one by one; more are said in one.", "judgement"),
    },
)
def project_without_goal_or_milestones(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for active and planned projects without a goal, without an owner, with fewer than two milestones, or without
    any budget or estimate. Projects younger than two weeks are left alone. Where many lack something, it says so once.
    ## Why it matters
    A program is several projects, each with goals and milestones. Where these are missing nobody can tell whether the
    project is done, or whether it was worth it.
    ## What to do
    Ask the owner, or the sponsor where there is none. What the tracker knows can be imported.
    ## Source
    MISSION.md R1; PMI, The Standard for Program Management, 5th edition.
    """
    work, milestones = by_project(case.snapshot.work), _milestones(case.snapshot)
    lacking = {
        one: lacks for one in case.snapshot.projects
        if _is_due(case.snapshot, one, settings)
        and (lacks := _lacks(case.snapshot, one, milestones.get(one.id, []), work.get(one.id, []), settings))
    }  # fmt: skip
    if len(lacking) > settings["one_by_one"]:
        yield _together(case.snapshot, lacking)
        return
    for project, lacks in lacking.items():
        yield project_without_goal_or_milestones.finding(
            f"project:{project.id}",
            f"{project.name or project.id} has {listed(lacks)}.",
            (Evidence(f"project:{project.id}", f"It is {project.state} and lacks: {', '.join(lacks)}."),),
            (_ask(case.snapshot, project, lacks),),
        )


def _milestones(snapshot: Snapshot) -> dict[str, list[Milestone]]:
    found: dict[str, list[Milestone]] = {}
    for one in snapshot.milestones:
        found.setdefault(one.project, []).append(one)
    return found


def _is_due(snapshot: Snapshot, project: Project, settings: Settings) -> bool:
    """True for a project that is under way or planned, and no longer new."""
    new = project.created_on and working_days(snapshot, project.created_on, snapshot.as_of) < settings["grace_days"]
    return project.state in ("active", "planned") and not new


def _lacks(
    snapshot: Snapshot, project: Project, milestones: list[Milestone], work: list[WorkItem], settings: Settings
) -> list[str]:
    goals = {one.id for one in snapshot.goals}
    serves = {part.goal for part in project.goals} | {one.goal for one in milestones}
    sized = any(one.estimate for one in work)
    found = {
        "no goal": serves & goals or project.keeps_the_lights_on,
        "no owner": project.owner,
        _fewer(len(milestones)): len(milestones) >= settings["milestones"],
        "neither a budget nor an estimate": project.budget_cents is not None or sized,
    }
    return [lack for lack, there in found.items() if not there]


def _fewer(milestones: int) -> str:
    return f"only {counted(milestones, 'milestone')}" if milestones else "no milestone"


def _ask(snapshot: Snapshot, project: Project, lacks: list[str]) -> Remedy:
    who = project.owner or snapshot.sponsor
    asked = called(snapshot, "person", [who]) if who else "the sponsor"
    missing = [lack.removeprefix("no ").removeprefix("neither ").replace(" nor ", " or ") for lack in lacks]
    wanted = ["more milestones" if lack.startswith("only") else lack for lack in missing]
    return Remedy(f"Ask {asked} for what is missing: {listed(wanted)}.", agree=(who,) if who else (), why_unpriced=WHY)


def _together(snapshot: Snapshot, lacking: dict[Project, list[str]]) -> Finding:
    counts: dict[str, int] = {}
    for lacks in lacking.values():
        for lack in lacks:
            counts[lack] = counts.get(lack, 0) + 1
    kinds = listed([f"{count} {'has' if count == 1 else 'have'} {lack}" for lack, count in counts.items()])
    return project_without_goal_or_milestones.finding(
        f"program:{snapshot.id}",
        f"{len(lacking)} of {len(snapshot.projects)} projects are not complete: {kinds}.",
        tuple(
            Evidence(f"project:{one.id}", f"{one.name or one.id}: {', '.join(lacks)}.")
            for one, lacks in lacking.items()
        ),
        (Remedy("Import what the tracker knows, and ask the owners for the rest.", why_unpriced=WHY),),
        key="together",
    )
