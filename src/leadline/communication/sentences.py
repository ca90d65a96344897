"""Sentences that letters of several altitudes share. Each says one thing; an empty one is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.program.decisions import Decision
from leadline.program.risks import Roadblock
from leadline.program.status import WORDS


@dataclass(frozen=True)
class Paragraph:
    """
    One part of a letter. `kind` says what it is for: opening, effect, option, and so on.

    `cells` are the same words as a row of a table: name, status, first promise, present promise, odds.
    """

    kind: str
    sentences: tuple[str, ...]
    cells: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its sentences, one after the other."""
        return " ".join(one for one in self.sentences if one)

    @property
    def everything(self) -> str:
        """Text and cells, wherever a mark may stand."""
        return " ".join((self.text, *self.cells))


def paragraph(kind: str, *sentences: str) -> Paragraph:
    """A paragraph of the sentences that say something."""
    return Paragraph(kind, tuple(one for one in sentences if one))


def sentence(text: str) -> str:
    """Words with a full stop where they have no end."""
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def bottom_line(ground: Ground, facts: Facts) -> str:
    """The answer first: the promise that is worst off, with its date and odds, and how far that is from last time."""
    promised = ground.promised()
    if not promised:
        return f"{ground.snapshot.name or ground.snapshot.id} has no promised date with odds yet."
    worst = promised[0]
    status = WORDS[ground.status(worst)]
    return f"{ground.name(worst)} is {status} for {facts.due(worst)}, with {facts.odds(worst)} odds{_since(ground, facts, worst)}."


def _since(ground: Ground, facts: Facts, milestone: str) -> str:
    was, now = ground.told(milestone)[1], ground.odds(milestone)
    if was is None or now is None or milestone not in ground.moved():
        return ""
    points = abs(round(now * 100) - round(was * 100))
    day = words.day(ground.told_on(milestone), ground.as_of)
    says = f"{ground.name(milestone)}: {words.share(was)} was told on {day}."
    mark = facts.mark(words.plural(points, "point"), says, f"milestone:{milestone}")
    return f", {mark} {'more' if now > was else 'less'} than you were told last"


def need(ground: Ground, facts: Facts) -> str:
    """What is wanted of the reader, in one sentence."""
    wanted = ground.decisions()
    if not wanted:
        return "Nothing is needed from you."
    count = facts.count(len(wanted), "decision", "decisions", "Open decisions, as recorded.")
    many = f"{count[:1].upper()}{count[1:]} {'is' if len(wanted) == 1 else 'are'} needed from you"
    first = wanted[0]
    if not first.needed_by:
        return f"{many}."
    day = facts.day(first.needed_by, f"“{first.question}”: the day it is needed by.", f"decision:{first.id}")
    late = "since" if first.needed_by < ground.as_of else "by"
    return f"{many}, {'' if len(wanted) == 1 else 'the first '}{late} {day}."


def others(ground: Ground, facts: Facts) -> str:
    """How the other promises stand, counted by status."""
    rest = ground.promised()[1:]
    if not rest:
        return ""
    if len(rest) == 1:
        return f"{ground.name(rest[0])} is {WORDS[ground.status(rest[0])]} for {facts.due(rest[0])}."
    parts = []
    for status in dict.fromkeys(ground.status(id) for id in rest):
        same = [id for id in rest if ground.status(id) == status]
        parts.append(f"{_number(facts, len(same), f'Promises that are {WORDS[status]}.')} {WORDS[status]}")
    ref = f"program:{ground.snapshot.id}"
    total = facts.mark(words.number(len(rest)), "Promises with odds, without the one named first.", ref)
    return f"Of the other {total} promises, {words.listed(parts)}."


def _number(facts: Facts, number: int, says: str) -> str:
    return facts.mark(words.number(number), says, f"program:{facts.ground.snapshot.id}")


def effect(ground: Ground, facts: Facts) -> str:
    """What bad news means: when it comes instead, and what each day costs where that is known."""
    bad = ground.promised()
    if not ground.is_bad or not bad:
        return ""
    late = facts.quantile(bad[0], 0.8)
    milestone = ground.snapshot.find("milestone", bad[0])
    goal = ground.snapshot.find("goal", milestone.goal) if milestone else None
    cents = (milestone.cost_of_delay_cents if milestone else None) or (goal.cost_of_delay_cents if goal else None)
    each = ""
    if cents:
        says = f"{ground.name(bad[0])}: what a calendar day of delay costs, as recorded."
        each = f" Each day later costs {facts.money(cents, says, f'milestone:{bad[0]}')}."
    share = facts.mark(words.share(0.8), "The level at which dates are told outside: P80.", f"milestone:{bad[0]}")
    when = f"Say {late} if it must hold in {share} of futures." if late else "Most futures do not reach it at all."
    return f"{when}{each}"


def cause(ground: Ground, facts: Facts, milestone: str) -> str:
    """Why: what stands in the way of a milestone now, or else the work that decides its date most often."""
    work = {one.id for one in ground.snapshot.work if one.milestone == milestone} | {milestone}
    for one in ground.roadblocks():
        if work & set(one.work):
            return f"The cause: {roadblock(facts, one)}"
    foreseen = ground.outlook.milestones.get(milestone)
    for driver in foreseen.drivers if foreseen else ():
        noun, _, id = driver.subject.partition(":")
        found = (
            ground.snapshot.find(noun, id) if noun in ("work", "risk") else ground.snapshot.find("work", driver.subject)
        )
        if found is not None and driver.decides >= 0.2:
            what = facts.told.fit(getattr(found, "event", "") or getattr(found, "name", "") or found.id)
            says = f"“{what}”: share of futures in which it is on the chain that sets the date."
            ref = driver.subject if noun in ("work", "risk") else f"work:{found.id}"
            return f"What decides it: {what}, in {facts.mark(words.share(driver.decides), says, ref)} of futures."
    return ""


def roadblock(facts: Facts, one: Roadblock) -> str:
    """A roadblock in a sentence: what it is, since when, and whom or what it waits for."""
    ref = f"roadblock:{one.id}"
    said = facts.quoted(one.name or "a roadblock", "As the roadblock is recorded.", ref)
    since = f", since {facts.day(one.since, f'“{one.name}”: the day it began.', ref)}" if one.since else ""
    waits = f", waiting for {facts.inside(one.waiting_for, 'As the roadblock says.', ref)}" if one.waiting_for else ""
    return f"{said.rstrip('.')}{since}{waits}."


def changed(ground: Ground, facts: Facts, *, most: int) -> tuple[str, ...]:
    """What is new since the last letter; the honest sentence where nothing is."""
    if ground.since is None:
        return ("This is the first letter about it.",)
    lines = [_reached(ground, facts, id, day) for id, day in ground.reached().items()]
    # The one named first has said how it moved already.
    lines += [_moved(ground, facts, id) for id in ground.moved() if id not in ground.promised()[:1]]
    if lines:
        return tuple(lines[:most])
    return no_news(ground, facts)


def no_news(ground: Ground, facts: Facts) -> tuple[str, ...]:
    """Nothing happened, and that is said: silence leaves people in the dark."""
    if ground.moved():
        return ()
    since = (
        facts.day(ground.since, "The day of the last letter.", f"program:{ground.snapshot.id}") if ground.since else ""
    )
    due = "A promised day has passed" if ground.was_due() else "No milestone was due"
    said = [f"{due} since {since}." if since else f"{due}."]
    for id in ground.promised()[:1]:
        known = ground.told(id)[1] is not None
        stays = f"stays {facts.odds(id)} (was {facts.was(id)})" if known else f"is {facts.odds(id)}"
        said.append(f"Confidence for {ground.name(id)} {stays}.")
    return tuple(said)


def _reached(ground: Ground, facts: Facts, milestone: str, on: date) -> str:
    day = facts.day(on, f"{ground.name(milestone)}: the day it was reached.", f"milestone:{milestone}")
    return f"{ground.name(milestone)} was reached on {day}."


def _moved(ground: Ground, facts: Facts, milestone: str) -> str:
    now, was = ground.odds(milestone), ground.told(milestone)[1]
    way = "rose" if (now or 0.0) > (was or 0.0) else "fell"
    return f"{ground.name(milestone)} {way} from {facts.was(milestone)} to {facts.odds(milestone)}."


def watching(ground: Ground, facts: Facts) -> str:
    """The risk that costs most, for a reader who is not asked to do anything about it."""
    return next((f"Watching: {risk}" for risk in risks(ground, facts, most=1)), "")


def risks(ground: Ground, facts: Facts, *, most: int) -> Iterable[str]:
    """The risks that cost the followed milestones most days, worst first."""
    open_ones = {one.id: one for one in ground.snapshot.risks if not one.is_certain}
    costly = [one for one in ground.outlook.risks.values() if one.days >= 0.5 and one.id in open_ones]
    followed = [one for one in costly if ground.follows(one.milestone)]
    for one in sorted(followed, key=lambda one: (-one.days, one.id))[:most]:
        risk = open_ones[one.id]
        ref = f"risk:{one.id}"
        event = facts.quoted(risk.event or "a risk", "As the risk is recorded.", ref).rstrip(".")
        says = f"“{risk.event}”: P80 of {ground.name(one.milestone)} with this risk, less P80 without it."
        days = facts.mark(words.plural(max(1, round(one.days)), "day"), says, ref)
        yield f"{event}, which costs {ground.name(one.milestone)} {days}."


def asks(ground: Ground, facts: Facts, *, most: int) -> tuple[str, ...]:
    """The decisions wanted of the reader, each with its day and what happens without an answer."""
    return tuple(_asked(ground, facts, one) for one in ground.decisions()[:most])


def _asked(ground: Ground, facts: Facts, one: Decision) -> str:
    ref = f"decision:{one.id}"
    please = "Please decide: "
    if one.needed_by:
        day = facts.day(one.needed_by, f"“{one.question}”: the day it is needed by.", ref)
        late = one.needed_by < ground.as_of
        please = f"Please decide, it was needed by {day}: " if late else f"Please decide by {day}: "
    question = sentence(facts.quoted(one.question, "As the decision asks.", ref))
    default = facts.quoted(one.default, "The default of the decision.", ref)
    return f"{please}{question}{f' Without an answer: {sentence(default)}' if default else ''}"


def ahead(ground: Ground, facts: Facts, *, most: int) -> list[str]:
    """The next milestones, each with the days from the middle future to P80."""
    known = []
    for one in ground.snapshot.milestones:
        foreseen = ground.outlook.milestones.get(one.id)
        if one.done_on or foreseen is None or foreseen.blind or foreseen.p50_days is None or not ground.follows(one.id):
            continue
        if window := facts.window(one.id):
            known.append((foreseen.p50_days, one.id, f"{ground.name(one.id)} {window}"))
    return [says for _, _, says in sorted(known)[:most]]


def next_visible(ground: Ground, facts: Facts, *, most: int) -> str:
    """What the reader will see next, and when."""
    lines = ahead(ground, facts, most=most)
    return f"Next visible: {words.listed(lines)}." if lines else ""


def next_letter(ground: Ground, facts: Facts) -> str:
    """When they hear again, whatever happens."""
    if ground.next_on is None:
        return ""
    ref = f"stakeholder:{ground.readers[0].id}" if ground.readers else f"program:{ground.snapshot.id}"
    day = facts.day(ground.next_on, "The next letter to these readers, by the rhythm agreed with them.", ref)
    return f"You hear again by {day}, or sooner if something changes."
