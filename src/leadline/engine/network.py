"""A program as flat arrays: what is open, what it waits for, who can do it, and what about it is uncertain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.engine.blind import Causes, blindness
from leadline.engine.calibrate import Calibration
from leadline.engine.dispatch.arrays import MILESTONE, Plan
from leadline.engine.drafts import Draft, RowBook, deliveries, draft_of, draft_of_milestone
from leadline.engine.edges import edges_between
from leadline.engine.far import far_off
from leadline.engine.order import Edge, between, sorted_nodes
from leadline.engine.plan_arrays import plan_of
from leadline.engine.published_list import listed
from leadline.engine.rows import Fixed, Row
from leadline.engine.staffing import Roster
from leadline.engine.waits import delays, waits
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone


@dataclass(frozen=True)
class Network:
    """
    What can be simulated of a program. Nodes are in the order of the published list: number 0 goes first.

    `lengths` is the row that says how long each node takes (working days; for arrivals the day; None for milestones).
    `waits`, `delays` name the uncertain rows that hold a node up or come after it, with their subjects. `blind` has the
    sentence for each open milestone that cannot be foreseen, `unstaffed` for each work item that nobody can do, `far` for each
    that would come beyond all that is foreseen.
    """

    snapshot: Snapshot
    book: "RowBook"
    roster: Roster
    ids: tuple[str, ...]
    place: Mapping[str, int]
    lengths: tuple[Row | None, ...]
    edges: tuple[Edge, ...]
    people: tuple[str, ...]
    plan: Plan
    waits: tuple[tuple[tuple[str, Row], ...], ...]
    delays: tuple[tuple[tuple[str, Row], ...], ...]
    blind: Mapping[str, str]
    unstaffed: Mapping[str, str]
    far: Mapping[str, str]

    @property
    def calibration(self) -> Calibration:
        """How estimates were read."""
        return self.book.calibration

    @property
    def kinds(self) -> NDArray[np.int32]:
        """What each node is."""
        return np.asarray(self.plan.nodes["kind"])

    @property
    def milestones(self) -> dict[str, int]:
        """The open milestones that can be foreseen, with their nodes."""
        return {self.ids[node]: node for node in range(len(self.ids)) if self.kinds[node] == MILESTONE}


def compile_network(snapshot: Snapshot, calibration: Calibration, like: Network | None = None) -> Network:
    """
    The arrays of a program. Never fails: what cannot be simulated is left out and named.

    Args:
        snapshot: the program.
        calibration: how estimates are read.
        like: a network of the same program before an edit. The result is the same without it; with it, work that the edit
            left alone shares its rows, and so its draws, and compiling takes a fraction of the time.
    """
    roster = Roster(snapshot, like.roster if like else None)
    book = like.book if like and like.book.calibration is calibration else RowBook(calibration)
    promised = deliveries(snapshot)
    drafts = [draft_of(item, roster, book, promised) for item in snapshot.work if item.state in ("todo", "doing")]
    drafts += [draft_of_milestone(one, promised, calibration) for one in snapshot.milestones if one.done_on is None]
    place = {draft.thing.id: n for n, draft in enumerate(drafts)}
    edges = edges_between(snapshot, place, drafts)
    causes = _causes(snapshot, drafts, edges)
    blind = blindness([draft.thing for draft in drafts], edges, causes)
    kept = listed(snapshot, [n for n in range(len(drafts)) if n not in blind], drafts, edges, roster)
    return _flat(snapshot, book, drafts, kept, edges, roster, blind, causes)


def _causes(snapshot: Snapshot, drafts: Sequence[Draft], edges: Sequence[Edge]) -> dict[int, Causes]:
    """Why some nodes cannot be simulated, by their place among the drafts."""
    fed = {edge.after for edge in edges}
    done = {item.milestone for item in snapshot.work if item.state == "done"}
    over = {item.id for item in snapshot.work if item.done_on} | {one.id for one in snapshot.milestones if one.done_on}
    done |= {one.after for one in snapshot.dependencies if one.before in over}
    order = sorted_nodes(len(drafts), edges)
    ordered, far = set(order), far_off(drafts, edges, order, snapshot.as_of)
    found: dict[int, Causes] = {}
    for n, draft in enumerate(drafts):
        thing, name = draft.thing, draft.thing.name or draft.thing.id
        if n not in ordered:
            found[n] = Causes(circle=frozenset([name]))
        elif draft.kind != MILESTONE and draft.staff.lacking:
            found[n] = Causes(unstaffed=frozenset([draft.staff.lacking]))
        elif n in far:
            found[n] = Causes(far=frozenset([name]))
        elif draft.kind != MILESTONE and draft.length is None:
            found[n] = Causes(unestimated=frozenset([name]))
        elif draft.kind == MILESTONE and not draft.length and n not in fed and thing.id not in done:
            found[n] = Causes(idle=frozenset([name]))
    return found


def _flat(
    snapshot: Snapshot,
    book: RowBook,
    drafts: Sequence[Draft],
    kept: Sequence[int],
    edges: Sequence[Edge],
    roster: Roster,
    blind: Mapping[int, str],
    causes: Mapping[int, Causes],
) -> Network:
    at = {n: place for place, n in enumerate(kept)}
    chosen = [drafts[n] for n in kept]
    ids = tuple(draft.thing.id for draft in chosen)
    place = {id: n for n, id in enumerate(ids)}
    own = sorted(between(edges, at))
    holds: list[list[tuple[str, Row]]] = [[] for _ in ids]
    late: list[list[tuple[str, Row]]] = [[] for _ in ids]
    for draft, held in zip(chosen, holds, strict=True):
        if draft.earliest > 0:
            held.append(("", Fixed(draft.earliest)))
        if draft.kind == MILESTONE and draft.length:
            held.append((f"milestone:{draft.thing.id}", draft.length))
    for rows, found in ((holds, waits(snapshot, book.calibration)), (late, delays(snapshot, book.calibration))):
        for subject, hit, row in found:
            if hit in place and (subject, row) not in rows[place[hit]]:
                rows[place[hit]].append((subject, row))
    resources = [n for n, one in enumerate(roster.crew.people) if not one.outside and roster.crew.timetable[n] >= 0]
    return Network(
        snapshot,
        book,
        roster,
        ids,
        place,
        tuple(draft.length if draft.kind != MILESTONE else None for draft in chosen),
        tuple(own),
        tuple(roster.crew.people[n].id for n in resources),
        plan_of(chosen, own, roster, resources),
        tuple(map(tuple, holds)),
        tuple(map(tuple, late)),
        {drafts[n].thing.id: says for n, says in blind.items() if isinstance(drafts[n].thing, Milestone)},
        {drafts[n].thing.id: min(one.unstaffed) for n, one in causes.items() if one.unstaffed},
        {drafts[n].thing.id: one.sentence() for n, one in causes.items() if one.far and drafts[n].kind != MILESTONE},
    )
