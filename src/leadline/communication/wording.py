"""A draft as words: plain, and for the page with its proofs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from leadline.charts.status import status_shape
from leadline.communication.facts import MARK
from leadline.program.status import WORDS
from leadline.record.models import Draft

HEADINGS = {
    "ask": "The decision",
    "option": "What could be done",
    "promise": "The promises",
    "confidence": "All of it together",
}
"""What a part is called where a letter is long enough to need it."""

LONG = 9
LOOKS = {"opening": "opening", "ask": "ask"}


def plain(draft: Draft) -> str:
    """The letter as text, paragraphs apart: as it was edited, or as it was composed with its figures in place."""
    return draft.edited or "\n\n".join(_filled(one["text"], draft.facts) for one in draft.paragraphs)


def subject(draft: Draft) -> str:
    """What stands over the mail: the first sentence, also of a person's own words."""
    if not draft.edited:
        return draft.subject
    first = re.split(r"(?<=[.!?])\s", " ".join(draft.edited.split("\n\n")[0].split()), maxsplit=1)[0]
    return first if len(first) <= 200 else f"{first[:199].rstrip()}…"


def used(draft: Draft) -> list[Mapping[str, Any]]:
    """The facts whose figure stands in the letter."""
    if draft.edited:
        shown = set(_pattern(draft.facts).findall(draft.edited)) if draft.facts else set()
        return [one for one in _once(draft.facts) if one["figure"] in shown]
    marked = {
        id for one in draft.paragraphs for text in (one["text"], *one.get("cells", ())) for id in MARK.findall(text)
    }
    return [one for one in draft.facts if one["id"] in marked]


def body(draft: Draft) -> str:
    """Safe HTML for the page: each figure links to its proof beside the sheet."""
    seen: set[str] = set()
    if draft.edited:
        parts = [part for part in draft.edited.split("\n\n") if part.strip()]
        looks = [' class="opening"', *[""] * len(parts)]
        return "".join(
            f"<p{look}>{_linked(part, draft.facts, seen)}</p>" for part, look in zip(parts, looks, strict=False)
        )
    return "".join(_page_parts(draft, seen))


def sections(draft: Draft) -> Iterator[tuple[str, str, list[Mapping[str, Any]]]]:
    """The parts of a composed letter in their order: kind, heading (empty for a short letter), paragraphs."""
    named = len(draft.paragraphs) >= LONG and any(one["kind"] == "promise" for one in draft.paragraphs)
    for kind, parts in groupby(draft.paragraphs, key=lambda one: str(one["kind"])):
        yield kind, HEADINGS.get(kind, "") if named else "", list(parts)


def _page_parts(draft: Draft, seen: set[str]) -> Iterator[str]:
    for kind, heading, parts in sections(draft):
        if heading:
            yield f"<h2>{heading}</h2>"
        if kind == "promise":
            yield _table(parts, draft.facts, seen)
            continue
        look = f' class="{LOOKS[kind]}"' if kind in LOOKS else ""
        yield from (f"<p{look}>{_marked(one['text'], draft.facts, seen)}</p>" for one in parts)


def _table(parts: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]], seen: set[str]) -> str:
    """The promises, each with its first date beside the present one."""
    head = "".join(f'<th scope="col"{look}>{says}</th>' for says, look in (
        ("Promise", ""), ("Status", ""), ("First", ' class="num"'), ("Now", ' class="num"'), ("Odds", ' class="num"'),
    ))  # fmt: skip
    rows = "".join(_row(one["cells"], facts, seen) for one in parts)
    return (
        '<table class="table letter-table" data-stack><caption class="hidden-text">Promises</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(cells: Sequence[str], facts: Sequence[Mapping[str, Any]], seen: set[str]) -> str:
    name, status, *figures = cells
    word = WORDS.get(status, "unknown").capitalize()
    shown = f'<span class="status" data-status="{escape(status)}">{status_shape(status)}<span>{word}</span></span>'
    numbers = "".join(
        f'<td class="num" data-label="{label}">{_marked(one, facts, seen)}</td>'
        for label, one in zip(("First", "Now", "Odds"), figures, strict=True)
    )
    return f'<tr><th scope="row">{escape(name)}</th><td>{shown}</td>{numbers}</tr>'


def _filled(text: str, facts: Sequence[Mapping[str, Any]]) -> str:
    figures = {one["id"]: one["figure"] for one in facts}
    return MARK.sub(lambda found: str(figures[found[1]]), text)


def _marked(text: str, facts: Sequence[Mapping[str, Any]], seen: set[str]) -> str:
    figures = {one["id"]: one["figure"] for one in facts}
    parts = MARK.split(text)
    return "".join(_link(one, figures[one], seen) if at % 2 else escape(one) for at, one in enumerate(parts))


def _link(id: str, figure: str, seen: set[str]) -> str:
    """The first link of a figure carries the anchor its proof leads back to; an id stands once on a page."""
    anchor = "" if id in seen else f' id="t{id}"'
    seen.add(id)
    return f'<a class="evidence" href="#{id}"{anchor}>{escape(figure)}</a>'


def _linked(text: str, facts: Sequence[Mapping[str, Any]], seen: set[str]) -> str:
    """Edited words: the figures that are still there keep their link."""
    if not facts:
        return escape(text)
    by_figure = {one["figure"]: one["id"] for one in _once(facts)}
    parts = re.split(f"({_pattern(facts).pattern})", text)
    return "".join(_link(by_figure[one], one, seen) if at % 2 else escape(one) for at, one in enumerate(parts))


def _pattern(facts: Sequence[Mapping[str, Any]]) -> re.Pattern[str]:
    """Any figure as a whole: 12 is not found in 2012, nor in 12.5."""
    figures = sorted({one["figure"] for one in facts}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(map(re.escape, figures))})(?![\w%])(?![.,]\d)")


def _once(facts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Several facts may have one figure; where only the figure is left, the first one stands for it."""
    return list({one["figure"]: one for one in reversed(facts)}.values())[::-1]
