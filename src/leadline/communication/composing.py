"""The words of a brief for each altitude, from facts alone (SCIENCE.md §6). Pure: the same ground gives the same letter."""

from collections.abc import Callable
from dataclasses import dataclass

from leadline.charts import words
from leadline.communication.facts import Fact, Facts, Ground
from leadline.program.decisions import Decision
from leadline.program.status import WORDS

MOST_WORDS = 150
"""What an executive reads."""


@dataclass(frozen=True)
class Composed:
    """A letter: its subject (the first sentence), its paragraphs with marks for the figures, and the facts behind them."""

    subject: str
    paragraphs: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]

    def plain(self, text: str) -> str:
        """A paragraph with its figures in place of the marks."""
        for fact in self.facts:
            text = text.replace(f"[[{fact.id}]]", fact.figure)
        return text


def compose(altitude: str, ground: Ground) -> Composed:
    """The brief for one altitude: `executive`, `sponsor`, `team` or `partner`."""
    facts = Facts(ground)
    paragraphs = [(kind, text) for kind, text in _PARTS[altitude](ground, facts) if text]
    made = Composed("", tuple(paragraphs), tuple(facts.found.values()))
    first = made.plain(paragraphs[0][1])
    return Composed(first.partition(". ")[0].rstrip(".") + ".", made.paragraphs, made.facts)


Parts = list[tuple[str, str]]


def _executive(ground: Ground, facts: Facts) -> Parts:
    return [
        ("opening", _opening(ground, facts)), ("changed", _changed(ground, facts, most=1)), ("risk", _risk(ground, facts, most=1)),
        ("path", _path(ground, facts, most=1)), ("ask", _decision(ground, facts, most=1)), ("next", _next(ground, facts, most=1)),
    ]  # fmt: skip


def _sponsor(ground: Ground, facts: Facts) -> Parts:
    return [
        ("opening", _opening(ground, facts)), ("confidence", _confidence(ground, facts)), ("changed", _changed(ground, facts, most=3)),
        ("risk", _risk(ground, facts, most=5)), ("path", _path(ground, facts, most=3)), ("ask", _decision(ground, facts, most=3)),
        ("next", _next(ground, facts, most=3)),
    ]  # fmt: skip


def _team(ground: Ground, facts: Facts) -> Parts:
    return [
        ("opening", _opening(ground, facts)), ("changed", _finished(ground, facts)), ("risk", _roadblocks(ground, facts)),
        ("path", _driving(ground, facts)), ("ask", _help(ground, facts)), ("next", _next(ground, facts, most=2)),
    ]  # fmt: skip


def _partner(ground: Ground, facts: Facts) -> Parts:
    wanted = ground.promised()
    lines = [f"{ground.name(id)}: between {facts.quantile(id, 0.5)} and {facts.quantile(id, 0.8)}." for id in wanted[:3]]
    opening = lines[0] if lines else f"There is no date for {ground.snapshot.name} that can be foreseen yet."
    return [("opening", opening), ("next", " ".join(lines[1:])), ("changed", _changed(ground, facts, most=1)), ("ask", _help(ground, facts))]


_PARTS: dict[str, Callable[[Ground, Facts], Parts]] = {"executive": _executive, "sponsor": _sponsor, "team": _team, "partner": _partner}


def _opening(ground: Ground, facts: Facts) -> str:
    """The answer first: the promise that is worst off, with its odds; and what is needed of the reader."""
    promised = ground.promised()
    if not promised:
        return f"{ground.snapshot.name} has no promised date with odds yet."
    worst = promised[0]
    status = WORDS.get(ground.statuses[worst]["status"], "unknown")
    need = " One decision is needed." if _open_decisions(ground) else " Nothing is needed from you."
    return f"{ground.name(worst)} is {status}, with {facts.odds(worst)} odds for {facts.due(worst)}.{need}"


def _confidence(ground: Ground, facts: Facts) -> str:
    parts = []
    if ground.outlook.joint is not None and len(ground.outlook.holds) > 1:
        parts.append(f"All promises hold together in {facts.joint()} of futures.")
    if ground.outlook.cost and ground.snapshot.budget_cents:
        parts.append(f"The cost is {facts.cost(0.5)} in the middle future and {facts.cost(0.8)} at P80, against a budget of {facts.budget()}.")
    return " ".join(parts)


def _changed(ground: Ground, facts: Facts, *, most: int) -> str:
    """What moved since the last letter; the honest sentence where nothing did."""
    moved = []
    for id in ground.promised():
        was = ground.told(id)[1]
        now = ground.statuses[id]["odds"]
        if was is not None and abs(now - was) >= 0.03:
            way = "rose" if now > was else "fell"
            moved.append((abs(now - was), f"{ground.name(id)} {way} from {facts.was(id, was)} to {facts.odds(id)}."))
    done = [one for one in ground.snapshot.milestones if one.done_on and ground.since and one.done_on > ground.since]
    reached = [f"{one.name} was reached on {facts.day(one.done_on, f'{one.name}: the day it was reached.', f'milestone:{one.id}')}." for one in done if one.done_on]
    lines = [*reached, *(text for _, text in sorted(moved, reverse=True))][:most]
    if lines:
        return " ".join(lines)
    if ground.since is None:
        return "This is the first letter about it."
    return "No milestone was due, and the odds have not moved by more than noise." if not done else ""


def _risk(ground: Ground, facts: Facts, *, most: int) -> str:
    worst = sorted(ground.outlook.risks.values(), key=lambda one: -one.days)[:most]
    lines = []
    for one in worst:
        risk = ground.snapshot.find("risk", one.id)
        if risk is None or one.days < 0.5:
            continue
        figure = facts.mark(words.plural(round(one.days), "day"), f"“{risk.event}”: P80 of {ground.name(one.milestone)} with the risk, less without it.", f"risk:{one.id}")
        lines.append(f"{risk.event} costs {ground.name(one.milestone)} {figure}.")
    return " ".join(lines)


def _path(ground: Ground, facts: Facts, *, most: int) -> str:
    gains = [one for one in ground.findings if one.best and one.muted is None][:most]
    lines = []
    for one in gains:
        best = one.best
        agree = words.listed([ground.person(id) for id in best.agree]) if best and best.agree else ""
        who = f" {agree} must agree." if agree else ""
        lines.append(f"{_sentence(best.says if best else '')} It wins back {facts.days(one)}.{who}")
    return " ".join(lines)


def _decision(ground: Ground, facts: Facts, *, most: int) -> str:
    lines = []
    for one in _open_decisions(ground)[:most]:
        by = f" by {facts.day(one.needed_by, f'“{one.question}”: needed by.', f'decision:{one.id}')}" if one.needed_by else ""
        default = f" Without an answer: {one.default}." if one.default else ""
        lines.append(f"Decide{by}: {one.question}{default}")
    return " ".join(lines)


def _open_decisions(ground: Ground) -> list[Decision]:
    as_of = ground.snapshot.as_of
    found = [one for one in ground.snapshot.decisions if not one.decided_on and not (one.parked_until and one.parked_until > as_of)]
    return sorted(found, key=lambda one: (one.needed_by is None, one.needed_by or as_of, one.id))


def _finished(ground: Ground, facts: Facts) -> str:
    done = [one for one in ground.snapshot.work if one.state == "done" and one.done_on and (ground.since is None or one.done_on > ground.since)]
    if not done:
        return "Nothing was finished since the last letter." if ground.since else ""
    names = words.listed([one.name or one.id for one in sorted(done, key=lambda one: one.id)[:5]])
    count = facts.mark(words.plural(len(done), "item"), "Work items done since the last letter.", f"program:{ground.snapshot.id}")
    return f"{count} finished, among them {names}. Thank you." if len(done) > 5 else f"Finished: {names}. Thank you."


def _roadblocks(ground: Ground, facts: Facts) -> str:
    open_ones = [one for one in ground.snapshot.roadblocks if not one.resolved_on][:3]
    lines = []
    for one in open_ones:
        since = f" since {facts.day(one.since, f'“{one.name}”: the day it was recorded.', f'roadblock:{one.id}')}" if one.since else ""
        lines.append(f"In the way{since}: {one.name}{f', waiting for {one.waiting_for}' if one.waiting_for else ''}.")
    return " ".join(lines)


def _driving(ground: Ground, facts: Facts) -> str:
    items = sorted(ground.outlook.items.values(), key=lambda one: (-one.decides, one.id))[:3]
    lines = []
    for one in items:
        found = ground.snapshot.find("work", one.id)
        if found is None or one.decides < 0.2:
            continue
        share = facts.mark(words.share(one.decides), f"{found.name or one.id}: share of futures in which it sets the date of {ground.name(one.milestone)}.", f"work:{one.id}")
        lines.append(f"{found.name or one.id} decides {ground.name(one.milestone)} in {share} of futures.")
    return " ".join(lines)


def _help(ground: Ground, facts: Facts) -> str:
    waiting = [one for one in ground.snapshot.asks if not one.answered_on and not one.withdrawn_on][:3]
    return " ".join(f"Still open: {_sentence(one.text)}" for one in waiting)


def _next(ground: Ground, facts: Facts, *, most: int) -> str:
    ahead = []
    for one in ground.snapshot.milestones:
        foreseen = ground.outlook.milestones.get(one.id)
        if one.done_on or foreseen is None or foreseen.blind or foreseen.p50_days is None:
            continue
        ahead.append((foreseen.p50_days, one.id))
    lines = [f"{ground.name(id)} between {facts.quantile(id, 0.5)} and {facts.quantile(id, 0.8)}" for _, id in sorted(ahead)[:most]]
    return f"Next visible: {words.listed(lines)}." if lines else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


