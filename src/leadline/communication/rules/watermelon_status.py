from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from leadline.communication.rules.stakeholder_in_the_dark import plain_told
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import named, percent
from leadline.program.case import Case
from leadline.program.commitments import commitment, judgement
from leadline.program.communication import Letter, Told
from leadline.program.edits import Add, Change, Retire
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.status import HYSTERESIS, WORDS, brighter, critical_about, status_at, status_of

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
    for stone in case.snapshot.milestones:
        computed = _computed(case, stone.id)
        own = judgement(case.snapshot, stone.id)
        if own and not own.reason and brighter(own.status, computed):
            yield watermelon_status.finding(
                f"judgement:{own.id}",
                f"{_name(case, stone.id)} was judged {WORDS[own.status]} without a reason; "
                f"it is computed {WORDS[computed]}.",
                tuple(_facts(case, stone.id)), tuple(_take_back(own.id, computed)), key=stone.id,
            )  # fmt: skip
        reasoned = own.status if own and own.reason else ""
        for letter, told in _letters(case, stone.id):
            severity = _severity(case, letter, told, computed, settings)
            if severity and told.status != reasoned:
                yield watermelon_status.finding(
                    f"letter:{letter.id}", _says(case, letter, told, computed), tuple(_facts(case, stone.id, told)),
                    tuple(_correct(case, letter, told, computed)), key=stone.id, severity=severity,
                )  # fmt: skip


def _computed(case: Case, milestone: str) -> str:
    stone = case.snapshot.find("milestone", milestone)
    foreseen = case.outlook.milestones.get(milestone) if case.outlook else None
    critical = bool(_critical(case, milestone))
    return status_of(foreseen, commitment(case.snapshot, milestone), None, critical, bool(stone and stone.done_on))


def _critical(case: Case, milestone: str) -> list[Finding]:
    """Those of the last round: rules do not see what other rules are finding."""
    report = case.before.report if case.before else None
    return critical_about(report.findings, case.snapshot, milestone) if report else []


def _letters(case: Case, milestone: str) -> Iterator[tuple[Letter, Told]]:
    """The last letter that went out and told of it, and every one that waits to go out."""
    telling = [(one, told) for one in case.snapshot.letters for told in one.told if told.milestone == milestone]
    sent = [pair for pair in telling if pair[0].state == "sent" and pair[0].sent_on]
    if sent:
        yield max(sent, key=lambda pair: (pair[0].sent_on or date.min, pair[0].id))
    yield from (pair for pair in telling if pair[0].state in ("draft", "approved"))


def _severity(case: Case, letter: Letter, told: Told, computed: str, settings: Settings) -> str:
    """Nothing where it is true; critical where it was never true; high where it has become untrue since it was sent."""
    untrue = brighter(told.status, computed) or (told.status == "done" and computed not in ("done", "unknown"))
    if not untrue:
        return ""
    if letter.state != "sent" or told.status == "done":
        return "critical"
    if told.odds is not None and brighter(told.status, status_at(told.odds)):
        return "critical"
    if not brighter(told.status, _with_noise(case, told.milestone, settings["noise"])):
        return ""
    return "critical" if told.odds is None else "high"


def _with_noise(case: Case, milestone: str, noise: float) -> str:
    """The status the odds would make if they were a little better: odds that hover at a limit make no letter untrue."""
    promise = commitment(case.snapshot, milestone)
    foreseen = case.outlook.milestones.get(milestone) if case.outlook else None
    odds = foreseen.odds_of(promise.due) if foreseen and promise and promise.due else None
    return status_at(None if odds is None else odds + noise, None, bool(_critical(case, milestone)))


def _name(case: Case, milestone: str) -> str:
    return named(case.snapshot, f"milestone:{milestone}")


def _says(case: Case, letter: Letter, told: Told, computed: str) -> str:
    tells = f"told on {letter.sent_on}" if letter.state == "sent" else "is about to tell"
    title = f"“{letter.subject or letter.id}”"
    return (
        f"{title} {tells} that {_name(case, told.milestone)} is {WORDS[told.status]}; it is computed {WORDS[computed]}."
    )


def _facts(case: Case, milestone: str, told: Told | None = None) -> Iterator[Evidence]:
    subject, name = f"milestone:{milestone}", _name(case, milestone)
    promise = commitment(case.snapshot, milestone)
    foreseen = case.outlook.milestones.get(milestone) if case.outlook else None
    odds = foreseen.odds_of(promise.due) if foreseen and promise and promise.due else None
    if foreseen and promise and odds is not None:
        p80 = foreseen.date_at(0.8)
        yield Evidence(subject, f"{name} makes {promise.due} in {percent(odds)} of all futures.")
        yield Evidence(
            subject, f"Its P80 is {p80}." if p80 else "In 20\u00a0% of all futures or more it is never reached."
        )
    if told and told.odds is not None:
        yield Evidence(subject, f"The letter has {percent(told.odds)}.")
    if foreseen and foreseen.drivers:
        first = foreseen.drivers[0]
        yield Evidence(
            first.subject,
            f"{named(case.snapshot, first.subject)} sets its date in {percent(first.decides)} of all futures.",
        )
    for one in _critical(case, milestone)[:MOST_CRITICAL]:
        yield Evidence(one.subject, one.says)


OWN_JUDGEMENT = Remedy(
    "Or publish your own judgement with its reason and until when it stands: both are shown.",
    why_unpriced="A judgement moves no date.",
)


def _take_back(judgement: str, computed: str) -> Iterator[Remedy]:
    yield Remedy(
        f"Take the judgement back: the milestone then shows {WORDS[computed]}.", (Retire("judgement", judgement),)
    )
    yield Remedy("Or write down its reason and until when it stands.", why_unpriced="A judgement moves no date.")


def _correct(case: Case, letter: Letter, told: Told, computed: str) -> Iterator[Remedy]:
    promise, foreseen = (
        commitment(case.snapshot, told.milestone),
        case.outlook.milestones.get(told.milestone) if case.outlook else None,
    )
    odds = foreseen.odds_of(promise.due) if foreseen and promise and promise.due else None
    true = replace(told, status=computed, odds=odds)
    name = _name(case, told.milestone)
    if letter.state != "sent":
        corrected = [plain_told(true if one == told else one) for one in letter.told]
        yield Remedy(
            f"Correct it before it goes out: {name} is {WORDS[computed]}.",
            (Change("letter", letter.id, {"told": corrected, "state": "draft"}),),
        )
    elif not case.snapshot.find("letter", f"{letter.id}-corrected"):
        again = {
            "id": f"{letter.id}-corrected", "to": list(letter.to), "state": "draft",
            "drafted_on": case.snapshot.as_of.isoformat(), "told": [plain_told(true)],
            "subject": f"{name} is {WORDS[computed]}",
        }  # fmt: skip
        yield Remedy(f"Write to the same readers today: {name} is {WORDS[computed]}.", (Add("letter", again),))
    yield OWN_JUDGEMENT
