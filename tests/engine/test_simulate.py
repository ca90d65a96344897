"""The outlook as a whole: closed forms, blindness in words, risks, roadblocks, decisions, money."""

from base64 import b64decode
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from tests.engine.programs import SEED, dependency, play, program, times

from leadline.engine.calibrate import Calibration, exactly
from leadline.engine.simulate import simulate
from leadline.program import document
from leadline.program.snapshot import Snapshot


def outlook(snapshot: Snapshot, calibration: Calibration | None = None, futures: int = 4_000) -> Any:
    return simulate(snapshot, seed=SEED, futures=futures, calibration=calibration)


def certain(snapshot: Snapshot) -> Any:
    return outlook(snapshot, exactly(), 200)


TEN_DAYS = [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "5d", "assignee": "mara"}]


def test_a_certain_program_ends_on_its_day_in_every_future() -> None:
    found = certain(program(TEN_DAYS)).milestones["live"]

    # Ten working days from Monday 2 March end on Friday 13 March, eleven days after it.
    assert (found.days, found.counts, found.futures) == ((11,), (200,), 200)
    assert found.date_at(0.8) == date(2026, 3, 13)
    assert found.odds_of(date(2026, 3, 13)) == 1.0
    assert found.odds_of(date(2026, 3, 12)) == 0.0
    assert found.p50_days == found.p80_days == 12.0


def test_one_seed_gives_one_answer_on_one_thread_and_on_two() -> None:
    snapshot = program([{"id": f"w{n}", "estimate": "2-6d", "team": "web"} for n in range(6)])

    one = simulate(snapshot, seed=1, futures=300)

    assert one == simulate(snapshot, seed=1, futures=300, threads=2)
    assert one != simulate(snapshot, seed=2, futures=300)


def test_a_series_takes_the_sum_of_its_parts() -> None:
    # Days without weekends and without people: a chain is a plain sum of three lognormals with mean m · exp(s² / 2).
    series = program(
        [{"id": id, "estimate": "4-9d"} for id in "abc"],
        dependencies=[dependency("a", "b"), dependency("b", "c")],
        calendars=[{"id": "always", "week": [1.0] * 7}],
        calendar="always",
    )
    independent = Calibration(program_sd=0.0, team_sd=0.0, heavy_share=0.0)

    played = play(series, 20_000, independent)

    sd = 2 * np.log(9 / 4) / 2.5631
    assert played.finish_of("live").mean() == pytest.approx(3 * 6 * np.exp(sd**2 / 2), rel=0.02)
    assert np.array_equal(played.finish_of("live"), played.finish_of("c"))


def test_of_two_in_parallel_the_later_one_counts() -> None:
    pair = program(
        [{"id": "a", "estimate": "4-9d", "assignee": "mara"}, {"id": "b", "estimate": "4-9d", "assignee": "ines"}],
        calendars=[{"id": "always", "week": [1.0] * 7}],
        calendar="always",
    )
    independent = Calibration(program_sd=0.0, team_sd=0.0, heavy_share=0.0)

    finishes = play(pair, 20_000, independent).finish_of("live")

    # Both are under their common median of 6 in a quarter of futures.
    assert (finishes <= 6).mean() == pytest.approx(0.25, abs=0.015)


def test_late_projects_are_late_together() -> None:
    two = program(
        [{"id": "a", "estimate": "4-9d", "milestone": "m1"}, {"id": "b", "estimate": "4-9d", "milestone": "m2"}],
        milestones=[{"id": "m1"}, {"id": "m2"}],
        promises=[{"id": f"p{n}", "milestone": f"m{n}", "due": "2026-03-10"} for n in (1, 2)],
    )

    alone = outlook(two, Calibration(program_sd=0.0, heavy_share=0.0), 20_000)
    shared = outlook(two, Calibration(program_sd=1.0, heavy_share=0.0), 20_000)

    odds = [[one.milestones[id].odds_of(date(2026, 3, 10)) for id in ("m1", "m2")] for one in (alone, shared)]
    assert alone.joint == pytest.approx(odds[0][0] * odds[0][1], abs=0.015)
    assert shared.joint > odds[1][0] * odds[1][1] + 0.05
    bits = np.unpackbits(np.frombuffer(b64decode(shared.holds["m1"]), dtype=np.uint8))[:20_000]
    assert bits.mean() == pytest.approx(odds[1][0])


def test_a_risk_shifts_the_date_in_as_many_futures_as_it_happens() -> None:
    risky = program(TEN_DAYS, risks=[{"id": "r", "probability": 0.3, "delay": "7d", "work": ["b"]}])

    found = outlook(risky, exactly(), 10_000)

    late = found.milestones["live"]
    assert late.days == (11, 18)
    assert late.counts[1] / 10_000 == pytest.approx(0.3, abs=0.015)
    assert found.risks["r"].milestone == "live"
    assert found.risks["r"].days == 7.0
    assert any(one.subject == "risk:r" and one.high_days >= 0 for one in late.drivers)


def test_a_response_that_is_done_counts_and_one_that_is_not_shows_what_it_would_leave() -> None:
    response = {"probability": 0.0, "action": "Book a second supplier"}
    risk = {"id": "r", "probability": 0.5, "delay": "7d", "work": ["b"]}

    waiting = certain(program(TEN_DAYS, risks=[{**risk, "response": response}]))
    done = certain(program(TEN_DAYS, risks=[{**risk, "response": {**response, "done": True}}]))

    assert waiting.risks["r"].mitigated_days == 0.0
    assert done.milestones["live"].days == (11,)


def test_work_waits_for_the_end_of_a_roadblock_and_for_an_open_decision() -> None:
    blocked = program([{"id": "a", "estimate": "1d"}], roadblocks=[{"id": "x", "work": ["a"], "expected": "3d"}])
    agreed = program(
        [{"id": "a", "estimate": "1d"}], roadblocks=[{"id": "x", "work": ["a"], "agreed_until": "2026-03-03"}]
    )
    gone = program(
        [{"id": "a", "estimate": "1d"}], roadblocks=[{"id": "x", "work": ["a"], "resolved_on": "2026-03-01"}]
    )
    aged = program([{"id": "a", "estimate": "1d"}], roadblocks=[{"id": "x", "work": ["a"], "since": "2026-02-23"}])
    decision = program(
        [{"id": "a", "estimate": "1d"}], decisions=[{"id": "q", "work": ["a"], "needed_by": "2026-03-04"}]
    )

    assert times(play(blocked))["a"] == (3.0, 4.0)
    assert times(play(agreed))["a"] == (2.0, 3.0)
    assert times(play(gone))["a"] == (0.0, 1.0)
    # It has lasted a week and lasts another one.
    assert times(play(aged))["a"] == (7.0, 8.0)
    assert times(play(decision))["a"] == (3.0, 4.0)


def test_a_decision_s_options_are_tried_in_the_same_futures() -> None:
    edits = [{"kind": "change", "noun": "work", "id": "b", "fields": {"estimate": "2d"}}]
    question = {
        "id": "q", "question": "Build or buy?", "work": ["b"], "needed_by": "2026-03-10",
        "options": [{"name": "Build"}, {"name": "Buy", "cost_cents": 50_000, "edits": edits}],
    }  # fmt: skip
    asked = program(TEN_DAYS, decisions=[question], milestones=[{"id": "live", "cost_of_delay_cents": 100_000}])

    found = certain(asked).decisions["q"]

    # Undecided, b begins on Wednesday 11 March and ends on Tuesday 17: 16. Decided now: 12; with two days of b: 9.
    assert [(one.name, one.days, one.cents) for one in found.options] == [
        ("Build", 4.0, 400_000),
        ("Buy", 7.0, 650_000),
    ]
    assert (found.worth_knowing_days, found.worth_knowing_cents) == (0.0, 0)


def test_the_latest_day_to_decide_is_when_the_work_that_waits_would_start() -> None:
    asked = program(
        [{"id": "a", "estimate": "2d", "assignee": "mara"}, {"id": "b", "estimate": "1d", "assignee": "mara"}],
        dependencies=[dependency("a", "b")],
        decisions=[{"id": "q", "work": ["b"], "needed_by": "2026-03-20"}],
    )

    found = certain(asked).decisions["q"]

    # b could start on Wednesday morning, so Tuesday evening is early enough; from then on each day costs a day.
    assert found.latest_on == date(2026, 3, 3)
    assert found.days_per_day == pytest.approx(1.0)


def test_what_nobody_has_estimated_blinds_what_waits_for_it_and_nothing_else() -> None:
    unclear = program(
        [
            *({"id": f"u{n}", "milestone": "live"} for n in range(5)),
            {"id": "c", "estimate": "1d", "milestone": "other"},
            {"id": "d", "estimate": "1d", "milestone": "after"},
        ],
        milestones=[{"id": "live", "name": "Checkout live"}, {"id": "other"}, {"id": "after"}],
        dependencies=[dependency("live", "d")],
    )

    found = certain(unclear)

    assert found.milestones["live"].blind == "Nobody has estimated U0, U1, U2 and 2 more. A range like 3-8d is enough."
    assert found.milestones["after"].blind == "Nobody has estimated U0, U1, U2 and 2 more. A range like 3-8d is enough."
    assert found.milestones["other"].days == (0,)
    assert found.end.label == "estimates at their word; without 2 of 3 open milestones, which have no forecast"


def test_a_milestone_nobody_works_on_says_so_or_what_its_source_knows() -> None:
    idle = program(
        [], milestones=[{"id": "live", "name": "Checkout live"}, {"id": "m", "without_odds": "it has no stage"}]
    )

    found = certain(idle)

    assert found.milestones["live"].blind == "Nobody works on Checkout live."
    assert found.milestones["m"].blind == "it has no stage"
    assert found.end.blind == "None of the 2 open milestones has a forecast."
    assert found.joint is None


def test_work_that_nobody_can_do_is_named_with_what_it_needs() -> None:
    lacking = program([{"id": "a", "estimate": "1d", "team": "web", "skill": "iOS", "skill_level": 3}])

    found = certain(lacking)

    assert found.unstaffed["a"] == "Nobody in web can do A: it needs “iOS” at level 3. Train, hire or borrow somebody."
    assert found.milestones["live"].blind == found.unstaffed["a"]


def test_somebody_without_working_time_does_not_stop_the_arithmetic() -> None:
    away = program(
        [{"id": "a", "estimate": "1d", "assignee": "mara"}], people=[{"id": "mara", "name": "Mara", "capacity": 0.0}]
    )

    assert certain(away).unstaffed["a"] == "Mara has no working time for A. Assign it to somebody else."


@pytest.mark.parametrize("left_out", ["people", "teams", "work", "milestones"])
def test_a_program_without_one_of_its_parts_is_simulated_all_the_same(left_out: str) -> None:
    parts: dict[str, Any] = {"people": [{"id": "mara"}], "teams": [{"id": "web"}], "milestones": [{"id": "live"}]}
    work = (
        []
        if left_out == "work"
        else [{"id": "a", "estimate": "2d", "milestone": "live" if left_out != "milestones" else ""}]
    )
    parts[left_out] = []
    parts.pop("work", None)

    found = certain(program(work, **parts))

    assert (found.end.blind != "") == (left_out == "work")


def test_all_done_work_means_the_milestone_is_there_to_be_declared() -> None:
    ready = program([{"id": "a", "state": "done", "done_on": "2026-02-27"}])

    assert certain(ready).milestones["live"].days == (0,)


def test_a_lag_after_finished_work_still_runs() -> None:
    cooling = program(
        [{"id": "a", "state": "done", "done_on": "2026-02-28"}, {"id": "b", "estimate": "1d"}],
        dependencies=[dependency("a", "b", "FS", 4.0)],
    )

    # Saturday evening is -1; four days later it is Wednesday evening… and Thursday morning is day 3.
    assert times(play(cooling))["b"] == (3.0, 4.0)


def test_dropped_work_holds_nothing_up() -> None:
    dropped = program(
        [{"id": "a", "state": "dropped"}, {"id": "b", "estimate": "1d"}], dependencies=[dependency("a", "b")]
    )

    assert times(play(dropped))["live"] == (1.0, 1.0)


def test_work_on_a_release_train_arrives_with_it() -> None:
    train = program([{"id": "a", "release_class": "stable", "release_on": "2026-04-01"}])

    found = outlook(train, futures=10_000).milestones["live"]

    first = (date(2026, 4, 1) - date(2026, 3, 2)).days
    assert found.days[:2] == (first, first + 120)
    assert 0.8 < found.odds_of(date(2026, 4, 1)) < 0.95
    assert sum(found.counts) < found.futures


def test_a_delivery_promised_from_outside_arrives_when_promised_or_later() -> None:
    promised = program(
        [{"id": "a", "assignee": "tomas", "milestone": ""}, {"id": "b", "estimate": "1h"}],
        people=[{"id": "mara"}, {"id": "tomas", "outside": True}],
        dependencies=[dependency("a", "b")],
        promises=[{"id": "p", "kind": "delivery", "dependency": "a-FS-b", "due": "2026-03-06"}],
    )

    assert times(play(promised))["b"] == (7.0, 7.125)
    # Seven in ten keep their day; of the late ones one in fourteen is less than three days late.
    assert outlook(promised).milestones["live"].odds_of(date(2026, 3, 9)) == pytest.approx(0.72, abs=0.03)


def test_cost_is_days_times_rates_and_what_is_bought_and_burnt_and_risked() -> None:
    priced = program(
        [{"id": "a", "estimate": "5d", "assignee": "mara", "cost_cents": 1_000}],
        people=[{"id": "mara", "day_rate_cents": 60_000}],
        spent_cents=5_000_000,
        burn_cents=10_000,
        budget_cents=5_400_000,
        risks=[{"id": "r", "probability": 1.0, "cost_low_cents": 200, "cost_high_cents": 200, "work": ["a"]}],
        promises=[{"id": "p", "milestone": "live", "due": "2026-03-06"}],
    )

    found = certain(priced)

    # 5,000,000 spent + 5 days · 60,000 + 1,000 + 5 days · 10,000 + 200
    assert set(found.cost.quantiles) == {5_351_200}
    assert (found.joint, found.joint_with_cost) == (1.0, 1.0)
    assert found.risks["r"].cents == 200
    assert found.joint_points[0] == (4, 5_351_200)


def test_without_any_rate_there_is_no_cost() -> None:
    found = certain(
        program(TEN_DAYS, budget_cents=100, promises=[{"id": "p", "milestone": "live", "due": "2026-03-20"}])
    )

    assert found.cost is None
    assert found.joint_with_cost is None
    assert found.joint == 1.0


def test_load_is_that_of_a_team_by_week() -> None:
    found = certain(program(TEN_DAYS))

    # Mara is busy for two weeks, Ines for none: half the team.
    assert [(one.team, one.weeks[:3]) for one in found.load] == [("web", (0.5, 0.5, 0.0))]


def test_work_done_rises_to_all_of_it() -> None:
    rows = certain(program(TEN_DAYS)).burnup

    assert rows[0] == (0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert {row[0]: row[3] for row in rows}[6] == 0.5
    assert rows[-1] == (12, 1.0, 1.0, 1.0, 1.0, 1.0)


def test_what_is_over_on_one_day_is_a_step_and_no_slope() -> None:
    together = [{"id": f"w{n}", "estimate": "1d", "assignee": "", "not_before": "2026-06-01"} for n in range(4)]
    later = [{"id": "x", "estimate": "1d", "not_before": "2026-12-01"}]

    rows = {row[0]: row[3] for row in certain(program([*together, *later])).burnup}

    # Four of five are over on the evening of 1 June, day 92; the day before none is.
    assert (rows[91], rows[92]) == (0.0, 0.8)


def test_what_decides_a_date_is_on_its_chain_and_moves_it() -> None:
    pair = program(
        [
            {"id": "long", "estimate": "20-40d", "assignee": "mara"},
            {"id": "short", "estimate": "1-2d", "assignee": "ines"},
        ]
    )

    found = outlook(pair)

    first = found.milestones["live"].drivers[0]
    assert (first.subject, first.decides > 0.99) == ("work:long", True)
    assert first.low_days < -5 < 5 < first.high_days
    assert found.items["long"].criticality > 0.99 > 0.01 > found.items["short"].criticality


def test_a_promise_that_has_a_circle_in_it_is_blind_and_named() -> None:
    from dataclasses import replace

    from leadline.program.work import Dependency

    round_about = program([{"id": "a", "estimate": "1d"}, {"id": "b", "estimate": "1d"}])
    round_about = replace(
        round_about, dependencies=(Dependency("1", before="a", after="b"), Dependency("2", before="b", after="a"))
    )

    assert "in a circle" in certain(round_about).milestones["live"].blind


def test_every_date_is_counted_from_the_day_of_the_snapshot() -> None:
    later = program(TEN_DAYS, as_of="2026-03-09")

    assert certain(later).milestones["live"].date_at(0.5) == date(2026, 3, 13) + timedelta(days=7)


def test_a_program_of_work_without_milestones_ends_with_its_work() -> None:
    loose = program([{"id": "a", "estimate": "2d", "milestone": ""}, {"id": "b", "milestone": ""}], milestones=[])
    unknown = program([{"id": "b", "milestone": ""}], milestones=[])

    assert certain(loose).end.days == (1,)
    assert certain(loose).end.label.endswith("without 1 of 2 open work items, which have no forecast")
    assert certain(unknown).end.blind == "None of the 1 open work items has a forecast."


def test_a_large_release_train_program_is_simulated_and_the_rest_says_why_not() -> None:
    milestones = [{"id": f"m{n}", "without_odds": "" if n < 20 else "no release is planned"} for n in range(200)]
    work = [
        {"id": f"w{n}", "milestone": f"m{n}", "release_class": "beta", "release_on": "2026-04-01"} for n in range(20)
    ]

    found = certain(program(work, milestones=milestones))

    assert sum(not one.blind for one in found.milestones.values()) == 20
    assert {one.blind for one in found.milestones.values()} == {"", "no release is planned"}
    assert found.end.days == (30,)


def test_an_empty_program_says_that_nothing_is_open() -> None:
    nothing = certain(document.read({"id": "empty", "as_of": "2026-03-02"}))

    assert nothing.end.blind == "Nothing in this program is open."
    assert (nothing.milestones, nothing.items, nothing.cost, nothing.joint, nothing.load) == ({}, {}, None, None, ())


def test_a_risk_that_only_costs_money_delays_nothing() -> None:
    dear = program(
        TEN_DAYS, burn_cents=1, risks=[{"id": "r", "probability": 1.0, "cost_high_cents": 900, "work": ["a"]}]
    )

    found = certain(dear).risks["r"]

    assert (found.milestone, found.days) == ("live", 0.0)
    # Anything up to 900 with the same odds: 720 is its P80.
    assert found.cents == pytest.approx(720, abs=60)


def test_two_programs_share_the_luck_of_what_has_the_same_name_and_nothing_else() -> None:
    work = [{"id": "a", "estimate": "2-6d", "team": "web", "supplier": "Tomas & Co"}]
    only_supplier = Calibration(program_sd=0.0, team_sd=0.0, heavy_share=0.0, supplier_sd=0.5)

    one = play(program(work), 2_000, only_supplier)
    other = play(program(work, id="search"), 2_000, only_supplier)

    assert np.array_equal(one.source.scores("supplier:Tomas & Co"), other.source.scores("supplier:Tomas & Co"))
    logs = [np.log(played.effort(played.network.place["a"])) for played in (one, other)]
    # Of the variance .5² is the supplier's and sd² the item's own, sd = 2 · ln(6/2) / 2.5631 = .857: a correlation of .25.
    assert np.corrcoef(*logs)[0, 1] == pytest.approx(0.25, abs=0.05)
