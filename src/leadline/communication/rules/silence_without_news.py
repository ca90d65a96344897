from collections.abc import Iterator
from datetime import date, timedelta

from leadline.communication.rules.stakeholder_in_the_dark import (
    CADENCES,
    News,
    cadence_days,
    is_dark,
    news_of,
    stakeholder_in_the_dark,
    write_to,
)
from leadline.linter.rule import Needs, Settings, rule
from leadline.linter.words import counted, named, percent
from leadline.program.case import Case
from leadline.program.communication import Letter
from leadline.program.finding import Evidence, Finding
from leadline.program.people import Stakeholder

AUDIENCES = {"executive": "executives", "sponsor": "sponsors", "team": "team", "partner": "partners"}


@rule(id="K102", needs=Needs.STAKEHOLDERS | Needs.OUTLOOK, audience="tpm", settings=CADENCES)
def silence_without_news(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for audiences (executives, sponsors, team, partners) whose reporting period has ended without a milestone
    reached and without a letter drafted or sent. The period begins with their last letter and lasts the shortest
    cadence among them. One finding for an audience and period; any letter to somebody in the audience ends it.
    ## Why it matters
    “Still on track” is news to those who wait. Without it they ask, or they guess.
    ## What to do
    Send four lines: no milestone was due, the odds as they stand beside those of last time, the next visible point, and
    that nothing is needed.
    ## Source
    MISSION.md T1: no news is told as well. SCIENCE.md §6, the no-news note.
    """
    news = news_of(case)
    for altitude, audience in AUDIENCES.items():
        members = tuple(
            one for one in case.snapshot.stakeholders if one.altitude == altitude and not _is_tpm(case, one)
        )
        since = _last_word(case, members) if members else None
        if since is None:
            continue
        ends = since + timedelta(days=min(cadence_days(one, settings) for one in members))
        if ends > case.snapshot.as_of or any(
            stone.done_on and stone.done_on >= since for stone in case.snapshot.milestones
        ):
            continue
        days = (case.snapshot.as_of - since).days
        yield silence_without_news.finding(
            f"program:{case.snapshot.id}",
            f"No milestone was reached in {counted(days, 'day')}, and no letter told the {audience} so.",
            tuple(_facts(case, news, since, ends)),
            (write_to(case, news, members, f"the {audience}", f"letter-{altitude}-{case.snapshot.as_of}"),),
            key=f"{altitude} {since}", root=_root(case, news, members),
        )  # fmt: skip


def _is_tpm(case: Case, one: Stakeholder) -> bool:
    return bool(one.person) and one.person == case.snapshot.tpm


def _last_word(case: Case, members: tuple[Stakeholder, ...]) -> date | None:
    """The last day a letter to one of them was written or sent; without one, the day the record begins."""
    ids = {one.id for one in members}
    words = [
        day
        for letter in case.snapshot.letters
        if letter.state != "dropped" and ids.intersection(letter.to) and (day := letter.sent_on or letter.drafted_on)
    ]
    return max(words, default=case.snapshot.connected_on or case.snapshot.started_on)


def _facts(case: Case, news: News, since: date, ends: date) -> Iterator[Evidence]:
    program = f"program:{case.snapshot.id}"
    yield Evidence(program, f"The last word is of {since}; the next was due on {ends}.")
    before = {told.milestone: told.odds for letter in _sent(case) for told in letter.told}
    for told in news.told:
        if told.odds is not None:
            was = before.get(told.milestone)
            last = f", {percent(was)} when last told" if was is not None else ""
            name = named(case.snapshot, f"milestone:{told.milestone}")
            yield Evidence(
                f"milestone:{told.milestone}", f"{name}: {percent(told.odds)} for {news.due[told.milestone]}{last}."
            )


def _sent(case: Case) -> list[Letter]:
    return sorted(
        (one for one in case.snapshot.letters if one.sent_on), key=lambda one: (one.sent_on or date.min, one.id)
    )


def _root(case: Case, news: News, members: tuple[Stakeholder, ...]) -> str:
    """Where one of them has been in the dark for longer, with something to tell, that is the louder finding."""
    loud = {name: one.default for name, one in stakeholder_in_the_dark.settings.items()}
    return next((f"stakeholder:{one.id}" for one in members if is_dark(case, news, one, loud)), "")
