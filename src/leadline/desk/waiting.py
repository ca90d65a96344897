"""Who waits for whom: promises that fall due, people to talk to, and what has no price."""

from dataclasses import dataclass
from datetime import timedelta

from leadline.charts import words
from leadline.charts.parts import Person
from leadline.desk.questions import Standing
from leadline.program.promises import Promise
from leadline.record.results import StoredFinding

MOST_DUE, MOST_NEXT = 8, 3
KINDS = {"commitment": "promise", "target": "target of the team", "delivery": "delivery to another team"}


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


def due(now: Standing, base: str) -> tuple[Due, ...]:
    """Promises that fall due within a week, with the answers that are missing."""
    until = now.snapshot.as_of + timedelta(days=7)
    return tuple(_due(now, one, base) for one in _open(now) if one.due and one.due <= until)[:MOST_DUE]


def next_due(now: Standing, base: str) -> tuple[Due, ...]:
    """What falls due after this week, the first of it: shown where this week has nothing."""
    after = now.snapshot.as_of + timedelta(days=7)
    return tuple(_due(now, one, base) for one in _open(now) if one.due and one.due > after)[:MOST_NEXT]


def _open(now: Standing) -> list[Promise]:
    """Promises with a day that are agreed or asked for, in the order they fall due; of one day, the least likely first."""
    standing = [
        one
        for one in now.snapshot.promises
        if one.state in ("agreed", "proposed") and one.due and (one.milestone or one.dependency)
    ]
    return sorted(standing, key=lambda one: (one.due or now.snapshot.as_of, _odds(now, one) or 0.0, one.id))


def _odds(now: Standing, one: Promise) -> float | None:
    odds = now.round.statuses.get(one.milestone, {}).get("odds")
    return None if odds is None else float(odds)


def _due(now: Standing, one: Promise, base: str) -> Due:
    waiting = sum(answer.answer == "asked" for answer in one.doers)
    computed = now.round.statuses.get(one.milestone, {}).get("status", "unknown")
    status = "unknown" if one.state == "proposed" else computed
    odds = _odds(now, one)
    says = f"{words.plural(waiting, 'answer')} missing" if waiting else "" if odds is None else words.share(odds)
    what = now.names.get(one.milestone, one.milestone) if one.milestone else _delivery(now, one.dependency)
    url = f"{base}/milestones/{one.milestone}" if one.milestone else f"{base}/dependency/{one.dependency}"
    return Due(
        words.week_day(one.due, now.snapshot.as_of),
        what,
        KINDS.get(one.kind, one.kind),
        status,
        says or "promised",
        url,
    )


def _delivery(now: Standing, dependency: str) -> str:
    """What one team owes another, by the name of what is delivered."""
    link = now.snapshot.find("dependency", dependency)
    before = now.snapshot.find("work|milestone", link.before) if link else None
    return (before.name or before.id) if before else dependency


def talk(now: Standing, base: str) -> tuple[Talk, ...]:
    """Reasons from promises, asks and decisions only; never from how somebody works."""
    found: list[Talk] = []
    for promise in now.snapshot.promises:
        for answer in promise.doers:
            name, outside = now.people.get(answer.person, (answer.person, False))
            what = (
                now.names.get(promise.milestone, promise.milestone)
                if promise.milestone
                else _delivery(now, promise.dependency)
            )
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


def lane(found: StoredFinding, base: str) -> Talk:
    """A finding without a price, as something to do all the same."""
    return Talk(found.remedies[0].says, found.says, icon="talk", url=f"{base}/findings/{found.id}")
