from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named, percent
from leadline.program.case import Case
from leadline.program.commitments import commitments, history
from leadline.program.communication import Letter, Told
from leadline.program.edits import Add
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Absence, Stakeholder
from leadline.program.promises import Promise
from leadline.program.status import WORDS, critical_about, status_at


class Event(NamedTuple):
    """Something that happened on a day, and the milestones or work it is about."""

    ref: str
    about: tuple[str, ...]
    on: date
    says: str


class News(NamedTuple):
    """What happened, when the open milestones are due by commitment, and the status and odds of each today."""

    events: tuple[Event, ...]
    due: Mapping[str, date | None]
    told: tuple[Told, ...]


CADENCES: Mapping[str, Setting] = {
    "closely": Setting(7, "Calendar days between letters: much power, much interest."),
    "informed": Setting(14, "Calendar days between letters: little power, much interest."),
    "satisfied": Setting(28, "Calendar days between letters: much power, little interest."),
    "monitored": Setting(84, "Calendar days between letters: little power, little interest."),
}
_QUADRANT = {
    ("high", "high"): "closely",
    ("low", "high"): "informed",
    ("high", "low"): "satisfied",
    ("low", "low"): "monitored",
}
_FEW_POINTS = 0.05


@rule(
    id="K101",
    needs=Needs.STAKEHOLDERS | Needs.OUTLOOK,
    severity="high",
    audience="tpm",
    settings={
        **CADENCES,
        "patience": Setting(1.25, "Share of the cadence after which silence is a finding."),
        "near": Setting(2, "Cadences within which the next milestone is near."),
    },
)
def stakeholder_in_the_dark(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for stakeholders whose last letter left longer ago than 1.25 times their cadence, when something they follow
    has changed since, or its next milestone is nearer than two cadences. Without a cadence of their own it is a week,
    two weeks, four or twelve, by power and interest. A letter to a group counts for everybody in it; days away do not
    count, and nobody who is away is written to.
    ## Why it matters
    Whoever hears nothing assumes the worst, or plans on what was true a month ago.
    ## What to do
    Write to them today, at the height they read at. Say what changed since the last letter, also where nothing did.
    ## Source
    MISSION.md T1, D5; Mendelow's grid of power and interest, with cadences that are our judgement.
    """
    news = news_of(case)
    for one in case.snapshot.stakeholders:
        since, days = heard_on(case, one), dark_days(case, one)
        if not is_dark(case, news, one, settings) or days is None:
            continue
        who, cadence = name_of(case, one), cadence_days(one, settings)
        due = f"One is due every {counted(cadence, 'day')}."
        last = last_letter(case, one)
        said = (
            f"The last letter to {who} left {counted(days, 'day')} ago."
            if last
            else f"In {counted(days, 'day')} on record there is no letter to {who}."
        )
        share = Evidence(
            f"stakeholder:{one.id}", f"{counted(days, 'day is', 'days are')} {percent(days / cadence)} of the cadence."
        )
        yield stakeholder_in_the_dark.finding(
            f"stakeholder:{one.id}", f"{said} {due}",
            (share, *_missed(case, news, one, since), *_next(case, news, one, cadence * settings["near"])),
            (write_to(case, news, (one,), who, f"letter-{one.id}-{case.snapshot.as_of}"),),
        )  # fmt: skip


def is_dark(case: Case, news: News, one: Stakeholder, settings: Settings) -> bool:
    """True when somebody has heard nothing for too long although there is something to tell."""
    days, cadence = dark_days(case, one), cadence_days(one, settings)
    if days is None or days <= cadence * settings["patience"] or _is_tpm(case, one) or _is_away(case, one):
        return False
    return bool(_missed(case, news, one, heard_on(case, one))) or bool(
        _next(case, news, one, cadence * settings["near"])
    )


def cadence_days(one: Stakeholder, settings: Settings) -> int:
    """Calendar days between two letters: the stakeholder's own, or that of their power and interest."""
    return one.cadence_days or int(settings[_QUADRANT[one.power, one.interest]])


def last_letter(case: Case, one: Stakeholder) -> Letter | None:
    """The last letter that reached them and told of something they follow; a letter to a group reaches all of it."""
    same = {
        other.id
        for other in case.snapshot.stakeholders
        if other.id == one.id or (one.person and other.person == one.person)
    }
    reached = [
        letter
        for letter in case.snapshot.letters
        if letter.state == "sent" and letter.sent_on and same.intersection(letter.to) and _is_relevant(letter, one)
    ]
    return max(reached, key=lambda letter: (letter.sent_on or date.min, letter.id), default=None)


def heard_on(case: Case, one: Stakeholder) -> date | None:
    """The day of their last letter; without one, the day from which the record could know of it."""
    last = last_letter(case, one)
    return last.sent_on if last else case.snapshot.connected_on or case.snapshot.started_on


def dark_days(case: Case, one: Stakeholder) -> int | None:
    """Calendar days since they last heard, without those they were away; None where the record does not reach back."""
    since = heard_on(case, one)
    if since is None:
        return None
    days = (since + timedelta(days=step) for step in range(1, (case.snapshot.as_of - since).days + 1))
    away = _absences(case, one)
    return sum(not any(absence.first <= day <= absence.last for absence in away) for day in days)


def name_of(case: Case, one: Stakeholder) -> str:
    """What a stakeholder is called."""
    return named(case.snapshot, f"person:{one.person}") if one.person else one.id


def news_of(case: Case) -> News:
    """What there is to tell of a program, gathered once for all who wait for it."""
    report = case.before.report if case.before else None
    critical = critical_about(report.findings, case.snapshot) if report else {}
    told = []
    due = {id: promise.due for id, promise in commitments(case.snapshot).items()}
    for id, day in due.items():
        foreseen = case.outlook.milestones.get(id) if case.outlook else None
        odds = foreseen.odds_of(day) if foreseen and day else None
        told.append(Told(id, status_at(odds, critical=id in critical), odds))
    return News(tuple(_events(case)), due, tuple(told))


def write_to(case: Case, news: News, to: tuple[Stakeholder, ...], whom: str, id: str) -> Remedy:
    """The remedy that drafts a letter with what there is to tell, or sends the one that waits."""
    waiting = [
        letter for letter in case.snapshot.letters
        if letter.state in ("draft", "approved") and {one.id for one in to} <= set(letter.to)
    ]  # fmt: skip
    if waiting:
        written = "approved" if waiting[-1].state == "approved" else "drafted"
        says = f"Send “{waiting[-1].subject or waiting[-1].id}”, which is {written}."
        return Remedy(says, why_unpriced="A letter moves no date. What silence costs cannot be simulated.")
    if case.snapshot.find("letter", id):
        return Remedy(
            f"Write to {whom} today.", why_unpriced="A letter moves no date. What silence costs cannot be simulated."
        )
    followed = () if any(not one.milestones for one in to) else tuple(id for one in to for id in one.milestones)
    told = tuple(one for one in news.told if not followed or one.milestone in followed)
    letter = {
        "id": id, "to": [one.id for one in to], "subject": first_sentence(case, news, told), "state": "draft",
        "drafted_on": case.snapshot.as_of.isoformat(), "told": [plain_told(one) for one in told],
    }  # fmt: skip
    return Remedy(f"Draft a letter to {whom} today: {letter['subject']}", (Add("letter", letter),))


def first_sentence(case: Case, news: News, told: tuple[Told, ...]) -> str:
    """The first sentence of a letter: the milestone that is least likely to hold, with its odds and date."""
    known = sorted((one for one in told if one.odds is not None), key=lambda one: (one.odds or 0.0, one.milestone))
    if not known:
        return "Where we stand"
    first = known[0]
    return (
        f"{_called(case, first.milestone)} is {WORDS[first.status]}: "
        f"{percent(first.odds or 0.0)} for {news.due[first.milestone]}"
    )


def plain_told(one: Told) -> dict[str, Any]:
    """The document form of one told fact."""
    return {"milestone": one.milestone, "status": one.status} | ({} if one.odds is None else {"odds": one.odds})


def _is_relevant(letter: Letter, one: Stakeholder) -> bool:
    return not one.milestones or not letter.told or any(told.milestone in one.milestones for told in letter.told)


def _is_tpm(case: Case, one: Stakeholder) -> bool:
    return bool(one.person) and one.person == case.snapshot.tpm


def _absences(case: Case, one: Stakeholder) -> tuple[Absence, ...]:
    person = case.snapshot.find("person", one.person)
    return person.absences if person else ()


def _is_away(case: Case, one: Stakeholder) -> bool:
    return any(absence.first <= case.snapshot.as_of <= absence.last for absence in _absences(case, one))


def _follows(case: Case, one: Stakeholder, ids: tuple[str, ...]) -> bool:
    """True when one of these milestones, or the milestone of one of these work items, is what they follow."""
    if not one.milestones:
        return True
    fed = {item.milestone for item in case.snapshot.work if item.id in ids}
    return bool(fed.union(ids).intersection(one.milestones))


def _missed(case: Case, news: News, one: Stakeholder, since: date | None) -> tuple[Evidence, ...]:
    """What has changed for them since they last heard."""
    if since is None:
        return ()
    new = (event for event in news.events if since < event.on <= case.snapshot.as_of)
    happened = tuple(Evidence(event.ref, event.says) for event in new if _follows(case, one, event.about))
    return happened + tuple(_moved_odds(case, news, one))


def _events(case: Case) -> Iterator[Event]:
    snapshot = case.snapshot
    for stone in snapshot.milestones:
        if stone.done_on:
            says = f"{stone.name or stone.id} was reached on {stone.done_on}."
            yield Event(f"milestone:{stone.id}", (stone.id,), stone.done_on, says)
    yield from _promised(case)
    for block in snapshot.roadblocks:
        if block.since and not block.resolved_on:
            says = f"“{block.name or block.id}” has been in the way since {block.since}."
            yield Event(f"roadblock:{block.id}", block.work, block.since, says)
    for decision in snapshot.decisions:
        if decision.decided_on:
            says = f"“{decision.question}” was decided{f': {decision.chosen}' if decision.chosen else ''}."
            yield Event(f"decision:{decision.id}", decision.work, decision.decided_on, says)


def _promised(case: Case) -> Iterator[Event]:
    """The commitments that stand now: never without the first one and the number of moves."""
    by_milestone: dict[str, list[Promise]] = {}
    for promise in case.snapshot.promises:
        if promise.kind == "commitment" and promise.milestone:
            by_milestone.setdefault(promise.milestone, []).append(promise)
    for milestone, promises in by_milestone.items():
        stood = history(promises)
        if stood and stood[-1].set_on and stood[-1].state == "agreed":
            says = f"{_called(case, milestone)} was promised for {stood[-1].due}"
            moves = f"; first {stood[0].due}, {counted(len(stood) - 1, 'move')}" if len(stood) > 1 else ""
            yield Event(f"promise:{stood[-1].id}", (milestone,), stood[-1].set_on, f"{says}{moves}.")


def _called(case: Case, milestone: str) -> str:
    return named(case.snapshot, f"milestone:{milestone}")


def _moved_odds(case: Case, news: News, one: Stakeholder) -> Iterator[Evidence]:
    last = last_letter(case, one)
    now = {told.milestone: told for told in news.told}
    for told in last.told if last else ():
        today = now.get(told.milestone)
        if told.odds is not None and today and today.odds is not None and abs(today.odds - told.odds) >= _FEW_POINTS:
            name = named(case.snapshot, f"milestone:{told.milestone}")
            yield Evidence(
                f"milestone:{told.milestone}",
                f"The odds of {name} went from {percent(told.odds)} to {percent(today.odds)}.",
            )


def _next(case: Case, news: News, one: Stakeholder, within: float) -> tuple[Evidence, ...]:
    """The next milestone they follow, when it is due (without a promise: foreseen) within so many days."""
    open_ones = {stone.id for stone in case.snapshot.milestones if not stone.done_on}
    followed = open_ones.intersection(one.milestones) if one.milestones else open_ones
    dated = sorted((day, id) for id in followed if (day := news.due.get(id) or _foreseen(case, id)))
    if not dated or (dated[0][0] - case.snapshot.as_of).days > within:
        return ()
    day, id = dated[0]
    return (Evidence(f"milestone:{id}", f"{_called(case, id)} is next, on {day}."),)


def _foreseen(case: Case, milestone: str) -> date | None:
    found = case.outlook.milestones.get(milestone) if case.outlook else None
    return found.date_at(0.5) if found else None
