"""What remedies are worth, by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engine.programs import SEED, dependency, program

from leadline.engine.calibrate import exactly
from leadline.engine.headline import headline
from leadline.engine.price import Candidate, Unpriceable, price, price_set
from leadline.engine.scale import _draws, _interval, _resampled
from leadline.program.edits import Add, Change, Edit, Retire
from leadline.program.finding import Price
from leadline.program.snapshot import Snapshot

TWO_ON_MARA = [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "5d", "assignee": "mara"}]
HAND_OVER = Change("work", "b", {"assignee": "ines"})
DEAR = [{"id": "live", "name": "Checkout live", "cost_of_delay_cents": 100_000}]
PROMISED = [{"id": "p", "milestone": "live", "due": "2026-03-06"}]


def priced(snapshot: Snapshot, *edits: Edit, cost: int = 0, subject: str = "work:a") -> Price:
    (found,) = price(snapshot, [Candidate(subject, edits, cost)], seed=SEED, futures=200, calibration=exactly())
    assert isinstance(found, Price), found
    return found


def test_handing_work_over_gains_the_week_it_saves() -> None:
    found = priced(program(TWO_ON_MARA, milestones=DEAR, promises=PROMISED), HAND_OVER, cost=50_000)

    # From Friday 13 March to Friday 6 March: seven days, at 100,000 cents each, less 50,000.
    assert (found.days, found.low, found.high, found.measurable) == (7.0, 7.0, 7.0, True)
    assert found.money_cents == 650_000
    (line,) = found.lines
    assert (line.commitment, line.money_cents, line.odds_before, line.odds_after) == ("live", 700_000, 0.0, 1.0)
    assert (found.joint_before, found.joint_after) == (0.0, 1.0)


def test_doing_nothing_costs_and_gains_exactly_nothing() -> None:
    uncertain = program([{"id": "a", "estimate": "3-9d", "assignee": "mara"}], promises=PROMISED)

    (found,) = price(uncertain, [Candidate("work:a")], seed=SEED, futures=2_000)

    assert isinstance(found, Price)
    assert (found.days, found.low, found.high, found.money_cents, found.measurable) == (0.0, 0.0, 0.0, 0, False)


def test_without_a_cost_of_delay_money_is_unknown_and_never_zero() -> None:
    assert priced(program(TWO_ON_MARA), HAND_OVER).money_cents is None


def test_the_goal_s_cost_of_delay_stands_in_for_the_milestone_s() -> None:
    of_goal = program(
        TWO_ON_MARA, goals=[{"id": "g", "cost_of_delay_cents": 10}], milestones=[{"id": "live", "goal": "g"}]
    )

    assert priced(of_goal, HAND_OVER).money_cents == 70


def test_a_remedy_that_makes_the_program_dearer_pays_for_that() -> None:
    people = [
        {"id": "mara", "team": "web", "day_rate_cents": 100},
        {"id": "ines", "team": "web", "day_rate_cents": 300},
    ]

    found = priced(program(TWO_ON_MARA, people=people, milestones=DEAR), HAND_OVER)

    # Five days at 300 instead of 100: 1,000 more.
    assert found.money_cents == 700_000 - 1_000


def test_under_a_thousandth_of_the_budget_nothing_is_claimed() -> None:
    milestones = [{"id": "live", "cost_of_delay_cents": 100}]

    assert priced(program(TWO_ON_MARA, milestones=milestones, budget_cents=600_000), HAND_OVER).measurable
    # 7 days · 100 = 700 is less than 0.1 % of 800,000.
    assert not priced(program(TWO_ON_MARA, milestones=milestones, budget_cents=800_000), HAND_OVER).measurable


def test_edits_that_do_not_apply_say_why() -> None:
    snapshot = program(TWO_ON_MARA)
    gone = Candidate("work:a", (Change("work", "zz", {"assignee": "ines"}),))
    circle = Candidate(
        "work:a",
        (
            Add("dependency", {"id": "1", "before": "a", "after": "b"}),
            Add("dependency", {"id": "2", "before": "b", "after": "a"}),
        ),
    )
    blind = Candidate("work:a", (Change("work", "a", {"estimate": None}),))

    found = price(snapshot, [gone, circle, blind], seed=SEED, futures=200)

    assert found == [
        "There is no work “zz”. It may have been retired since.",
        "It would make work wait for itself: a → b → a.",
        "Checkout live has no forecast. Nobody has estimated A. A range like 3-8d is enough.",
    ]
    with pytest.raises(Unpriceable, match="There is no work “zz”"):
        price_set(snapshot, [gone], seed=SEED, futures=200)


def test_prices_do_not_add() -> None:
    three = program([{"id": id, "estimate": "5d", "assignee": "mara"} for id in "abc"], milestones=DEAR)
    halves = [Candidate("work:b", (HAND_OVER,)), Candidate("work:c", (Retire("work", "c"),))]

    alone = price(three, halves, seed=SEED, futures=200, calibration=exactly())
    both = price_set(three, halves, seed=SEED, futures=200, calibration=exactly())

    assert [one.days for one in alone if isinstance(one, Price)] == [7.0, 7.0]
    assert both.days == 14.0
    # Handing b over and dropping b gain as much together as each alone.
    same = price_set(
        three,
        [Candidate("work:b", (HAND_OVER,)), Candidate("work:b", (Retire("work", "b"),))],
        seed=SEED,
        calibration=exactly(),
    )
    assert same.days == 7.0


def test_a_price_is_the_same_on_two_threads_and_whoever_else_is_priced() -> None:
    snapshot = program([{"id": f"w{n}", "estimate": "2-9d", "assignee": "mara"} for n in range(4)], promises=PROMISED)
    candidates = [Candidate(f"work:w{n}", (Change("work", f"w{n}", {"assignee": "ines"}),)) for n in range(4)]

    together = price(snapshot, candidates, seed=SEED, futures=2_000, threads=2)

    assert together == [price(snapshot, [one], seed=SEED, futures=2_000)[0] for one in candidates]


def test_what_shows_nothing_in_the_first_pass_still_tells_the_odds_of_all_futures() -> None:
    snapshot = program(
        [{"id": "a", "estimate": "3-9d", "assignee": "mara"}, {"id": "b", "estimate": "1d", "milestone": ""}],
        promises=PROMISED,
    )

    idle, helpful = price(
        snapshot,
        [
            Candidate("work:b", (Change("work", "b", {"estimate": "2d"}),)),
            Candidate("work:a", (Change("work", "a", {"estimate": "1-2d"}),)),
        ],
        seed=SEED,
        futures=5_000,
    )

    assert isinstance(idle, Price)
    assert isinstance(helpful, Price)
    assert idle.lines[0].odds_before == helpful.lines[0].odds_before == idle.lines[0].odds_after


def several() -> Snapshot:
    return program(
        [
            {"id": "a", "estimate": "1d", "milestone": "m1"},
            {"id": "b", "estimate": "1d", "milestone": "m2"},
            {"id": "c", "estimate": "1d", "milestone": "m3", "assignee": "mara"},
        ],
        milestones=[
            {"id": "m1", "cost_of_delay_cents": 300},
            {"id": "m2", "cost_of_delay_cents": 100},
            {"id": "m3", "baseline_on": "2026-09-01"},
        ],
        promises=[{"id": f"p{n}", "milestone": f"m{n}", "due": "2026-03-10"} for n in (1, 2)],
        dependencies=[dependency("a", "b")],
        risks=[{"id": "r", "work": ["b"]}],
    )


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("work:a", [("m1", 0.75), ("m2", 0.25)]),
        ("risk:r", [("m2", 1.0)]),
        ("program:", [("m1", 0.75), ("m2", 0.25)]),
        ("dependency:a-FS-b", [("m1", 0.75), ("m2", 0.25)]),
        ("work:c", [("m3", 1.0)]),  # feeds no commitment: the program's last milestone
        ("person:mara", [("m3", 1.0)]),
        ("stakeholder:zz", [("m3", 1.0)]),
    ],
)
def test_the_headline_is_what_the_subject_feeds(subject: str, expected: list[tuple[str, float]]) -> None:
    assert headline(several(), subject) == expected


def test_with_one_cost_of_delay_unknown_all_count_alike() -> None:
    one_unknown = program(
        [{"id": "a", "estimate": "1d", "milestone": "m1"}, {"id": "b", "estimate": "1d", "milestone": "m2"}],
        milestones=[{"id": "m1", "cost_of_delay_cents": 300}, {"id": "m2"}],
        promises=[{"id": f"p{n}", "milestone": f"m{n}", "due": "2026-03-10"} for n in (1, 2)],
        dependencies=[dependency("a", "b")],
    )

    assert headline(one_unknown, "work:a") == [("m1", 0.5), ("m2", 0.5)]


def test_without_an_open_milestone_there_is_no_headline() -> None:
    assert headline(program([], milestones=[]), "program:") == []


def test_of_several_headline_milestones_only_those_that_can_be_foreseen_count() -> None:
    half_blind = program(
        [
            {"id": "a", "estimate": "5d", "assignee": "mara", "milestone": "m1"},
            {"id": "x", "milestone": "m2"},
        ],
        milestones=[{"id": "m1"}, {"id": "m2"}],
        dependencies=[dependency("a", "x")],
        promises=[{"id": f"p{n}", "milestone": f"m{n}", "due": "2026-03-10"} for n in (1, 2)],
    )

    found = priced(half_blind, Change("work", "a", {"estimate": "2d"}))

    assert [line.commitment for line in found.lines] == ["m1"]
    assert found.days == 3.0


def two_promises(first: int | None, second: int | None) -> Snapshot:
    """A for one milestone, then B for another, five days each on one pair of hands; with what a day of each is worth."""
    return program(
        [
            {"id": "a", "estimate": "5d", "assignee": "mara", "milestone": "one", "priority": 2},
            {"id": "b", "estimate": "5d", "assignee": "mara", "milestone": "two", "priority": 1},
        ],
        milestones=[
            {"id": "one", "name": "One", "cost_of_delay_cents": first},
            {"id": "two", "name": "Two", "cost_of_delay_cents": second},
        ],
        promises=[{"id": f"p-{id}", "milestone": id, "due": "2026-03-06"} for id in ("one", "two")],
    )


B_FIRST = Change("work", "b", {"priority": 3})


@pytest.mark.parametrize(
    ("first", "second", "net", "gains"),
    [
        # B a week earlier, A a week later: seven days of the one against seven of the other.
        (1_000, 100, -6_300, False),
        (100, 1_000, 6_300, True),
        # What is lost has no value in money, so nobody can say what it is worth; in days nothing is won.
        (None, 1_000, None, False),
    ],
)
def test_what_another_promise_loses_is_in_the_money(
    first: int | None, second: int | None, net: int | None, gains: bool
) -> None:
    found = priced(two_promises(first, second), B_FIRST, subject="work:b")

    assert (found.days, found.measurable, found.over) == (7.0, True, 1)
    assert [(line.commitment, line.days) for line in found.lines] == [("two", 7.0), ("one", -7.0)]
    assert [line.commitment for line in found.losses] == ["one"]
    assert (found.money_cents, found.gains) == (net, gains)


def test_what_another_promise_gains_counts_too_where_its_days_have_a_value() -> None:
    shorter = Change("work", "a", {"estimate": "1d"})

    # A and B both come earlier: A on Monday, B the Monday after in place of the Friday.
    both, unknown = (priced(two_promises(1_000, cents), shorter, subject="work:a") for cents in (100, None))

    assert [(line.commitment, line.days) for line in both.lines] == [("one", 4.0), ("two", 4.0)]
    assert both.money_cents == 4_000 + 400
    assert (unknown.money_cents, unknown.gains) == (4_000, True)


def test_what_would_leave_another_promise_without_a_forecast_has_no_price() -> None:
    (found,) = price(
        two_promises(None, None),
        [Candidate("work:b", (B_FIRST, Change("work", "a", {"estimate": None})))],
        seed=SEED,
        futures=200,
    )

    assert found == "With it nobody could foresee One any more. Nobody has estimated A. A range like 3-8d is enough."


def test_what_gives_a_milestone_its_forecast_says_from_when_and_counts_no_days() -> None:
    (found,) = price(
        program([{"id": "a", "estimate": "5d", "skill": "sql"}]),
        [Candidate("work:a", (Change("work", "a", {"assignee": "mara"}),))],
        seed=SEED,
        futures=200,
        calibration=exactly(),
    )

    assert found == (
        "Checkout live has no forecast now, so no days can be counted."
        " With it 80\u00a0% of futures reach it by 2026-03-06."
    )


def test_what_feeds_no_promise_is_judged_by_the_last_milestone_that_it_feeds() -> None:
    apart = program(
        [{"id": "a", "estimate": "1d", "milestone": "m1"}, {"id": "b", "estimate": "1d", "milestone": "m2"}],
        milestones=[{"id": "m1"}, {"id": "m2", "baseline_on": "2026-09-01"}],
    )

    assert headline(apart, "work:a") == [("m1", 1.0)]
    assert headline(apart, "stakeholder:zz") == [("m2", 1.0)]


@pytest.mark.parametrize("jump", [0.0, 2.0], ids=["even days", "weekends"])
def test_eight_in_ten_intervals_hold_the_gain_of_all_futures_there_could_be(jump: float) -> None:
    # Ends spread evenly over days; everything after the middle of a week lies behind a weekend, and P80 stands at its edge.
    def days(work: NDArray[np.float64]) -> NDArray[np.float64]:
        return work + jump * np.floor((work + 4.0) / 5)

    chance = np.random.default_rng(7)
    level, held = 0.8, 0
    every = chance.normal(13.0, 3.0, 2_000_000)
    truth = float(np.quantile(days(every), level) - np.quantile(days(every * 0.85), level))
    for _ in range(200):
        own = chance.normal(13.0, 3.0, 1_000)
        old, new = days(own), days(own * 0.85)
        low, high = _interval(old, new, level, float(np.quantile(old, level) - np.quantile(new, level)))
        held += low - 1e-9 <= truth <= high + 1e-9
    assert 0.7 < held / 200 < 0.97


def test_where_nothing_moves_there_is_no_interval() -> None:
    same = np.arange(50.0)
    assert _interval(same, same.copy(), 0.8, 0.0) == (0.0, 0.0)


def test_a_resampled_quantile_is_that_of_a_sample_drawn_again() -> None:
    values = np.random.default_rng(3).permutation(np.arange(100.0))
    drawn = _draws(100)
    slow = [float(np.sort(np.repeat(values, row))[int(np.ceil(0.8 * 99))]) for row in drawn]
    assert _resampled(values, 0.8).tolist() == pytest.approx(slow, abs=1.0)
