"""`leadline track-record`: how true a program's forecasts were."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadline.program.track_record import GivenOn, Score, TrackRecord

MOST_DAYS = 12


def track_record(
    program: ProgramKey = "",
    misses: Annotated[bool, typer.Option("--misses", help="Also the forecasts that missed most.")] = False,
    json: Json = False,
) -> None:
    """Say how true the program's forecasts were: what was promised at P50, P80 and P95, and what came."""
    from leadline.cli import ready
    from leadline.cli.acting import finished_round, program_named
    from leadline.cli.errors import REFUSED, Stop
    from leadline.cli.say import as_json
    from leadline.program.codec import plain

    ready.database()
    from leadline.record.results import track_of

    chosen = program_named(program)
    found = track_of(finished_round(chosen))
    if found is None:
        raise Stop("The last round kept no track record yet. Run another one: leadline round", REFUSED)
    if json:
        as_json({"schema": 1, **plain(found)})
    else:
        _say(str(chosen), found, misses=misses)


def _say(name: str, track: "TrackRecord", *, misses: bool) -> None:
    from leadline.cli.say import note, out, table

    out(f"{name}, as of {track.as_of}")
    for title, score in (("Forecasts it lived by", track.live), ("Replayed over its history", track.replayed)):
        if not score.forecasts:
            continue
        out(f"{title}: {score.forecasts} of {score.subjects} things, one a week")
        if any(one.count for one in score.held) or not score.odds:
            table([("  promised", "came", "forecasts", "things", "true ones lie"), *_rows(score)])
        if score.skill:
            table([("  against a naive day", "forecasts", "things", "off by", "naive off by", "skill"), *_skill(score)])
        if score.odds:
            table([("  odds of promised days", "days", "expected", "kept"), *_odds(score)])
        several = [one for one in score.days if one.count > 1]
        if several:
            table([("  promised for", "how many", "expected", "kept"), *_days(several)])
        if misses and score.misses:
            out("  missed most:")
            table([
                (f"  {one.subject}", f"made {one.made_on}", f"P80 {one.p80}", f"came {one.happened_on or 'not yet'}", f"{one.days} days late")
                for one in score.misses
            ])  # fmt: skip
    if not track.live.forecasts and not track.replayed.forecasts:
        note(
            "Nothing was foreseen before this round. Each round adds its forecasts; they count once their day has passed."
        )
    _told(track)


def _rows(score: "Score") -> list[tuple[Any, ...]]:
    from leadline.charts import words

    return [
        (
            f"  P{one.share * 100:.0f}" + (f" ({words.share(one.promised)})" if one.promised - one.share > 0.005 else ""), words.share(one.came) if one.came is not None else "not tested", one.count,
            one.subjects, f"{words.share(one.low)} to {words.share(one.high)}",
        )
        for one in score.held
    ]  # fmt: skip


def _skill(score: "Score") -> list[tuple[Any, ...]]:
    from leadline.charts import words
    from leadline.direction.pages.track_record import ASKED, skill_of

    return [
        (
            f"  {ASKED[one.question]}",
            one.count,
            one.subjects,
            words.size(one.ours),
            words.size(one.naive),
            skill_of(one),
        )
        for one in score.skill
    ]


def _odds(score: "Score") -> list[tuple[Any, ...]]:
    from leadline.charts import words

    return [
        (
            f"  {one.low * 100:.0f} to {one.high * 100:.0f} %",
            one.count,
            words.share(one.mean),
            words.share(one.kept / one.count),
        )
        for one in score.odds
    ]


def _days(several: "Sequence[GivenOn]") -> list[tuple[Any, ...]]:
    return [(f"  {one.due}", one.count, f"{one.expected:.1f}", one.kept) for one in several[:MOST_DAYS]]


def _told(track: "TrackRecord") -> None:
    from leadline.cli.say import out
    from leadline.direction.pages.track_record import delivered, tidied

    if track.clean_ups:
        out(tidied(track.clean_ups, track.as_of))
    out(delivered(track.delivered))
