"""Ask for a promise of what a dependency waits for."""

from dataclasses import replace
from datetime import date

from leadline.charts import words
from leadline.direction.asking import by_letter, unreached
from leadline.direction.promising import about, fresh, known_people, name_of, not_passed, odds_now, plan, proposed
from leadline.program.edits import Change, Edit
from leadline.program.promises import Answer, Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=PLANS)
def ask_delivery(act: Act, *, dependency: str, needed_by: date, provider: str = "") -> Done:
    """
    Ask the provider of a dependency to promise it by a day; they accept or name another one.

    `provider` may be left out where the dependency or the assignee of what it waits for says it. Raises `Refused` when
    the day has passed, the dependency is unknown or done, nobody provides it, or it is asked for already.
    """
    snapshot = plan(act)
    found = _waiting(act, snapshot, dependency)
    not_passed(act, needed_by, "needed_by")
    who = _provider(snapshot, found, provider)
    _not_asked_yet(act, snapshot, found, needed_by)
    new = Promise(
        id=fresh(act, dependency, "delivery"), kind="delivery", dependency=dependency, due=needed_by, state="proposed",
        set_by=act.person or found.consumer, set_on=act.today, doers=(Answer(who),),
    )  # fmt: skip
    new = replace(new, odds=odds_now(act, new))
    tell = " They have no address here: tell them." if unreached(act, [who]) else ""
    says = f"Asked {name_of(snapshot, who)} for {about(snapshot, new)} by {words.day(needed_by, act.today)}.{tell}"
    return Done(says, [*_noted(found, needed_by, who), proposed(new)], after=by_letter(act, snapshot, new))


def _waiting(act: Act, snapshot: Snapshot, id: str) -> Dependency:
    found: Dependency | None = snapshot.find("dependency", id)
    if found is None:
        raise Refused(f"There is no dependency “{id}”. Add it first, or pick another.", "dependency")
    before = snapshot.find("work|milestone", found.before)
    if before is not None and before.done_on:
        raise Refused(
            f"It was delivered on {words.day(before.done_on, act.today)}. Nothing has to be asked.", "dependency"
        )
    return found


def _provider(snapshot: Snapshot, dependency: Dependency, named: str) -> str:
    before = snapshot.find("work|milestone", dependency.before)
    who = named or dependency.provider or getattr(before, "assignee", "") or getattr(before, "owner", "")
    if not who:
        raise Refused("Nobody provides this yet. Say who is to promise it.", "provider")
    return known_people(snapshot, [who], "provider")[0]


def _not_asked_yet(act: Act, snapshot: Snapshot, dependency: Dependency, needed_by: date) -> None:
    for other in snapshot.promises:
        if (other.dependency, other.due) == (dependency.id, needed_by) and other.state in ("agreed", "proposed"):
            state = "promised" if other.state == "agreed" else "asked for"
            raise Refused(f"It is {state} by {words.day(needed_by, act.today)} already. Pick another day.", "needed_by")


def _noted(dependency: Dependency, needed_by: date, provider: str) -> list[Edit]:
    """The dependency says by when and from whom, where it did not."""
    new = {"needed_by": needed_by.isoformat(), "provider": provider}
    old = {"needed_by": dependency.needed_by and dependency.needed_by.isoformat(), "provider": dependency.provider}
    fields = {name: value for name, value in new.items() if value != old[name]}
    return [Change("dependency", dependency.id, fields)] if fields else []
