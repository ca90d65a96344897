"""`leadline technical`: which parts of the code the date stands on, and how changes flow."""

from typing import TYPE_CHECKING

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadline.direction.pages.technical import Leaning
    from leadline.direction.questions import Standing

MOST_PARTS = 20


def technical(program: ProgramKey = "", json: Json = False) -> None:
    """Say which parts of the code the date stands on, how many people know them, where the trouble is, and how changes flow."""
    from leadline.cli import ready
    from leadline.cli.acting import finished_round, program_named
    from leadline.cli.errors import REFUSED, Stop

    ready.database()
    from leadline.direction.pages.technical import leanings
    from leadline.direction.questions import Standing
    from leadline.record.results import outlook_of, snapshot_of

    chosen = program_named(program)
    round = finished_round(chosen)
    snapshot = snapshot_of(round)
    if snapshot is None or not snapshot.components:
        raise Stop("No repository is read. Connect one: leadline connect git:https://host/owner/repository", REFUSED)
    now = Standing(snapshot, f"/p/{chosen.key}", outlook=outlook_of(round), round_number=round.number)
    found = leanings(now)
    if json:
        _as_json(now, found)
    else:
        _say(now, found)


def _as_json(now: "Standing", found: "Sequence[Leaning]") -> None:
    from leadline.cli.say import as_json
    from leadline.program.plain import write_noun

    rows = [
        {**write_noun(one.part), "needed_by": [own.id for own in one.needing], "sets_the_end": one.decides}
        for one in found
    ]
    as_json({"schema": 1, "components": rows, "releases": [write_noun(one) for one in now.snapshot.releases]})


def _say(now: "Standing", found: "Sequence[Leaning]") -> None:
    from leadline.charts import words
    from leadline.cli.say import note, out, table
    from leadline.direction.delivery import measures
    from leadline.direction.pages.technical import known_by, says
    from leadline.program.technical import WHOLE

    out(says(now, found))
    inner = sorted((one for one in found if one.part.path != WHOLE), key=lambda one: (-one.decides, -one.part.hotspot))
    head = ("part", "files", "changes", "share of the trouble", "known by", "sets the end")
    rows = [
        (
            one.part.name or one.part.id, one.part.files, one.part.changes, words.share(one.part.hotspot), known_by(one.part),
            words.share(one.decides) if one.needing else "no work names it",
        )
        for one in inner[:MOST_PARTS]
    ]  # fmt: skip
    table([head, *rows])
    if len(inner) > MOST_PARTS:
        note(f"{len(inner) - MOST_PARTS} more parts: --json has them all.")
    for one in found:
        if one.part.path == WHOLE:
            flow = measures(one.part, now.snapshot.releases, now.today)
            table(
                [
                    (one.part.name or one.part.id, "13 weeks", "usual"),
                    *((f"  {own.name}", own.late, own.usual) for own in flow),
                ]
            )
