"""
Writes the reference of rules, verbs, the playbook and the document form from the code itself.

`python docs/house/generate.py` writes it; `tests/house/test_documented.py` compares.
"""

import inspect
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from leadline.linter.discover import discover
from leadline.linter.needs import Needs
from leadline.linter.rule import HEADINGS, Rule, Setting
from leadline.playbook.left_out import LEFT_OUT
from leadline.playbook.registry import solutions
from leadline.playbook.solution import HEADINGS as REASONS
from leadline.playbook.solution import Solution
from leadline.program.limits import FIRST_DAY, LAST_DAY, limit_of
from leadline.program.ranges import MOST_DAYS, Range, spelled
from leadline.program.snapshot import HEAD, NOUNS, PLACES, Snapshot

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = REFERENCE / "program.yaml"
WRITTEN_BY = "This page is written by `python docs/house/generate.py`."
ROOMS = {
    "strategy": "Strategic planner",
    "direction": "Technical program director",
    "leadership": "Organizational leader",
    "decisions": "Time is critical: decide",
    "change": "Manage change",
    "communication": "Make communicating a priority",
    "portfolio": "Several programs",
    "desk": "The desk",
}
KINDS = {
    str: "text", int: "whole number", float: "number", bool: "true or false", date: "day", Range: "range", dict: "fields",
}  # fmt: skip


def pages() -> dict[Path, str]:
    """Every generated page by its file. Django must be set up, because verbs live beside the tables."""
    made = {REFERENCE / "rules.md": rules_page(), REFERENCE / "verbs.md": verbs_page()}
    made |= {REFERENCE / "document.md": document_page(), REFERENCE / "playbook.md": playbook_page()}
    return made | {rule_file(one): rule_page(one) for one in discover()}


def rule_file(one: Rule) -> Path:
    """Where a rule's page lies: the same room and name as its code and its worked example."""
    return REFERENCE / "rules" / one.room / f"{_stem(one)}.md"


def rules_page() -> str:
    """The index of all rules, by room."""
    parts = [
        "# Rules",
        "A rule looks for one defect and says it in a sentence, with its evidence and with remedies. Without the data it "
        "needs it is *blind* and says so; it is never silently fine. An id is for ever.",
        "*Basis* says what a threshold rests on: a standard, a study, a vendor's practice, or our own judgement. "
        "Thresholds are the same for every program.",
        WRITTEN_BY,
    ]
    for room, title in ROOMS.items():
        own = [one for one in discover() if one.room == room]
        if own:
            rows = [
                [one.id, f"[{one.name}](rules/{room}/{_stem(one)}.md)", one.severity, one.basis, _gist(one)]
                for one in own
            ]
            parts += [f"## {title}", _table("id|rule|severity|basis|what it looks for", rows)]
    return _page(parts)


def rule_page(one: Rule) -> str:
    """One rule: its reasons, its thresholds, what is tried, and the worked example that is also its test."""
    example = ROOT / "tests" / "rules" / one.room / f"{_stem(one)}.md"
    shown = "those who run the program" if one.audience == "tpm" else "everybody with a role in the program"
    facts = [["severity", one.severity], ["basis", one.basis], ["needs", _needs(one)], ["shown to", shown]]
    parts = [f"# {one.id} {one.name}", _table("|", facts)]
    parts += [f"## {heading}\n\n{one.sections[heading]}" for heading in HEADINGS]
    if one.settings:
        parts += ["## Thresholds", _table("name|default|what it decides|basis", _settings(one.settings, one.basis))]
    if one.playbook:
        parts += [
            "## What the playbook tries",
            "\n".join(f"- {_linked(one)}: {one.sections['What it does']}" for one in _named(one.playbook)),
        ]
    parts += [
        "## Worked example",
        "Each scene is a program. The quote lines are all that is said about it; the list lines are the remedies.",
        re.sub(r"^## ", "### ", example.read_text("utf-8").strip(), flags=re.MULTILINE),
    ]
    return _page(parts)


def playbook_page() -> str:
    """Every standard solution with its reasons, and those that are not built, with theirs."""
    built = [one for one in solutions() if one.number]
    rows = [[str(one.number), f"[{one.title}](#{_anchor(one)})", ", ".join(one.about)] for one in built]
    parts = [
        "# The playbook",
        f"Standard solutions to roadblocks, risks, late work and dates that do not hold: {len(built)} of the 42 of "
        "SCIENCE.md §4. Each says when it applies; where it does, it is a list of real edits of the plan, tried in the "
        "simulation before anybody is asked, carried out when somebody accepts it, and taken back by undo.",
        "`leadline solve SUBJECT` lists what applies to a work item, milestone, roadblock, risk, dependency, decision or "
        "project, and what each brings. Who is asked to do something is found by declared skills and by who is there, by "
        "name; nothing else about a person is looked at.",
        WRITTEN_BY,
        _table("number|solution|about", rows),
    ]
    for one in (*built, *(one for one in solutions() if not one.number)):
        parts += [f"## {one.title}", f"Number {one.number}. About: {', '.join(one.about)}." if one.number else ""]
        parts += [f"**{heading}.** {' '.join(one.sections[heading].split())}" for heading in REASONS]
    parts += [
        "## Standard solutions that are not built yet, and why",
        _table("number|solution|why not", [[str(one.number), one.name, one.why] for one in LEFT_OUT]),
    ]
    return _page(part for part in parts if part)


def verbs_page() -> str:
    """Every verb, by room: what it does, who may, and what it takes."""
    from leadline.record.doors import VERBS, open_rooms

    open_rooms()
    parts = [
        "# Verbs",
        "A verb is the only way a person changes something. It is done whole or not at all, and writes one line into the "
        "journal. Its edits of the plan can be taken back with `undo`. What cannot be done is refused with a sentence.",
        "On the command line: `leadline do VERB NAME=VALUE …`. Days are written `2026-03-31`, ranges `3-8d`. Where a verb "
        "asks for a `finding`, it is the finding's id as `leadline findings` shows it.",
        WRITTEN_BY,
    ]
    for room, title in ROOMS.items():
        own = [one for _, one in sorted(VERBS.items()) if one.function.__module__.split(".")[1] == room]
        parts += [f"## {title}"] * bool(own)
        for one in own:
            says, _, refuses = " ".join(one.says.split()).partition("Raises `Refused`")
            parts += [f"### {one.name}", says.strip(), f"Who may: {_roles(one.roles)}."]
            parts += [f"Refused {refuses.strip()}"] if refuses else []
            rows = [
                [f"`{it.name}`", _kind(it.kind), "must be said" if it.required else _default(it.default)]
                for it in one.takes
            ]
            parts += [_table("argument|what|when left out", rows)] if rows else []
    return _page(parts)


def document_page() -> str:
    """The document form: every noun with its fields, and one complete small program."""
    parts = [
        "# The document form",
        "A program is one YAML or JSON document. Files, exports, examples and stored snapshots have this form.",
        "- An `id` may be left out: it is then made from the name, question, event, text or subject, whichever the noun has.\n"
        "- A reference is an id or an exact name. A reference to nothing is told, with its line.\n"
        "- What has a default may be left out. Nothing is filled in by guessing.\n"
        f"- Days are written `2026-03-31`, and lie between {FIRST_DAY} and {LAST_DAY}. Money is in cents, shares are from 0 to 1.\n"
        "- Ranges are written `3-8d`, `3-5-8d` (with the likely one in the middle), `1-2w` or `4h`. Estimates are working "
        f"days of effort; delays are calendar days. None is longer than {MOST_DAYS:,} days.\n"
        "- What lies beyond a limit is refused with its line. Where it was stored before there was a limit, it counts as the "
        "limit, and what comes more than a hundred years from now has no forecast, with the reason.\n"
        "- Work items and milestones share their ids, because a dependency may name either.",
        WRITTEN_BY,
        "## A complete small program",
        "It has every noun once or more, and a test reads it. It lies beside this page as [program.yaml](program.yaml).",
        f"```yaml\n{EXAMPLE.read_text('utf-8').strip()}\n```",
        "## The program itself",
        _says(Snapshot),
        _fields(Snapshot, ["id", "as_of", *HEAD]),
    ]
    for noun, kind in NOUNS.items():
        parts += [
            f"## {PLACES[noun]}",
            f"In edits, on the command line and in addresses: `{noun}`.",
            _says(kind),
            _fields(kind),
        ]
    parts += ["## Parts of nouns"]
    for part in dict.fromkeys(_parts([*NOUNS.values()])):
        short = getattr(part, "SHORT", "")
        parts += [f"### {part.__name__}", _says(part), _fields(part)]
        parts += [f"Where only `{short}` is said, the word alone is enough."] if short else []
    return _page(parts)


def _parts(kinds: Iterable[type]) -> Iterator[type]:
    for kind in kinds:
        for hint in get_type_hints(kind).values():
            inner = [part for part in _flat(hint) if is_dataclass(part) and part is not Range]
            yield from (part for part in inner if isinstance(part, type))
            yield from _parts(part for part in inner if isinstance(part, type))


def _flat(hint: Any) -> list[Any]:
    return [one for part in get_args(hint) for one in _flat(part)] or [hint]


def _fields(kind: type, names: Iterable[str] = ()) -> str:
    hints, known = get_type_hints(kind), {one.name: one for one in fields(kind)}
    shown = list(names) or list(known)
    rows = [
        [f"`{name}`", _kind(hints[name]), _meant(kind, known[name], hints[name]), _without(known[name])]
        for name in shown
    ]
    return _table("field|what|refers to, one of, or between|when left out", rows)


def _kind(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_kind(get_args(hint)[0])}"
    named = [one for one in _flat(hint) if one is not type(None)]
    if get_origin(hint) is dict or named[0] is Any:
        return "fields, in document form" if get_origin(hint) is dict else "edit"
    if named[:2] == [str, Any]:
        return "edit"
    found = named[0]
    return f"[{found.__name__}](#{found.__name__.lower()})" if found not in KINDS else KINDS[found]


def _meant(kind: type, one: Field[Any], hint: Any) -> str:
    if "ref" in one.metadata:
        return " or ".join(one.metadata["ref"].split("|"))
    if (limit := limit_of(kind, one.name)) and {int, float} & {*_flat(hint)}:
        low = "" if limit.low <= -(10**9) else f"{'above ' if limit.above else ''}{spelled(limit.low, ',')}"
        return f"{low} to {spelled(limit.high, ',')}" if low and limit.high < 10**9 else f"{low} or more" if low else ""
    return ", ".join(f"`{word}`" for word in one.metadata.get("choice", ()) if word)


def _without(one: Field[Any]) -> str:
    if one.default is MISSING:
        return "made from the name" if one.name == "id" else "must be said"
    return _default(one.default)


def _default(value: Any) -> str:
    if value is None or value == "" or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"`{list(value)}`" if isinstance(value, tuple) else f"`{value}`"


def _settings(settings: Mapping[str, Setting], basis: str) -> list[list[str]]:
    return [[f"`{name}`", f"{one.default:g}", one.says, one.basis or basis] for name, one in settings.items()]


def _needs(one: Rule) -> str:
    names = [str(need.name).lower().replace("_", " ") for need in Needs if need in one.needs]
    return ", ".join(names) or "nothing in particular"


def _roles(roles: frozenset[str]) -> str:
    from leadline.record.access import ROLES

    return (
        "everybody with a role in the program"
        if roles == set(ROLES)
        else ", ".join(one for one in ROLES if one in roles)
    )


def _named(names: Iterable[str]) -> list[Solution]:
    known = {one.name: one for one in solutions()}
    return [known[name] for name in names]


def _linked(one: Solution) -> str:
    return f"[{one.title}](../../playbook.md#{_anchor(one)})"


def _anchor(one: Solution) -> str:
    return one.title.lower().replace(" ", "-")


def _stem(one: Rule) -> str:
    return one.name.replace("-", "_")


def _gist(one: Rule) -> str:
    first = re.split(r"(?<=[.:])\s", " ".join(one.sections["What it does"].split()))[0]
    return first.removesuffix(":").removesuffix(".") + "."


def _says(kind: type) -> str:
    return inspect.getdoc(kind) or ""


def _table(head: str, rows: Iterable[list[str]]) -> str:
    names = head.split("|")
    lines = [
        names,
        ["---"] * len(names),
        *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every page, and take away those of rules that are gone."""
    made = pages()
    for gone in set(REFERENCE.glob("rules/*/*.md")) - set(made):
        gone.unlink()
    for file, text in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"
    # Settings look for a home; writing pages must not touch anybody's.
    with tempfile.TemporaryDirectory() as home:
        os.environ["LEADLINE_HOME"] = home
        django.setup()
        main()
