"""The Program page: where it lands, date and cost together, and every promise with its history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.test import Client

from leadline.charts.trail import Believed
from leadline.desk import landing
from leadline.desk.pages import program as page
from leadline.desk.questions import Standing
from leadline.program import document
from leadline.program.codec import plain, squeeze
from leadline.program.outlook import CostOutlook, MilestoneOutlook, Outlook, PoolOutlook
from leadline.program.snapshot import Snapshot
from leadline.record.doors import open_rooms
from leadline.record.models import Account, Forecast, Program, Round
from leadline.record.snapshots import store

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = (30, 40, 50, 56, 58, 59, 66, 72, 80, 90)
"""A tenth of the futures each: 60 % by day 59, 30 April; P50 is day 58, 29 April, and P80 day 72, 13 May."""


def snapshot(**more: Any) -> Snapshot:
    base: dict[str, Any] = {
        "id": "checkout",
        "name": "Checkout",
        "as_of": "2026-03-02",
        "budget_cents": 100_000_00,
        "started_on": "2026-02-02",
        "people": [{"id": "ines", "name": "Ines"}],
        "milestones": [{"id": "live", "name": "Iberia live"}, {"id": "tokyo", "name": "Japan decided"}],
        "work": [
            {
                "id": "a",
                "name": "Demo",
                "milestone": "live",
                "estimate": "5d",
                "state": "done",
                "done_on": "2026-02-16",
            },
            {"id": "b", "name": "Tax", "milestone": "live", "estimate": "15d"},
        ],
        "promises": [
            {"id": "p1", "milestone": "live", "due": "2026-03-31", "state": "replaced", "set_on": "2026-01-05"},
            {"id": "p2", "milestone": "live", "due": "2026-04-30", "set_on": "2026-01-26", "set_by": "ines"},
        ],
    }
    return document.read({**base, **more})


def outlook(**more: Any) -> Outlook:
    live = MilestoneOutlook("live", MONDAY, 100, DAYS, (10,) * 10, 59.0, 73.0)
    base: dict[str, Any] = {
        "as_of": MONDAY, "seed": 1, "futures": 100, "engine": "test", "joint": 0.6, "joint_with_cost": 0.5,
        "milestones": {"live": live, "tokyo": MilestoneOutlook("tokyo", MONDAY, blind="No work feeds it.")},
        "end": replace(live, id=""), "cost": CostOutlook(tuple(n * 1_000_00 for n in range(50, 151))),
        "joint_points": tuple((day, 50_000_00 + day * 1_000_00) for day in DAYS),
        "burnup": ((0, 0.0, 0.0, 0.0, 0.0, 0.0), (40, 0.1, 0.2, 0.5, 0.6, 0.7), (90, 0.9, 1.0, 1.0, 1.0, 1.0)),
    }  # fmt: skip
    return Outlook(**{**base, **more})


def standing(seen: Snapshot | None = None, foreseen: Outlook | None = None) -> Standing:
    round = cast(Round, SimpleNamespace(statuses={"live": {"status": "at-risk"}}, number=1))
    return Standing(round, seen or snapshot(), foreseen or outlook(), [], {}, None, frozenset(), 0)


def present(seen: Snapshot | None = None, foreseen: Outlook | None = None) -> page.ProgramPage:
    return page.present(standing(seen, foreseen), [], "/p/checkout")


def test_the_heading_is_the_last_promise_with_its_odds_and_the_odds_with_the_budget() -> None:
    assert present().says == "Iberia live has 60\u00a0% odds for 30 April. It and the budget hold: 50\u00a0%."


def test_the_lede_says_where_half_and_eight_in_ten_land_and_what_it_costs() -> None:
    # The 50th of 101 steps of €1k from €50k is €100k, the 80th €130k.
    assert present().lede == (
        "Half of all futures land by 29 Apr, eight in ten by 13 May. "
        "The cost is €100k at P50 and €130k at P80, against a budget of €100k."
    )


def test_without_a_cost_or_a_budget_the_words_are_unknown_and_not_zero() -> None:
    costless = present(foreseen=outlook(cost=None, joint_points=(), joint_with_cost=None))
    boundless = present(snapshot(budget_cents=None), outlook(joint_with_cost=None))

    assert "The cost is unknown: no rate, burn or price is recorded." in costless.lede
    assert costless.joint is None
    assert boundless.lede.endswith("No budget is recorded.")
    assert boundless.joint_says == "Without a budget there are no quarters."
    assert boundless.says == "Iberia live has 60\u00a0% odds for 30 April."


def test_without_promises_it_says_so_and_where_eight_in_ten_land() -> None:
    seen = present(snapshot(promises=[]))

    assert seen.says == "Nothing is promised yet. Eight in ten futures land by 13 May."
    assert (seen.promises, seen.trail) == (None, None)
    assert seen.promises_says == "Nothing is promised. Open a milestone and propose a date."


def many() -> tuple[Snapshot, Outlook]:
    """Ten promises for 30 April, each with 60 % odds, that never hold all at once."""
    ids = [f"m{n}" for n in range(10)]
    seen = snapshot(
        budget_cents=None,
        milestones=[{"id": id, "name": f"Stable {id}"} for id in ids], work=[],
        promises=[{"id": f"p-{id}", "milestone": id, "due": "2026-04-30"} for id in ids],
    )  # fmt: skip
    each = {id: MilestoneOutlook(id, MONDAY, 100, DAYS, (10,) * 10, 59.0, 73.0) for id in ids}
    return seen, outlook(milestones=each, joint=0.0, joint_with_cost=None)


def test_of_many_promises_that_never_all_hold_it_says_how_many_hold_on_average() -> None:
    seen = present(*many())

    # 10 × 0.6.
    assert seen.says == "On average 6 of 10 promises hold. The last is due 30 April."
    assert seen.promises_says == "On average 6 of 10 promises hold. All of them hold in no future that was tried."


def test_promises_of_one_day_are_one_dot_on_the_cone() -> None:
    now = standing(*many())

    (dot,) = landing.dots(now, page.last_promise(now.snapshot))

    # All but the last, which is the flag.
    assert (dot.name, dot.says, dot.day) == ("9 promises", "for 30 Apr", MONDAY + timedelta(days=58))


def test_the_quarters_stand_beside_the_picture_until_there_is_a_trail() -> None:
    slices = [Believed(MONDAY - timedelta(days=7 * n), date(2026, 4, 20)) for n in (1, 0)]

    young, older = present(), page.present(standing(), slices, "/p/checkout")

    assert young.quarters is not None
    assert young.joint is not None
    assert young.joint.numbers is None
    assert older.quarters is None
    assert older.joint is not None
    assert older.joint.numbers is not None


def test_an_end_nobody_can_foresee_is_unknown_with_its_reason() -> None:
    blind = MilestoneOutlook("", MONDAY, blind="Nobody has estimated Tax.")

    seen = present(
        foreseen=outlook(end=blind, milestones={"live": replace(blind, id="live")}, joint=None, joint_with_cost=None)
    )

    assert seen.says == "Iberia live is promised for 30 April. Nobody can say its odds."
    assert seen.blind is not None
    assert seen.blind.says == "Nobody has estimated Tax."
    assert seen.cone is None


def test_work_done_is_the_share_of_all_estimated_effort() -> None:
    # 5 of 5 + 15 days were done on 16 February.
    assert landing.past(snapshot()) == [(date(2026, 2, 2), 0.0), (date(2026, 2, 16), 0.25), (MONDAY, 0.25)]


def test_the_quarters_are_counted_in_the_same_futures() -> None:
    quarters = present().quarters

    assert quarters is not None
    # Costs are €50k + €1k a day: day 50 is the last within €100k, day 59 the last in time.
    assert [[cell.says for cell in row.cells] for row in quarters.rows] == [
        ["In time and in budget", "30\u00a0%"], ["In time only", "30\u00a0%"], ["In budget only", "0\u00a0%"], ["Neither", "40\u00a0%"],
    ]  # fmt: skip


def test_every_promise_keeps_first_date_moves_and_odds_in_one_row() -> None:
    table = present().promises

    assert table is not None
    assert [cell.says for cell in table.rows[0].cells] == [
        "Iberia live", "", "31 Mar", "30 Apr", "1", "29 Apr", "13 May", "", "Ines",
    ]  # fmt: skip
    assert (table.rows[0].cells[1].status, table.rows[0].cells[7].odds) == ("at-risk", 0.6)
    assert present().rest == "1 more milestone without a promise"


def test_the_trail_has_a_slice_a_day_and_says_how_often_the_promise_moved() -> None:
    slices = [Believed(MONDAY - timedelta(days=7 * n), date(2026, 4, 20)) for n in (2, 1, 0)]

    seen = page.present(standing(), slices, "/p/checkout")

    assert seen.trail is not None
    assert seen.trail_says == "One slice a round. The promise moved 1 time."


@pytest.fixture
def owner(db: None, client: Client) -> Client:
    open_rooms()
    account = Account.objects.create_account("ines@example.org", "Ines", owner=True)
    client.force_login(account)
    return client


def keep(program: Program) -> None:
    Round.objects.create(
        program=program, number=1, started_at=NOON, finished_at=NOON, as_of=MONDAY, seed=1, futures=100, engine="test", facts_version=1,
        snapshot_hash="0", snapshot=squeeze(document.write(snapshot())), outlook=squeeze(plain(outlook())),
        statuses={"live": {"status": "at-risk"}},
    )  # fmt: skip


def test_the_page_opens_before_and_after_the_first_round(owner: Client) -> None:
    program = store(snapshot(), NOON, pinned=True)
    assert "has not been foreseen yet" in owner.get("/p/checkout/program").content.decode()

    keep(program)
    for day in (16, 23):
        Forecast.objects.create(
            program=program, round_number=1, subject="live", made_on=date(2026, 2, day), seed=1, engine="test", snapshot_hash="0",
            quantiles=[40, 45, 50, 52, 55, 60, 65, 70, 75, 80, None, None],
        )  # fmt: skip
    body = owner.get("/p/checkout/program").content.decode()

    assert "Iberia live has 60\u00a0% odds for 30 April." in body
    assert "How the forecast settled" in body
    assert "style=" not in body


WEEKS = (
    (0, 5_000_00, 5_000_00, 5_000_00),
    (56, 60_000_00, 70_000_00, 90_000_00),
    (63, 80_000_00, 95_000_00, 120_000_00),
)
"""On 2 March, 27 April and 4 May."""


def test_money_by_day_is_said_for_the_promised_day_with_the_budget_that_is_passed() -> None:
    seen = present(foreseen=outlook(spending=WEEKS))

    # The promise is due on 30 April, in the week from the 27th on. The budget is 100k.
    assert seen.spending_says == (
        "Half of the futures have spent €70k by 27 Apr; two in ten more than €90k. Two in ten have passed the budget by 4 May."
    )
    assert seen.spending is not None
    assert seen.spending.numbers is not None
    assert [cell.says for cell in seen.spending.numbers.rows[-1].cells] == ["4 May", "€80k", "€95k", "€120k"]


def test_without_a_promise_money_is_said_for_the_end_and_without_a_budget_nothing_of_it() -> None:
    seen = present(snapshot(promises=[], budget_cents=None), outlook(spending=WEEKS))

    assert seen.spending_says == "Half of the futures have spent €95k by 4 May; two in ten more than €120k."


def test_a_budget_that_half_or_all_have_passed_is_said_so() -> None:
    half, gone = (present(snapshot(budget_cents=cents), outlook(spending=WEEKS)) for cents in (65_000_00, 4_000_00))

    assert half.spending_says.endswith("Half have passed the budget by 27 Apr.")
    assert gone.spending_says.endswith("The budget is spent.")


def test_unknown_cost_has_no_picture_over_time() -> None:
    seen = present(foreseen=outlook(cost=None, joint_points=(), joint_with_cost=None))

    assert (seen.spending, seen.spending_says) == (None, "")


@pytest.mark.parametrize(
    ("role", "rated", "told"),
    [("owner", 1, True), ("tpm", 2, True), ("lead", 2, False), ("member", 3, True), ("stakeholder", 0, True)],
)
def test_money_by_day_that_would_tell_a_day_rate_is_for_those_who_run_the_program(
    role: str, rated: int, told: bool
) -> None:
    people = [
        {"id": id, **({"day_rate_cents": 100_00} if n < rated else {})}
        for n, id in enumerate(["ines", "mara", "yuki", "leo"])
    ]

    seen = page.present(standing(snapshot(people=people), outlook(spending=WEEKS)), [], "/p/checkout", role)

    assert (seen.spending is not None) is told
    assert told or "Fewer than 3 people have a day rate" in seen.spending_says


def test_what_the_end_waits_for_is_a_team_and_what_it_knows() -> None:
    teams = [{"id": "pay", "name": "Payments"}, {"id": "run", "name": "Run"}]
    pools = (PoolOutlook("pay", "python", 0.63), PoolOutlook("run", "", 0.2), PoolOutlook("run", "sql", 0.004))

    seen = present(snapshot(teams=teams), outlook(pools=pools))

    assert (
        seen.waits_says == "In 63\u00a0% of futures the end waits until somebody in Payments who knows python is free."
    )
    assert seen.waits is not None
    rows = [(row.cells[0].says, row.cells[0].sub, row.cells[0].url, row.cells[1].says) for row in seen.waits.rows]
    assert rows == [
        ("Payments", "who knows python", "/p/checkout/team/pay", "63\u00a0%"),
        ("Run", "", "/p/checkout/team/run", "20\u00a0%"),
    ]
    assert seen.help_url == "/p/checkout/milestones/live#help"


def test_who_may_not_plan_is_not_sent_to_what_could_help() -> None:
    assert page.present(standing(), [], "/p/checkout", "member").help_url == ""


def test_where_no_team_is_waited_for_it_says_so_if_any_is_large_enough_to_be_told() -> None:
    team = [{"id": id, "team": "pay"} for id in ("ines", "mara", "yuki")]

    three, two = (present(snapshot(teams=[{"id": "pay"}], people=team[:count])) for count in (3, 2))

    assert three.waits_says.startswith("No team of three or more keeps the end waiting")
    assert (three.waits, two.waits_says) == (None, "")
