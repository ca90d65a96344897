"""D312: changes wait longer than they use to until they are taken in."""

from collections.abc import Iterator

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.technical import Component


@rule(
    id="D312",
    needs=Needs.COMPONENTS,
    severity="medium",
    settings={
        "times_usual": Setting(1.5, "So many times the usual wait is too long."),
        "least_days": Setting(1.0, "Waits up to so many days are never too long."),
    },
)
def review_queue_bottleneck(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for repositories whose branches wait half as long again as they use to, from their first commit until they are
    taken in: the median of the last 13 weeks beside the median of the 39 weeks before. It compares a repository with
    itself and with nothing else. Where changes are taken in without a branch nothing can be seen, and nothing is said.
    ## Why it matters
    A change that waits for a review is finished and helps nobody. Every path of the plan goes through that queue.
    ## What to do
    Keep an hour a day free for reviews, let a second person review, and make changes smaller.
    ## Source
    MISSION.md Q1; Kingman's formula; DORA, lead time for changes, against the own baseline.
    """
    for one in case.snapshot.components:
        late, usual = one.merge_days, one.usual_merge_days
        if late is None or usual is None or late <= settings["least_days"] or late < settings["times_usual"] * usual:
            continue
        yield review_queue_bottleneck.finding(
            f"component:{one.id}",
            f"Changes of {one.name or one.id} wait {_days(late)} until they are taken in; usual were {_days(usual)}.",
            (Evidence(f"component:{one.id}", _seen(one)),),
            (
                Remedy(
                    "Agree with the teams on a time of the day for reviews, and on a second reviewer for each part.",
                    why_unpriced="Repositories do not say which piece of work waits in the queue, so there is nothing to try.",
                ),
            ),
        )


def _days(number: float) -> str:
    return counted(int(number), "day") if number == int(number) else f"{number:.1f} days"


def _seen(one: Component) -> str:
    seen = f", seen from {one.measured_on}" if one.measured_on else ""
    return f"Medians from the first commit of a branch to its merge: 13 weeks beside the 39 before{seen}."
