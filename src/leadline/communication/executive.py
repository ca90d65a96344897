"""For an executive: at most 150 words, one of everything, no tracker keys, no names."""

from leadline.charts import words
from leadline.communication.facts import Facts
from leadline.communication.ground import Ground
from leadline.communication.options import best_options, lost
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
    others,
    paragraph,
    watching,
)


def executive(ground: Ground, facts: Facts) -> list[Paragraph]:
    """The parts of the letter. Bad news says effect and cause before anything else."""
    worst = ground.promised()[:1]
    why = cause(ground, facts, worst[0]) if worst and ground.is_bad else ""
    return [
        paragraph("opening", bottom_line(ground, facts), need(ground, facts)),
        paragraph("effect", effect(ground, facts)),
        paragraph("cause", why),
        paragraph("others", others(ground, facts)),
        paragraph("changed", *changed(ground, facts, most=1)),
        paragraph("risk", watching(ground, facts)),
        paragraph("path", _path(ground, facts)),
        paragraph("ask", *asks(ground, facts, most=1)),
        paragraph("next", next_visible(ground, facts, most=1)),
        paragraph("update", next_letter(ground, facts)),
    ]


def _path(ground: Ground, facts: Facts) -> str:
    """What can be won back. The actions themselves carry names and keys, so they are behind the figure."""
    found = best_options(ground, most=10)
    if not found:
        return ""
    finding, best = found[0]
    agree = ""
    if best.agree:
        says = "Whose agreement the action needs."
        people = facts.mark(words.plural(len(best.agree), "person", "people"), says, f"finding:{finding.id}")
        agree = f" and needs the agreement of {people}"
    return f"The best action we have priced wins back {facts.gained(finding, best)}{lost(ground, facts, finding, best)}{agree}."
