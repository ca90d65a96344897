from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from leadline.decisions.rules.decision_overdue import decide, is_open
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named
from leadline.program.case import Case
from leadline.program.decisions import Decision, Option
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import DecisionOutlook, OptionOutlook
from leadline.program.workdays import add_workdays, program_calendar

DELICATE = ("safety", "legal", "people")


class Waiting(NamedTuple):
    """Until when the decision will wait as things stand, and the days and cents that costs the milestone it serves."""

    until: date
    days: float
    cents: float | None


@rule(
    id="T104",
    needs=Needs.DECISIONS | Needs.OUTLOOK,
    basis="study",
    settings={
        "horizon": Setting(5, "Working days it is taken to wait where no day to come is set.", basis="judgement"),
        "least": Setting(0.5, "Days of waiting below which nothing is said.", basis="judgement"),
    },
)
def good_enough_option_exists(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for open decisions with an option that meets every must, where knowing everything that is still uncertain
    could win less than waiting for it costs. What knowing could win is the expected value of perfect information over
    all futures, so it is the most any study can bring. What waiting costs is the days it moves the milestone, until the
    day the decision is needed by, or 5 working days where no such day is to come. Where one option alone meets every
    must, nothing can be found out. Decisions that cannot be taken back and touch safety, law or people are left alone.
    ## Why it matters
    Search pays until it cannot pay any more. After that it only costs time.
    ## What to do
    Choose the option. Write down what would change your mind, and look again on a day.
    ## Source
    MISSION.md T2; Simon on satisficing; expected value of perfect information, with its limits for decisions taken
    once.
    """
    for one in case.snapshot.decisions:
        foreseen = case.outlook.decisions.get(one.id) if case.outlook else None
        if not foreseen or not is_open(case, one) or (one.door == "one-way" and one.touches in DELICATE):
            continue
        best, waiting = _best(one, foreseen), _waiting(case, one, foreseen, settings)
        if best and waiting.days >= settings["least"] and _cannot_pay(one, foreseen, waiting):
            yield _finding(case, one, foreseen, best, waiting)


def _best(one: Decision, foreseen: DecisionOutlook) -> Option | None:
    """The option that meets every must and gains most: in money where all are priced, otherwise in days."""
    tried: dict[str, OptionOutlook] = {known.name: known for known in foreseen.options}
    good = [option for option in one.options if option.meets_musts and option.name in tried]
    if all(tried[option.name].cents is not None for option in good):
        return max(good, key=lambda option: tried[option.name].cents or 0, default=None)
    return max(good, key=lambda option: tried[option.name].days, default=None)


def _waiting(case: Case, one: Decision, foreseen: DecisionOutlook, settings: Settings) -> Waiting:
    """Waiting is free until the latest day; after it every day costs `days_per_day`."""
    as_of = case.snapshot.as_of
    if one.needed_by and one.needed_by > as_of:
        until = one.needed_by
    else:
        until = add_workdays(program_calendar(case.snapshot), as_of, int(settings["horizon"]))
    free_until = max(foreseen.latest_on, as_of) if foreseen.latest_on else until
    days = max((until - free_until).days, 0) * foreseen.days_per_day
    cost = _cost_of_delay(case, foreseen.milestone)
    return Waiting(until, days, None if cost is None else days * cost)


def _cost_of_delay(case: Case, milestone: str) -> int | None:
    stone = case.snapshot.find("milestone", milestone)
    goal = case.snapshot.find("goal", stone.goal) if stone else None
    own: int | None = stone.cost_of_delay_cents if stone else None
    return own if own is not None or not goal else goal.cost_of_delay_cents


def _cannot_pay(one: Decision, foreseen: DecisionOutlook, waiting: Waiting) -> bool:
    if foreseen.worth_knowing_cents is not None and waiting.cents is not None:
        return foreseen.worth_knowing_cents < waiting.cents
    worth = 0.0 if _has_no_rival(one) else foreseen.worth_knowing_days
    return worth is not None and worth < waiting.days


def _has_no_rival(one: Decision) -> bool:
    """With one option that meets every must there is nothing to find out: whatever is learned, it is that one."""
    return sum(option.meets_musts for option in one.options) == 1


def _finding(case: Case, one: Decision, foreseen: DecisionOutlook, best: Option, waiting: Waiting) -> Finding:
    note = Remedy(
        "Write down what would change your mind, and on which day you will look again.",
        why_unpriced="It keeps the door open and moves no date.",
    )
    return good_enough_option_exists.finding(
        f"decision:{one.id}",
        f"“{best.name}” is good enough for “{one.question or one.id}”: waiting costs more than knowing more could win.",
        tuple(_evidence(case, one, foreseen, waiting)),
        (decide(case, one, best, f"Choose “{best.name}” today."), note),
    )


def _evidence(case: Case, one: Decision, foreseen: DecisionOutlook, waiting: Waiting) -> Iterator[Evidence]:
    subject, milestone = f"decision:{one.id}", named(case.snapshot, f"milestone:{foreseen.milestone}")
    if _has_no_rival(one):
        yield Evidence(subject, "No other option meets every must, so there is nothing to find out.")
    elif foreseen.worth_knowing_days is not None:
        yield Evidence(
            subject, f"To know everything before choosing could win {foreseen.worth_knowing_days:.1f} days at most."
        )
    yield Evidence(subject, f"To wait until {waiting.until} costs {milestone} {waiting.days:.1f} days.")
    tried = {known.name: known for known in foreseen.options}
    for option in one.options:
        musts = "meets every must" if option.meets_musts else "does not meet every must"
        days = f" and moves {milestone} by {_signed(-tried[option.name].days)} days" if option.name in tried else ""
        yield Evidence(subject, f"“{option.name}” {musts}{days}.")
    yield Evidence(
        subject,
        f"{counted(len(one.options), 'option was', 'options were')} compared in the same futures.",
    )


def _signed(days: float) -> str:
    return f"{'+' if days > 0 else '−' if days < 0 else ''}{abs(days):.1f}"
