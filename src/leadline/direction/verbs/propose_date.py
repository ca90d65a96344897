"""Propose a date for a milestone."""

from dataclasses import replace
from datetime import date, timedelta

from leadline.charts import words
from leadline.direction.asking import by_letter, unreached
from leadline.direction.promising import (
    about,
    at_odds,
    fresh,
    known_people,
    names_of,
    not_passed,
    odds_now,
    plan,
    proposed,
    several,
)
from leadline.program.promises import Answer, Promise
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb

KINDS = ("commitment", "target")


@verb(roles=RUNS)
def propose_date(
    act: Act, *, milestone: str, due: date, kind: str = "commitment", doers: list[str] | str = "",
    fixed_outside: str = "", days_later: int = 0,
) -> Done:  # fmt: skip
    """
    Propose a date to the people who do the work, storing the odds it has today. It becomes a promise when all say yes.

    `days_later` moves `due` by so many calendar days. `fixed_outside` says who fixed it, where nobody here chose it.
    Raises `Refused` when the day has passed, the milestone is unknown or reached, or the date stands already.
    """
    snapshot = plan(act)
    day = not_passed(act, due + timedelta(days=days_later))
    _check(act, snapshot, milestone, kind, day)
    asked = known_people(snapshot, several(doers), "doers")
    new = Promise(
        id=fresh(act, milestone, kind), kind=kind, milestone=milestone, due=day, state="proposed", set_by=act.person,
        set_on=act.today, doers=tuple(Answer(person) for person in asked), fixed_outside=fixed_outside,
    )  # fmt: skip
    # The odds are stored, never recomputed: hindsight must not rewrite what was known when the date was proposed.
    kept = replace(new, odds=odds_now(act, new))
    return Done(_says(act, snapshot, kept, asked), [proposed(kept)], after=by_letter(act, snapshot, kept))


def _check(act: Act, snapshot: Snapshot, milestone: str, kind: str, due: date) -> None:
    if kind not in KINDS:
        raise Refused(f"“{kind}” is no kind of date for a milestone. Use commitment or target.", "kind")
    found = snapshot.find("milestone", milestone)
    if found is None:
        raise Refused(f"There is no milestone “{milestone}”. Add it first, or pick another.", "milestone")
    if found.done_on:
        raise Refused(
            f"{label('milestone', found)} was reached on {words.day(found.done_on, act.today)}. It needs no date.",
            "milestone",
        )
    for other in snapshot.promises:
        if (other.milestone, other.kind, other.due) == (milestone, kind, due) and other.state in ("agreed", "proposed"):
            state = "stands" if other.state == "agreed" else "is proposed"
            raise Refused(f"{words.day(due, act.today)} {state} already. Propose another day.", "due")


def _says(act: Act, snapshot: Snapshot, promise: Promise, asked: list[str]) -> str:
    what = "" if promise.kind == "commitment" else " as a target"
    says = (
        f"Proposed {words.day(promise.due, act.today)} for {about(snapshot, promise)}{what}, {at_odds(promise.odds)}."
    )
    if not asked:
        return f"{says} Nobody was asked, so it stays a proposal."
    return f"{says} Asked {names_of(snapshot, asked)}.{_unheard(snapshot, asked, unreached(act, asked))}"


def _unheard(snapshot: Snapshot, asked: list[str], silent: list[str]) -> str:
    """Who gets no letter: somebody has to tell them."""
    if not silent:
        return ""
    if len(silent) == len(asked):
        return " No letter goes out, because no address is known: tell them."
    verb = "has" if len(silent) == 1 else "have"
    return f" {names_of(snapshot, silent)} {verb} no address here: tell them."
