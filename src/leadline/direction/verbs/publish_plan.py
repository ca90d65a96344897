"""Publish the plan: the days and the people it names become facts of the work, and the forecast follows them."""

from collections.abc import Mapping
from typing import Any

from leadline.direction.plan_saying import said_changes
from leadline.program.codec import revive
from leadline.program.plan import Plan
from leadline.program.published import departures, is_published, publishing
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.results import last_round, plan_of
from leadline.record.snapshots import load_snapshot

NO_ROUND = "No round has run yet, so there is no plan to publish. Run one first."
NO_PLAN = "The last round made no plan. Run a round: it plans who does what next."


@verb(roles=PLANS)
def publish_plan(act: Act, *, round: int = 0, plan: dict[str, Any] | None = None) -> Done:
    """
    Write the plan to the work: planned from, planned to and planned for whom, where they differ. No tracker is written to.

    `round` is the round whose plan was looked at; without it, the last. `plan` is one that was computed elsewhere, in the
    form of `leadline plan --json`, in its place. Raises `Refused` where there is no plan, where a later round has planned
    anew, or where everything is published as it stands.
    """
    found = _given(plan) if plan is not None else _of_round(act, round)
    if not found.items:
        raise Refused("Nothing of this program can be planned, so there is nothing to publish.")
    snapshot = load_snapshot(act.program, act.today, only=("work", "person"))
    changed, first = departures(snapshot, found), not is_published(snapshot)
    if not changed:
        raise Refused("This plan is published as it stands: nothing in it is different.")
    return Done(f"Published the plan. {said_changes(changed, first=first)}", publishing(snapshot, found))


def _of_round(act: Act, number: int) -> Plan:
    last = last_round(act.who, act.program)
    if last is None:
        raise Refused(NO_ROUND)
    if number and number != last.number:
        raise Refused(
            f"Round {last.number} has planned anew since you looked at the plan of round {number}. Look at it again.",
            "round",
        )
    planned = plan_of(last)
    if planned is None:
        raise Refused(NO_PLAN)
    return planned


def _given(plan: Mapping[str, Any]) -> Plan:
    try:
        return revive(Plan, plan)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise Refused(
            "This is no plan. `leadline plan --publish` plans a program of the record and publishes it.", "plan"
        ) from problem
