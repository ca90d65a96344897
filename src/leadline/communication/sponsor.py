"""For the sponsor and the steering committee: one page, with money, options and every promise."""

from leadline.charts import words
from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.communication.options import options, recommendation
from leadline.communication.sentences import (
    Paragraph,
    asks,
    bottom_line,
    cause,
    changed,
    effect,
    need,
    next_letter,
    next_visible,
    paragraph,
    risks,
    sentence,
)
from leadline.program.commitments import judgement
from leadline.program.status import WORDS


def sponsor(ground: Ground, facts: Facts) -> list[Paragraph]:
    """The parts of the letter. Bad news says effect and cause before anything else."""
    worst = ground.promised()[:1]
    why = cause(ground, facts, worst[0]) if worst and ground.is_bad else ""
    return [
        paragraph("opening", bottom_line(ground, facts), need(ground, facts)),
        paragraph("effect", effect(ground, facts)),
        paragraph("cause", why),
        paragraph("judged", *_judged(ground, facts)),
        paragraph("changed", *changed(ground, facts, most=3)),
        paragraph("ask", *asks(ground, facts, most=3)),
        *options(ground, facts, most=3),
        paragraph("recommendation", recommendation(ground, facts)),
        *_promises(ground, facts),
        paragraph("confidence", *_confidence(ground, facts)),
        paragraph("risk", *_risks(ground, facts)),
        paragraph("next", next_visible(ground, facts, most=3)),
        paragraph("update", next_letter(ground, facts)),
    ]


def _promises(ground: Ground, facts: Facts) -> list[Paragraph]:
    """One row a promise: first and present date never stand apart."""
    made = []
    for id in ground.promised():
        status, first, due, odds = ground.status(id), facts.first_due(id), facts.due(id), facts.odds(id)
        says = f"{ground.name(id)}: {WORDS[status]}, first promised for {first}, now for {due}, {odds} odds."
        made.append(Paragraph("promise", (says,), (ground.name(id), status, first, due, odds)))
    return made


def _judged(ground: Ground, facts: Facts) -> list[str]:
    """Where a person set another colour, both are said, with the reason."""
    said = []
    for id in ground.promised():
        one = judgement(ground.snapshot, id)
        if one and one.status != ground.status(id):
            by = ground.person(one.by) if one.by else "A person"
            reason = sentence(
                facts.quoted(one.reason or "no reason given", "The reason as recorded.", f"milestone:{id}")
            )
            computed = WORDS[ground.status(id)]
            said.append(
                f"{by} calls {ground.name(id)} {WORDS[one.status]}; the futures say {computed}. The reason: {reason}"
            )
    return said


def _confidence(ground: Ground, facts: Facts) -> list[str]:
    said = []
    if ground.outlook.joint is not None and len(ground.promised()) > 1:
        said.append(f"All promises hold together in {facts.joint()} of futures.")
    if ground.outlook.cost and ground.snapshot.budget_cents:
        level = facts.mark(words.share(0.8), "The level at which cost is told: P80.", f"program:{ground.snapshot.id}")
        middle = f"{facts.cost(0.5)} in the middle future and {facts.cost(0.8)} or less in {level} of them"
        said.append(f"The cost is {middle}, against a budget of {facts.budget()}.")
        if ground.outlook.joint_with_cost is not None:
            said.append(f"Dates and budget hold together in {facts.joint_with_cost()}.")
    return said


def _risks(ground: Ground, facts: Facts) -> list[str]:
    found = list(risks(ground, facts, most=5))
    if not found:
        return []
    return [
        f"The {'risk' if len(found) == 1 else 'risks'} that cost most: {found[0]}",
        *found[1:],
        *_responses(ground, facts),
    ]


def _responses(ground: Ground, facts: Facts) -> list[str]:
    """What is being done about them, with who and by when."""
    worst = sorted(ground.outlook.risks.values(), key=lambda one: (-one.days, one.id))[:5]
    said = []
    for one in worst:
        risk = ground.snapshot.find("risk", one.id)
        if one.days < 0.5 or risk is None or not ground.follows(one.milestone):
            continue
        response = risk.response
        if response and response.action and not response.done:
            ref = f"risk:{one.id}"
            by = f" by {facts.day(response.due, 'The day of the response.', ref)}" if response.due else ""
            who = f"{ground.person(response.owner)}: " if response.owner else ""
            action = facts.quoted(response.action, "The response as recorded.", ref).rstrip(".")
            said.append(f"{who}{action}{by}.")
    return said
