"""D501: more of the money is gone than of the work is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from leadline.linter.network import effort_days
from leadline.linter.rule import Blind, Needs, Setting, Settings, rule
from leadline.linter.words import percent
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.snapshot import Snapshot


@rule(
    id="D501",
    needs=Needs.WORK,
    severity="high",
    basis="standard",
    audience="tpm",
    settings={
        "index": Setting(0.9, "Cost performance index below which it speaks."),
        "step": Setting(0.1, "By so much the rest may have to go cheaper than what is done."),
        "complete": Setting(0.2, "Share of the work done before which nothing can be told."),
        "estimated": Setting(0.8, "Share of the work that must have an estimate.", "judgement"),
    },
)
def cost_performance_low(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Compares the share of the budget that is spent with the share of the work that is done, by estimated effort (earned
    value). Speaks from a fifth of the work on, when the cost performance index is below .9, or when the rest would have
    to go cheaper than what is done by more than a tenth to come out within the budget.
    ## Why it matters
    An estimate that needs a step change in efficiency is a hope. What is done says more of the rest than the plan does.
    ## What to do
    Estimate the rest anew with the people who do it. Then decide about scope or money, while there is some.
    ## Source
    MISSION.md W1, D4; NDIA, A Guide to Managing Programs Using Predictive Measures. That the index is stable after a fifth
    is contested, so the range is given and no single number.
    """
    earned = _earned(case.snapshot, settings["estimated"])
    if earned.complete <= settings["complete"] or earned.complete >= 1:
        return
    if earned.index >= settings["index"] and earned.needed - earned.index <= settings["step"]:
        return
    snapshot = case.snapshot
    yield cost_performance_low.finding(
        f"program:{snapshot.id}",
        f"{percent(earned.spent)} of the budget is spent, and {percent(earned.complete)} of the work is done.",
        tuple(_evidence(f"program:{snapshot.id}", earned)),
        (
            Remedy(
                "Estimate what is left anew with the people who do it, and decide about scope or money by that.",
                agree=(snapshot.sponsor,) if snapshot.sponsor else (),
                why_unpriced="What the new estimates are nobody knows yet.",
            ),
        ),
    )


@dataclass(frozen=True)
class Earned:
    """Earned value in shares of the budget: how much of the work is done, and how much of the money is gone."""

    complete: float
    spent: float

    @property
    def index(self) -> float:
        """Cost performance: what was earned for what was spent."""
        return self.complete / self.spent

    @property
    def needed(self) -> float:
        """How the rest would have to perform to come out within the budget; endless where nothing is left."""
        return (1 - self.complete) / (1 - self.spent) if self.spent < 1 else float("inf")


def _earned(snapshot: Snapshot, estimated: float) -> Earned:
    """What is earned. Raises `Blind` without a budget, without money spent, or with too few estimates."""
    if not snapshot.budget_cents:
        raise Blind("No budget is recorded, so this was not looked at.")
    if not snapshot.spent_cents:
        raise Blind("No money is recorded as spent, so this was not looked at.")
    counted = [one for one in snapshot.work if one.state != "dropped"]
    known = [one for one in counted if one.estimate]
    effort = effort_days(known)
    if not effort or len(known) < estimated * len(counted):
        raise Blind("Too little of the work has an estimate to say how much of it is done, so this was not looked at.")
    done = effort_days(one for one in known if one.state == "done")
    return Earned(done / effort, snapshot.spent_cents / snapshot.budget_cents)


def _evidence(ref: str, earned: Earned) -> Iterator[Evidence]:
    yield Evidence(
        ref, f"Cost performance index: {earned.index:.2f}. The rest would have to come to {_told(earned.needed)}."
    )
    hopeful, same = earned.spent + 1 - earned.complete, 1 / earned.index
    low, high = sorted((hopeful, same))
    yield Evidence(
        ref,
        f"Cost at completion: {percent(low)} of the budget if the rest goes as planned, {percent(high)} if it goes on like this.",
    )


def _told(needed: float) -> str:
    return "more than there is" if needed == float("inf") else f"{needed:.2f}"
