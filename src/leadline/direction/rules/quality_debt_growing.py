"""D411: a part of the code that open work needs is mended far more often than it used to be."""

from collections.abc import Iterator, Sequence

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, listed, percent
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.technical import Component, needed_by
from leadline.program.work import WorkItem

NAMED_AT_MOST = 3


@rule(
    id="D411",
    needs=Needs.COMPONENTS | Needs.WORK,
    severity="medium",
    settings={
        "times_usual": Setting(2.0, "So many times the usual share of mending is too much."),
        "changes": Setting(15, "Of fewer changes in 13 weeks, then or usually, nothing is told."),
        "share": Setting(0.3, "Up to this share mending is nothing out of the way."),
    },
)
def quality_debt_growing(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for parts of a repository that open work needs and of whose changes at least twice the usual share are fixes or
    take another change back: the last 13 weeks beside the 39 before. A fix is a change whose first line says so.
    ## Why it matters
    Unfinished quality is work with a date that nobody planned. It comes due just before the milestone.
    ## What to do
    Keep time for mending before the milestone, agree what stops new work, and look at the files that change most and are
    most tangled first.
    ## Source
    MISSION.md Q1; DORA, change failure rate, against the own baseline and no industry's.
    """
    needed = needed_by(case.snapshot.components, case.snapshot.work)
    for one in case.snapshot.components:
        if not needed[one.id] or min(one.changes, one.usual_changes or 0) < settings["changes"]:
            continue
        late, usual = _shares(one)
        if late <= settings["share"] or late < settings["times_usual"] * usual:
            continue
        yield quality_debt_growing.finding(
            f"component:{one.id}",
            f"{percent(late)} of the changes of {one.name or one.id} mend something; usual were {percent(usual)}.",
            tuple(_evidence(one, needed[one.id])),
            tuple(_remedies(one)),
        )


def _shares(one: Component) -> tuple[float, float]:
    """The share of changes that mend something, lately and usually."""
    late = min(1.0, (one.fixes + one.reverts) / one.changes)
    return late, min(1.0, (one.usual_fixes or 0.0) / (one.usual_changes or 1.0))


def _evidence(one: Component, needing: Sequence[WorkItem]) -> Iterator[Evidence]:
    ref = f"component:{one.id}"
    taken_back = f", and {counted(one.reverts, 'change')} taken back" if one.reverts else ""
    yield Evidence(
        ref, f"{counted(one.fixes, 'fix', 'fixes')} in {counted(one.changes, 'change')} of 13 weeks{taken_back}."
    )
    if one.hot_files:
        yield Evidence(ref, f"Most tangled and most changed: {listed(list(one.hot_files))}.")
    for item in needing[:NAMED_AT_MOST]:
        yield Evidence(f"work:{item.id}", "It needs this part.")


def _remedies(one: Component) -> Iterator[Remedy]:
    yield Remedy(
        "Keep time for mending before the next milestone, and agree what stops new work until it is done.",
        why_unpriced="Nobody has said how much time, so there is nothing to try.",
    )
    if one.hot_files:
        yield Remedy(
            f"Look at {listed(list(one.hot_files))} first: there is most of it.",
            why_unpriced="What untangling a file saves is not known before it is done.",
        )
