"""D502: the budget holds in too few futures."""

from collections.abc import Iterator

from leadline.linter.network import effort_days, open_work
from leadline.linter.rule import Blind, Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import percent
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import CostOutlook
from leadline.program.snapshot import Snapshot


@rule(
    id="D502",
    needs=Needs.OUTLOOK,
    severity="critical",
    basis="standard",
    audience="tpm",
    settings={
        "at_first": Setting(0.7, "Odds of the budget below which it is too small while nothing is done or spent yet."),
        "later": Setting(0.5, "Odds below which it is too small from then on."),
        "rated": Setting(0.9, "Share of the open effort that must have a price before a budget counts as enough."),
    },
)
def cost_confidence_low(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Compares the budget with the cost at completion in every future: people's days, what is bought, risks and the burn until
    the end. Too small below 70 % while nothing is done or spent, below 50 % later. Where much of the open effort has no
    price the cost is more than is known: then it speaks if it must, and does not say that all is well.
    ## Why it matters
    Late is expensive, and the futures that are late are the dear ones. Asked for early, money is a decision; asked for
    late, it is a rescue.
    ## What to do
    Cut what costs by the day first: each day gained saves the burn. Then scope. Or ask for a reserve now.
    ## Source
    MISSION.md W1; NASA joint confidence level policy (70 % at the baseline, 50 % of funding); GAO-16-89G.
    """
    outlook, snapshot = foreseen(case), case.snapshot
    if not snapshot.budget_cents:
        raise Blind("No budget is recorded, so this was not looked at.")
    if outlook.cost is None:
        raise Blind("Nothing says what anything costs, so this was not looked at.")
    odds, begun = within(outlook.cost, snapshot.budget_cents), _begun(snapshot)
    rated = _rated(snapshot)
    if odds >= settings["later" if begun else "at_first"]:
        if rated < settings["rated"]:
            raise Blind(
                f"Only {percent(rated)} of the open effort has a price, so a budget that looks enough may not be."
            )
        return
    half = outlook.cost.at(0.5) / snapshot.budget_cents
    yield cost_confidence_low.finding(
        f"program:{snapshot.id}",
        f"The budget holds in {percent(odds)} of futures; half of them cost at least {percent(half)} of it.",
        tuple(_evidence(snapshot, outlook.cost, rated, settings["rated"])),
        tuple(_remedies(snapshot)),
    )


def within(cost: CostOutlook, budget_cents: int) -> float:
    """The share of futures that cost no more than a budget, from the quantiles of the cost."""
    below = sum(one <= budget_cents for one in cost.quantiles)
    return 0.0 if not below else min(1.0, (below - 1) / (len(cost.quantiles) - 1))


def _begun(snapshot: Snapshot) -> bool:
    return snapshot.spent_cents > 0 or any(one.state == "done" for one in snapshot.work)


def _rated(snapshot: Snapshot) -> float:
    """The share of open effort whose cost is known: by the day rate of who does it, or by what a day of the program costs."""
    if snapshot.burn_cents:
        return 1.0
    rated = {one.id for one in snapshot.people if one.day_rate_cents is not None}
    every = open_work(snapshot)
    effort = effort_days(every)
    return effort_days(one for one in every if one.assignee in rated) / effort if effort else 1.0


def _evidence(snapshot: Snapshot, cost: CostOutlook, rated: float, least: float) -> Iterator[Evidence]:
    ref, budget = f"program:{snapshot.id}", snapshot.budget_cents or 1
    p80 = cost.at(0.8) / budget
    yield Evidence(ref, f"P80 of the cost is {percent(p80)} of the budget.")
    if snapshot.spent_cents:
        yield Evidence(ref, f"{percent(snapshot.spent_cents / budget)} of it is spent.")
    if snapshot.burn_cents:
        yield Evidence(ref, f"Each calendar day until the end costs {percent(snapshot.burn_cents / budget)} of it.")
    if rated < least:
        yield Evidence(ref, f"Only {percent(rated)} of the open effort has a price, so the cost is more than is known.")


def _remedies(snapshot: Snapshot) -> Iterator[Remedy]:
    who = (snapshot.sponsor,) if snapshot.sponsor else ()
    yield Remedy(
        "Ask for the difference up to the P80 as a reserve.",
        agree=who,
        why_unpriced="Money moves no date, so there is nothing to try.",
    )
    yield Remedy(
        "Leave out what serves the goals least.",
        agree=who,
        why_unpriced="What is left out is for the sponsor to say; each milestone has it priced under What could help.",
    )
