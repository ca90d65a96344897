from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, listed
from leadline.program.case import Case
from leadline.program.changes import Change as NewWay
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.workdays import add_workdays, program_calendar, workdays_between

PLAN = {
    "reason": "why",
    "sponsor": "who stands behind it",
    "teams": "whom it touches",
    "stays": "what stays as it is",
    "training": "how people learn it",
    "feedback": "where people say what they think",
    "starts_on": "when it starts",
}
TRIAL = {"reason": "why"}
NOT_IN_FORECAST = "The forecast does not know how people take to a new way of working."


@rule(
    id="C101",
    needs=Needs.CHANGES,
    basis="standard",
    settings={
        "notice": Setting(20, "Working days ahead within which a change needs its plan, and may go without a start."),
        "trial": Setting(14, "Calendar days up to which a trial needs no more than a reason and an end."),
    },
)
def change_without_plan(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for changes of process, tool or structure that have started or start within 20 working days, while their plan
    lacks a part: why, who stands behind it, whom it touches, what stays, how people learn it, where they say what they
    think. A change without a start is left alone for its first 20 working days. A trial of two weeks or less needs only
    a reason and its end.
    ## Why it matters
    A way of working that people do not know, for a reason they were not told, is where quarrels start.
    ## What to do
    Fill in the missing lines, on one page. Talk to the group it touches most before the first day. Or start later.
    ## Source
    MISSION.md T3; Kotter & Schlesinger, six approaches; Prosci on sponsors (self-reported surveys).
    """
    for one in case.snapshot.changes:
        lacking = _lacking(one, settings)
        if lacking and _is_near(case, one, settings):
            says = f"{one.name or one.id} {_when(case, one)}, and its plan does not say {_words(lacking)}."
            yield change_without_plan.finding(
                f"change:{one.id}", says,
                tuple(_evidence(case, one, lacking)), tuple(_remedies(case, one, lacking, settings)),
            )  # fmt: skip


def _lacking(one: NewWay, settings: Settings) -> Mapping[str, str]:
    days = (one.trial_until - one.starts_on).days if one.trial_until and one.starts_on else None
    needed = TRIAL if days is not None and 0 <= days <= settings["trial"] else PLAN
    return {name: words for name, words in needed.items() if not getattr(one, name)}


def _is_near(case: Case, one: NewWay, settings: Settings) -> bool:
    as_of, calendar = case.snapshot.as_of, program_calendar(case.snapshot)
    if one.ended_on and one.ended_on <= as_of:
        return False
    if one.starts_on:
        return workdays_between(calendar, as_of, one.starts_on) < settings["notice"]
    return one.raised_on is not None and workdays_between(calendar, one.raised_on, as_of) > settings["notice"]


def _when(case: Case, one: NewWay) -> str:
    if not one.starts_on:
        return f"was raised on {one.raised_on}"
    return f"{'starts' if one.starts_on > case.snapshot.as_of else 'started'} on {one.starts_on}"


def _words(lacking: Mapping[str, str]) -> str:
    return listed(list(lacking.values())).replace(" and ", " or ")


def _evidence(case: Case, one: NewWay, lacking: Mapping[str, str]) -> Iterator[Evidence]:
    subject, snapshot = f"change:{one.id}", case.snapshot
    if one.reason:
        yield Evidence(subject, f"Its reason: “{one.reason}”")
    yield Evidence(
        subject, f"{counted(len(lacking), 'line')} of its plan {'is' if len(lacking) == 1 else 'are'} empty."
    )
    if one.teams:
        yield Evidence(subject, f"It touches {called(snapshot, 'team', one.teams)}.")
    elif busy := _teams_at_work(case):
        yield Evidence(subject, f"It may touch {called(snapshot, 'team', busy)}: they have open work.")


def _teams_at_work(case: Case) -> list[str]:
    of = {person.id: person.team for person in case.snapshot.people}
    open_work = [item for item in case.snapshot.work if item.state in ("todo", "doing")]
    return sorted({team for item in open_work if (team := item.team or of.get(item.assignee, ""))})


def _remedies(case: Case, one: NewWay, lacking: Mapping[str, str], settings: Settings) -> Iterator[Remedy]:
    agree = tuple(dict.fromkeys(id for id in (one.sponsor, case.snapshot.tpm) if id))
    yield Remedy(
        f"Write down {listed(list(lacking.values()))}, on one page.", agree=agree, why_unpriced=NOT_IN_FORECAST
    )
    if largest := _largest_team(case, one):
        said = f"Talk to {called(case.snapshot, 'team', [largest])} before anybody else: it touches them most."
        yield Remedy(said, why_unpriced=NOT_IN_FORECAST)
    later = _later(case, settings)
    if one.starts_on and case.snapshot.as_of < one.starts_on < later:
        edit = Change("change", one.id, _moved(one, later))
        yield Remedy(f"Start on {later} instead, when people have been told and trained.", (edit,), agree)


def _later(case: Case, settings: Settings) -> date:
    return add_workdays(program_calendar(case.snapshot), case.snapshot.as_of, int(settings["notice"]))


def _moved(one: NewWay, later: date) -> dict[str, Any]:
    """A trial keeps its length."""
    until = (
        {"trial_until": (later + (one.trial_until - one.starts_on)).isoformat()}
        if one.trial_until and one.starts_on
        else {}
    )
    return {"starts_on": later.isoformat(), **until}


def _largest_team(case: Case, one: NewWay) -> str:
    members = [person.team for person in case.snapshot.people]
    size = {team: max(members.count(team), _stated_size(case, team)) for team in one.teams}
    return max(sorted(size), key=lambda team: size[team]) if len(size) > 1 else ""


def _stated_size(case: Case, team: str) -> int:
    found = case.snapshot.find("team", team)
    return (found.size or 0) if found else 0
