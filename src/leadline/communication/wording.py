"""A draft as words: for the page with its proofs, for the mail as text and as HTML, and checked number by number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from leadline.program.snapshot import Snapshot, label
from leadline.record.models import Draft

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARK = re.compile(r"\[\[(f\d+)\]\]")
PAPER = "max-width:600px;margin:0 auto;font-family:Georgia,serif;font-size:17px;line-height:1.5;padding:24px"


def plain(draft: Draft) -> str:
    """The letter as text, paragraphs apart: as it was edited, or as it was composed with its figures in place."""
    if draft.edited:
        return draft.edited
    figures = {one["id"]: one["figure"] for one in draft.facts}
    return "\n\n".join(MARK.sub(lambda found: figures[found[1]], one["text"]) for one in draft.paragraphs)


def body(draft: Draft) -> str:
    """Safe HTML for the page: each figure links to its proof beside the sheet."""
    if draft.edited:
        return "".join(f"<p>{_linked(part, draft.facts)}</p>" for part in draft.edited.split("\n\n") if part.strip())
    seen: set[str] = set()
    made = []
    for one in draft.paragraphs:
        look = ' class="opening"' if one["kind"] == "opening" else ' class="ask"' if one["kind"] == "ask" else ""
        made.append(f"<p{look}>{_marked(one['text'], draft.facts, seen)}</p>")
    return "".join(made)


def unproven(text: str, draft: Draft, snapshot: Snapshot) -> list[str]:
    """The numbers of a text that no fact of the draft holds and that are in no name of the program, in their order."""
    known = set(_numbers(one["figure"] for one in draft.facts))
    known |= set(_numbers(label(noun, one) for noun, one in snapshot.everything())) | set(_numbers([snapshot.name]))
    return [number for number in dict.fromkeys(NUMBER.findall(text)) if number not in known]


def as_text(draft: Draft, address: str) -> str:
    """The mail as text: the letter, then where each number comes from, then where to read on."""
    proofs = "\n".join(f"- {one['figure']}: {one['says']}" for one in draft.facts if one["figure"] in plain(draft))
    where = f"\n\nWhere each number comes from\n{proofs}" if proofs else ""
    return f"{plain(draft)}{where}\n\nRead it with its evidence: {address}\n"


def as_html(draft: Draft, address: str) -> str:
    """The mail as HTML: one column, both colour schemes, no picture, nothing that tells who opened it."""
    parts = "".join(f"<p>{escape(part)}</p>" for part in plain(draft).split("\n\n") if part.strip())
    proofs = "".join(
        f"<li><b>{escape(one['figure'])}</b> {escape(one['says'])}</li>"
        for one in draft.facts
        if one["figure"] in plain(draft)
    )
    where = (
        f"<h2 style='font-size:14px'>Where each number comes from</h2><ul style='font-size:14px'>{proofs}</ul>"
        if proofs
        else ""
    )
    head = (
        f"<meta charset='utf-8'><meta name='color-scheme' content='light dark'><title>{escape(draft.subject)}</title>"
    )
    link = f"<p style='font-size:14px'><a href='{escape(address)}'>Read it with its evidence</a></p>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><div style='{PAPER}'>{parts}{where}{link}</div></body></html>"


def used(draft: Draft) -> list[Mapping[str, Any]]:
    """The facts whose figure stands in the letter."""
    if draft.edited:
        return [one for one in draft.facts if one["figure"] in draft.edited]
    marked = {id for one in draft.paragraphs for id in MARK.findall(one["text"])}
    return [one for one in draft.facts if one["id"] in marked]


def _numbers(texts: Iterable[str]) -> list[str]:
    return [number for text in texts for number in NUMBER.findall(text)]


def _marked(text: str, facts: Sequence[Mapping[str, Any]], seen: set[str]) -> str:
    figures = {one["id"]: one["figure"] for one in facts}
    parts = MARK.split(text)
    made = []
    for number, part in enumerate(parts):
        made.append(_link(part, figures[part], seen) if number % 2 else escape(part))
    return "".join(made)


def _link(id: str, figure: str, seen: set[str]) -> str:
    """The first link of a figure carries the anchor its proof leads back to; an id stands once on a page."""
    anchor = "" if id in seen else f' id="t{id}"'
    seen.add(id)
    return f'<a class="evidence" href="#{id}"{anchor}>{escape(figure)}</a>'


def _linked(text: str, facts: Sequence[Mapping[str, Any]]) -> str:
    """Edited words: the figures that are still there keep their link."""
    by_figure = {one["figure"]: one["id"] for one in facts}
    if not by_figure:
        return escape(text)
    pattern = re.compile("|".join(re.escape(figure) for figure in sorted(by_figure, key=len, reverse=True)))
    seen: set[str] = set()
    made, last = [], 0
    for found in pattern.finditer(text):
        made += [escape(text[last : found.start()]), _link(by_figure[found[0]], found[0], seen)]
        last = found.end()
    return "".join([*made, escape(text[last:])])
