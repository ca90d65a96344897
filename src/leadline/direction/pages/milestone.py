"""One milestone: the odds of each date, what was promised and by whom, what drives it and what would move it."""

from dataclasses import dataclass

from leadline.charts import parts, words
from leadline.charts.causes import DriverRow
from leadline.charts.moved import waterfall
from leadline.charts.prices import no_gain, shown, worth
from leadline.direction import drawings, feeding, proposing, saying
from leadline.direction.drivers import rows as driver_rows
from leadline.direction.history import history as every_date
from leadline.direction.ladder import merge_says, rungs
from leadline.direction.levers import Lever
from leadline.direction.levers import levers as levers_of
from leadline.direction.questions import Slice, Standing, findings_about, standing, trail
from leadline.direction.slips import ask_form
from leadline.program.commitments import commitment, judgement
from leadline.program.finding import PriceLine
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Judgement
from leadline.program.status import STATUSES, WORDS
from leadline.record.access import PLANS, RUNS
from leadline.record.doors import Page, Refused, Visit, page
from leadline.record.helping import Help, help_for
from leadline.record.places import form_of
from leadline.record.results import StoredFinding
from leadline.record.snapshots import load_snapshot

SHOWN_LEVERS = 6
LEVELS = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, kw_only=True)
class MilestonePage(Page):
    """What the template reads."""

    says: str
    lede: str
    status: str
    change_url: str = ""
    slips: parts.Form | None = None
    blind: parts.Banner | None = None
    judged: parts.Banner | None = None
    promise: parts.PromiseLine | None = None
    odds: parts.Figure | None = None
    propose: proposing.Propose | None = None
    proposals: tuple[proposing.Proposal, ...] = ()
    trail: parts.Figure | None = None
    history: parts.Table | None = None
    drivers: tuple[DriverRow, ...] = ()
    moved: parts.Causes | None = None
    ladder: parts.Causes | None = None
    merge_says: str = ""
    levers: tuple[Lever, ...] = ()
    more_levers: tuple[Lever, ...] = ()
    quote_url: str = ""
    helps: tuple[Help, ...] = ()
    findings: parts.Table | None = None
    findings_says: str = ""
    work: parts.Table | None = None
    waits: tuple[feeding.Wait, ...] = ()
    judge: parts.Form | None = None


@page("milestones/<str:id>")
def milestone(visit: Visit, id: str) -> MilestonePage:
    """One milestone of the last round, with today's promises."""
    now = standing(visit, id)
    if now.snapshot.find("milestone", id) is None:
        raise Refused(f"There is no milestone “{id}” in this program. It may have been retired.")
    # Today's facts and not those of the round: what is accepted here is carried out on them.
    helps = help_for(visit, "milestone", id, load_snapshot(visit.program, visit.today)) if now.outlook else ()
    return present(now, id, trail(visit, id), findings_about(visit, now.snapshot, id), helps)


def present(
    now: Standing, id: str, believed: list[Slice], found: list[StoredFinding], helps: tuple[Help, ...] = ()
) -> MilestonePage:
    """The page out of stored results."""
    foreseen = now.foreseen(id)
    open_one = now.status(id) != "done"
    seen = foreseen if foreseen and not foreseen.blind and open_one else None
    levers = levers_of(now, id) if seen and now.role in PLANS else ()
    late = proposing.late_answers(now, id) if open_one else None
    return MilestonePage(
        title=now.name("milestone", id),
        says=saying.answer(now, id),
        lede=_lede(now, id),
        status=now.status(id),
        change_url=f"{now.base}/milestone/{id}" if now.role in PLANS else "",
        slips=ask_form(now.base, id) if seen and now.role in RUNS else None,
        blind=_blind(now, foreseen, id) if open_one and seen is None else None,
        judged=_judged(now, judgement(now.snapshot, id)) if open_one else None,
        promise=saying.promise_line(now, id),
        odds=_odds(now, id, seen) if seen else None,
        propose=proposing.propose(now, id),
        proposals=(*((late,) if late else ()), *proposing.proposals(now, id)) if open_one else (),
        trail=drawings.trail(now, id, believed) if len(believed) > 1 else None,
        history=every_date(now, id),
        drivers=driver_rows(now, seen.drivers) if seen and len(seen.drivers) > 1 else (),
        moved=waterfall(moved, now.today) if seen and (moved := now.movement(id)) else None,
        ladder=rungs(seen) if seen else None,
        merge_says=merge_says(seen) if seen else "",
        levers=levers[:SHOWN_LEVERS],
        more_levers=levers[SHOWN_LEVERS:],
        quote_url=f"{now.base}/ask-quote",
        helps=helps,
        findings=_findings(now, id, found),
        findings_says=_findings_say(found),
        work=feeding.own_work(now, id),
        waits=feeding.waits(now, id) if open_one else (),
        judge=_judge(now, id) if open_one and now.role in RUNS else None,
    )


def _lede(now: Standing, id: str) -> str:
    found, stands = now.snapshot.find("milestone", id), commitment(now.snapshot, id)
    said = [found.acceptance.rstrip(".") + "."] if found and found.acceptance else []
    if stands and stands.set_by:
        said.append(f"{now.name('person', stands.set_by)} promised it.")
    if stands and stands.doers:
        doers = sorted(now.name("person", one.person) for one in stands.doers)
        said.append(f"{words.listed(doers)} {'do' if len(doers) > 1 else 'does'} the work.")
    return " ".join(said)


def _blind(now: Standing, foreseen: MilestoneOutlook | None, id: str) -> parts.Banner:
    why = (
        foreseen.blind
        if foreseen
        else "It is newer than the last round."
        if now.round_number
        else "No round has run yet."
    )
    add = f"{form_of('work', now.base)}?milestone={id}" if foreseen and now.role in PLANS else ""
    return parts.Banner("Its odds are unknown.", why, "unknown", url=add, verb="Add work" if add else "")


def _judged(now: Standing, one: Judgement | None) -> parts.Banner | None:
    if one is None:
        return None
    by = now.name("person", one.by) or "Somebody"
    until = f" until {words.day(one.until, now.today)}" if one.until else ""
    return parts.Banner(
        f"{by} says {WORDS[one.status]}{until}. Computed it is {WORDS[now.status(one.milestone)]}.",
        one.reason,
        one.status,
    )


def _odds(now: Standing, id: str, seen: MilestoneOutlook) -> parts.Figure:
    dates = [seen.date_at(level) for level in LEVELS]
    cells = [parts.Cell(words.day(words.working_day(one), now.today) if one else "never that sure") for one in dates]
    columns = [parts.Column("Done by"), *(parts.Column(f"P{round(level * 100)}", number=True) for level in LEVELS)]
    name = now.name("milestone", id)
    numbers = parts.Table(f"Odds of {name} by date", columns, [parts.Row([parts.Cell(name), *cells])])
    return drawings.odds(now, id, seen, numbers)


def _findings(now: Standing, id: str, found: list[StoredFinding]) -> parts.Table | None:
    if not found:
        return None
    stands = commitment(now.snapshot, id)
    due = f"Odds for {words.day(stands.due, now.today)}" if stands else "Odds"
    columns = [
        parts.Column("Finding"), parts.Column("Days at P80", number=True),
        parts.Column(due, number=True, short="Odds"), parts.Column("Money", number=True, drop=True), parts.Column("Must agree", drop=True),
    ]  # fmt: skip
    return parts.Table(
        "Findings about it, and what would help",
        columns,
        [_finding_row(now, id, one) for one in found[:20]],
        look="sentences",
    )


def _finding_row(now: Standing, id: str, one: StoredFinding) -> parts.Row:
    best = one.best
    if best is None or best.price is None:
        return _row_without_gain(now, one)
    names = {other.id: other.name or other.id for other in now.snapshot.milestones}
    price = shown(best.price, names, currency=now.snapshot.currency, cost_cents=best.cost_cents)
    line = next((own for own in best.price.lines if own.commitment == id), None)
    agree = [now.name("person", person) for person in best.agree]
    return parts.Row(
        [
            parts.Cell(one.says, f"{now.base}/findings/{one.id}", sub=best.says),
            _days(price, line),
            parts.Cell(words.share(line.odds_after) if line else ""),
            parts.Cell(worth(price), sub=price.but),
            parts.Cell(words.listed(agree) if agree else "nobody else", kind="quiet"),
        ]
    )


def _days(price: parts.Price, line: PriceLine | None) -> parts.Cell:
    """The days of this milestone; of the remedy as a whole where it does not move this one."""
    if line is None:
        return parts.Cell(words.days(price.days), kind="earlier", sub=words.days_between(price.low, price.high))
    kind = {"earlier": "earlier", "later": "later"}.get(words.way(-line.days, -line.high, -line.low), "quiet")
    return parts.Cell(words.days(-line.days + 0.0), kind=kind, sub=words.days_between(-line.high, -line.low))


def _row_without_gain(now: Standing, one: StoredFinding) -> parts.Row:
    why = next((remedy.why_unpriced for remedy in one.remedies if remedy.why_unpriced), "")
    tried = any(remedy.price for remedy in one.remedies)
    gain = no_gain(tried=tried, at_a_loss=one.at_a_loss)
    says = (gain, *(("as now", "nothing gained") if tried else ("not tried", "money unknown")))
    agree = {now.name("person", person) for remedy in one.remedies for person in remedy.agree}
    cells = [
        parts.Cell(said, kind="quiet") for said in (*says, words.listed(sorted(agree)) if agree else "nobody else")
    ]
    return parts.Row([parts.Cell(one.says, f"{now.base}/findings/{one.id}", sub="" if tried else why), *cells])


def _findings_say(found: list[StoredFinding]) -> str:
    gains = sum(1 for one in found if one.best)
    if not gains:
        lost = any(one.at_a_loss for one in found)
        return f"Nothing that was tried {'gains more than it loses' if lost else 'wins back time'}."
    return f"{words.plural(gains, 'of them wins', 'of them win')} back time, each tried alone on the same futures."


def _judge(now: Standing, id: str) -> parts.Form:
    options = [parts.Option(one, WORDS[one].capitalize()) for one in reversed(STATUSES)]
    fields = [
        parts.Field("judge-status", "status", "Your own colour", kind="select", options=options),
        parts.Field("judge-until", "until", "Until", kind="date", required=True),
        parts.Field("judge-reason", "reason", "Because", required=True, wide=True),
        parts.Field("judge-milestone", "milestone", "", "hidden", id),
        parts.Field("judge-next", "next", "", "hidden", f"{now.base}/milestones/{id}"),
    ]
    says = "Both colours are shown, yours with its reason and until its day."
    return parts.Form(
        "judge", "Say it otherwise than computed", f"{now.base}/do/judge", "Keep it", fields, says,
        opens="Judge it yourself", opens_small=True, opens_kind="bare",
    )  # fmt: skip
