"""Monday: what moved, what to do about it, who waits for whom."""

from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.parts import Action, Cell, Column, Empty, Person, Progress, Row, Table
from leadline.desk.actions import MOST, SHOWN, action, priced, unpriced, without_effect
from leadline.desk.progress import progress
from leadline.desk.questions import Running, Standing, running, standing
from leadline.program.commitments import commitments
from leadline.program.status import WORDS
from leadline.record.access import RUNS
from leadline.record.doors import Page, Visit, page
from leadline.record.results import StoredFinding

MOST_PROMISES = 5


@dataclass(frozen=True)
class Talk:
    """Somebody to talk to, and why."""

    title: str
    says: str
    person: Person | None = None
    icon: str = ""
    url: str = ""
    more: str = "Open it"


@dataclass(frozen=True)
class Due:
    """A promise that falls due within a week."""

    day: str
    what: str
    who: str
    status: str
    says: str
    url: str


@dataclass(frozen=True, kw_only=True)
class MondayPage(Page):
    """What the template reads."""

    says: str
    lede: str
    progress: Progress | None = None
    first_round: bool = False
    moved: Table | None = None
    drives: Table | None = None
    actions: tuple[Action, ...] = ()
    more_actions: tuple[Action, ...] = ()
    tried_says: str = ""
    all_url: str = ""
    all_says: str = ""
    joint_says: str = ""
    nothing: Empty | None = None
    due: tuple[Due, ...] = ()
    talk: tuple[Talk, ...] = ()
    unpriced: tuple[Talk, ...] = ()
    round_url: str = ""


@page("monday", roles=frozenset({"owner", "tpm", "lead", "member", "stakeholder"}))
def monday(visit: Visit) -> MondayPage:
    """The page a TPM's week begins with."""
    may = visit.who.role_in(visit.program) in RUNS
    return present(standing(visit), running(visit), f"/p/{visit.program.key}", str(visit.program), may=may)


def present(now: Standing | None, under_way: Running | None, base: str, name: str, *, may: bool) -> MondayPage:
    """The page out of stored results."""
    panel = progress(under_way, base) if under_way else None
    if now is None:
        says = f"{name} is read. Its first round is on its way." if under_way else f"{name} has not been looked at yet."
        lede = "A round simulates the program, looks for trouble and prices what could be done about it. The first numbers stand here as soon as it ends."
        return MondayPage(
            title="Monday", says=says, lede=lede, progress=panel, first_round=True, round_url=f"{base}/do/run_round"
        )
    best, tried = priced(now)[:MOST], len([one for one in now.findings if any(r.price for r in one.remedies)])
    rows = [
        action(rank, one, now, base, currency=now.snapshot.currency, may=may, today=now.snapshot.as_of)
        for rank, one in enumerate(best, 1)
    ]
    return MondayPage(
        title="Monday",
        says=headline(now),
        lede=_lede(now),
        progress=panel,
        moved=_moved(now, base),
        drives=_drives(now, base),
        actions=tuple(rows[:SHOWN]),
        more_actions=tuple(rows[SHOWN:]),
        tried_says=_tried(tried, len(best), len(without_effect(now))),
        all_url=f"{base}/findings",
        all_says=f"All {len(now.findings)}",
        joint_says=_joint(now),
        nothing=None
        if best
        else Empty(
            "Nothing that was tried wins back time",
            "Every priced remedy had no measurable effect, or there is none. The findings say what was seen.",
            icon="done",
        ),
        due=_due(now, base),
        talk=_talk(now, base),
        unpriced=tuple(_lane(one, base) for one in unpriced(now)[:6]),
        round_url=f"{base}/do/run_round",
    )


def headline(now: Standing) -> str:
    """The answer of the page, with its number: what slipped most, or how many promises stand where; and what wins back most."""
    moved = {id: days for id in commitments(now.snapshot) if (days := _moved_days(now, id)) is not None}
    worst = max(moved, key=lambda id: moved[id], default="")
    best = next((one.best for one in priced(now)), None)
    back = (
        f" One agreement wins back {words.plural(round(best.price.days), 'day')}."
        if best and best.price and best.price.days >= 1
        else ""
    )
    if worst and moved[worst] >= 1:
        return f"{now.names[worst]} slipped {words.plural(round(moved[worst]), 'day')}.{back}"
    counts = _counts(now)
    if not counts:
        return f"{now.snapshot.name} has no promised date yet.{back}"
    standing = words.listed([f"{count} {WORDS[status]}" for status, count in counts.items()])
    return f"{words.plural(sum(counts.values()), 'promise')}: {standing}.{back}"


def _counts(now: Standing) -> dict[str, int]:
    found = [now.round.statuses.get(id, {}).get("status", "unknown") for id in commitments(now.snapshot)]
    return {
        status: found.count(status) for status in ("off-track", "at-risk", "on-track", "unknown") if status in found
    }


def _lede(now: Standing) -> str:
    parts = []
    if now.outlook.joint is not None and len(now.outlook.holds) > 1:
        parts.append(
            f"All {len(now.outlook.holds)} promises with odds hold together in {words.share(now.outlook.joint)} of futures."
        )
    if now.outlook.joint_with_cost is not None:
        parts.append(f"In time and in budget: {words.share(now.outlook.joint_with_cost)}.")
    if now.hidden:
        parts.append(f"{words.plural(now.hidden, 'finding')} are for other eyes.")
    return " ".join(parts) or "What the simulation says, what was found, and what can be done about it."


def _moved_days(now: Standing, milestone: str) -> float | None:
    """Calendar days the P80 moved since the round before, both as dates."""
    was = now.before.get(milestone, {}).get("p80_days")
    is_now = now.round.statuses.get(milestone, {}).get("p80_days")
    if was is None or is_now is None or now.before_on is None:
        return None
    return float(is_now) + (now.round.as_of - now.before_on).days - float(was)


def _moved(now: Standing, base: str) -> Table:
    promised = sorted(commitments(now.snapshot), key=lambda id: -abs(_moved_days(now, id) or 0.0))[:MOST_PROMISES]
    columns = [Column("Promise"), Column("Odds", number=True), Column("P80", number=True), Column("Moved", number=True)]
    return Table(
        "Promises: status, odds, and how far the forecast moved",
        columns,
        [_moved_row(now, id, base) for id in promised],
    )


def _moved_row(now: Standing, id: str, base: str) -> Row:
    state = now.round.statuses.get(id, {})
    status, odds, days = state.get("status", "unknown"), state.get("odds"), _moved_days(now, id)
    due = commitments(now.snapshot)[id].due
    was = now.before.get(id, {}).get("odds")
    p80 = now.outlook.milestones[id].date_at(0.8) if id in now.outlook.milestones else None
    why = now.outlook.milestones[id].blind if id in now.outlook.milestones else ""
    moved = "–" if days is None else "0" if abs(days) < 0.05 else words.days(days)
    return Row(
        [
            Cell(
                now.names[id],
                f"{base}/milestones/{id}",
                status=status,
                sub=why or WORDS.get(status, status).capitalize(),
            ),
            Cell("blind" if odds is None else words.share(odds), sub=_for(due, was, now)),
            Cell("–" if p80 is None else words.day(words.working_day(p80), now.snapshot.as_of)),
            Cell(moved, kind="later" if (days or 0) > 0.05 else "earlier" if (days or 0) < -0.05 else "quiet"),
        ],
        id=f"moved-{id}",
    )


def _for(due: date | None, was: float | None, now: Standing) -> str:
    before = f", was {words.share(was)}" if was is not None and now.before_on else ""
    return f"for {words.day(due, now.snapshot.as_of)}{before}" if due else ""


def _drives(now: Standing, base: str) -> Table | None:
    """What decides the promise that is worst off."""
    worst = min(
        (id for id in commitments(now.snapshot) if id in now.outlook.milestones and now.outlook.milestones[id].drivers),
        key=lambda id: now.round.statuses.get(id, {}).get("odds") or 0.0,
        default=None,
    )
    if worst is None:
        return None
    rows = []
    for driver in now.outlook.milestones[worst].drivers[:5]:
        noun, _, id = driver.subject.partition(":")
        found = now.snapshot.find(noun, id)
        name = getattr(found, "name", "") or getattr(found, "event", "") or getattr(found, "question", "") or id
        rows.append(
            Row(
                [
                    Cell(name, f"{base}/{noun}/{id}", sub=f"decides it in {words.share(driver.decides)} of futures"),
                    Cell(words.days(driver.low_days), kind="earlier"),
                    Cell(words.days(driver.high_days), kind="later"),
                ]
            )
        )
    caption = f"What drives {now.names[worst]}: days at P80 if it goes well, and if it goes badly"
    columns = [Column("Driver"), Column("Goes well", number=True), Column("Goes badly", number=True)]
    return Table(caption, columns, rows, show_caption=True)


def _tried(tried: int, best: int, nothing: int) -> str:
    if not tried:
        return "Nothing that was found could be tried in the simulation."
    others = f" {words.plural(nothing, 'other')} had no measurable effect." if nothing else ""
    return f"The {best} best of {tried} tried.{others}" if best else ""


def _joint(now: Standing) -> str:
    return (
        ""
        if now.outlook.joint is None
        else f"Prices do not add: each was tried alone. Now all promises hold together in {words.share(now.outlook.joint)} of futures."
    )


def _due(now: Standing, base: str) -> tuple[Due, ...]:
    until = now.snapshot.as_of + timedelta(days=7)
    soon = [
        one
        for one in now.snapshot.promises
        if one.state in ("agreed", "proposed") and one.due and one.due <= until and (one.milestone or one.dependency)
    ]
    rows = []
    for one in sorted(soon, key=lambda promise: promise.due or until)[:8]:
        state = now.round.statuses.get(one.milestone, {})
        waiting = [answer for answer in one.doers if answer.answer == "asked"]
        odds = state.get("odds")
        status = "unknown" if one.state == "proposed" else state.get("status", "unknown")
        says = (
            f"{words.plural(len(waiting), 'answer')} missing" if waiting else "" if odds is None else words.share(odds)
        )
        what = now.names.get(one.milestone, one.dependency)
        url = f"{base}/milestones/{one.milestone}" if one.milestone else f"{base}/dependency/{one.dependency}"
        rows.append(Due(words.week_day(one.due), what, one.kind, status, says or "promised", url))
    return tuple(rows)


def _talk(now: Standing, base: str) -> tuple[Talk, ...]:
    """Reasons from promises, asks and decisions only; never from how somebody works."""
    found: list[Talk] = []
    for promise in now.snapshot.promises:
        for answer in promise.doers:
            name, outside = now.people.get(answer.person, (answer.person, False))
            what = now.names.get(promise.milestone, promise.dependency)
            url = (
                f"{base}/milestones/{promise.milestone}"
                if promise.milestone
                else f"{base}/dependency/{promise.dependency}"
            )
            if promise.state == "proposed" and answer.answer == "countered":
                found.append(
                    Talk(
                        f"Agree on a date with {name}",
                        f"Another date for {what} was named: {words.day(answer.due, now.snapshot.as_of)}.",
                        Person(name, outside),
                        url=url,
                    )
                )
            elif promise.state == "proposed" and answer.answer == "asked":
                found.append(
                    Talk(f"Hear from {name}", f"The date for {what} has no answer yet.", Person(name, outside), url=url)
                )
    for ask in now.snapshot.asks:
        if ask.owed_by and not ask.answered_on and not ask.withdrawn_on and ask.due and ask.due < now.snapshot.as_of:
            name, outside = now.people.get(ask.owed_by, (ask.owed_by, False))
            found.append(
                Talk(
                    f"Ask {name} again",
                    f"{ask.text} It was due {words.day(ask.due, now.snapshot.as_of)}.",
                    Person(name, outside),
                    url=f"{base}/asks",
                )
            )
    return tuple(found[:6])


def _lane(found: StoredFinding, base: str) -> Talk:
    return Talk(found.remedies[0].says, found.says, icon="talk", url=f"{base}/findings/{found.id}")
