"""The plain list of one noun: its names, what tells most of each, found by words, a hundred at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Evidence, Field, Pager, Row, Table
from leadline.desk.fact_columns import TELLING, WHAT, cell, heading, needed
from leadline.desk.pages.facts import adding
from leadline.program.snapshot import PLACES, Snapshot
from leadline.program.titles import title
from leadline.record.access import hidden, restricted
from leadline.record.doors import PAGES, Page, Refused, Visit, page
from leadline.record.field_words import noun_word
from leadline.record.places import called, list_of, place_of
from leadline.record.snapshots import load_snapshot

A_PAGE = 100
MOST_TYPED = 100
"""Letters of a filter that are read."""

Named = tuple[str, Any]
"""What a noun is called, and the noun."""


@dataclass(frozen=True, kw_only=True)
class FactListPage(Page):
    """What the template reads."""

    says: str
    lede: str
    url: str
    field: Field | None
    add: Evidence | None
    more: Evidence | None
    table: Table | None = None
    empty: Empty | None = None


@page("facts/<slug:noun>")
def fact_list(visit: Visit, noun: str) -> FactListPage:
    """All of one noun that is in the plan."""
    if noun not in TELLING or hidden(visit.who, visit.program, noun):
        raise Refused("There is no such list. Facts has all there are.")
    number = int(visit.query["page"]) if visit.query.get("page", "").isdigit() else 1
    return present(
        load_snapshot(visit.program, visit.today, needed(noun)),
        noun,
        visit.query.get("q", "").strip()[:MOST_TYPED],
        max(1, number),
        role=visit.who.role_in(visit.program) or "",
        kept=restricted(visit.who, visit.program, noun),
    )


def present(
    snapshot: Snapshot, noun: str, asked: str = "", number: int = 1, *, role: str, kept: frozenset[str] = frozenset()
) -> FactListPage:
    """The page out of the nouns it needs; `kept` are fields that are not for this reader."""
    every, found, key = snapshot.of(noun), _found(snapshot, noun, asked), snapshot.id
    add = adding(noun, key, role)
    last = max(1, -(-len(found) // A_PAGE))
    return FactListPage(
        title=called(noun),
        says=_says(noun, len(every), len(found), asked),
        lede=WHAT[noun],
        url=list_of(noun, key),
        field=Field("fact-filter", "q", "With these words in the name", "search", asked) if every else None,
        add=add,
        more=_more(noun, key),
        table=_table(snapshot, noun, found, min(number, last), asked, kept) if found else None,
        empty=None if found else _empty(noun, asked, list_of(noun, key), add),
    )


def _found(snapshot: Snapshot, noun: str, asked: str) -> list[Named]:
    """In alphabetical order, those with all the words in their name or their id."""
    wanted = asked.casefold().split()
    named = [(title(snapshot, noun, one), one) for one in snapshot.of(noun)]
    hits = [(name, one) for name, one in named if all(word in f"{name} {one.id}".casefold() for word in wanted)]
    return sorted(hits, key=lambda hit: (hit[0].casefold(), hit[1].id))


def _says(noun: str, total: int, found: int, asked: str) -> str:
    every = words.plural(total, noun_word(noun), "pieces of work" if noun == "work" else PLACES[noun])
    if asked:
        return f"{words.number(found)} of {every} with “{asked}” in the name."
    return f"{every}." if total else f"No {noun_word(noun)} is recorded."


def _more(noun: str, key: str) -> Evidence | None:
    """The page that says what these facts mean, where there is one."""
    door = PAGES.get("briefs" if noun == "letter" else PLACES[noun])
    return Evidence(f"{called(noun)}, as the last round sees them", f"/p/{key}/{door.path}") if door else None


def _empty(noun: str, asked: str, here: str, add: Evidence | None) -> Empty:
    if asked:
        return Empty("Nothing has these words", "Fewer letters find more.", "search", url=here, verb="Show all")
    says = "What was retired is not listed; undo in the journal brings it back."
    return Empty(
        f"No {noun_word(noun)} yet", says, "document", url=add.url if add else "", verb=add.says if add else ""
    )


def _table(
    snapshot: Snapshot, noun: str, found: Sequence[Named], number: int, asked: str, kept: frozenset[str]
) -> Table:
    names = [name for name in TELLING[noun] if name not in kept]
    start = (number - 1) * A_PAGE
    rows = [
        Row([Cell(name, place_of(noun, one.id, snapshot.id)), *(cell(noun, one, each, snapshot) for each in names)])
        for name, one in found[start : start + A_PAGE]
    ]
    columns = [Column(noun_word(noun).capitalize()), *(Column(heading(name)) for name in names)]
    pager = _pager(list_of(noun, snapshot.id), len(found), number, asked)
    return Table(called(noun), columns, rows, pager, look="fact-list")


def _pager(here: str, total: int, number: int, asked: str) -> Pager | None:
    if total <= A_PAGE:
        return None
    first, last = (number - 1) * A_PAGE + 1, min(number * A_PAGE, total)
    kept = {"q": asked} if asked else {}
    before, after = (f"{here}?{urlencode({**kept, 'page': one})}" for one in (number - 1, number + 1))
    return Pager(first, last, total, before if number > 1 else "", after if last < total else "")
