from collections.abc import Iterator

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named, percent
from leadline.program.case import Case
from leadline.program.communication import Ask
from leadline.program.edits import Add, Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.risks import Roadblock
from leadline.program.workdays import program_calendar, workdays_between

KINDS = {"help": "request for help", "question": "question", "review": "request for a review"}


@rule(
    id="L304",
    needs=Needs.ASKS | Needs.OUTLOOK,
    severity="high",
    settings={
        "patience": Setting(2, "Working days a request may wait."),
        "patience_deciding": Setting(1, "Working days it may wait when the work it holds up decides a promise."),
        "decides": Setting(0.2, "Share of futures from which work counts as deciding a promise."),
    },
)
def help_request_unanswered(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for explicit questions, requests for help and requests for a review that have waited more than 2 working days
    without an answer, or more than 1 when the work decides a promise in 20 % of all futures or more. A request with a
    day of its own is left alone until that day has passed; what the TPM asks for is left to other rules. Only asks that
    somebody filed are read, never a conversation. Requests for help are shown to the TPM only.
    ## Why it matters
    An answered request is what makes it worthwhile to speak up. An unanswered one is a roadblock that nobody recorded.
    ## What to do
    Answer, pass it on to somebody who can, or say when the answer comes. Until then, let the forecast count the wait.
    ## Source
    MISSION.md O3, D4; escalation with a deadline and a proposal; Google's Project Aristotle on speaking up.
    """
    for one in (one for one in case.snapshot.asks if _is_open(case, one)):
        share = _decides(case, one)
        patience = settings["patience_deciding" if share >= settings["decides"] else "patience"]
        if _waited(case, one) > patience:
            waits = f": {named(case.snapshot, _subject(case, one))} waits for it" if one.work else ""
            yield help_request_unanswered.finding(
                f"ask:{one.id}",
                f"A {KINDS[one.kind]} has had no answer for {counted(_waited(case, one), 'working day')}{waits}.",
                tuple(_evidence(case, one, share)), tuple(_remedies(case, one)),
                audience="tpm" if one.kind == "help" else "all",
            )  # fmt: skip


def _is_open(case: Case, one: Ask) -> bool:
    settled = one.answer or one.answered_on or one.withdrawn_on
    from_tpm = one.asker and one.asker == case.snapshot.tpm
    in_time = one.due is not None and one.due >= case.snapshot.as_of
    return one.kind in KINDS and one.asked_on is not None and not settled and not from_tpm and not in_time


def _waited(case: Case, one: Ask) -> int:
    as_of = case.snapshot.as_of
    return workdays_between(program_calendar(case.snapshot), one.asked_on or as_of, as_of)


def _decides(case: Case, one: Ask) -> float:
    """How often the work behind the request decides a promise; for a milestone, its most decisive work."""
    items = case.outlook.items if case.outlook else {}
    if one.work in items or not case.snapshot.find("milestone", one.work):
        return items[one.work].decides if one.work in items else 0.0
    return max((item.decides for item in items.values() if item.milestone == one.work), default=0.0)


def _subject(case: Case, one: Ask) -> str:
    return f"milestone:{one.work}" if case.snapshot.find("milestone", one.work) else f"work:{one.work}"


def _evidence(case: Case, one: Ask, share: float) -> Iterator[Evidence]:
    yield Evidence(f"ask:{one.id}", f"Asked on {one.asked_on}: “{one.text}”")
    if one.due:
        yield Evidence(f"ask:{one.id}", f"It was needed by {one.due}.")
    if one.nudged_on:
        yield Evidence(f"ask:{one.id}", f"A reminder went out on {one.nudged_on}.")
    if share:
        name = named(case.snapshot, _subject(case, one))
        yield Evidence(_subject(case, one), f"{name} decides a promise in {percent(share)} of all futures.")


def _remedies(case: Case, one: Ask) -> Iterator[Remedy]:
    agree = (one.owed_by,) if one.owed_by else ()
    answer = "Answer it today, pass it on to somebody who can, or say when the answer comes."
    today = case.snapshot.as_of.isoformat()
    if blocks := _waiting_for(case, one):
        resolved = tuple(Change("roadblock", block.id, {"resolved_on": today}) for block in blocks)
        yield Remedy(answer, (Change("ask", one.id, {"answered_on": today}), *resolved), agree)
        return
    yield Remedy(answer, agree=agree, why_unpriced=_why_unpriced(case, one))
    if one.work and not case.snapshot.find("roadblock", f"waits-{one.id}"):
        yield _record(case, one)


def _waiting_for(case: Case, one: Ask) -> list[Roadblock]:
    """Open roadblocks of the same work that the same person can lift: what the forecast already counts of this wait."""
    return [
        block
        for block in case.snapshot.roadblocks
        if one.work in block.work and not block.resolved_on and block.unblocker == one.owed_by and one.owed_by
    ]


def _why_unpriced(case: Case, one: Ask) -> str:
    if one.work:
        return "The forecast does not count this wait yet. Record it below: its price is what waiting costs."
    return "It is attached to no work, so the forecast cannot say what waiting costs."


def _record(case: Case, one: Ask) -> Remedy:
    """Without an opinion on how long: a roadblock nobody has estimated lasts as long again as it has lasted."""
    asked = one.asked_on or case.snapshot.as_of
    block = {
        "id": f"waits-{one.id}", "name": "Waits for an answer", "work": [one.work], "since": asked.isoformat(),
        "waiting_for": one.text, "unblocker": one.owed_by,
    }  # fmt: skip
    return Remedy(
        "Record the wait as a roadblock. The price is what it costs when the answer takes as long again.",
        (Add("roadblock", {name: value for name, value in block.items() if value}),),
    )
