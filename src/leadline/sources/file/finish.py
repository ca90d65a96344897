"""The last step of an import: references found, values checked, circles opened. What cannot stay is said."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from leadline.program.cycle import circle, spell
from leadline.program.plain import DocumentError, read_noun
from leadline.program.reading import fields_of
from leadline.program.snapshot import NOUNS
from leadline.sources.file.drafts import Draft, Drafts
from leadline.sources.file.imported import RowProblem

Nouns = dict[str, tuple[Any, ...]]
_CIRCLES = 100


def finish(drafts: Drafts, problems: list[RowProblem]) -> Nouns:
    """The nouns of the drafts, sorted by id; problems are added to the list."""
    _part_work_and_milestones(drafts, problems)
    made: Nouns = {}
    for noun, own in drafts.nouns.items():
        for draft in own.values():
            _link(noun, draft, drafts, problems)
        nouns = (_read(noun, draft, problems) for draft in own.values())
        made[noun] = tuple(sorted((one for one in nouns if one is not None), key=lambda one: str(one.id)))
    _complete_dependencies(made)
    made["revision"] = tuple(_revision(one, drafts) for one in made["revision"] if one.subject and one.changed_on)
    _open_circles(made, drafts, problems)
    return made


def _part_work_and_milestones(drafts: Drafts, problems: list[RowProblem]) -> None:
    for id in [id for id in drafts.nouns["work"] if id in drafts.nouns["milestone"]]:
        draft = drafts.nouns["work"].pop(id)
        says = f"“{id}” is a milestone already, so no work item was made of it. Give one of them another key."
        problems.append(RowProblem(draft.table, draft.line, "", says))


def _link(noun: str, draft: Draft, drafts: Drafts, problems: list[RowProblem]) -> None:
    for name, one in fields_of(NOUNS[noun]).items():
        wanted, given = one.metadata.get("ref"), draft.plain.get(name)
        if not wanted or not given:
            continue
        texts = given if isinstance(given, list) else [given]
        found = [id for text in texts for id in _ids(str(text), wanted, name, draft, drafts, problems)]
        if found:
            draft.plain[name] = found if isinstance(given, list) else found[0]
        else:
            del draft.plain[name]


def _ids(
    text: str, wanted: str, name: str, draft: Draft, drafts: Drafts, problems: list[RowProblem]
) -> list[str]:  # fmt: skip
    found = drafts.find(wanted, text, draft.line)
    if len(found) == 1:
        return found
    kind = wanted.replace("|", " or ")
    if found:
        says = f"“{text}” is the name of {len(found)}: {', '.join(found)}. Say which one is meant."
    else:
        says = f"There is no {kind} “{text}” in the file, so this was left out. Add its row, or correct it."
    problems.append(RowProblem(draft.table, draft.line, name, says))
    return []


def _read(noun: str, draft: Draft, problems: list[RowProblem]) -> Any:
    """The noun without the fields that cannot be read; None where it cannot be read at all."""
    plain = dict(draft.plain)
    while True:
        try:
            return read_noun(noun, plain, limited=True)
        except DocumentError as bad:
            broken = {str(one.path[0]) for one in bad.problems if one.path} - {"id"}
            for one in bad.problems:
                column = str(one.path[0]) if one.path else ""
                problems.append(RowProblem(draft.table, draft.line, column, one.says))
            if not broken & set(plain):
                return None
            plain = {name: value for name, value in plain.items() if name not in broken}


def _complete_dependencies(made: Nouns) -> None:
    """A dependency or reference that lost one of its ends says nothing; why it lost it has been said."""
    made["dependency"] = tuple(one for one in made["dependency"] if one.before and one.after)
    made["reference"] = tuple(one for one in made["reference"] if one.source and one.target)


def _revision(one: Any, drafts: Drafts) -> Any:
    """A change of the milestone names it by its id, as everything does; a name that is nobody's stays what it is."""
    if one.field != "milestone":
        return one
    found = {text: drafts.find("milestone", text, 0) for text in (one.was, one.became) if text}
    ids = {text: ids[0] if len(ids) == 1 else text for text, ids in found.items()}
    return replace(one, was=ids.get(one.was, ""), became=ids.get(one.became, ""))


def _open_circles(made: Nouns, drafts: Drafts, problems: list[RowProblem]) -> None:
    belongs = [(one.id, one.milestone) for one in made["work"] if one.milestone]
    for number in range(_CIRCLES):
        chain = circle([*((one.before, one.after) for one in made["dependency"]), *belongs])
        if not chain:
            return
        steps = {*pairwise(chain)}
        last = [one for one in made["dependency"] if (one.before, one.after) in steps][-1]
        draft = drafts.nouns["dependency"][last.id]
        says = (
            f"These wait for each other in a circle: {spell(chain)}. That {last.after} waits for {last.before} was left "
            "out; correct the circle where the work is tracked."
        )
        if number == _CIRCLES - 1:
            says = f"There are {_CIRCLES} circles or more, so no dependency was taken over. Correct the first ones."
        problems.append(RowProblem(draft.table, draft.line, "", says))
        made["dependency"] = tuple(one for one in made["dependency"] if one is not last)
    made["dependency"] = ()
