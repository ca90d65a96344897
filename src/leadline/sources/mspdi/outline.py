"""The outline of a schedule file: which rows are the program, its projects, the phases in them, and the work."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from leadline.sources.mspdi.fields import flag, number, text, whole
from leadline.sources.mspdi.schedule import Record


@dataclass
class Outline:
    """
    The rows of a file by what they are. `project_of` gives the project of a row, `leaves` the work below a summary row.

    The row above all others is the program. Below it, summary rows are projects; those within them are phases: their work
    belongs to the project around them.
    """

    program: Record = field(default_factory=dict)
    projects: list[Record] = field(default_factory=list)
    phases: list[Record] = field(default_factory=list)
    work: list[Record] = field(default_factory=list)
    project_of: dict[int, int] = field(default_factory=dict)
    leaves: dict[int, list[int]] = field(default_factory=dict)


def outline_of(rows: Sequence[Record], lost: Counter[str]) -> Outline:
    """The outline of the tasks of a file, in their order. Empty rows and rows of other files are left out."""
    made, above = Outline(), list[tuple[int, int]]()
    kept = [one for one in rows if _is_kept(one, lost)]
    levels = [max(whole(one, "OutlineLevel", 1), 0) for one in kept]
    inside = [_is_summary(kept, levels, index) for index in range(len(kept))]
    top = _top(kept, levels, inside)
    seen = set[int]()
    for index, row in enumerate(kept):
        uid, level = whole(row, "UID"), levels[index]
        if uid in seen:
            lost["rows with the unique number of another row"] += 1
            continue
        seen.add(uid)
        above = [one for one in above if one[1] < level]
        if inside[index]:
            made.leaves[uid] = []
        if index == top:
            made.program = row
            made.leaves[uid] = []
            above = [(uid, level)]
            continue
        _sort_in(made, row, uid, above, is_summary=inside[index])
        if inside[index]:
            above.append((uid, level))
    return made


def _sort_in(made: Outline, row: Record, uid: int, above: list[tuple[int, int]], *, is_summary: bool) -> None:
    program = whole(made.program, "UID", -1)
    around = next((one for one, _ in above if one != program), None)
    if around is not None:
        made.project_of[uid] = around
    if is_summary:
        (made.projects if around is None else made.phases).append(row)
        return
    made.work.append(row)
    for one, _ in above:
        made.leaves[one].append(uid)


def _is_kept(row: Record, lost: Counter[str]) -> bool:
    if flag(row, "IsNull") or "UID" not in row:
        lost["empty rows"] += 1
    elif flag(row, "ExternalTask"):
        lost["rows that stand for tasks of other files"] += 1
    elif number(row, "UID") is None:
        lost["rows without a unique number"] += 1
    else:
        return True
    return False


def _is_summary(rows: Sequence[Record], levels: Sequence[int], index: int) -> bool:
    """Whether other rows stand below a row; an empty summary says so itself."""
    below = index + 1 < len(rows) and levels[index + 1] > levels[index]
    return below or (flag(rows[index], "Summary") and not text(rows[index], "Duration"))


def _top(rows: Sequence[Record], levels: Sequence[int], inside: Sequence[bool]) -> int:
    """The place of the row that holds all others; -1 where there is none, or where it holds no other summary."""
    if not rows or not inside[0]:
        return -1
    if levels[0] == 0 or whole(rows[0], "UID") == 0:
        return 0
    alone = all(level > levels[0] for level in levels[1:])
    return 0 if alone and any(inside[1:]) else -1
