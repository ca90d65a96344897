"""Work that is never done because people leave is named, with who and from when, and nothing is told of its cost."""

from typing import Any

import pytest
from tests.engine.programs import SEED, program

from leadline.engine.calibrate import exactly
from leadline.engine.simulate import simulate
from leadline.program.outlook import Outlook

FOR_GOOD = [{"first": "2026-03-10", "last": "2100-01-01"}]
"""From the second Tuesday on."""


def seen(work: list[dict[str, Any]], **rest: Any) -> Outlook:
    return simulate(program(work, **rest), seed=SEED, futures=20, calibration=exactly())


def leaving(**more: Any) -> list[dict[str, Any]]:
    return [
        {"id": "mara", "name": "Mara", "team": "web", "absences": FOR_GOOD, **more},
        {"id": "ines", "name": "Ines", "team": "web"},
    ]


SAYS = "A is never done: after 9 March 2026 Mara has no working time for it. Give it to somebody who is there, or free somebody."


def test_who_leaves_before_the_work_is_done_is_named_with_the_last_day() -> None:
    # Six working days until Monday the ninth, and the work takes forty.
    found = seen([{"id": "a", "estimate": "40d", "assignee": "mara"}], people=leaving())
    assert found.unstaffed == {"a": SAYS}
    assert found.milestones["live"].blind == SAYS
    assert found.milestones["live"].why_no_date(0.8) == SAYS


def test_what_only_waits_for_it_is_not_named_again_and_has_its_reason() -> None:
    work = [
        {"id": "a", "estimate": "40d", "assignee": "mara", "milestone": "first"},
        {"id": "b", "estimate": "1d", "assignee": "ines"},
    ]
    found = seen(
        work, people=leaving(), milestones=[{"id": "first"}, {"id": "live"}],
        dependencies=[{"id": "d", "before": "first", "after": "b"}],
    )  # fmt: skip
    assert set(found.unstaffed) == {"a"}
    assert [found.milestones[id].blind for id in ("first", "live")] == [SAYS, SAYS]


def test_the_only_holder_of_a_skill_is_named_and_a_second_one_saves_it() -> None:
    work = [{"id": "a", "estimate": "40d", "team": "web", "skill": "tax", "skill_level": 2}]
    tax = {"skills": [{"name": "tax", "level": 2}]}
    assert seen(work, people=leaving(**tax)).unstaffed == {"a": SAYS}
    both = leaving(**tax)
    both[1] |= tax
    assert seen(work, people=both).unstaffed == {}


def test_of_a_crew_of_two_one_is_too_few() -> None:
    found = seen([{"id": "a", "estimate": "40d", "team": "web", "hands": 2}], people=leaving())
    assert found.unstaffed["a"].startswith(
        "A is never done: after 9 March 2026 fewer than 2 of those who can do it (Ines, Mara)"
    )


def test_a_claim_of_another_project_for_ever_is_as_good_as_leaving() -> None:
    found = seen(
        [{"id": "a", "estimate": "40d", "assignee": "mara", "project": "p"}], projects=[{"id": "p"}, {"id": "q"}],
        allocations=[{"id": "all", "person": "mara", "project": "q", "share": 1, "first": "2026-03-10"}],
    )  # fmt: skip
    assert found.unstaffed == {"a": SAYS}


def test_the_cost_of_what_has_no_end_is_not_known() -> None:
    forever = seen(
        [{"id": "a", "estimate": "40d", "assignee": "mara"}], people=leaving(), burn_cents=1000, budget_cents=10**6
    )
    assert (forever.cost, forever.joint_with_cost) == (None, None)
    ends = seen(
        [{"id": "a", "estimate": "4d", "assignee": "mara"}], people=leaving(), burn_cents=1000, budget_cents=10**6
    )
    assert ends.cost is not None
    assert ends.cost.at(0.8) == pytest.approx(4000)


def test_a_risk_with_a_price_is_a_cost_where_nothing_else_is() -> None:
    # 50 spent and a certain 500 come to 550.
    found = seen(
        [{"id": "a", "estimate": "4d", "assignee": "mara"}], budget_cents=100, spent_cents=50,
        risks=[{"id": "r", "event": "It breaks", "probability": 1.0, "cost_low_cents": 500, "cost_high_cents": 500, "work": ["a"]}],
    )  # fmt: skip
    assert found.cost is not None
    assert found.cost.at(0.8) == pytest.approx(550)
    assert found.risks["r"].cents == 500
