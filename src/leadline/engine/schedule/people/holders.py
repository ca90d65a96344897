"""What holds an item until a day, when that is no other item: a decision, a roadblock, or a day it may not start before."""

from leadline.engine.calendars import dated
from leadline.engine.network import Network
from leadline.engine.schedule.people.programs import middling
from leadline.engine.schedule.people.words import said

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
    return ""
