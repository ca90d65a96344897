"""A standard solution is accepted as a remedy is: carried out, with its price if somebody asked for it, and taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from leadline.playbook.which_apply import Way, which_apply
from leadline.program.case import Case
from leadline.program.edits import apply_all, write_edit
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Refused, perform
from leadline.record.models import Acceptance, Program, Quote, Round
from leadline.record.results import outlook_of
from leadline.rounds.quotes import answer
from leadline.rounds.round import Asked, run_round

from .conftest import NOON

Act = Callable[..., Any]
Rounds = Callable[[Program], Round]
Plan = Callable[[Program], Snapshot]


def way_of(program: Program, round: Round, plan: Plan, name: str, subject: str = "roadblock:key") -> Way:
    ways = which_apply(Case(plan(program), outlook_of(round)), subject)
    return next(one for one in ways if one.solution.name == name)


def test_it_is_carried_out_and_undo_takes_it_back(program: Program, act: Act, round_of: Rounds, plan: Plan) -> None:
    before = plan(program)
    way = way_of(program, round_of(program), plan, "escalate_with_proposal")

    done = act(program, "use_solution", subject="roadblock:key", way=way.id)

    # Five working days after Monday 2 March.
    assert done.says == "Accepted: Escalate it to Ines with a proposal, to be cleared by 2026-03-09."
    assert plan(program) == apply_all(before, way.remedy.edits)
    assert plan(program).find("roadblock", "key").agreed_until == date(2026, 3, 9)

    act(program, "undo")
    assert plan(program) == before
    assert Acceptance.objects.get().state == "undone"


def test_the_price_somebody_asked_for_is_kept_and_looked_back_on(
    program: Program, act: Act, round_of: Rounds, plan: Plan
) -> None:
    way = way_of(program, round_of(program), plan, "escalate_with_proposal")
    edits = [write_edit(edit) for edit in way.remedy.edits]
    quote = Quote.objects.create(program=program, key="q", subject=way.subject, edits=edits, asked_at=NOON)
    answer(quote, NOON)

    done = act(program, "use_solution", subject="roadblock:key", way=way.id)

    kept = Acceptance.objects.get()
    assert kept.price["days"] == quote.price["days"] > 0
    assert f"({quote.price['days']:.1f} days at P80)" in done.says

    program.pinned_on = date(2026, 3, 2) + timedelta(days=28)
    program.save()
    run_round(program, NOON, lambda: NOON, asked=Asked(futures=400, threads=1))
    kept.refresh_from_db()
    assert kept.state == "verified"


def test_what_rests_on_facts_that_changed_is_refused(program: Program, act: Act, round_of: Rounds, plan: Plan) -> None:
    way = way_of(program, round_of(program), plan, "escalate_with_proposal")
    act(program, "change", noun="roadblock", id="key", fields={"unblocker": "mara"})
    now = plan(program)

    with pytest.raises(Refused, match="This is not proposed any more"):
        act(program, "use_solution", subject="roadblock:key", way=way.id)
    with pytest.raises(Refused, match="This is not proposed any more"):
        act(program, "use_solution", subject="roadblock:nix", way=way.id)
    assert plan(program) == now


def test_before_the_first_round_there_is_nothing_to_rest_on(program: Program, act: Act) -> None:
    with pytest.raises(Refused, match="No round has run yet"):
        act(program, "use_solution", subject="roadblock:key", way="escalate_with_proposal-0")


def test_a_member_may_not(program: Program, somebody: Callable[..., Who], round_of: Rounds, plan: Plan) -> None:
    way = way_of(program, round_of(program), plan, "escalate_with_proposal")

    with pytest.raises(Refused, match="may not use"):
        perform("use_solution", somebody(program, "member"), NOON, program, {"subject": way.subject, "way": way.id})
