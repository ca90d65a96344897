"""Say that something holds work up."""

from leadline.charts import words
from leadline.direction.promising import known_people, name_of, plan, several
from leadline.program.edits import Add
from leadline.program.plain import write_noun
from leadline.program.ranges import Range
from leadline.program.risks import Roadblock
from leadline.program.slug import slug
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import WORKS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Roadblock as RoadblockRow


@verb(roles=WORKS)
def add_roadblock(
    act: Act,
    *,
    name: str,
    work: list[str] | str,
    waiting_for: str = "",
    unblocker: str = "",
    expected: Range | None = None,
) -> Done:
    """
    Record what holds work up from today on, who can clear it, and how many more calendar days it is thought to last.

    Raises `Refused` when the work or the person is unknown, or all of the work is done.
    """
    snapshot = plan(act)
    held = _open_work(snapshot, several(work))
    if unblocker:
        known_people(snapshot, [unblocker], "unblocker")
    new = Roadblock(
        id=_free_id(act, name), name=name, work=tuple(held), since=act.today, waiting_for=waiting_for,
        unblocker=unblocker, expected=expected,
    )  # fmt: skip
    clears = f" {name_of(snapshot, unblocker)} can clear it." if unblocker else ""
    called = words.listed([label("work", snapshot.find("work|milestone", one)) for one in held])
    return Done(f"Recorded a roadblock: {name}. It holds up {called}.{clears}", [Add("roadblock", write_noun(new))])


def _open_work(snapshot: Snapshot, ids: list[str]) -> list[str]:
    if not ids:
        raise Refused("Say which work it holds up.", "work")
    for id in ids:
        found = snapshot.find("work|milestone", id)
        if found is None:
            raise Refused(f"There is no work item or milestone “{id}”. Add it first, or pick another.", "work")
        if found.done_on:
            raise Refused(f"{label('work', found)} is done, so nothing holds it up.", "work")
    return ids


def _free_id(act: Act, name: str) -> str:
    taken = set(for_(act.who).rows(RoadblockRow, act.program).values_list("key", flat=True))
    base = slug(name) or "roadblock"
    return next(id for id in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if id not in taken)
