import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from leadline.linter.rule import Blind, Needs, Setting, Settings, rule
from leadline.linter.words import counted, listed
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.plain import write_noun
from leadline.program.requirements import Requirement
from leadline.program.work import WorkItem
from leadline.program.workdays import add_workdays, program_calendar


class Clue(NamedTuple):
    """One reason why a text cannot be built from: the sentence, and the question that would clear it up."""

    says: str
    question: str


SOON = Setting(10, "Working days ahead within which work counts as starting soon.", basis="judgement")


@rule(id="L101", needs=Needs.WORK | Needs.OUTLOOK, basis="standard", settings={"soon": SOON})
def requirement_unclear(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Reads requirements and acceptance criteria of work that is in progress or starts within 10 working days. It looks
    for words without a number (“fast”), words that let anyone off (“if possible”), open ends (“etc.”), placeholders
    (“TBD”), several “shall” in one requirement, “shall be done” without saying by whom, and texts that say nowhere who
    shall do what. Quoted text and code are left out; titles, and user stories with acceptance criteria, are only
    searched for placeholders and vague numbers. A vague word beside a number is explained by it. Texts that are not
    English are left alone.
    ## Why it matters
    Two people read “fast” in two ways and find out at the demo. A clear sentence is the cheapest way to save rework.
    ## What to do
    Ask the author one question. Write the answer as: When this happens, the system shall do that, within so much.
    ## Source
    MISSION.md O1; Mavin, Easy Approach to Requirements Syntax (EARS); ISO/IEC/IEEE 29148. The word lists are our own.
    """
    snapshot = case.snapshot
    if not any(one.text for one in snapshot.requirements) and not any(item.acceptance for item in snapshot.work):
        raise Blind("No requirements and no acceptance criteria are recorded, so this was not looked at.")
    current = {item.id: item for item in snapshot.work if starts_soon(case, item, settings["soon"])}
    for one in snapshot.requirements:
        items = [current[id] for id in one.work if id in current]
        if items and (found := [*unclear(one.text, _is_story_with_criteria(one)), *vague(one.acceptance)]):
            yield requirement_unclear.finding(
                f"requirement:{one.id}", f"{one.id} is unclear: {_said(found)}",
                _evidence(f"requirement:{one.id}", one.text, found), tuple(_remedies(case, one, found)),
            )  # fmt: skip
    for item in current.values():
        if found := vague(item.acceptance):
            question = ask(case, f"ask-clear-{item.id}", found[0].question, accepts(case, item), item.id)
            yield requirement_unclear.finding(
                f"work:{item.id}", f"It is unclear when {item.name or item.id} is accepted: {_said(found)}",
                _evidence(f"work:{item.id}", item.acceptance, found),
                (_question_remedy(found[0].question, question), _REWRITE),
            )  # fmt: skip


def starts_soon(case: Case, item: WorkItem, days: float) -> bool:
    """True for work in progress, and for work that starts within so many working days in half of all futures."""
    if item.state != "todo":
        return item.state == "doing"
    foreseen = case.outlook.items.get(item.id) if case.outlook else None
    if not foreseen:
        return False
    as_of = case.snapshot.as_of
    starts = as_of + timedelta(days=int(foreseen.start_p50))
    return starts <= add_workdays(program_calendar(case.snapshot), as_of, int(days))


def unclear(text: str, is_story: bool = False) -> list[Clue]:
    """Why a requirement cannot be built from as it stands; empty when it can, or when it is not English."""
    plain = _without_quotes(text)
    if is_story or _is_title(plain):
        return _matches(plain, _OPEN)
    found = vague(text)
    if not _is_english(plain):
        return found
    shalls = re.findall(r"\b(?:shall|must)\b", plain, re.IGNORECASE)
    if len(shalls) > 1:
        found.append(Clue(f"it says “{shalls[0].lower()}” {len(shalls)} times.", "Which of these are needed apart?"))
    for passive in _PASSIVE.finditer(plain):
        words = " ".join(passive[0].split())
        found.append(Clue(f"“{words}” does not say by whom.", f"Who or what does what “{words}” says?"))
    if not _SHAPE.search(plain):
        found.append(Clue("it does not say who shall do what.", "Who or what shall do what, and when?"))
    return found


def vague(text: str) -> list[Clue]:
    """The vague words of any text that is to be built or checked against; only placeholders where it is not English."""
    plain = _without_quotes(text)
    return _matches(plain, [*_OPEN, *_VAGUE] if _is_english(plain) else _OPEN[:1])


def _words(*lists: str) -> str:
    return rf"(?<![\w-])(?:{'|'.join(lists)})(?![\w-])"


# Pattern, sentence, question, and whether a number in the same sentence explains the word.
_OPEN = [
    (
        r"(?<!\w)(?:TBD|TBC|TBA|TODO|to be (?:decided|defined|determined|confirmed|agreed)|\?{2,})(?!\w)",
        "“{}” is still open.", "What goes where “{}” stands?", False,
    ),
    (
        _words("several|some|many|a few|few|a lot of|a number of|various|numerous"),
        "“{}” needs a number.", "How many is “{}”?", True,
    ),
]  # fmt: skip
_VAGUE = [
    (
        _words(
            "fast|faster|quick|quickly|slow|easy|easily|simple|user-friendly|intuitive|robust|flexible|scalable|efficient",
            "efficiently|effective|effectively|adequate|adequately|sufficient|sufficiently|reasonable|reasonably|acceptable",
            "seamless|seamlessly|smooth|smoothly|modern|state of the art|best practice|high[ -]quality|performant",
            "timely|promptly|regularly|frequently|usually|normally|typically|minimal|optimal|significant|significantly",
            "large|small|good|better|nice",
        ),
        "“{}” needs a number.", "What does “{}” mean, as a number?", True,
    ),
    (
        _words(
            "(?:if|where|when|as) (?:possible|feasible|appropriate|needed|required|necessary|applicable)",
            "appropriate|appropriately|ideally|preferably|best effort|nice to have",
        ),
        "“{}” lets it be left out.", "When exactly does “{}” hold?", False,
    ),
    (
        _words("and/or|and so on|and so forth|among others|such as|including but not limited to") + r"|(?<!\w)etc\b\.?",
        "“{}” leaves the list open.", "What else does “{}” cover?", False,
    ),
    (
        r"\b(?:shall|must)\s+"
        r"(?:support|handle|facilitate|accommodate|improve|enhance|deal with|(?:optim|maxim|minim)i[sz]e)\b",
        "“{}” can mean many things.", "What exactly happens where it says “{}”?", True,
    ),
]  # fmt: skip
_PASSIVE = re.compile(
    r"\b(?:shall|must)\s+(?:not\s+)?be\s+(?:\w+ed|sent|kept|shown|made|done|built|written|given|taken|held|paid|read|run|set|told)\b"
    r"(?![^.;]*\bby\b)",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"\w\W+(?:shall|must|will)\s+\w+", re.IGNORECASE)
_STORY = re.compile(r"^\s*as (?:an?|the) .+\bI (?:want|need|can|would like)\b", re.IGNORECASE | re.DOTALL)
_ENGLISH = re.compile(r"\b(?:the|a|an|of|is|are|and|shall|must|with|for|to|every|when|it|i)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\b(?:der|das|und|ist|muss|ein|eine|nicht|les|une|est|doit|dans|el|los|debe|con|una|il|deve|che|uma|het|een|moet|och)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = 5


def _matches(text: str, kinds: list[tuple[str, str, str, bool]]) -> list[Clue]:
    """The clues in the order of the text, each word once."""
    found: dict[str, tuple[int, Clue]] = {}
    for pattern, says, question, number_explains in kinds:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not (number_explains and re.search(r"\d", _sentence(text, match.start()))):
                found.setdefault(
                    match[0].lower(), (match.start(), Clue(says.format(match[0]), question.format(match[0])))
                )
    return [clue for _, clue in sorted(found.values())]


def _sentence(text: str, at: int) -> str:
    ends = [end.end() for end in re.finditer(r"[.;!?](?:\s|$)|\n", text)]
    return text[max([0, *[end for end in ends if end <= at]]) : min([len(text), *[end for end in ends if end > at]])]


def _without_quotes(text: str) -> str:
    return re.sub(r"```.*?```|`[^`]*`|“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]", " ", text, flags=re.DOTALL)


def _is_title(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS and not re.search(r"\b(?:shall|must|will)\b", text, re.IGNORECASE)


def _is_english(text: str) -> bool:
    ours, theirs = len(_ENGLISH.findall(text)), len(_FOREIGN.findall(text))
    # A few words without any small ones, as criteria often are, count as English while nothing shows otherwise.
    return ours > theirs or (ours == theirs and text.isascii())


def _is_story_with_criteria(one: Requirement) -> bool:
    return bool(one.acceptance and _STORY.search(one.text))


def _said(found: list[Clue]) -> str:
    more = len(found) - 2
    shown = [one.says.rstrip(".") for one in found[:2]] + ([counted(more, "more reason")] if more > 0 else [])
    return f"{listed(shown)}."


def _evidence(subject: str, text: str, found: list[Clue]) -> tuple[Evidence, ...]:
    clues = (Evidence(subject, one.says[0].upper() + one.says[1:]) for one in found)
    return (Evidence(subject, f"It says: “{text}”"), *clues)


_REWRITE = Remedy(
    "Write it as: When this happens, the system shall do that, within so much.",
    why_unpriced="What unclear words cost in rework is only known after the rework.",
)


def _remedies(case: Case, one: Requirement, found: list[Clue]) -> Iterator[Remedy]:
    parts = _parts(one.text)
    if parts and (edits := _split(case, one, parts)):
        yield Remedy(f"Split it into {len(parts)} requirements, one for each sentence.", edits)
    question, work = found[0].question, next(iter(one.work), "")
    yield _question_remedy(question, ask(case, f"ask-clear-{one.id}", f"{one.id}: {question}", one.author, work))
    yield _REWRITE


def _parts(text: str) -> list[str]:
    """The sentences of a text in which every sentence is one requirement; empty where that does not hold."""
    parts = [part.strip() for part in re.split(r"(?<=[.;])\s+(?=[A-Z])", text) if part.strip()]
    whole = len(parts) > 1 and all(len(re.findall(r"\b(?:shall|must)\b", part, re.IGNORECASE)) == 1 for part in parts)
    return parts if whole else []


def _split(case: Case, one: Requirement, parts: list[str]) -> tuple[Edit, ...]:
    """The first part keeps the id and the acceptance criteria; empty where an id for another part is taken."""
    as_of = case.snapshot.as_of.isoformat()
    ids = [f"{one.id}-{number}" for number in range(2, len(parts) + 1)]
    if any(case.snapshot.find("requirement", id) for id in ids):
        return ()
    kept = {name: value for name, value in write_noun(one).items() if name in ("reason", "author", "work")}
    new = ({**kept, "id": id, "text": part, "changed_on": as_of} for id, part in zip(ids, parts[1:], strict=True))
    first = Change("requirement", one.id, {"text": parts[0], "changed_on": as_of})
    return (first, *(Add("requirement", value) for value in new))


def _question_remedy(question: str, edits: tuple[Edit, ...]) -> Remedy:
    if edits:
        return Remedy(f"Ask its author: {question}", edits)
    return Remedy(
        f"Ask: {question}", why_unpriced="Nobody is named who could answer, or the question is already on its way."
    )


def accepts(case: Case, item: WorkItem) -> str:
    """Who can say when a piece of work is good: who owns its milestone, or else its project."""
    milestone, project = case.snapshot.find("milestone", item.milestone), case.snapshot.find("project", item.project)
    return (milestone and milestone.owner) or (project and project.owner) or ""


def ask(case: Case, id: str, text: str, owed_by: str, work: str = "", days: int = 2) -> tuple[Edit, ...]:
    """The edit that asks somebody a question; none where nobody is named or it was asked before."""
    snapshot = case.snapshot
    if not owed_by or snapshot.find("ask", id):
        return ()
    due = add_workdays(program_calendar(snapshot), snapshot.as_of, days)
    asked = {
        "id": id, "text": text, "kind": "question", "asker": snapshot.tpm, "owed_by": owed_by, "work": work,
        "asked_on": snapshot.as_of.isoformat(), "due": due.isoformat(),
    }  # fmt: skip
    return (Add("ask", {name: value for name, value in asked.items() if value}),)
