"""For a team: where we are, what is done, what is in the way, what decides the date. No money, no other team's people."""

from datetime import timedelta

from leadline.charts import words
from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.communication.sentences import Paragraph, next_letter, paragraph, roadblock, sentence
from leadline.program.status import WORDS
from leadline.program.work import WorkItem

SOON = timedelta(days=14)
DECIDES = 0.2
"""Share of futures from which on a piece of work is said to decide a date."""


def team(ground: Ground, facts: Facts) -> list[Paragraph]:
    """The parts of the letter."""
    work = ground.team_work()
    return [
        paragraph("opening", *_where(ground, facts, work)),
        paragraph("changed", *_finished(ground, facts, work)),
        paragraph("risk", *_in_the_way(ground, facts, work)),
        paragraph("path", *_deciding(ground, facts, work)),
        paragraph("ask", *_help(ground, facts, work)),
        paragraph("next", _soon(ground, facts, work)),
        paragraph("update", next_letter(ground, facts)),
    ]


def _where(ground: Ground, facts: Facts, work: list[WorkItem]) -> list[str]:
    own = {one.milestone for one in work}
    known = [id for id in ground.promised() if id in own] or ground.promised()
    if not known:
        return [f"{ground.snapshot.name or ground.snapshot.id} has no promised date with odds yet."]
    first = min(
        known,
        key=lambda id: (ground.outlook.milestones[id].p50_days is None, ground.outlook.milestones[id].p50_days or 0.0),
    )
    middle = facts.quantile(first, 0.5)
    when = f"in the middle future it is reached on {middle}" if middle else "half of the futures do not reach it"
    now = f"Our next milestone is {ground.name(first)}: {facts.odds(first)} odds for {facts.due(first)}, {WORDS[ground.status(first)]}"
    rest = [f"{ground.name(id)} is {WORDS[ground.status(id)]}." for id in known if id != first][:2]
    return [f"{now}; {when}.", *rest]


def _finished(ground: Ground, facts: Facts, work: list[WorkItem]) -> list[str]:
    if ground.since is None:
        return ["This is the first letter about it."]
    since = facts.day(ground.since, "The day of the last letter.", f"program:{ground.snapshot.id}")
    done = [one for one in work if one.state == "done" and one.done_on and ground.since < one.done_on <= ground.as_of]
    reached = [f"{ground.name(id)} is reached." for id in ground.reached()]
    if not done:
        return reached or [f"Nothing was finished since {since}, and no milestone was due."]
    # Never by whom: thanks by name need the consent of those who are named.
    names = words.listed([one.name or one.id for one in sorted(done, key=lambda one: one.id)[:5]])
    count = facts.count(len(done), "piece of work", "pieces of work", "Work done since the last letter.")
    if len(done) <= 5:
        return [*reached, f"Finished since {since}: {names}. Thank you."]
    return [*reached, f"Finished since {since}: {count}, among them {names}. Thank you."]


def _in_the_way(ground: Ground, facts: Facts, work: list[WorkItem]) -> list[str]:
    own = {one.id for one in work} | {one.milestone for one in work}
    found = [one for one in ground.roadblocks() if own & set(one.work) or not ground.teams]
    return [f"In the way: {roadblock(facts, one)}" for one in found[:3]]


def _deciding(ground: Ground, facts: Facts, work: list[WorkItem]) -> list[str]:
    """The team's own work that sets the date most often, with its age."""
    said = []
    known = [(ground.outlook.items[one.id], one) for one in work if one.id in ground.outlook.items and not one.done_on]
    for seen, one in sorted(known, key=lambda pair: (-pair[0].decides, pair[1].id))[:3]:
        if seen.decides < DECIDES:
            break
        name, ref = one.name or one.id, f"work:{one.id}"
        says = f"{name}: share of futures in which it is on the chain that sets the date."
        age = ""
        if one.started_on and one.started_on <= ground.as_of:
            days = words.plural((ground.as_of - one.started_on).days, "day")
            age = f", begun {facts.mark(days, f'{name}: days since it was started.', ref)} ago"
        milestone = ground.name(seen.milestone or one.milestone)
        said.append(
            f"{name} decides {milestone} in {facts.mark(words.share(seen.decides), says, ref)} of futures{age}."
        )
    return said


def _help(ground: Ground, facts: Facts, work: list[WorkItem]) -> list[str]:
    """What others wait for: the question, never who has not answered it."""
    own = {one.id for one in work} | {one.milestone for one in work}
    said = []
    for one in ground.snapshot.asks:
        if one.answered_on or one.withdrawn_on or (ground.teams and one.work not in own):
            continue
        ref = f"ask:{one.id}"
        by = f" (wanted by {facts.day(one.due, 'The day an answer is wanted by.', ref)})" if one.due else ""
        text = facts.quoted(one.text, "As it was asked.", ref)
        said.append(f"Help wanted{by}: {sentence(text)}" if text else "")
    return [one for one in said if one][:3]


def _soon(ground: Ground, facts: Facts, work: list[WorkItem]) -> str:
    """What the next two weeks bring, in the middle future."""
    until = SOON.days
    known = [
        ground.outlook.items[one.id]
        for one in work
        if one.id in ground.outlook.items and one.state in ("todo", "doing")
    ]
    near = sorted((one for one in known if one.finish_p50 <= until), key=lambda one: (one.finish_p50, one.id))[:4]
    names = {one.id: one.name or one.id for one in work}
    lines = [f"{names[one.id]} by {facts.finish(one.id)}" for one in near]
    ref = f"program:{ground.snapshot.id}"
    weeks = facts.mark("two weeks", "How far a letter to a team looks ahead.", ref) if lines else ""
    return f"In the next {weeks}: {words.listed(lines)}." if lines else ""
