"""Playbook 25: somebody learns now what work that is weeks ahead will ask for."""

from collections.abc import Iterator

from leadline.playbook.gaps import days_ahead, gaps
from leadline.playbook.hands import called, is_there, level_of, team_of
from leadline.playbook.milestones import owners_of
from leadline.playbook.pieces import link, piece
from leadline.playbook.plan import people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.work import WorkItem

AHEAD_DAYS = 56.0
"""Calendar days the gap must be ahead. Source: SCIENCE.md §4, 25 (eight weeks)."""
TRAINING = "8d"
"""Working days of training. Judgement: change it in the branch before you accept."""


@solution(number=25, about=("work", "milestone"))
def train_now(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A colleague of the team who has begun to learn the skill is trained, and then does the work.
    ## When it applies
    Nobody of the team has declared the skill at the level the work asks for, somebody has declared it at a lower one, and
    the work is at least eight weeks ahead. Whoever is trained agrees.
    ## How it is tried
    Eight days of training by that person come before the work, which is then theirs. Nobody's declared level is changed.
    ## Source
    SCIENCE.md §4, 25; the days are judgement. With a training on record that raises a level from a day on, other work that
    asks for the skill would gain as well.
    """
    for item in gaps(case, subject):
        learner = _learner(case, item)
        if learner is None or days_ahead(case, item) < AHEAD_DAYS:
            continue
        snapshot, name = case.snapshot, item.name or item.id
        training = piece(
            snapshot, item, "training", f"Learn {item.skill} for {name}", TRAINING, assignee=learner.id, milestone=""
        )
        edits = (
            training,
            link(snapshot, training.value["id"], item.id),
            Change("work", item.id, {"assignee": learner.id}),
        )
        says = f"Train {called(learner)} in {item.skill} now, to do {name} when its time comes."
        yield Remedy(says, edits, people_of(learner.id, *owners_of(snapshot, item)))
        return


def _learner(case: Case, item: WorkItem) -> Person | None:
    """Of the team, whoever has declared the skill at the highest level yet; by name among equals."""
    team = team_of(case.snapshot, item)
    snapshot = case.snapshot
    learning = [
        one for one in snapshot.people
        if is_there(one) and (not team or one.team == team) and 0 < level_of(one, item.skill, snapshot.as_of) < item.skill_level
    ]  # fmt: skip
    return min(learning, key=lambda one: (-level_of(one, item.skill, snapshot.as_of), one.name, one.id), default=None)
