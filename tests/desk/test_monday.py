"""Monday: what drives the worst promise, and what falls due next where this week has nothing."""

from dataclasses import replace

from tests.desk.test_program import MONDAY, outlook, snapshot, standing

from leadline.desk.blind import blind
from leadline.desk.moved import drives, joint_words, moved
from leadline.desk.pages.monday import present
from leadline.desk.questions import Standing
from leadline.desk.waiting import due, next_due
from leadline.program.outlook import Driver, MilestoneOutlook
from leadline.record.results import StoredFinding

TAX = Driver("work:b", 0.6, -4.0, 6.0)
DEMO = Driver("work:a", 0.3, -1.0, 2.0)


def driven(*drivers: Driver) -> Standing:
    live = replace(outlook().milestones["live"], drivers=drivers)
    return standing(foreseen=outlook(milestones={"live": live}))


def test_what_drives_the_worst_promise_is_drawn_with_the_widest_swing_first() -> None:
    seen = drives(driven(DEMO, TAX), "/p/checkout")

    assert seen is not None
    assert seen.title == "What drives Iberia live"
    assert [(row.says, row.low, row.high, row.url) for row in seen.rows] == [
        ("Tax", "\u22124.0", "+6.0", "/p/checkout/work/b"), ("Demo", "\u22121.0", "+2.0", "/p/checkout/work/a"),
    ]  # fmt: skip
    assert "decides it in 60\u00a0%" in seen.rows[0].sub


def test_a_milestone_driven_by_its_one_piece_of_work_is_no_news() -> None:
    assert drives(driven(TAX), "/p/checkout") is None


def test_where_nothing_is_due_this_week_the_next_promise_is_shown() -> None:
    now = standing()

    # 2 March to 9 March: the promise of 30 April is not in it.
    assert due(now, "/p/checkout") == ()
    (one,) = next_due(now, "/p/checkout")
    assert (one.day, one.what, one.who) == ("Thu 30 Apr", "Iberia live", "promise")


def test_a_delivery_is_called_by_what_is_delivered() -> None:
    seen = snapshot(
        dependencies=[{"id": "d1", "before": "b", "after": "live"}],
        promises=[{"id": "p1", "dependency": "d1", "kind": "delivery", "due": "2026-03-05", "doers": [{"person": "ines", "answer": "accepted"}]}],
    )  # fmt: skip

    (one,) = due(standing(seen), "/p/checkout")

    assert (one.what, one.who, one.url) == ("Tax", "delivery to another team", "/p/checkout/dependency/d1")


def test_one_promise_has_no_sentence_about_all_of_them() -> None:
    assert joint_words(standing()) == "In time and in budget: 50\u00a0%."


def test_the_list_of_what_moved_has_its_own_look_on_the_phone() -> None:
    assert moved(standing(), "/p/checkout").look == "moved-table"


def test_a_program_without_a_plan_is_given_its_first_step() -> None:
    bare = snapshot(milestones=[], work=[], promises=[], dependencies=[])
    page = present(standing(bare, foreseen=outlook(milestones={})), None, "/p/checkout", "Checkout", may=True)

    assert page.nothing is not None
    assert (page.nothing.title, page.nothing.url) == ("Nothing is planned yet", "/p/checkout/milestone/add")
    assert page.tried_says == ""


def test_what_has_no_forecast_is_said_first_with_its_reason() -> None:
    banner = present(standing(), None, "/p/checkout", "Checkout", may=True).blind

    assert banner is not None
    assert (banner.title, banner.says) == ("1 milestone has no forecast.", "Japan decided: No work feeds it.")
    assert (banner.url, banner.verb) == ("/p/checkout/milestones/tokyo", "Open it")
    assert blind(standing(foreseen=outlook(milestones={})), "/p/checkout") is None


def test_of_many_reasons_the_first_are_said_and_the_way_leads_to_what_would_help() -> None:
    lacking = {f"m{n}": MilestoneOutlook(f"m{n}", MONDAY, blind=f"Reason {n % 4}.") for n in range(5)}
    helps = StoredFinding("D302-1", "D302", "work:b", "Nobody can.", "high", "new", "all", "", 0, (), ())

    banner = blind(replace(standing(foreseen=outlook(milestones=lacking)), findings=(helps,)), "/p/checkout")

    assert banner is not None
    assert banner.title == "5 milestones have no forecast."
    assert banner.says == "m0 and m4: Reason 0. m1: Reason 1. m2: Reason 2. And 1 other reason."
    assert banner.url == "/p/checkout/findings?rule=D302"


def test_one_finding_for_other_eyes_is_said_in_the_singular() -> None:
    assert joint_words(replace(standing(), hidden=1)).endswith("1 finding is for other eyes.")
    assert joint_words(replace(standing(), hidden=2)).endswith("2 findings are for other eyes.")
