"""`leadline slip`: what it does when a milestone comes later."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from leadline.program.slip import Slipped, WayOut
    from leadline.program.snapshot import Snapshot

MOST_WAYS = 5


def slip(
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="Its id or its name.")],
    by: Annotated[str, typer.Argument(metavar="BY", help="How much later: +3w, 10d, 2 weeks.")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why, if anybody knows.")] = "",
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """Say what it does when a milestone slips: whom it hits, which promises break, what could be done. Nothing is changed."""
    from leadline.cli import ready
    from leadline.cli.acting import one_called, program_named, somebody
    from leadline.cli.carrying import carry
    from leadline.cli.errors import REFUSED, Stop

    ready.doors()
    from leadline.direction.slips import answer_of, job_of, slip_at
    from leadline.record.doors import perform
    from leadline.record.snapshots import load_snapshot

    chosen, who = program_named(program), somebody()
    snapshot = load_snapshot(chosen, chosen.today(ready.now()))
    found = one_called(snapshot, "milestone", milestone)
    done = perform("slip", who, ready.now(), chosen, {"milestone": found.id, "by": by, "because": because})
    row = slip_at(who, chosen, done.go.rpartition("/")[2])
    if job := job_of(who, row):
        carry(job, f"The slip of {milestone}")
    row.refresh_from_db()
    if (answer := answer_of(row)) is None:
        raise Stop(row.problem or "It could not be computed. Ask again.", REFUSED)
    if json:
        _as_json(str(row.pk), answer)
    else:
        _say(snapshot, str(row.pk), answer, done.go)


def _as_json(id: str, found: "Slipped") -> None:
    from leadline.cli import forms
    from leadline.cli.say import as_json
    from leadline.program.codec import plain

    said: dict[str, Any] = plain(found)
    hits = [
        {**own, "breaks": one.breaks, "days": one.days} for own, one in zip(said.pop("hits"), found.hits, strict=True)
    ]
    as_json({"schema": forms.SCHEMA, "slip": id, **said, "hits": hits})


def _say(snapshot: "Snapshot", id: str, found: "Slipped", place: str) -> None:
    from leadline.charts import words
    from leadline.cli.say import note, out, table
    from leadline.direction.slips import later
    from leadline.program.titles import name_of

    name = name_of(snapshot, "milestone", found.milestone)
    breaks = words.plural(len(found.broken), "promise") if found.broken else "no promise"
    out(f"{name} {later(found.days)} breaks {breaks}.")
    table(
        [
            ("milestone", "promised", "odds", "was", "P80", "was", "later", ""),
            *(
                (
                    name_of(snapshot, "milestone", one.milestone),
                    str(one.due or "no promise"),
                    _share(one.odds_after),
                    _share(one.odds_before),
                    str(one.p80_after or "never"),
                    str(one.p80_before or "unknown"),
                    words.days(one.days),
                    "breaks" if one.breaks else "",
                )
                for one in found.hits
            ),
        ]
    )
    for way in found.ways[:MOST_WAYS]:
        out(_way(snapshot, way))
    if not found.ways:
        out("Nothing that was tried wins back more than it loses.")
    note(
        f"It is true? leadline do accept_slip slip={id}. Only a question? leadline do drop_slip slip={id}. Page: {place}"
    )


def _share(value: float | None) -> str:
    from leadline.charts import words

    return words.share(value) if value is not None else "-"


def _way(snapshot: "Snapshot", way: "WayOut") -> str:
    from leadline.charts import words
    from leadline.cli.listing import names_of, worth
    from leadline.program.titles import name_of

    agree = words.listed([name_of(snapshot, "person", one) for one in way.agree]) if way.agree else "nobody else"
    price = worth(way.price, "", snapshot.currency, names_of(snapshot))
    return f"  {words.dated(way.says, snapshot.as_of)}\n     {price}; must agree: {agree}"
