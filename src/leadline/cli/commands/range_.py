"""`leadline range`: how long a piece of work takes, as the people who do it say; or one of these ranges."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from leadline.communication.ranges import Asked
    from leadline.program.snapshot import Snapshot


def range_(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The work: its id or its name.")],
    said: Annotated[
        str, typer.Argument(metavar="RANGE", help="What it takes, as in 3-8d; without it, what came in is shown.")
    ] = "",
    for_: Annotated[str, typer.Option("--for", metavar="PERSON", help="Who named it, if it was not you.")] = "",
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """
    Name a range that was asked for, or show what came in: nothing but how many, before all are in.

    For example: leadline range API-3 3-5-8d --for ana
    """
    from leadline.cli import ready
    from leadline.cli.acting import act, one_called, program_named, somebody
    from leadline.cli.errors import Stop
    from leadline.cli.say import as_json

    ready.doors()
    from leadline.communication.ranges import questions
    from leadline.record.snapshots import load_snapshot

    chosen = program_named(program)
    snapshot = load_snapshot(chosen, chosen.today(ready.now()))
    found = one_called(snapshot, "work", item)
    asked = [one for one in questions(somebody(), chosen, snapshot) if one.work_id == found.id]
    if not asked:
        raise Stop(f"No range was asked for “{item}”. Ask for one: leadline ask-range {found.id}")
    last = next((one for one in asked if not one.question.closed_on and not one.said), asked[0])
    if said:
        act("give_range", program, {"estimation": last.id, "range": said, "person": for_}, json=json)
    elif json:
        as_json(_form(snapshot, last))
    else:
        _say(snapshot, last)


def _form(snapshot: "Snapshot", one: "Asked") -> dict[str, Any]:
    """For programs: how many are in, and once all are, the ranges by size, without names, and what stands beside them."""
    from leadline.communication.ranges import laid_beside

    form: dict[str, Any] = {
        "schema": 1, "estimation": one.id, "work": one.work_id, "asked": one.asked, "answered": one.answered,
        "owed_by": list(one.owing), "ranges": [str(said) for said in one.said], "together": None, "similar": None,
        "estimate": None, "kept": str(one.question.kept) if one.question.kept else None,
    }  # fmt: skip
    if one.said:
        beside = laid_beside(snapshot, one)
        like = beside.similar
        form |= {
            "together": str(beside.together),
            "similar": {
                "p20": like.low,
                "p50": like.middle,
                "p80": like.high,
                "count": like.count,
                "label": like.label,
            },
            "estimate": str(beside.estimate) if beside.estimate else None,
        }
    return form


def _say(snapshot: "Snapshot", one: "Asked") -> None:
    from leadline.cli.say import note, out, table
    from leadline.communication.range_pictures import told
    from leadline.communication.ranges import laid_beside
    from leadline.program.ranges import spelled

    out(f"{one.work}: {one.answered} of {one.asked} ranges in  [{one.id}]")
    if one.owing:
        out(f"  still owed by {', '.join(one.owing)}")
    if not one.said:
        note(
            "Nobody sees a range before all are in." if not one.question.closed_on else "Its ranges are not on record."
        )
        return
    beside = laid_beside(snapshot, one)
    like = beside.similar
    rows = [
        *((f"  range {number}", str(said)) for number, said in enumerate(one.said, 1)),
        ("  together", beside.together),
    ]
    rows.append(("  similar", f"{spelled(like.low)}-{spelled(like.middle)}-{spelled(like.high)}d"))
    table([*rows, ("  estimate", beside.estimate or "none"), ("  kept", one.question.kept or "not yet")])
    note(told(like))
    if not one.question.kept:
        note(f"Keep what they make together: leadline do keep_range estimation={one.id}")
