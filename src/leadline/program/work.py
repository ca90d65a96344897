"""What is to be done: projects, milestones, work items and what they wait for."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref, refs
from leadline.program.ranges import Range


@dataclass(frozen=True)
class Contribution:
    """How much of a project serves a goal, as a share of the project."""

    goal: str = ref("goal")
    share: float = 1.0
    SHORT = "goal"


@dataclass(frozen=True)
class Project:
    """A part of the program with its own goals and milestones."""

    id: str
    name: str = ""
    owner: str = ref("person")
    team: str = ref("team")
    goals: tuple[Contribution, ...] = ()
    state: str = choice("active", "planned", "paused", "done", "dropped")
    stage: str = ""
    keeps_the_lights_on: bool = False
    budget_cents: int | None = None
    created_on: date | None = None


@dataclass(frozen=True)
class Milestone:
    """
    A point that is reached or not: finished when all work that feeds it is, and when what it waits for is.

    `without_odds` says why no forecast can be made of it where the source knows (`"nothing is planned for it"`).
    """

    id: str
    name: str = ""
    project: str = ref("project")
    owner: str = ref("person")
    goal: str = ref("goal")
    acceptance: str = ""
    cost_of_delay_cents: int | None = None
    release: str = ""
    baseline_on: date | None = None
    done_on: date | None = None
    without_odds: str = ""


@dataclass(frozen=True)
class WorkItem:
    """
    A piece of work that one person does, or somebody of a team with the skill for it.

    `estimate` is the whole effort in working days. With more than one of `hands`, so many people do it together (the assignee,
    where there is one, and others of the team with the skill), and the estimate is how long they all need. `planned_from`,
    `planned_to` and `planned_for` are the plan last published: when, and by whom. `release_class` marks work that travels on a release train: its odds come
    from how often targets of that class (`alpha`, `beta`, `stable`) make the release planned for `release_on`. `cost_cents` is what
    is bought for it: as long as it is open that is still to be paid, so the program's `spent_cents` leaves it out. `spent_days` are
    the working days people have put into it until now, where a time sheet says so; without it they are counted from when it was started.
    `done_on` of work that was dropped is the day it was given up.
    """

    id: str
    name: str = ""
    project: str = ref("project")
    milestone: str = ref("milestone")
    state: str = choice("todo", "doing", "done", "dropped")
    kind: str = ""
    assignee: str = ref("person")
    team: str = ref("team")
    skill: str = ""
    skill_level: int = 1
    estimate: Range | None = None
    hands: int = 1
    priority: int = 0
    acceptance: str = ""
    not_before: date | None = None
    baseline_on: date | None = None
    created_on: date | None = None
    started_on: date | None = None
    done_on: date | None = None
    spent_days: float | None = None
    supplier: str = ""
    technology: str = ""
    cost_cents: int = 0
    release_class: str = ""
    release_on: date | None = None
    planned_from: date | None = None
    planned_to: date | None = None
    planned_for: tuple[str, ...] = refs("person")
    link: str = ""


@dataclass(frozen=True)
class Dependency:
    """
    One thing waits for another. `before` and `after` name a work item or a milestone; the lag is in calendar days.

    FS: after starts when before has finished. SS: starts when it has started. FF: finishes when it has finished.
    SF: finishes when it has started.

    `at_most_days` is how many calendar days after that it may come at the most; without it there is no limit. A plan
    keeps it where it can, and says where it cannot. The odds do not know it: in a future everybody takes up work as they can.
    """

    id: str
    before: str = ref("work|milestone")
    after: str = ref("work|milestone")
    kind: str = choice("FS", "SS", "FF", "SF")
    lag_days: float = 0.0
    at_most_days: float | None = None
    provider: str = ref("person")
    consumer: str = ref("person")
    needed_by: date | None = None


@dataclass(frozen=True)
class Reference:
    """One thing points to another (`see-also`, `replaces`). It never schedules anything."""

    id: str
    source: str = ref("project|work|milestone")
    target: str = ref("project|work|milestone")
    relation: str = "see-also"
