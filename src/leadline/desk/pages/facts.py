"""Facts: every noun of the program with how many there are, and the way to add one."""

from collections.abc import Mapping
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Evidence
from leadline.desk.fact_columns import GROUPS, WHAT
from leadline.record.access import PLANS, WORKS, for_, hidden
from leadline.record.doors import Page, Visit, page
from leadline.record.field_words import noun_word
from leadline.record.models import Intent
from leadline.record.places import called, form_of, list_of
from leadline.record.tables import tables


@dataclass(frozen=True)
class Kind:
    """One noun: its list, how many there are, and where one is added; no `add` where it is not for this reader."""

    name: str
    url: str
    says: str
    count: str
    add: Evidence | None

    @property
    def verb(self) -> str:
        """The first word of what is added, where the row says the rest."""
        return self.add.says.partition(" ")[0] if self.add else ""


@dataclass(frozen=True)
class Group:
    """The nouns of one part of the work."""

    id: str
    label: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, kw_only=True)
class FactsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    groups: tuple[Group, ...]


@page("facts")
def facts(visit: Visit) -> FactsPage:
    """What is recorded of the program, noun by noun."""
    counts = {noun: count(visit, noun) for noun in WHAT if not hidden(visit.who, visit.program, noun)}
    return present(counts, visit.program.key, str(visit.program), visit.who.role_in(visit.program) or "")


def present(counts: Mapping[str, int], key: str, program: str, role: str) -> FactsPage:
    """The page out of how many there are of each noun that this reader may see."""
    total = sum(counts.values())
    groups = tuple(
        Group(label.lower(), label, tuple(_kind(noun, counts[noun], key, role) for noun in nouns if noun in counts))
        for label, nouns in GROUPS.items()
    )
    return FactsPage(
        title="Facts",
        says=f"{words.plural(total, 'fact')} of {program}." if total else f"Nothing is recorded of {program} yet.",
        lede="Everything a forecast, a finding or a letter stands on. What was retired is left out; the journal has it.",
        groups=groups,
    )


def count(visit: Visit, noun: str) -> int:
    """How many there are in the plan; what was agreed on to take out counts as out, as everywhere."""
    scope = for_(visit.who)
    leaving = scope.rows(Intent, visit.program).filter(state=Intent.OPEN, noun=noun, field="").values("key")
    return scope.facts(tables()[noun], visit.program).exclude(key__in=leaving).count()


def adding(noun: str, key: str, role: str) -> Evidence | None:
    """Where one more is added, for whom the role lets; what people are asked for is asked for on its own page."""
    base = f"/p/{key}"
    if noun == "letter":
        return None  # Rounds draft letters.
    if noun == "ask":
        return Evidence("Ask somebody", f"{base}/asks") if role in WORKS else None
    if role not in PLANS:
        return None
    if noun == "promise":
        return Evidence("Propose a date", f"{base}/milestones")
    word = noun_word(noun)
    return Evidence(f"Add {'an' if word[0] in 'aeiou' else 'a'} {word}", form_of(noun, base))


def _kind(noun: str, many: int, key: str, role: str) -> Kind:
    return Kind(called(noun), list_of(noun, key), WHAT[noun], words.number(many), adding(noun, key, role))
