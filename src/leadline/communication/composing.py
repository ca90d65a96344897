"""A letter from facts alone, one for each altitude (SCIENCE.md §6). Pure: the same ground gives the same letter."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from leadline.communication.discretion import discretion
from leadline.communication.executive import executive
from leadline.communication.facts import MARK, Fact, Facts
from leadline.communication.ground import Ground
from leadline.communication.partner import partner
from leadline.communication.sentences import Paragraph
from leadline.communication.sponsor import sponsor
from leadline.communication.team import team

MOST_WORDS = 150
"""What an executive reads."""

_GO_FIRST = ("others", "risk", "cause", "next", "changed", "path", "effect")
"""What an executive's letter loses first when it is too long. The opening, the ask and the next update stay."""

_ALTITUDES: dict[str, Callable[[Ground, Facts], list[Paragraph]]] = {
    "executive": executive, "sponsor": sponsor, "team": team, "partner": partner,
}  # fmt: skip


@dataclass(frozen=True)
class Composed:
    """A letter: its subject (the first sentence), its paragraphs with marks for the figures, and the facts behind them."""

    subject: str
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Fact, ...]

    def plain(self, text: str) -> str:
        """A text with its figures in place of the marks."""
        figures = {one.id: one.figure for one in self.facts}
        return MARK.sub(lambda mark: figures.get(mark[1], mark[1]), text)

    @property
    def text(self) -> str:
        """The whole letter as a person reads it."""
        return "\n\n".join(self.plain(one.text) for one in self.paragraphs)

    def says(self, kind: str) -> str:
        """One part of the letter; empty when it has none."""
        return " ".join(self.plain(one.text) for one in self.paragraphs if one.kind == kind)


def compose(altitude: str, ground: Ground) -> Composed:
    """The brief for one altitude: `executive`, `sponsor`, `team` or `partner`."""
    facts = Facts(ground, discretion(altitude, ground.snapshot, ground.people))
    parts = _ALTITUDES[altitude](ground, facts)
    known = {one.id for one in facts.found.values()}
    paragraphs = [_without_foreign_marks(one, known) for one in parts if one.text]
    made = Composed("", tuple(paragraphs), tuple(facts.found.values()))
    if altitude == "executive":
        made = _shortened(made)
    return replace(made, subject=" ".join(made.plain(paragraphs[0].sentences[0]).split()), facts=_used(made))


def _without_foreign_marks(one: Paragraph, known: set[str]) -> Paragraph:
    """A name may look like a mark, because people type anything; it stays a name."""

    def bare(text: str) -> str:
        return MARK.sub(lambda mark: mark[0] if mark[1] in known else f"[{mark[1]}]", text)

    return replace(one, sentences=tuple(map(bare, one.sentences)), cells=tuple(map(bare, one.cells)))


def _shortened(made: Composed) -> Composed:
    for kind in _GO_FIRST:
        if len(made.text.split()) <= MOST_WORDS:
            break
        made = replace(made, paragraphs=tuple(one for one in made.paragraphs if one.kind != kind))
    return made


def _used(made: Composed) -> tuple[Fact, ...]:
    """The facts in the order in which they stand in the letter; those of dropped sentences go."""
    known = {one.id: one for one in made.facts}
    order = dict.fromkeys(mark for one in made.paragraphs for mark in MARK.findall(one.everything))
    return tuple(known[mark] for mark in order)
