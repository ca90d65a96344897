from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from leadline.linter.rule import Blind, Needs, Setting, Settings, rule
from leadline.linter.words import counted, listed
from leadline.program.case import Case
from leadline.program.changes import Change as NewWay
from leadline.program.changes import Pledge
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Team
from leadline.program.workdays import add_workdays, program_calendar, workdays_between


class Record(NamedTuple):
    """What a group said it would do about one change, and about everything else that has fallen due."""

    change: NewWay
    team: Team
    about: list[Pledge]
    others: list[Pledge]


@rule(
    id="C105",
    needs=Needs.CHANGES | Needs.PLEDGES | Needs.TEAMS | Needs.OUTLOOK,
    audience="tpm",
    settings={
        "overdue": Setting(10, "Working days after its date from which something agreed counts as not done."),
        "share": Setting(0.5, "Share of what was agreed about the change that is not done."),
        "moved": Setting(2, "New dates after which something agreed counts as put off."),
        "moved_count": Setting(3, "How many of them must have been put off that often."),
        "gap": Setting(0.3, "How much better the group keeps what it agreed about other things."),
        "fewest": Setting(3, "What was agreed, about the change and about other things, before anything is compared."),
        "group": Setting(5, "People below which a group is never spoken of.", basis="standard"),
        "busy": Setting(0.95, "Share of its time from which a group has no room for anything else."),
        "weeks": Setting(4, "Weeks ahead in which it must have no room, for that to explain it."),
    },
)
def agreed_but_not_done(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Compares, for each group of five or more, what it agreed to do about a change with what it agreed to do otherwise.
    It speaks when half of the former is more than 10 working days late, or three parts of it were put off twice, while
    the group keeps its other word clearly more often. When more of the group's time is claimed than there is, or the
    work ahead leaves it no room for four weeks, that explains it and nothing is said; where the load is not known, the
    rule is blind. It never looks at a person.
    ## Why it matters
    Agreeing and not doing says that something is hard, unclear or unwise. It is the cheapest hint there is that the
    change, or the plan for it, needs another look.
    ## What to do
    Ask the group, in private, what makes it hard. Take one obstacle away. Then agree on dates the group can keep.
    ## Source
    MISSION.md T3; Ford, Ford & D'Amelio 2008: resistance is feedback, and agents of change contribute to it.
    """
    unknown: list[str] = []
    said = False
    load = {one.team: one.weeks for one in case.outlook.load} if case.outlook else {}
    for record in _records(case):
        if not _is_group(case, record.team, settings) or not _stands_out(case, record, settings):
            continue
        weeks = load.get(record.team.id)
        if weeks is None:
            unknown.append(record.team.name or record.team.id)
        elif not _is_overloaded(case, record.team, weeks, settings):
            said = True
            yield _finding(case, record, settings)
    if unknown and not said:
        raise Blind(
            f"How busy {listed(sorted(set(unknown)))} is has not been computed, so overload could not be ruled out."
        )


def _records(case: Case) -> Iterator[Record]:
    snapshot = case.snapshot
    for change in snapshot.changes:
        if change.ended_on and change.ended_on <= snapshot.as_of:
            continue
        for team in snapshot.teams:
            theirs = [one for one in snapshot.pledges if one.team == team.id]
            others = [one for one in theirs if one.change != change.id and one.due and one.due <= snapshot.as_of]
            yield Record(change, team, [one for one in theirs if one.change == change.id], others)


def _is_group(case: Case, team: Team, settings: Settings) -> bool:
    named_ones = sum(person.team == team.id for person in case.snapshot.people)
    return max(named_ones, team.size or 0) >= settings["group"]


def _stands_out(case: Case, record: Record, settings: Settings) -> bool:
    if min(len(record.about), len(record.others)) < settings["fewest"]:
        return False
    enough = (
        len(_late(case, record.about, settings)) >= settings["share"] * len(record.about)
        or len(_put_off(record.about, settings)) >= settings["moved_count"]
    )
    kept_here = 1 - len(_stuck(case, record, settings)) / len(record.about)
    kept_elsewhere = len(_kept(record.others)) / len(record.others)
    return enough and kept_elsewhere - kept_here >= settings["gap"] - 1e-9


def _stuck(case: Case, record: Record, settings: Settings) -> list[Pledge]:
    both = [*_late(case, record.about, settings), *_put_off(record.about, settings)]
    return list({one.id: one for one in both}.values())


def _late(case: Case, pledges: list[Pledge], settings: Settings) -> list[Pledge]:
    as_of, calendar = case.snapshot.as_of, program_calendar(case.snapshot)
    undone = [one for one in pledges if one.due and not one.done_on]
    return [one for one in undone if one.due and workdays_between(calendar, one.due, as_of) > settings["overdue"]]


def _put_off(pledges: list[Pledge], settings: Settings) -> list[Pledge]:
    return [one for one in pledges if one.moved >= settings["moved"] and not one.done_on]


def _kept(pledges: list[Pledge]) -> list[Pledge]:
    return [one for one in pledges if one.done_on]


def _is_overloaded(case: Case, team: Team, weeks: tuple[float, ...], settings: Settings) -> bool:
    """True when more of its time is claimed than there is, or when the work ahead leaves it no room for weeks."""
    ahead = weeks[: int(settings["weeks"])]
    return _claimed(case, team) > 1.0 + 1e-9 or (bool(ahead) and min(ahead) >= settings["busy"])


def _claimed(case: Case, team: Team) -> float:
    """The share of the whole group's time that projects here and in other programs have claimed for today."""
    snapshot = case.snapshot
    members = {person.id for person in snapshot.people if person.team == team.id}
    claims = [*snapshot.allocations, *(one for other in snapshot.elsewhere for one in other.allocations)]
    today = [
        one.share
        for one in claims
        if one.person in members and (one.first or date.min) <= snapshot.as_of <= (one.last or date.max)
    ]
    return sum(today) / len(members) if members else 0.0


def _finding(case: Case, record: Record, settings: Settings) -> Finding:
    change, team = record.change, record.team
    stuck = _stuck(case, record, settings)
    objections = [one for one in case.snapshot.objections if one.subject == change.id and not one.answered_on]
    return agreed_but_not_done.finding(
        f"change:{change.id}",
        f"{len(stuck)} of {len(record.about)} things {team.name or team.id} agreed to for {change.name or change.id} "
        f"are not done; of {len(record.others)} other things it agreed to, {len(_kept(record.others))} are.",
        (
            *(Evidence(f"pledge:{one.id}", f"“{one.text}” was due on {one.due}{_moves(one)}.") for one in stuck),
            Evidence(f"team:{team.id}", "Its load in the weeks ahead does not explain it."),
            *(
                Evidence(f"objection:{one.id}", f"This objection is still unanswered: “{one.text}”")
                for one in objections
            ),
        ),
        tuple(_remedies(case, stuck, settings)),
        key=team.id,
        root=f"objection:{objections[0].id}" if objections else "",
    )


def _moves(one: Pledge) -> str:
    return f", after {counted(one.moved, 'new date')}" if one.moved else ""


def _remedies(case: Case, stuck: list[Pledge], settings: Settings) -> Iterator[Remedy]:
    yield Remedy(
        "Ask the group in private what makes it hard, and take one obstacle away.",
        why_unpriced="What it is worth to be asked cannot be simulated.",
    )
    due = add_workdays(program_calendar(case.snapshot), case.snapshot.as_of, int(settings["overdue"]))
    edits = (Change("pledge", one.id, {"due": due.isoformat(), "moved": one.moved + 1}) for one in stuck)
    yield Remedy(f"Agree with the group on dates it can keep, {due} for a start.", tuple(edits))
