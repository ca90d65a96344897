"""One slip: whom it hits, which promises break, what could be done, and what each audience would hear."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Banner, Cell, Column, Field, Form, Progress, Row, Table
from leadline.charts.prices import shown, worth
from leadline.direction.pages.slips import state_of
from leadline.direction.slips import answer_of, called, in_plan, job_of, progress, slip_at
from leadline.program.slip import Hit, LateDelivery, Restart, Sign, Slipped, WayOut
from leadline.program.snapshot import Snapshot, label
from leadline.program.titles import name_of
from leadline.record.access import RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Slip
from leadline.record.snapshots import load_snapshot

NOTABLE = 0.05
"""Odds lost from which a promise is named though it does not break."""

ALTITUDES = {"executive": "Executives", "sponsor": "The sponsor", "team": "The team", "partner": "A partner"}


@dataclass(frozen=True)
class Heard:
    """What one audience would hear."""

    title: str
    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SlipPage(Page):
    """What the template reads."""

    says: str
    lede: str
    status: str
    state: str
    banners: tuple[Banner, ...] = ()
    progress: Progress | None = None
    accept: Form | None = None
    drop: Form | None = None
    again: Form | None = None
    hits: Table | None = None
    deliveries: Table | None = None
    ways: Table | None = None
    ways_says: str = ""
    restarts: Table | None = None
    restarts_says: str = ""
    signs: Table | None = None
    heard: tuple[Heard, ...] = ()


@page("slips/<str:id>", roles=RUNS)
def slip(visit: Visit, id: str) -> SlipPage:
    """One slip of the program."""
    row = slip_at(visit.who, visit.program, id)
    job = job_of(visit.who, row)
    return present(
        load_snapshot(visit.program, visit.today), row, f"/p/{visit.program.key}", progress(row, job) if job else None
    )


def present(snapshot: Snapshot, row: Slip, base: str, going: Progress | None = None) -> SlipPage:
    """The page out of what is kept of a slip."""
    found, name = answer_of(row), called(snapshot, row)
    status, state = state_of(snapshot, row)
    taken = in_plan(snapshot, found)
    if found is None:
        return SlipPage(
            title=name, says=name, lede=_lede(snapshot, row), status=status, state=state, progress=going,
            banners=(Banner("Nobody can say what it does", row.problem, "unknown"),) if row.problem else (),
            again=None if going else _again(row, base), drop=None if row.state == Slip.DROPPED else _drop(row, base),
        )  # fmt: skip
    return SlipPage(
        title=name,
        says=_says(snapshot, row, found),
        lede=_lede(snapshot, row),
        status=status,
        state=state,
        progress=going,
        banners=tuple(_banners(snapshot, row, taken=taken, base=base)),
        accept=None if taken else _accept(snapshot, row, found, base),
        drop=None if taken or row.state == Slip.DROPPED else _drop(row, base),
        again=None if taken else _again(row, base),
        hits=_hits(snapshot, found.hits, base),
        deliveries=_deliveries(snapshot, found.deliveries, base) if found.deliveries else None,
        ways=_ways(snapshot, found, base) if found.ways else None,
        ways_says=_ways_say(found),
        restarts=_restarts(snapshot, found.restarts, base) if found.restarts else None,
        restarts_says=_restarts_say(found),
        signs=_signs(snapshot, found.signs, base) if found.signs else None,
        heard=tuple(_heard(snapshot, found)),
    )


def _says(snapshot: Snapshot, row: Slip, found: Slipped) -> str:
    broken = [name_of(snapshot, "milestone", one.milestone) for one in found.broken]
    if broken:
        named = words.listed(broken[:2]) if len(broken) <= 2 else f"{broken[0]} and {len(broken) - 1} more"
        return f"{called(snapshot, row)} breaks {words.plural(len(broken), 'promise')}: {named}."
    fell = [one for one in found.hits if one.odds_before and one.odds_after is not None and one.fell >= NOTABLE]
    if fell:
        one = max(fell, key=lambda hit: hit.fell)
        name = name_of(snapshot, "milestone", one.milestone)
        odds = f"from {words.share(one.odds_before)} to {words.share(one.odds_after)}"
        return f"{called(snapshot, row)} takes the promise of {name} {odds}."
    return f"{called(snapshot, row)} breaks no promise."


def _lede(snapshot: Snapshot, row: Slip) -> str:
    who = name_of(snapshot, "person", row.asked_by) if snapshot.find("person", row.asked_by) else row.asked_by
    asked = f"Asked by {who} on {words.day(row.asked_at.date(), snapshot.as_of)}."
    because = f"Because: {row.because.rstrip('.')}. " if row.because else ""
    return f"{because}{asked}"


def _banners(snapshot: Snapshot, row: Slip, *, taken: bool, base: str) -> list[Banner]:
    found = []
    if taken:
        says = "Its risk is certain now. Close it once the work itself says so: a new estimate, a later day."
        decided = snapshot.find("decision", row.decision)
        url = f"{base}/decision/{row.decision}" if decided else ""
        found.append(Banner("It is in the plan", says, "at-risk", url=url, verb="Open its decision" if url else ""))
    elif row.facts_version != row.program.facts_version:
        says = "These numbers are of the facts as they stood then. Ask again for those of today."
        found.append(Banner("The plan has changed since", says, "unknown"))
    return found


def _hits(snapshot: Snapshot, hits: tuple[Hit, ...], base: str) -> Table:
    columns = (
        Column("Milestone"), Column("Promised", number=True), Column("Odds", number=True),
        Column("P80", number=True), Column("Later", number=True), Column("Whose", drop=True),
    )  # fmt: skip
    return Table(
        "Whom it hits: odds and P80 without the slip and with it", columns, [_hit(snapshot, one, base) for one in hits]
    )


def _hit(snapshot: Snapshot, one: Hit, base: str) -> Row:
    day = snapshot.as_of
    after = words.day(words.working_day(one.p80_after), day) if one.p80_after else "never that sure"
    before = f"was {words.day(words.working_day(one.p80_before), day)}" if one.p80_before else "was unknown"
    odds = words.share(one.odds_after) if one.odds_after is not None else "–"
    was = f"was {words.share(one.odds_before)}" if one.odds_before is not None else ""
    says = "Breaks" if one.breaks else ""
    people = [name_of(snapshot, "person", person) for person in one.people]
    return Row(
        (
            Cell(name_of(snapshot, "milestone", one.milestone), f"{base}/milestones/{one.milestone}",
                 status="off-track" if one.breaks else "", sub=says),
            Cell(words.day(one.due, day) if one.due else "no promise", kind="" if one.due else "quiet"),
            Cell(odds, sub=was),
            Cell(after, sub=before),
            Cell("–" if one.days is None else f"{one.days:+,d}".replace("-", words.MINUS), kind="later" if (one.days or 0) > 0 else "quiet"),
            Cell(words.listed(people) if people else "nobody named", kind="quiet"),
        )
    )  # fmt: skip


def _deliveries(snapshot: Snapshot, late: tuple[LateDelivery, ...], base: str) -> Table:
    columns = (
        Column("Delivery"),
        Column("For"),
        Column("Promised", number=True),
        Column("Half of the futures", number=True),
    )
    return Table(
        "Deliveries promised to others that come too late", columns, [_late(snapshot, one, base) for one in late]
    )


def _late(snapshot: Snapshot, one: LateDelivery, base: str) -> Row:
    link, day = snapshot.find("dependency", one.dependency), snapshot.as_of
    what, whom = (
        (name_of(snapshot, "work|milestone", end) if end else "" for end in (link.before, link.after))
        if link
        else ("", "")
    )
    half = words.day(words.working_day(one.p50_after), day)
    return Row(
        (
            Cell(what or one.dependency, f"{base}/dependency/{one.dependency}"),
            Cell(whom),
            Cell(words.day(one.due, day)),
            Cell(half, sub=f"was {words.day(words.working_day(one.p50_before), day)}"),
        )
    )


def _ways(snapshot: Snapshot, found: Slipped, base: str) -> Table:
    columns = (
        Column("What"), Column("Days at P80", number=True), Column("Odds", number=True),
        Column("Money", number=True, drop=True), Column("Must agree", drop=True),
    )  # fmt: skip
    return Table("What could be done about it", columns, [_way(snapshot, one) for one in found.ways], look="sentences")


def _way(snapshot: Snapshot, one: WayOut) -> Row:
    names = {other.id: label("milestone", other) for other in snapshot.milestones}
    price = shown(one.price, names, currency=snapshot.currency, cost_cents=one.cost_cents)
    first = one.price.lines[0] if one.price and one.price.lines else None
    agree = [name_of(snapshot, "person", person) for person in one.agree]
    return Row(
        (
            Cell(words.dated(one.says, snapshot.as_of)),
            Cell(words.days(price.days), kind="earlier", sub=price.commitment),
            Cell(words.share(first.odds_after) if first and first.odds_after is not None else "–",
                 sub=f"was {words.share(first.odds_before)}" if first and first.odds_before is not None else ""),
            Cell(worth(price), sub=price.but),
            Cell(words.listed(agree) if agree else "nobody else", kind="quiet"),
        )
    )  # fmt: skip


def _ways_say(found: Slipped) -> str:
    if not found.ways:
        return "Nothing that was tried wins back more than it loses. What is left is to say it, early."
    return "Each tried alone, on the futures with the slip. Prices do not add up."


def _restarts(snapshot: Snapshot, restarts: tuple[Restart, ...], base: str) -> Table:
    columns = (Column("Work"), Column("Begins", number=True), Column("By", drop=True))
    return Table("Work that the best plan begins on another day, or gives to others", columns,
                 [_restart(snapshot, one, base) for one in restarts])  # fmt: skip


def _restart(snapshot: Snapshot, one: Restart, base: str) -> Row:
    day = snapshot.as_of
    now, was = (
        words.listed([name_of(snapshot, "person", id) for id in who]) or "nobody"
        for who in (one.people_after, one.people_before)
    )
    begins = f"was {words.day(one.start_before, day)}" if one.start_before != one.start_after else ""
    return Row(
        (
            Cell(name_of(snapshot, "work", one.work), f"{base}/work/{one.work}"),
            Cell(words.day(one.start_after, day), sub=begins),
            Cell(now, sub=f"was {was}" if now != was else "", kind="quiet"),
        )
    )


def _restarts_say(found: Slipped) -> str:
    if found.end_before is None or found.end_after is None:
        return "The planner was not ready, so the plan with the slip was not made. Ask again for it."
    if not found.restarts:
        return "The best plan begins everything on the same day as without it."
    ends = f"It ends {words.day(found.end_after, found.as_of)}"
    return (
        f"{ends}, as without the slip."
        if found.end_after == found.end_before
        else f"{ends}, and not {words.day(found.end_before, found.as_of)}."
    )


def _signs(snapshot: Snapshot, signs: tuple[Sign, ...], base: str) -> Table:
    rows = [
        Row((Cell(words.day(one.on, snapshot.as_of)), Cell(words.dated(one.says, snapshot.as_of), _url(one.ref, base))))
        for one in signs
    ]
    return Table("What was there to be seen", (Column("Since"), Column("What")), rows)


def _url(ref: str, base: str) -> str:
    noun, _, id = ref.partition(":")
    return f"{base}/{ {'milestone': 'milestones', 'finding': 'findings'}.get(noun, noun) }/{id}" if id else ""


def _heard(snapshot: Snapshot, found: Slipped) -> list[Heard]:
    return [
        Heard(
            f"{ALTITUDES.get(one.altitude, one.altitude)}: {words.listed(_readers(snapshot, one.readers))}",
            one.subject,
            tuple(part for part in one.text.split("\n\n") if part.strip()),
        )
        for one in found.previews
    ]


def _readers(snapshot: Snapshot, ids: tuple[str, ...]) -> list[str]:
    people = [one.person for id in ids if (one := snapshot.find("stakeholder", id))]
    return [name_of(snapshot, "person", one) for one in people] or ["nobody yet"]


def _accept(snapshot: Snapshot, row: Slip, found: Slipped, base: str) -> Form:
    whose = name_of(snapshot, "person", snapshot.sponsor) if snapshot.sponsor else "whoever runs the program"
    ways = words.plural(len(found.ways), "way out", "ways out") if found.ways else "later dates as the way out"
    says = (
        f"It becomes part of the plan as a risk that is certain, and a decision is opened for {whose}, for two working"
        f" days, with {ways}. The next round drafts the letters. The journal can take it back."
    )
    fields = [
        Field("accept-slip-id", "slip", "", "hidden", str(row.pk)),
        Field("accept-next", "next", "", "hidden", f"{base}/slips/{row.pk}"),
    ]
    return Form("accept-slip", f"{called(snapshot, row)} is true", f"{base}/do/accept_slip", "Take it into the plan", fields, says,
                opens="It is true", opens_kind="strong")  # fmt: skip


def _drop(row: Slip, base: str) -> Form:
    fields = [
        Field("drop-slip-id", "slip", "", "hidden", str(row.pk)),
        Field("drop-next", "next", "", "hidden", f"{base}/slips"),
    ]
    return Form("drop-slip", "Drop it", f"{base}/do/drop_slip", "Drop it", fields, kind="")


def _again(row: Slip, base: str) -> Form:
    said = {"milestone": row.milestone, "by": f"{row.days}d", "because": row.because}
    fields = [Field(f"again-{name}", name, "", "hidden", value) for name, value in said.items()]
    return Form("again", "Ask again", f"{base}/do/slip", "Ask again", fields, kind="")
