"""D102: work that is connected to nothing, so that its delay is never seen."""

from collections.abc import Iterator

from leadline.linter.network import open_work
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import listed, named
from leadline.program.case import Case
from leadline.program.commitments import commitment
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

HINTS = ("blocks", "precedes", "needed-for")
"""Relations of references that say an order, though nobody has made a dependency of them yet."""


NAMED_AT_MOST = 5


@rule(
    id="D102",
    needs=Needs.WORK | Needs.DEPENDENCIES,
    severity="high",
    basis="standard",
    settings={"loose_share": Setting(0.05, "Share of open work that may hang loose before anything is said.")},
)
def network_not_connected(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for open work that feeds no milestone and that nothing waits for, and for work that waits for nothing and that
    nothing waits for though it has no day of its own to start. Speaks from one piece in twenty. Programs that record no
    dependencies at all are not judged by it.
    ## Why it matters
    A delay travels along the network. Where there is no link it goes nowhere, and the forecast looks better than it is.
    ## What to do
    Let the milestone of its project wait for it, and say what it waits for itself. The date may move later: then the
    delay was there before, unseen.
    ## Source
    MISSION.md D1; DCMA 14-point assessment, logic; GAO-16-89G, sequencing all activities.
    """
    snapshot = case.snapshot
    items = open_work(snapshot)
    awaited, waiting = {one.before for one in snapshot.dependencies}, {one.after for one in snapshot.dependencies}
    loose = {one.id: says for one in items if (says := _loose(one, one.id in awaited, one.id in waiting))}
    if not loose or len(loose) <= settings["loose_share"] * len(items):
        return
    yield network_not_connected.finding(
        f"program:{snapshot.id}",
        f"{len(loose)} of {len(items)} open pieces of work {'is' if len(loose) == 1 else 'are'} not connected, so the"
        " forecast cannot see a delay there.",
        tuple(Evidence(f"work:{id}", says) for id, says in loose.items()),
        tuple(_remedies(snapshot, [one for one in items if one.id in loose])),
    )


def _loose(item: WorkItem, awaited: bool, waits: bool) -> str:
    """What an item is not connected to, as a sentence; empty when it is."""
    name = item.name or item.id
    if not awaited and not item.milestone:
        return f"{name} feeds no milestone, and nothing waits for it."
    if awaited or waits or item.state == "doing" or item.not_before:
        return ""
    return f"{name} waits for nothing, and no other work waits for it."


def _remedies(snapshot: Snapshot, loose: list[WorkItem]) -> Iterator[Remedy]:
    if links := _links(snapshot, {one.id for one in loose}):
        yield Remedy("Make dependencies of the references that already say an order.", tuple(links))
    homes = {one.id: home for one in loose if not one.milestone and (home := _home(snapshot, one))}
    if homes:
        names = listed([named(snapshot, f"milestone:{id}") for id in dict.fromkeys(home.id for home in homes.values())])
        edits = tuple(Change("work", id, {"milestone": home.id}) for id, home in homes.items())
        yield Remedy(f"Let {names} wait for the work of its project that feeds nothing.", edits)
    if rest := [one.name or one.id for one in loose if one.id not in homes]:
        few = len(rest) <= NAMED_AT_MOST
        names = f"{listed(rest)} {'waits' if len(rest) == 1 else 'wait'}" if few else f"these {len(rest)} wait"
        yield Remedy(
            f"Say what {names} for, or what waits for {'it' if len(rest) == 1 else 'them'}.",
            why_unpriced="Nobody has said what it is connected to, so there is nothing to try.",
        )


def _links(snapshot: Snapshot, loose: set[str]) -> list[Edit]:
    ends = {one.id for one in snapshot.work} | {one.id for one in snapshot.milestones}
    return [
        Add("dependency", {"id": f"from-{one.id}", "before": one.source, "after": one.target})
        for one in snapshot.references
        if one.relation in HINTS and {one.source, one.target} <= ends and loose & {one.source, one.target}
    ]


def _home(snapshot: Snapshot, item: WorkItem) -> Milestone | None:
    """The next open milestone of an item's project: the earliest that is promised, else the first."""
    own = [one for one in snapshot.milestones if one.project and one.project == item.project and one.done_on is None]
    promised = {one.id: promise.due for one in own if (promise := commitment(snapshot, one.id)) and promise.due}
    return min(
        own, key=lambda one: (one.id not in promised, promised.get(one.id, snapshot.as_of), one.id), default=None
    )
