from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from leadline.communication.rules.stakeholder_in_the_dark import plain_told
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import named, percent
from leadline.program.case import Case
from leadline.program.commitments import commitment, judgement
from leadline.program.communication import Letter, Told
from leadline.program.edits import Add, Change, Retire
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import MilestoneOutlook
from leadline.program.status import HYSTERESIS, WORDS, brighter, critical_about, status_at, status_of
from leadline.program.work import Milestone

MOST_CRITICAL = 3


@rule(
    id="K103",
    needs=Needs.MILESTONES | Needs.COMMITMENTS | Needs.OUTLOOK,
    severity="critical",
    audience="tpm",
    settings={
        "noise": Setting(HYSTERESIS, "By how much the odds may fall below a limit before a sent letter is untrue.")
    },
)
def watermelon_status(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Compares the status that letters told, and that people judged, with the computed one: on track from 70 % odds of the
    commitment and without a critical finding, at risk from 50 %, off track below. It reads the last letter that went
    out, and those that wait to go out. A judgement with a written reason that still stands may differ: both are shown,
    and letters may tell it. Where the computed status is unknown there is nothing to compare.
    ## Why it matters
    A wrong green takes from everybody the chance to help while it is cheap.
    ## What to do
    Correct the letter. If you know something the forecast does not, publish your own judgement with its reason.
    ## Source
    MISSION.md D5, W1; NASA's joint confidence levels for the 70 %; Keil and others on the reluctance to report bad
    news.
    """
    critical = _critical(case)
    telling = _telling(case)
    for stone in case.snapshot.milestones:
        seen = _truth(case, stone, critical.get(stone.id, []))
        own = judgement(case.snapshot, stone.id)
        if own and not own.reason and brighter(own.status, seen.status):
            yield watermelon_status.finding(
                f"judgement:{own.id}",
                f"{seen.name} was judged {WORDS[own.status]} without a reason; it is computed {WORDS[seen.status]}.",
                tuple(_facts(case, seen)), tuple(_take_back(own.id, seen.status)), key=stone.id,
            )  # fmt: skip
        reasoned = own.status if own and own.reason else ""
        for letter, told in _standing(telling.get(stone.id, [])):
            severity = _severity(letter, told, seen, settings["noise"])
            if severity and told.status != reasoned:
                yield watermelon_status.finding(
                    f"letter:{letter.id}", _says(letter, told, seen), tuple(_facts(case, seen, told)),
                    tuple(_correct(case, letter, told, seen)), key=stone.id, severity=severity,
                )  # fmt: skip


class Truth(NamedTuple):
    """What the last simulation says about a milestone."""

    milestone: str
    name: str
    due: date | None
    odds: float | None
    foreseen: MilestoneOutlook | None
    critical: list[Finding]
    status: str


def _truth(case: Case, stone: Milestone, critical: list[Finding]) -> Truth:
    promise = commitment(case.snapshot, stone.id)
    foreseen = case.outlook.milestones.get(stone.id) if case.outlook else None
    due = promise.due if promise else None
    odds = foreseen.odds_of(due) if foreseen and due else None
    status = status_of(foreseen, promise, critical=bool(critical), done=stone.done_on is not None)
    return Truth(stone.id, stone.name or stone.id, due, odds, foreseen, critical, status)


def _critical(case: Case) -> dict[str, list[Finding]]:
    """Those of the last round, by milestone: rules do not see what other rules are finding."""
    report = case.before.report if case.before else None
    return critical_about(report.findings, case.snapshot) if report else {}


def _telling(case: Case) -> dict[str, list[tuple[Letter, Told]]]:
    """The letters that tell of each milestone, and what."""
    telling: dict[str, list[tuple[Letter, Told]]] = {}
    for letter in case.snapshot.letters:
        for told in letter.told:
            telling.setdefault(told.milestone, []).append((letter, told))
    return telling


def _standing(telling: list[tuple[Letter, Told]]) -> Iterator[tuple[Letter, Told]]:
    """The last letter that went out, and every one that waits to go out."""
    sent = [pair for pair in telling if pair[0].state == "sent" and pair[0].sent_on]
    if sent:
        yield max(sent, key=lambda pair: (pair[0].sent_on or date.min, pair[0].id))
    yield from (pair for pair in telling if pair[0].state in ("draft", "approved"))


def _severity(letter: Letter, told: Told, seen: Truth, noise: float) -> str:
    """Nothing where it is true; critical where it was never true; high where it has become untrue since it was sent."""
    untrue = brighter(told.status, seen.status) or (told.status == "done" and seen.status not in ("done", "unknown"))
    if not untrue:
        return ""
    if letter.state != "sent" or told.status == "done":
        return "critical"
    if told.odds is not None and brighter(told.status, status_at(told.odds)):
        return "critical"
    # Odds that hover at a limit make no letter untrue that has left already.
    almost = status_at(None if seen.odds is None else seen.odds + noise, critical=bool(seen.critical))
    if not brighter(told.status, almost):
        return ""
    return "critical" if told.odds is None else "high"


def _says(letter: Letter, told: Told, seen: Truth) -> str:
    tells = f"told on {letter.sent_on}" if letter.state == "sent" else "is about to tell"
    claim = f"“{letter.subject or letter.id}” {tells} that {seen.name} is {WORDS[told.status]}"
    return f"{claim}; it is computed {WORDS[seen.status]}."


def _facts(case: Case, seen: Truth, told: Told | None = None) -> Iterator[Evidence]:
    subject = f"milestone:{seen.milestone}"
    if seen.foreseen and seen.odds is not None:
        p80 = seen.foreseen.date_at(0.8)
        never = "In 20\u00a0% of all futures or more it is never reached."
        yield Evidence(subject, f"{seen.name} makes {seen.due} in {percent(seen.odds)} of all futures.")
        yield Evidence(subject, f"Its P80 is {p80}." if p80 else never)
    if told and told.odds is not None:
        yield Evidence(subject, f"The letter has {percent(told.odds)}.")
    for first in seen.foreseen.drivers[:1] if seen.foreseen else ():
        share = percent(first.decides)
        yield Evidence(first.subject, f"{named(case.snapshot, first.subject)} sets its date in {share} of all futures.")
    yield from (Evidence(one.subject, one.says) for one in seen.critical[:MOST_CRITICAL])


OWN_JUDGEMENT = Remedy(
    "Or publish your own judgement with its reason and until when it stands: both are shown.",
    why_unpriced="A judgement moves no date.",
)


def _take_back(judgement: str, computed: str) -> Iterator[Remedy]:
    yield Remedy(
        f"Take the judgement back: the milestone then shows {WORDS[computed]}.", (Retire("judgement", judgement),)
    )
    yield Remedy("Or write down its reason and until when it stands.", why_unpriced="A judgement moves no date.")


def _correct(case: Case, letter: Letter, told: Told, seen: Truth) -> Iterator[Remedy]:
    true, says = replace(told, status=seen.status, odds=seen.odds), f"{seen.name} is {WORDS[seen.status]}"
    if letter.state != "sent":
        corrected = [plain_told(true if one == told else one) for one in letter.told]
        edit = Change("letter", letter.id, {"told": corrected, "state": "draft"})
        yield Remedy(f"Correct it before it goes out: {says}.", (edit,))
    elif not case.snapshot.find("letter", f"{letter.id}-corrected"):
        again = {
            "id": f"{letter.id}-corrected", "to": list(letter.to), "subject": says, "state": "draft",
            "drafted_on": case.snapshot.as_of.isoformat(), "told": [plain_told(true)],
        }  # fmt: skip
        yield Remedy(f"Write to the same readers today: {says}.", (Add("letter", again),))
    yield OWN_JUDGEMENT
