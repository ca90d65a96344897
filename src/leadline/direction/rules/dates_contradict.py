"""D110: days that cannot be right together, so that everything computed from them is wrong."""

from collections.abc import Iterator
from datetime import date, timedelta

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

SHOWN = 10


@rule(
    id="D110",
    needs=Needs.WORK,
    severity="high",
    basis="standard",
    settings={"days": Setting(1, "Days ahead of today that a day may lie, for somebody's clock is ahead of ours.")},
)
def dates_contradict(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for days that cannot be right together: something begun or done on a day that is still to come, done before it was
    begun, done without a day, or open with a day on which it was done.
    ## Why it matters
    Ages, durations, forecasts and the track record are counted from these days. A wrong one makes all of them wrong, and nobody sees it.
    ## What to do
    Correct them where they are kept. Where the history says on which day work was done, that day is proposed.
    ## Source
    MISSION.md D4; DCMA 14-point assessment, invalid dates.
    """
    snapshot = case.snapshot
    last = snapshot.as_of + timedelta(days=settings["days"])
    wrong = {f"work:{one.id}": says for one in snapshot.work if (says := _of_work(one, last))}
    wrong |= {f"milestone:{one.id}": says for one in snapshot.milestones if (says := _of_milestone(one, last))}
    if not wrong:
        return
    yield dates_contradict.finding(
        f"program:{snapshot.id}",
        f"{counted(len(wrong), 'thing')} of the program {'has' if len(wrong) == 1 else 'have'} days that cannot be right, so what is"
        f" computed from them is wrong.",
        tuple(Evidence(subject, says) for subject, says in list(wrong.items())[:SHOWN]),
        tuple(_remedies(snapshot, wrong)),
    )


def _of_work(item: WorkItem, last: date) -> str:
    """What cannot be right about a piece of work, as a sentence; empty where all may be."""
    name, began, ended = item.name or item.id, item.started_on, item.done_on
    if ahead := next((one for one in (began, ended) if one and one > last), None):
        return f"{name} {'began' if ahead == began else 'was done'} on {ahead}, a day that is still to come."
    if began and ended and ended < began:
        return f"{name} was done on {ended}, before it began on {began}."
    if item.state == "done" and not ended:
        return f"{name} is done, and nobody says since when."
    if item.state in ("todo", "doing") and ended:
        return f"{name} is open, and was done on {ended}."
    return ""


def _of_milestone(milestone: Milestone, last: date) -> str:
    if milestone.done_on and milestone.done_on > last:
        return f"{milestone.name or milestone.id} was reached on {milestone.done_on}, a day that is still to come."
    return ""


def _remedies(snapshot: Snapshot, wrong: dict[str, str]) -> Iterator[Remedy]:
    changes, rest = Revisions(snapshot.revisions, snapshot.as_of), len(wrong)
    known = {
        one.id: on
        for one in snapshot.work
        if f"work:{one.id}" in wrong and one.state == "done" and not one.done_on and (on := _done_on(changes, one))
    }
    if known:
        edits = tuple(Change("work", id, {"done_on": on.isoformat()}) for id, on in known.items())
        yield Remedy(f"Take the day on which the history says that {_they(len(known))} done.", edits)
        rest -= len(known)
    if rest:
        yield Remedy(
            f"Correct the days of {'it' if rest == 1 else f'these {rest}'} where they are kept.",
            why_unpriced="Only those who did the work know the right day, so there is nothing to try.",
        )


def _they(many: int) -> str:
    return "it was" if many == 1 else f"these {many} were"


def _done_on(changes: Revisions, item: WorkItem) -> date | None:
    """The last day on which its state became done; None where no history says it."""
    return max(
        (one.changed_on for one in changes.of(item.id, "state") if one.became == "done" and one.changed_on),
        default=None,
    )
