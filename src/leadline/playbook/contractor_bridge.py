"""Playbook 24: somebody from outside the company does what nobody of the program can."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.playbook.gaps import gaps
from leadline.playbook.hands import costing, holders, team_of, usual_rate
from leadline.playbook.milestones import owners_of
from leadline.playbook.pieces import link, piece
from leadline.playbook.plan import after_working_days, fresh_id, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Add, Change
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

START_DAYS = 20
"""Working days until a contractor begins. Source: SCIENCE.md §4, 24."""
RAMP = "5d"
"""Working days to be shown around. Judgement."""


@solution(number=24, about=("work", "milestone"))
def contractor_bridge(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A contractor is found, is shown around, and does the work.
    ## When it applies
    Nobody of the whole program has declared the skill the work asks for, at its level, and it is assigned to nobody.
    ## How it is tried
    A new person with that skill who is away for twenty working days, then five days of finding their way, then the work. They
    cost the median day rate of the team, or of the program where fewer than three of the team have one; else nothing. Set
    the rate they ask for in the branch. A milestone that has no forecast today has no price either.
    ## Source
    SCIENCE.md §4, 24 (start after 20 working days); the ramp is judgement.
    """
    found = (one for one in gaps(case, subject) if not holders(case.snapshot, one.skill, one.skill_level))
    if item := next(found, None):
        yield _hire(case, item)


def _hire(case: Case, item: WorkItem) -> Remedy:
    snapshot, name = case.snapshot, item.name or item.id
    begins = after_working_days(snapshot, snapshot.as_of, START_DAYS)
    new = {
        "id": fresh_id(snapshot, "person", f"contractor-for-{item.id}"),
        "name": f"Contractor for {name}",
        "skills": [{"name": item.skill, "level": item.skill_level}],
        "absences": [{"first": snapshot.as_of.isoformat(), "last": (begins - timedelta(days=1)).isoformat()}],
    }
    team = team_of(snapshot, item)
    if team:
        new["team"] = team
    shown = piece(
        snapshot, item, "ramp-up", f"Show the contractor for {name} around", RAMP,
        assignee=new["id"], not_before=begins.isoformat(), milestone="",
    )  # fmt: skip
    edits = (
        Add("person", costing(new, usual_rate(snapshot, team))), shown, link(snapshot, shown.value["id"], item.id), Change("work", item.id, {"assignee": new["id"]}),
    )  # fmt: skip
    says = f"Find a contractor who can do {item.skill} for {name}, to begin on {begins}."
    return Remedy(says, edits, people_of(*owners_of(snapshot, item), snapshot.sponsor))
