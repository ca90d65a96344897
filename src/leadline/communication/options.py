"""What could be done, as a letter offers it: the priced remedies of findings that everybody may read."""

from leadline.charts import words
from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.communication.sentences import Paragraph, paragraph, sentence
from leadline.record.results import PricedRemedy, StoredFinding

Option = tuple[StoredFinding, PricedRemedy]


def best_options(ground: Ground, *, most: int) -> list[Option]:
    """The findings whose best remedy gains measurably, in the order of the daily list; what was put aside is left out."""
    found = [
        (one, one.best)
        for one in ground.findings
        if one.audience == "all" and one.muted is None and one.state != "gone"
    ]
    gaining = [(one, best) for one, best in found if best is not None and _is_for(ground, best)]
    # One subject is offered once, with what gains most there: two ways to settle one decision are no two options.
    once: dict[str, str] = {}
    for finding, best in gaining:
        once.setdefault(finding.subject, finding.id)
        once.setdefault(best.says, finding.id)
    own = [pair for pair in gaining if once[pair[0].subject] == pair[0].id == once[pair[1].says]]
    return own[:most]


def options(ground: Ground, facts: Facts, *, most: int) -> list[Paragraph]:
    """Each option with what it gains, what it is worth and costs, and who must agree."""
    return [paragraph("option", *_option(ground, facts, *pair)) for pair in best_options(ground, most=most)]


def recommendation(ground: Ground, facts: Facts) -> str:
    """Which of the options we would take, and why that one."""
    found = best_options(ground, most=3)
    if not found:
        return "No action we have tried wins back days, so the date itself is the question." if ground.is_bad else ""
    if len(found) == 1:
        return "We recommend this."
    in_money = all(best.price and best.price.money_cents is not None for _, best in found)
    return f"We recommend the first: it is worth most{'' if in_money else ' in days'}. Gains do not add up."


def _option(ground: Ground, facts: Facts, finding: StoredFinding, best: PricedRemedy) -> tuple[str, ...]:
    ref = f"finding:{finding.id}"
    price = best.price
    headline = price.lines[0].commitment if price and price.lines else ""
    what = sentence(facts.quoted(best.says, "As the finding proposes.", ref))
    of = f" of {ground.name(headline)}" if headline else ""
    gains = f"It wins back {facts.gained(finding, best)}{of}{lost(ground, facts, finding, best)}"
    if price and price.money_cents is not None:
        worth = "Days times the cost of delay over all promises, less what it costs."
        gains += f", worth {facts.money(price.money_cents, worth, ref)}"
    if best.cost_cents:
        gains += f", and costs {facts.money(best.cost_cents, 'What the action itself costs.', ref)}"
    agree = f"{words.listed([ground.person(id) for id in best.agree])} must agree." if best.agree else ""
    return what, f"{gains}.", agree


def lost(ground: Ground, facts: Facts, finding: StoredFinding, best: PricedRemedy) -> str:
    """Who pays for it: ", but Brazil live gets 3 days later"; a promise the readers do not follow is not named."""
    losses = best.price.losses if best.price else ()
    if not losses:
        return ""
    worst = losses[0]
    name = ground.name(worst.commitment) if ground.follows(worst.commitment) else "another promise"
    return f", but {name} gets {facts.lost(finding, best)} later{', and others do too' if len(losses) > 1 else ''}"


def _is_for(ground: Ground, best: PricedRemedy) -> bool:
    """Whether it helps something the readers follow."""
    lines = best.price.lines if best.price else ()
    return not lines or any(ground.follows(one.commitment) for one in lines)
