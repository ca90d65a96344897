"""Playbook 7: somebody new joins for a milestone that is far enough away to be worth the ramp-up."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.playbook.hands import called, costing, holders, team_of, usual_rate
from leadline.playbook.pieces import piece
from leadline.playbook.plan import (
    after_working_days,
    focus,
    fresh_id,
    name_of,
    people_of,
    subject_of,
)
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Add, Change
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.work import WorkItem

HIRING_DAYS = 20
"""Working days until somebody begins. Judgement: change it in the branch before you accept."""
RAMP_WEEKS = 12
LEARNING = "22.5d"
"""What a newcomer does not do yet in the ramp of 25, 50, 75 and 100 % over twelve weeks: 37.5 % of 60 days."""
TEACHING_DAYS = 12
"""A fifth of a colleague's time over those weeks. Source: SCIENCE.md §2, judgement after vendors' surveys."""
TAUGHT = 2


@solution(number=7, about=("milestone",))
def add_newcomer_to_next_milestone(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Somebody new is hired, learns from a colleague, and takes one of the pieces of work that decide the milestone.
    ## When it applies
    Brooks's inequality holds: what is left until half of the futures have reached the milestone, less hiring and twelve
    weeks of ramp-up, is more than the days a colleague spends on teaching. And one of its deciding pieces of work names a
    skill that a colleague of the same team has declared, can be taken by somebody at level 2, and would not start before the
    newcomer is there. Never for a milestone that is near.
    ## How it is tried
    A new person who is away for twenty working days, then learns for 22.5 days (the ramp of 25, 50, 75, 100 %), while a
    colleague with the skill teaches for twelve; the work is theirs after that. They cost the
    median day rate of the team, or of the program where fewer than three of the team have one; else nothing.
    ## Source
    SCIENCE.md §4, 7 and §2 (Brooks break-even, ramp, mentor's tax: judgement). With a day of joining on record and a ramp
    on it, the learning would be spread as it is in life.
    """
    snapshot, milestone = case.snapshot, subject_of(case, subject, "milestone")
    found = case.outlook.milestones.get(milestone.id) if milestone and case.outlook else None
    if milestone is None or found is None or found.p50_days is None or not _pays(found.p50_days):
        return
    for item in focus(case, subject):
        team = team_of(snapshot, item)
        mentor = next(iter(holders(snapshot, item.skill, 3, team)), None) if item.skill and team else None
        if mentor and item.skill_level <= TAUGHT and _later(case, item) and not _hired(case, team):
            yield _hire(case, item, team, mentor, name_of(snapshot, "milestone", milestone.id))
            return


def _pays(days_left: float) -> bool:
    """Brooks's inequality, in calendar days: time left less ramp-up is more than what the teaching costs."""
    weeks = 7 / 5
    return days_left - (HIRING_DAYS * weeks + RAMP_WEEKS * 7) > TEACHING_DAYS * weeks


def _later(case: Case, item: WorkItem) -> bool:
    start = case.outlook.items.get(item.id) if case.outlook else None
    return item.state == "todo" and start is not None and start.start_p50 >= HIRING_DAYS * 7 / 5


def _hired(case: Case, team: str) -> bool:
    return case.snapshot.find("person", f"new-in-{team}") is not None


def _hire(case: Case, item: WorkItem, team: str, mentor: Person, milestone: str) -> Remedy:
    snapshot = case.snapshot
    begins = after_working_days(snapshot, snapshot.as_of, HIRING_DAYS)
    away = {"first": snapshot.as_of.isoformat(), "last": (begins - timedelta(days=1)).isoformat()}
    where, name = name_of(snapshot, "team", team), item.name or item.id
    new = {
        "id": fresh_id(snapshot, "person", f"new-in-{team}"),
        "name": f"New colleague in {where}",
        "team": team,
        "skills": [{"name": item.skill, "level": TAUGHT}],
        "absences": [away],
    }
    first = {"not_before": begins.isoformat(), "milestone": "", "priority": item.priority + 1}
    learn = piece(snapshot, item, "ramp-up", f"Learn {item.skill} in {where}", LEARNING, assignee=new["id"], **first)
    teach = piece(
        snapshot, item, "mentoring", f"Teach the new colleague {item.skill}", f"{TEACHING_DAYS}d",
        assignee=mentor.id, not_before=begins.isoformat(), milestone="",
    )  # fmt: skip
    wait = Add("dependency", {"id": f"{learn.value['id']}-first", "before": learn.value["id"], "after": item.id})
    edits = (
        Add("person", costing(new, usual_rate(snapshot, team))),
        learn,
        teach,
        wait,
        Change("work", item.id, {"assignee": new["id"]}),
    )
    says = (
        f"Hire somebody for {where} now: from {begins} they learn {item.skill} from {called(mentor)}, and take {name} for"
        f" {milestone}."
    )
    owner = getattr(snapshot.find("project", item.project), "owner", "")
    return Remedy(says, edits, people_of(snapshot.sponsor, owner, mentor.id, item.assignee))
