"""What the roadmap says first: what decides the promises, or who carries them where they are many."""

from collections.abc import Sequence

from leadline.charts import words
from leadline.charts.together import crowded, together
from leadline.direction.questions import Standing
from leadline.direction.roadmap_groups import Bunch
from leadline.program.commitments import commitments
from leadline.program.work import WorkItem

OFTEN = 1 / 3
"""From which share of futures on a driver is worth the heading."""

MOST_TOLD, MOST_CARRIERS = 2, 3


def heading(now: Standing, items: Sequence[WorkItem], teams: Sequence[Bunch]) -> str:
    """The answer of the page in one sentence or two."""
    decided = [(driver, name) for driver, name, share in _deciders(now) if share >= OFTEN]
    if decided and not _many(now):
        return " ".join(f"{driver} decides {name}." for driver, name in decided[:MOST_TOLD])
    return _carriers(now, teams) or _plain(now, items)


def lede(now: Standing) -> str:
    """How often that is so, and how to read the bars."""
    if now.outlook is None:
        return "No round has run yet, so nothing here is computed."
    said = [f"{driver} decides {name} in {words.share(share)} of futures." for driver, name, share in _deciders(now)]
    first = [together(_odds(now), now.outlook.joint)] if _many(now) else said[:MOST_TOLD]
    read = "Strong bars decide a promise; faint bars have room."
    return " ".join(filter(None, [*first, read, words.rests(now.outlook.label)]))


def _deciders(now: Standing) -> list[tuple[str, str, float]]:
    """For each promise in its order what moves it most, if that is not all it has: driver, promise, share of futures."""
    found = []
    for id in commitments(now.snapshot):
        foreseen = now.foreseen(id)
        drivers = foreseen.drivers if foreseen and not foreseen.blind else ()
        # A milestone with one piece of work is decided by that piece: true, and no news.
        if len(drivers) < 2:
            continue
        # What ends every chain decides always and tells nothing; what swings the date most does.
        most = max(drivers, key=lambda one: (one.high_days - one.low_days, one.subject))
        noun, _, subject = most.subject.partition(":")
        found.append((now.name(noun, subject), now.name("milestone", id), most.decides))
    return found


def _carriers(now: Standing, teams: Sequence[Bunch]) -> str:
    """Which teams have work for most of the promises; empty where there is nothing to compare."""
    promised = {id for id in commitments(now.snapshot) if _open(now, id)}
    carried = [(one.name, len(promised & {item.milestone for item in one.items})) for one in teams if one.key]
    most = sorted((one for one in carried if one[1]), key=lambda one: (-one[1], one[0]))[:MOST_CARRIERS]
    if len(most) < 2:
        return ""
    each = words.listed([f"{name} {count}" for name, count in most[1:]])
    return f"{most[0][0]} has work for {most[0][1]} of {words.plural(len(promised), 'promise')}, {each}."


def _plain(now: Standing, items: Sequence[WorkItem]) -> str:
    ahead = sum(one.state != "done" for one in items)
    promised = len(commitments(now.snapshot))
    if not ahead:
        them = "it" if promised == 1 else "them"
        return f"{words.plural(promised, 'promise')}, and no open work is planned for {them}."
    return f"{words.plural(ahead, 'piece of open work', 'pieces of open work')}, {words.plural(promised, 'promise')}."


def _many(now: Standing) -> bool:
    return now.outlook is not None and crowded(_odds(now), now.outlook.joint)


def _odds(now: Standing) -> list[float]:
    """Of each promise that has odds."""
    foreseen = {id: now.foreseen(id) for id in commitments(now.snapshot)}
    known = [
        seen.odds_of(one.due) for id, one in commitments(now.snapshot).items() if one.due and (seen := foreseen[id])
    ]
    return [one for one in known if one is not None]


def _open(now: Standing, id: str) -> bool:
    found = now.snapshot.find("milestone", id)
    return found is not None and found.done_on is None
