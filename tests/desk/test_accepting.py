"""Accepting a remedy: its edits become facts, its price is kept, undo takes both back, a later round looks back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from leadline.desk.accepting import worth
from leadline.desk.pages.journal import looked_back
from leadline.program.finding import Price, PriceLine
from leadline.program.snapshot import Snapshot
from leadline.record import doors
from leadline.record.access import Who
from leadline.record.doors import Refused, perform
from leadline.record.models import Acceptance, Muting, Program, Round
from leadline.record.results import findings_of
from leadline.rounds.round import Asked, run_round

from .conftest import NOON

Act = Callable[..., Any]
Rounds = Callable[[Program], Round]
Plan = Callable[[Program], Snapshot]


def roadblock_of(who: Who, round: Round) -> Any:
    return next(one for one in findings_of(who, round, NOON.date()) if one.rule == "S401")


def test_accepting_carries_out_the_edits_and_the_next_round_gains_what_was_priced(
    program: Program, act: Act, owner: Who, round_of: Rounds, plan: Plan
) -> None:
    first = round_of(program)
    found = roadblock_of(owner, first)

    act(program, "accept", finding=found.id, remedy=found.best.index)
    second = round_of(program)

    gained = first.statuses["live"]["p80_days"] - second.statuses["live"]["p80_days"]
    # Same engine, same futures: what the price promised is what the next round sees.
    assert gained == pytest.approx(found.best.price.days, abs=0.51)
    assert second.statuses["live"]["odds"] > first.statuses["live"]["odds"]


def test_the_price_is_kept_as_it_was_and_undo_takes_the_acceptance_back(
    program: Program, act: Act, owner: Who, round_of: Rounds, plan: Plan
) -> None:
    before = plan(program)
    found = roadblock_of(owner, round_of(program))
    act(program, "accept", finding=found.id, remedy=found.best.index)

    kept = Acceptance.objects.get()
    assert kept.price is not None
    assert kept.price["days"] == pytest.approx(found.best.price.days)

    act(program, "undo")
    assert plan(program) == before
    assert Acceptance.objects.get().state == "undone"


def test_the_journal_says_what_is_gained_and_which_promise_pays_for_it(program: Program, owner: Who) -> None:
    live = PriceLine("live", 3.0, 2.5, 3.5)
    price = Price((live, PriceLine("other", -2.0, -2.5, -1.5)), 3.0, 2.5, 3.5)

    assert worth(doors.Act(owner, NOON, program), price) == " (3.0 days at P80, but other gets 2.0 days later)"
    assert worth(doors.Act(owner, NOON, program), replace(price, lines=(live,))) == " (3.0 days at P80)"
    assert worth(doors.Act(owner, NOON, program), replace(price, measurable=False)) == ""


def test_accepting_twice_or_advice_is_refused(program: Program, act: Act, owner: Who, round_of: Rounds) -> None:
    found = roadblock_of(owner, round_of(program))
    advice = next(one.index for one in found.remedies if not one.edits)
    act(program, "accept", finding=found.id, remedy=found.best.index)

    with pytest.raises(Refused, match="already"):
        act(program, "accept", finding=found.id, remedy=found.best.index)
    with pytest.raises(Refused, match="advice"):
        act(program, "accept", finding=found.id, remedy=advice)


def test_on_the_look_back_day_a_round_says_what_came_of_it(
    program: Program, act: Act, owner: Who, round_of: Rounds
) -> None:
    found = roadblock_of(owner, round_of(program))
    act(program, "accept", finding=found.id, remedy=found.best.index)
    program.pinned_on = date(2026, 3, 2) + timedelta(days=28)
    program.save()

    run_round(program, NOON, lambda: NOON, asked=Asked(futures=400, threads=1))

    verified = Acceptance.objects.get()
    assert verified.state == "verified"
    assert verified.verified_on == date(2026, 3, 30)
    assert all(one["true"] for one in verified.came_true)
    assert "days" in verified.delivered or "says" in verified.delivered
    assert "Looked back on 30 Mar" in looked_back(verified, date(2026, 3, 30))


def test_a_snoozed_finding_leaves_the_list_and_comes_back_on_its_day(
    program: Program, act: Act, owner: Who, round_of: Rounds
) -> None:
    round = round_of(program)
    found = roadblock_of(owner, round)
    act(program, "snooze", finding=found.id, until="2026-03-09", reason="The key comes on Friday")

    assert roadblock_of(owner, round).muted.reason == "The key comes on Friday"
    later = next(one for one in findings_of(owner, round, date(2026, 3, 9)) if one.id == found.id)
    assert later.muted is None


def test_a_dismissed_finding_stays_away_until_it_is_brought_back(
    program: Program, act: Act, owner: Who, round_of: Rounds
) -> None:
    round = round_of(program)
    found = roadblock_of(owner, round)
    act(program, "dismiss", finding=found.id, reason="Known and agreed")
    assert Muting.objects.get().until is None

    act(program, "bring_back", finding=found.id)
    assert roadblock_of(owner, round).muted is None


def test_a_snooze_into_the_past_is_refused(program: Program, act: Act, owner: Who, round_of: Rounds) -> None:
    found = roadblock_of(owner, round_of(program))

    with pytest.raises(Refused, match="has passed"):
        act(program, "snooze", finding=found.id, until="2026-03-02", reason="no")


def test_a_member_may_not_accept(program: Program, somebody: Callable[..., Who], owner: Who, round_of: Rounds) -> None:
    found = roadblock_of(owner, round_of(program))

    with pytest.raises(Refused, match="may not accept"):
        perform("accept", somebody(program, "member"), NOON, program, {"finding": found.id, "remedy": found.best.index})
