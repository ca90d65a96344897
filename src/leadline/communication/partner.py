"""For a partner: what they get and when, as a range; what changed for them; what we need of them. Nothing of the inside."""

from datetime import date

from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.communication.sentences import Paragraph, next_letter, paragraph, sentence
from leadline.program.commitments import commitments, history
from leadline.program.status import brighter


def partner(ground: Ground, facts: Facts) -> list[Paragraph]:
    """The parts of the letter. Odds, risks and causes stay inside."""
    wanted = sorted(ground.promised(), key=lambda id: (commitments(ground.snapshot)[id].due, id))
    lines = [_when(ground, facts, id) for id in wanted[:3]]
    opening = lines[:1] or [
        f"There is no date yet that we could name for {ground.snapshot.name or ground.snapshot.id}."
    ]
    asked = _asked(ground, facts)
    return [
        paragraph("opening", *opening, "" if asked else "Nothing is needed from you."),
        paragraph("changed", *_changed(ground, facts, wanted)),
        paragraph("ask", *asked),
        paragraph("next", *lines[1:]),
        paragraph("update", next_letter(ground, facts)),
    ]


def _when(ground: Ground, facts: Facts, milestone: str) -> str:
    window = facts.window(milestone)
    promised = f"we promised {facts.due(milestone)}"
    name = ground.name(milestone)
    return f"You get {name} {window}; {promised}." if window else f"We cannot name a day for {name} yet; {promised}."


def _changed(ground: Ground, facts: Facts, wanted: list[str]) -> list[str]:
    """What changed for them: the date itself, or how sure it is. In words, because odds stay inside."""
    if ground.since is None:
        return ["This is the first letter about it."]
    since = facts.day(ground.since, "The day of our last letter.", f"program:{ground.snapshot.id}")
    said = []
    for id in wanted:
        if earlier := _moved_since(ground, id):
            old = facts.day(earlier, f"{ground.name(id)}: the date promised before.", f"milestone:{id}")
            said.append(f"Since our last letter the date of {ground.name(id)} has moved from {old} to {facts.due(id)}.")
        elif brighter(ground.told(id)[0], ground.status(id)):
            said.append(
                f"{ground.name(id)} has become less certain since our last letter of {since}; the range above is new."
            )
    said += [f"{ground.name(id)} is reached." for id in ground.reached()]
    return said or [f"Nothing has changed for you since our last letter of {since}."]


def _moved_since(ground: Ground, milestone: str) -> date | None:
    """The date that stood on the day of the last letter, where another one stands now."""
    stood = history(one for one in ground.snapshot.promises if one.milestone == milestone and one.kind == "commitment")
    before = [one for one in stood if one.set_on and ground.since and one.set_on <= ground.since]
    now = commitments(ground.snapshot)[milestone].due
    return before[-1].due if before and before[-1].due != now else None


def _asked(ground: Ground, facts: Facts) -> list[str]:
    """What this reader owes us, by when."""
    said = []
    for one in ground.snapshot.asks:
        if one.owed_by in ground.people and not one.answered_on and not one.withdrawn_on:
            ref = f"ask:{one.id}"
            by = f" by {facts.day(one.due, 'The day we need the answer by.', ref)}" if one.due else ""
            if text := facts.quoted(one.text, "As we asked it.", ref):
                said.append(f"We need from you{by}: {sentence(text)}")
    return said[:3]
