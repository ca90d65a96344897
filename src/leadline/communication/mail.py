"""A letter as mail: text, and HTML beside it. One column, both colour schemes, no picture, nothing that tells who opened it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from leadline.communication.facts import MARK
from leadline.communication.wording import plain, sections, subject, used
from leadline.program.status import WORDS
from leadline.record.models import Draft

Answer = tuple[str, str]
"""Something the reader can do: the label of its button, and its address."""

SIGNS = {"on-track": "✓", "at-risk": "▲", "off-track": "✕"}
STYLE = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 12px; background: #f6f5f1; color: #1c2333; font: 16px/1.55 -apple-system, system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.mail { max-width: 600px; margin: 0 auto; background: #ffffff; border: 1px solid #e4e2dc; border-radius: 10px; }
.part { padding: 0 28px; } .from { padding: 18px 28px 0; font-size: 13px; color: #545b6b; }
h1 { margin: 14px 0 12px; font: 600 24px/1.25 Georgia, "Times New Roman", serif; } h2 { margin: 24px 0 6px; font-size: 16px; }
p { margin: 0 0 14px; } a { color: inherit; text-decoration: underline; text-decoration-color: #4a86c5; text-underline-offset: 2px; }
.ask { padding: 2px 0 2px 14px; border-left: 3px solid #1c2333; }
.button { display: inline-block; margin: 0 8px 8px 0; padding: 10px 16px; border: 1px solid #1c2333; border-radius: 6px; font-weight: 600; font-size: 15px; text-decoration: none; }
.rows { margin: 0 0 16px; padding: 0; list-style: none; border-top: 1px solid #cfccc4; font-size: 15px; }
.rows li { padding: 8px 0; border-bottom: 1px solid #e4e2dc; overflow: hidden; } .right { float: right; text-align: right; }
.note { color: #545b6b; font-size: 13px; } .on-track { color: #0b665b; } .at-risk { color: #7d5200; } .off-track { color: #b0231c; }
.foot { margin-top: 22px; padding: 16px 28px 22px; border-top: 1px solid #e4e2dc; font-size: 12px; line-height: 1.5; color: #5c6270; }
.foot p { margin: 0 0 6px; } .foot ul { margin: 0 0 12px; padding-left: 16px; }
@media (max-width: 480px) { .part, .from, .foot { padding-left: 18px; padding-right: 18px; } body { padding: 0; } .mail { border: 0; border-radius: 0; } .button { display: block; margin-right: 0; text-align: center; } }
@media (prefers-color-scheme: dark) {
  body { background: #0d111b; color: #eeece6; } .mail { background: #171c29; border-color: #2b3244; }
  .from, .note { color: #b3b9c6; } .foot { color: #a2a9b8; border-color: #2b3244; } .ask, .button { border-color: #eeece6; }
  .rows { border-color: #444c60; } .rows li { border-color: #2b3244; }
  .on-track { color: #63d0bf; } .at-risk { color: #f0bd5c; } .off-track { color: #ff8f80; }
}
"""


def as_text(draft: Draft, address: str, answers: Sequence[Answer] = ()) -> str:
    """The mail as text: the letter, what can be answered, where each number comes from, where to read on."""
    asked = "".join(f"\n\n{label}:\n{url}" for label, url in answers)
    proofs = "\n".join(f"- {one['figure']}: {one['says']}" for one in used(draft))
    where = f"\n\nWhere each number comes from\n{proofs}" if proofs else ""
    return f"{plain(draft)}{asked}{where}\n\nRead it with its evidence: {address}\n"


def as_html(draft: Draft, address: str, answers: Sequence[Answer] = ()) -> str:
    """The mail as HTML. Each figure leads to its proof on the page; the proofs stand at the end as well."""
    buttons = "".join(f'<a class="button" href="{escape(url)}">{escape(label)}</a>' for label, url in answers)
    first, *rest = _parts(draft, address, f"<p>{buttons}</p>" if buttons else "")
    proofs = "".join(f"<li><b>{escape(one['figure'])}</b> {escape(one['says'])}</li>" for one in used(draft))
    where = f"<p><b>Where each number comes from</b></p><ul>{proofs}</ul>" if proofs else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<title>{escape(subject(draft))}</title><style>{STYLE}</style></head><body bgcolor="#f6f5f1"><div class="mail">'
        f'<p class="from">{escape(str(draft.program))}</p><div class="part"><h1>{first}</h1>{"".join(rest)}</div>'
        f'<div class="foot">{where}<p><a href="{escape(address)}">Read it with its evidence</a></p></div></div></body></html>'
    )


def _parts(draft: Draft, address: str, buttons: str) -> list[str]:
    """The opening as the headline, then each part; the buttons stand under what is asked, or at the end."""
    if draft.edited:
        first, *rest = [escape(one).replace("\n", "<br>") for one in draft.edited.split("\n\n") if one.strip()] or [""]
        return [first, *(f"<p>{one}</p>" for one in rest), buttons]
    made: list[str] = []
    for kind, heading, parts in sections(draft):
        made += [f"<h2>{heading}</h2>"] if heading else []
        made += _section(kind, parts, draft.facts, address)
        if kind == "ask":
            made.append(buttons)
            buttons = ""
    head, *rest = made or [""]
    return [head.removeprefix("<p>").removesuffix("</p>"), *rest, buttons]


def _section(
    kind: str, parts: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]], address: str
) -> list[str]:
    if kind == "promise":
        return [f'<ul class="rows">{"".join(_promise(one["cells"], facts, address) for one in parts)}</ul>']
    look = ' class="ask"' if kind == "ask" else ""
    return [f"<p{look}>{_linked(one['text'], facts, address)}</p>" for one in parts]


def _promise(cells: Sequence[str], facts: Sequence[Mapping[str, Any]], address: str) -> str:
    name, status, first, due, odds = cells
    word = f'<span class="{escape(status)}">{SIGNS.get(status, "?")} {WORDS.get(status, "unknown").capitalize()}</span>'
    dates = f"for {_linked(due, facts, address)}, first {_linked(first, facts, address)}"
    right = f'<span class="right"><b>{_linked(odds, facts, address)}</b> <span class="note">{dates}</span></span>'
    return f"<li>{right}<b>{escape(name)}</b> {word}</li>"


def _linked(text: str, facts: Sequence[Mapping[str, Any]], address: str) -> str:
    figures = {one["id"]: one["figure"] for one in facts}
    parts = MARK.split(text)
    return "".join(
        f'<a href="{escape(address)}#{one}">{escape(figures[one])}</a>' if at % 2 else escape(one)
        for at, one in enumerate(parts)
    )
