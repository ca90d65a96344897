"""The track record: how true the program's forecasts were, its worst misses and why, and what accepted remedies brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.given import Given as Dot
from leadline.charts.given import given as draw_given
from leadline.charts.kept import Kept
from leadline.charts.kept import kept as draw_kept
from leadline.charts.parts import Cell, Column, Empty, Figure, LegendItem, Row, Table
from leadline.charts.svg import Drawing
from leadline.charts.tenths import tenths as draw_tenths
from leadline.direction.questions import Standing, standing
from leadline.program.track_record import CleanUp, Delivered, Given, Held, Miss, OddsHeld, Score, Skill, TrackRecord
from leadline.record.doors import Page, Visit, page
from leadline.record.results import last_round, track_of

WIDE, PHONE = 540, 358
VERDICTS = {
    "early": "too early to tell",
    "true": "as true as promised",
    "too-bold": "too bold: less came than promised",
    "too-careful": "too careful: more came than promised",
}
NOUNS = {"network": "milestone", "scope": "milestone", "item": "work", "release": "target"}
QUESTIONS = {"network": "", "scope": "All that was open of ", "item": "", "pace": "The next items, ", "release": ""}
SEVERAL = 5
"""Promises for one day from which they are drawn."""
ASKED = {
    "": "All together",
    "network": "Milestones",
    "scope": "All that is open of a milestone",
    "item": "Pieces of work",
    "pace": "The next so many items",
}


@dataclass(frozen=True)
class Part:
    """The record of one origin: what came of what was promised, where outcomes fell, how wide forecasts were, what missed."""

    id: str
    title: str
    says: str
    kept: Figure | None = None
    tenths: Figure | None = None
    widths: Table | None = None
    misses: Table | None = None
    odds: Table | None = None
    given: Figure | None = None
    given_for: str = ""
    days: Table | None = None
    skill: Table | None = None
    skill_says: str = ""


@dataclass(frozen=True, kw_only=True)
class TrackRecordPage(Page):
    """What the template reads."""

    says: str
    lede: str
    parts: tuple[Part, ...] = ()
    delivered: str = ""
    clean_ups: str = ""
    empty: Empty | None = None


@page("track-record")
def track_record(visit: Visit) -> TrackRecordPage:
    """How true this program's forecasts were, as its last round counted."""
    round = last_round(visit.who, visit.program)
    return present(standing(visit), track_of(round) if round else None)


def present(now: Standing, track: TrackRecord | None) -> TrackRecordPage:
    """The page out of a stored record."""
    if track is None:
        empty = Empty(
            "No track record yet", "The next round counts how true the forecasts before it were.", "track_record",
            url=f"{now.base}/monday", verb="Go to Monday",
        )  # fmt: skip
        return TrackRecordPage(title="Track record", says="No track record yet.", lede="", empty=empty)
    return TrackRecordPage(
        title="Track record",
        says=_says(track),
        lede=f"Of true forecasts, 80{words.HARD_SPACE}% come by their P80 day. A forecast counts once its day has passed, "
        "of each thing one a week. The record is the program's own; it is kept for nobody else.",
        parts=tuple(_part(now, score, origin) for origin, score in (("live", track.live), ("replayed", track.replayed)) if score.forecasts),
        delivered=delivered(track.delivered),
        clean_ups=tidied(track.clean_ups, now.today),
    )  # fmt: skip


def _says(track: TrackRecord) -> str:
    live, replayed = (
        next((one for one in score.held if one.share == 0.8), None) for score in (track.live, track.replayed)
    )
    if live and live.came is not None:
        promised = f" where {words.share(live.promised)} was promised" if live.promised - live.share > 0.005 else ""
        return f"Of the P80 dates whose day has passed, {words.share(live.came)} held{promised}{_judged(live)}"
    if replayed and replayed.came is not None:
        held = f"Replayed over its history, {words.share(replayed.came)} of P80 dates held"
        return f"{held}{_judged(replayed)} None of its own was put to the test yet."
    return "No forecast of this program was put to the test yet."


def _judged(p80: Held) -> str:
    if p80.verdict == "early":
        return f", of {words.plural(p80.subjects, 'thing')}: too few to judge by."
    return f", which is {VERDICTS[p80.verdict]}."


def _part(now: Standing, score: Score, origin: str) -> Part:
    title = "Forecasts it lived by" if origin == "live" else "Replayed over its history"
    says = (
        f"{words.plural(score.forecasts, 'forecast')} of {words.plural(score.subjects, 'thing')}, one a week."
        f"{_set_aside(score)}"
    )
    if origin == "replayed":
        says = f"What would have been said, by the same method and with what was known on the day. {says}"
    return Part(
        id=origin,
        title=title,
        says=says,
        kept=_kept(score, origin) if any(one.count for one in score.held) or not score.odds else None,
        tenths=_tenths(score, origin),
        widths=_widths(score, now.today),
        misses=_misses(now, score.misses),
        odds=_odds(score),
        given=_given(now, score, origin),
        given_for=next(
            (f"Promised for {words.day(one.due, now.today)}, one by one" for one in score.days if one.count >= SEVERAL),
            "",
        ),
        days=_days(score, now.today),
        skill=_skill(score),
        skill_says=worth(score.skill),
    )


def _set_aside(score: Score) -> str:
    said = [f"{words.number(score.waiting)} wait for their day"] if score.waiting else []
    if score.dropped:
        said.append(f"{words.number(score.dropped)} were about work that was dropped or tidied up, and are not scored")
    return f" {'; '.join(said)}." if said else ""


def _kept(score: Score, origin: str) -> Figure:
    rows = [
        Kept(one.share, one.promised or one.share, one.came, one.count, one.low, one.high, origin) for one in score.held
    ]
    wide, narrow = (
        draw_kept(rows, id=f"kept-{origin}-{size}", width=width) for size, width in (("wide", WIDE), ("narrow", PHONE))
    )
    columns = [
        Column("Promised"), Column("Came", number=True), Column("Forecasts", number=True), Column("Things", number=True),
        Column("True ones would lie", drop=True), Column("So"),
    ]  # fmt: skip
    numbers = Table("What was promised and what came", columns, [_row(one) for one in score.held])
    return Figure(wide, narrow, "", _legend(origin), numbers)


def _legend(origin: str) -> list[LegendItem]:
    mark, rule, band = (Drawing(22, 14) for _ in range(3))
    mark.circle("dot-past" if origin == "live" else "dot", 11, 7, 5)
    rule.line("promise-rule", 11, 1, 11, 13)
    band.rect("band-1", 1, 2, 20, 10)
    return [
        LegendItem(mark.silent("chart"), "what came"),
        LegendItem(rule.silent("chart"), "what was promised"),
        LegendItem(band.silent("chart"), "where nine of ten true records lie"),
    ]


def _row(one: Held) -> Row:
    return Row([
        Cell(f"P{one.share * 100:.0f}" + (f", {words.share(one.promised)}" if one.promised - one.share > 0.005 else "")),
        Cell(words.share(one.came) if one.came is not None else "not tested", kind="" if one.came is not None else "quiet"),
        Cell(words.number(one.count)),
        Cell(words.number(one.subjects)),
        Cell(f"{words.share(one.low)} to {words.share(one.high)}", kind="quiet"),
        Cell(VERDICTS[one.verdict], kind="quiet" if one.verdict == "early" else ""),
    ])  # fmt: skip


def _tenths(score: Score, origin: str) -> Figure | None:
    if not score.pit:
        return None
    wide, narrow = (
        draw_tenths(score.pit, id=f"tenths-{origin}-{size}", origin=origin, width=width)
        for size, width in (("wide", WIDE), ("narrow", PHONE))
    )
    rows = [
        Row([Cell(f"{10 * number} to {10 * number + 10}{words.HARD_SPACE}%"), Cell(words.number(count))])
        for number, count in enumerate(score.pit)
    ]
    numbers = Table("Outcomes by tenth of their forecast", [Column("Tenth"), Column("Outcomes", number=True)], rows)
    return Figure(wide, narrow, "The columns are level where forecasts are true.", numbers=numbers)


def _widths(score: Score, today: date) -> Table | None:
    if not score.widths:
        return None
    columns = [
        Column("Made in"),
        Column("Days from P20 to P80", number=True, short="P20 to P80"),
        Column("Forecasts", number=True),
    ]
    rows = [
        Row([
            Cell(f"{words.MONTHS[one.month.month - 1]} {one.month.year}"), Cell(words.size(one.days)), Cell(words.number(one.count)),
        ])
        for one in score.widths[-12:]
    ]  # fmt: skip
    return Table("How wide forecasts were, by month", columns, rows)


def _misses(now: Standing, misses: tuple[Miss, ...]) -> Table | None:
    if not misses:
        return None
    columns = [
        Column("What"), Column("Foreseen on", drop=True), Column("P80", number=True), Column("Came", number=True),
        Column("Late by", number=True), Column("What came in between", drop=True),
    ]  # fmt: skip
    return Table("The forecasts that missed most", columns, [_missed(now, one) for one in misses])


def _missed(now: Standing, one: Miss) -> Row:
    noun = NOUNS.get(one.question, "")
    known = bool(noun) and now.snapshot.find(noun, one.subject) is not None
    name = f"{QUESTIONS[one.question]}{now.name(noun, one.subject) if noun else one.subject}"
    came = words.day(one.happened_on, now.today) if one.happened_on else "not yet"
    return Row([
        Cell(name, now.url(noun, one.subject) if known else ""),
        Cell(words.day(one.made_on, now.today), kind="quiet"),
        Cell(words.day(one.p80, now.today)),
        Cell(came, kind="" if one.happened_on else "quiet"),
        Cell(words.plural(one.days, "day"), kind="later"),
        Cell(one.why or "nothing that is recorded", kind="" if one.why else "quiet"),
    ])  # fmt: skip


def _odds(score: Score) -> Table | None:
    if not score.odds:
        return None
    columns = [
        Column("Given odds"), Column("Promised days", number=True), Column("Expected", number=True), Column("Kept", number=True),
    ]  # fmt: skip
    return Table("Promised days by the odds they were given", columns, [_in_fifth(one) for one in score.odds])


def _in_fifth(one: OddsHeld) -> Row:
    given = f"{one.low * 100:.0f} to {one.high * 100:.0f}{words.HARD_SPACE}%"
    return Row([
        Cell(given), Cell(words.number(one.count)), Cell(words.share(one.mean)), Cell(words.share(one.kept / one.count), kind="strong"),
    ])  # fmt: skip


def _given(now: Standing, score: Score, origin: str) -> Figure | None:
    """The promises of the last day for which there were several, in a picture, and each by its name in a table."""
    day = next((one for one in score.days if one.count >= SEVERAL), None)
    if day is None:
        return None
    own = [one for one in score.given if one.due == day.due]
    wide, narrow = (
        draw_given([Dot(one.odds, one.kept) for one in own], id=f"given-{origin}-{size}", origin=origin, width=width)
        for size, width in (("wide", WIDE), ("narrow", PHONE))
    )
    says = (
        f"Of {words.number(day.count)}, {day.expected:.1f} were expected by their odds, and {words.number(day.kept)} were kept. "
        "The rules mark the mean odds of both."
    )
    columns = [Column("What"), Column("Odds given", number=True), Column("On", drop=True), Column("Became of it")]
    numbers = Table(f"Odds given for {day.due}", columns, [_promised(now, one) for one in own])
    return Figure(wide, narrow, says, numbers=numbers)


def _promised(now: Standing, one: Given) -> Row:
    noun = NOUNS.get(one.question, "milestone")
    known = now.snapshot.find(noun, one.subject) is not None
    return Row([
        Cell(now.name(noun, one.subject), now.url(noun, one.subject) if known else ""),
        Cell(words.share(one.odds)),
        Cell(words.day(one.made_on, now.today), kind="quiet"),
        Cell("kept" if one.kept else "missed", kind="" if one.kept else "later"),
    ])  # fmt: skip


def _days(score: Score, today: date) -> Table | None:
    """What was promised for each day, where there are several such days."""
    several = [one for one in score.days if one.count >= SEVERAL]
    if len(several) < 2:
        return None
    columns = [
        Column("Day"),
        Column("Promised", number=True),
        Column("Expected", number=True),
        Column("Kept", number=True),
    ]
    rows = [
        Row([Cell(words.day(one.due, today)), Cell(words.number(one.count)), Cell(f"{one.expected:.1f}"), Cell(words.number(one.kept), kind="strong")])
        for one in several
    ]  # fmt: skip
    return Table("What was promised for each day, what the odds expected, and what was kept", columns, rows)


def _skill(score: Score) -> Table | None:
    if not score.skill:
        return None
    columns = [
        Column("Foreseen"), Column("Forecasts", number=True), Column("Things", number=True, drop=True),
        Column("Off by", number=True), Column("Naive off by", number=True), Column("Skill", number=True),
    ]  # fmt: skip
    return Table("Skill against a naive day", columns, [_better(one) for one in score.skill])


def _better(one: Skill) -> Row:
    return Row([
        Cell(ASKED[one.question]), Cell(words.number(one.count)), Cell(words.number(one.subjects)),
        Cell(words.size(one.ours)), Cell(words.size(one.naive)), Cell(skill_of(one), kind="strong" if one.judged else "quiet"),
    ])  # fmt: skip


def skill_of(one: Skill) -> str:
    """Skill with its sign: “+0.31”. 1 is perfect, 0 as good as the naive day."""
    if one.skill is None:
        return words.UNKNOWN
    # Rounded first: what is nothing has no sign.
    shown = round(one.skill, 2)
    return f"{'+' if shown > 0 else words.MINUS if shown < 0 else ''}{abs(shown):.2f}"


def worth(found: Sequence[Skill]) -> str:
    """What forecasts were worth against the naive day, in a sentence; empty where nothing can be compared."""
    if not found or found[0].skill is None:
        return ""
    every = found[0]
    held = f"Off by {words.size(every.ours)} on average, where the naive day was off by {words.size(every.naive)}: skill {skill_of(every)}"
    few = "" if every.judged else f", of {words.plural(every.subjects, 'thing')}: too few to judge by"
    return f"{held}{few}. Naive is the promised day of a milestone, and for the rest what the pace or the usual duration says."


def tidied(found: Sequence[CleanUp], today: date) -> str:
    """What was recognised as tidying up, in a sentence or two; empty where nothing was."""
    if not found:
        return ""
    last = found[-1]
    more = (
        f" So were {words.number(sum(one.count for one in found[:-1]))} on {words.plural(len(found) - 1, 'earlier day')}."
        if found[:-1]
        else ""
    )
    return (
        f"On {words.day(last.day, today)} {words.plural(last.count, 'old piece of work was', 'old pieces of work were')} closed in one "
        f"go.{more} That is tidying up: it counts neither as work that was done nor as an outcome."
    )


def delivered(found: Delivered) -> str:
    """What accepted remedies brought, in a sentence or two."""
    if not found.accepted:
        return "No remedy was accepted yet."
    accepted = f"{words.plural(found.accepted, 'remedy was', 'remedies were')} accepted."
    if not found.looked_back:
        return f"{accepted} None was looked back at yet; that happens four weeks after."
    return (
        f"{accepted} {words.number(found.looked_back)} looked back at: promised {words.days(found.promised_days)}, "
        f"delivered {words.days(found.delivered_days)}."
    )
