"""D203: a date that was set for people who never said yes to it."""

from collections.abc import Iterator

from leadline.linter.network import open_work
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, listed, named
from leadline.program.case import Case
from leadline.program.commitments import commitment
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot

NAMED_AT_MOST = 3
SHOWN = 12


@rule(
    id="D203",
    needs=Needs.PROMISES,
    severity="high",
    basis="study",
    settings={
        "one_by_one": Setting(12, "Up to how many dates are named one by one; more are said in one.", "judgement"),
    },
)
def deadline_nobody_agreed_to(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for standing commitments and targets that none of the people doing the work has said yes to, or answered with
    another date. A date fixed from outside is left alone. Where many are like that, it says so once.
    ## Why it matters
    A date handed down is a wish. People defend dates they named.
    ## What to do
    Ask each doer for a range, show the odds, and settle on a date together. If the date is fixed from outside, say
    so, and agree on the scope instead.
    ## Source
    MISSION.md D2; Locke & Latham on accepted goals; self-determination theory on imposed deadlines.
    """
    imposed = dict(_imposed(case.snapshot))
    if len(imposed) > settings["one_by_one"]:
        yield _together(case.snapshot, list(imposed))
        return
    for promise, builders in imposed.items():
        yield deadline_nobody_agreed_to.finding(
            f"promise:{promise.id}",
            _says(case.snapshot, promise, [one.person for one in promise.doers]),
            tuple(_evidence(case, promise)),
            (_ask(case.snapshot, promise, builders),),
        )


def _imposed(snapshot: Snapshot) -> Iterator[tuple[Promise, list[str]]]:
    """Each standing date nobody who builds it has answered, with those to ask."""
    assigned = _assigned(snapshot)
    for milestone in snapshot.milestones:
        for kind in ("commitment", "target"):
            promise = commitment(snapshot, milestone.id, kind)
            if milestone.done_on or promise is None or promise.fixed_outside or _answered(promise):
                continue
            if builders := [one.person for one in promise.doers] or assigned.get(milestone.id, []):
                yield promise, builders


def _together(snapshot: Snapshot, promises: list[Promise]) -> Finding:
    first = sorted(promises, key=lambda one: (one.due or snapshot.as_of, one.id))
    return deadline_nobody_agreed_to.finding(
        f"program:{snapshot.id}",
        f"{len(promises)} dates stand that nobody who builds them has said yes to, the first on {first[0].due}.",
        tuple(Evidence(f"promise:{one.id}", _says(snapshot, one, [])) for one in first[:SHOWN]),
        (
            Remedy(
                "Ask those who build the first ones for a range each, and go on from there.",
                why_unpriced="Nobody has said a date yet, so there is nothing to try.",
            ),
        ),
    )


def _answered(promise: Promise) -> bool:
    return any(one.answer in ("accepted", "countered") for one in promise.doers)


def _assigned(snapshot: Snapshot) -> dict[str, list[str]]:
    """Those to whom open work of each milestone is assigned, each once."""
    found: dict[str, list[str]] = {}
    for one in open_work(snapshot):
        if one.assignee and one.assignee not in found.setdefault(one.milestone, []):
            found[one.milestone].append(one.assignee)
    return found


def _says(snapshot: Snapshot, promise: Promise, doers: list[str]) -> str:
    due = f"{named(snapshot, f'milestone:{promise.milestone}')} is due {promise.due}"
    if not doers:
        return f"{due}, but nobody who builds it was asked."
    if len(doers) > NAMED_AT_MOST:
        return f"{due}, but none of the {len(doers)} who build it ever agreed to it."
    return f"{due}, but {called(snapshot, 'person', doers)} never agreed to it."


def _evidence(case: Case, promise: Promise) -> Iterator[Evidence]:
    ref = f"promise:{promise.id}"
    by = f" by {named(case.snapshot, f'person:{promise.set_by}')}" if promise.set_by else ""
    on = f" on {promise.set_on}" if promise.set_on else ""
    if by or on:
        yield Evidence(ref, f"The {promise.kind} was set{by}{on}.")
    for one in promise.doers:
        asked = f" on {one.on}" if one.on else ""
        yield Evidence(ref, f"{named(case.snapshot, f'person:{one.person}')} was asked{asked}; no answer is recorded.")
    found = case.outlook.milestones.get(promise.milestone) if case.outlook else None
    most = found.date_at(0.8) if found else None
    if most and promise.due:
        gap = (most - promise.due).days
        side = f"{counted(abs(gap), 'day')} {'later' if gap > 0 else 'earlier'}" if gap else "the same day"
        yield Evidence(f"milestone:{promise.milestone}", f"P80 of the plan is {most}, {side}.")


def _ask(snapshot: Snapshot, promise: Promise, builders: list[str]) -> Remedy:
    names = [named(snapshot, f"person:{id}") for id in builders]
    shown = listed(names if len(names) <= NAMED_AT_MOST else [*names[:2], f"{len(names) - 2} others"])
    return Remedy(
        f"Ask {shown} for a range, and whether {promise.due} can be kept.",
        agree=tuple(builders),
        why_unpriced="Nobody has said a date yet, so there is nothing to try.",
    )
