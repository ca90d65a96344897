"""What holds an item until a day, when that is no other item: a decision, a roadblock, or a day it may not start before."""

from leadline.engine.calendars import dated, day_of
from leadline.engine.network import Network
from leadline.engine.schedule.people.programs import middling
from leadline.engine.schedule.people.words import said
from leadline.program.snapshot import Snapshot

HAIR_DAYS = 1e-4


def holder_sentence(network: Network, id: str, days: float) -> str:
    """
    What an item waits for that may not start before a time, in days from `as_of`.

    Returns:
        A sentence; empty where it is only a day of its own.
    """
    snapshot = network.snapshot
    node = network.place.get(id)
    held = [] if node is None else [s for s, row in network.waits[node] if abs(middling(row) - days) < HAIR_DAYS]
    day = said(dated(days, snapshot.as_of))
    for subject in held:
        noun, _, own = subject.partition(":")
        if noun == "decision" and (decision := snapshot.find("decision", own)):
            return f"It waits for the decision “{decision.question or own}”, expected by {day}."
        if noun == "roadblock" and (roadblock := snapshot.find("roadblock", own)):
            return f"“{roadblock.name or own}” holds it up, expected to be over by {day}."
    return _after_what_is_done(snapshot, id, days)


def _after_what_is_done(snapshot: Snapshot, id: str, days: float) -> str:
    """The wait after something that is done already; empty where no wait ends then."""
    for one in snapshot.dependencies:
        before = snapshot.find("work", one.before) or snapshot.find("milestone", one.before)
        ended = getattr(before, "done_on", None)
        if one.after == id and one.kind == "FS" and ended and one.lag_days > 0:
            over = day_of(ended, snapshot.as_of) + 1 + one.lag_days
            if abs(over - days) < HAIR_DAYS:
                name = getattr(before, "name", "") or one.before
                return f"{_counted(one.lag_days)} have to pass after “{name}”, which was done on {said(ended)}."
    return ""


def delay_sentence(network: Network, before: str, lag: float) -> str:
    """
    What an item waits for besides the end of another: risks and roadblocks that hold that one up once its work is done.

    Returns:
        A sentence; empty where nothing does, or where not all of the wait is due to them.
    """
    snapshot, node = network.snapshot, network.place.get(before)
    known = [] if node is None else [(s, middling(row)) for s, row in network.delays[node]]
    held = [(subject, days) for subject, days in known if days > HAIR_DAYS]
    if not held or abs(sum(days for _, days in held) - lag) > HAIR_DAYS:
        return ""
    thing = snapshot.find("work", before) or snapshot.find("milestone", before)
    names = [_called(snapshot, subject) for subject, _ in held]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"It waits until “{getattr(thing, 'name', '') or before}” is done, and {_counted(lag)} more for {listed}."


def _called(snapshot: Snapshot, subject: str) -> str:
    noun, _, id = subject.partition(":")
    value = snapshot.find(noun, id)
    return f"“{getattr(value, 'event', '') or getattr(value, 'name', '') or id}”"


def _counted(days: float) -> str:
    whole = round(days, 1)
    return "1 day" if whole == 1 else f"{whole:g} days"
