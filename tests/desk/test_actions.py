"""What to do first: each edit once, in the order of what is won by it."""

from dataclasses import replace

from tests.desk.test_program import snapshot, standing

from leadline.desk.actions import action, chosen
from leadline.desk.pages.monday import present
from leadline.program.edits import Change, Edit
from leadline.program.finding import Price, PriceLine
from leadline.record.results import PricedRemedy, StoredFinding


def way(index: int, edit: Edit, days: float, cents: int | None) -> PricedRemedy:
    line = PriceLine("live", days, days, days, 0.8, cents, None, None)
    return PricedRemedy(index, f"way {index}", (edit,), (), 0, Price((line,), days, days, days, cents, 0, True), "")


def finding(id: str, rank: int, *ways: PricedRemedy) -> StoredFinding:
    return StoredFinding(id, "D201", "milestone:live", id, "high", "new", "all", "", rank, (), ways)


JOIN, CLEAR, DECIDE = (Change("work", one, {"priority": 1}) for one in "abc")


def test_where_two_findings_share_their_best_way_the_second_takes_its_next_and_its_place_by_that() -> None:
    first = finding("first", 1, way(0, JOIN, 9.0, 127))
    second = finding("second", 2, way(0, JOIN, 9.0, 127), way(1, CLEAR, 4.8, 68))
    third = finding("third", 3, way(0, DECIDE, 6.4, 117))

    rows = chosen([first, second, third])

    assert [(one.id, remedy.index) for one, remedy in rows] == [("first", 0), ("third", 0), ("second", 1)]


def test_without_money_everywhere_days_decide() -> None:
    rows = chosen([finding("money", 1, way(0, JOIN, 1.0, 900)), finding("days", 2, way(0, CLEAR, 5.0, None))])

    assert [one.id for one, _ in rows] == ["days", "money"]


def test_a_way_out_that_loses_more_elsewhere_than_it_gains_is_no_action() -> None:
    dear = way(0, JOIN, 12.4, -30)
    found = finding("dear", 1, dear)

    assert chosen([found]) == []
    assert (found.best, found.at_a_loss) == (None, True)
    assert not finding("good", 1, dear, way(1, CLEAR, 1.0, 5)).at_a_loss


def test_an_action_says_beside_its_days_who_pays_for_them() -> None:
    later = PriceLine("pay", -3.94, -4.2, -3.7)
    gain = way(0, JOIN, 12.4, None)
    assert gain.price is not None
    paid = replace(gain, price=replace(gain.price, lines=(*gain.price.lines, later)))
    now = standing(snapshot(milestones=[{"id": "live"}, {"id": "pay", "name": "Checkout 2.0"}]))

    row = action(1, finding("one", 1, paid), paid, now, "/p/checkout", may=True)

    assert (row.price.but, row.price.at_a_loss) == ("but Checkout 2.0 gets 3.9 days later", False)


def test_the_list_says_how_many_findings_have_only_ways_out_that_lose_more_than_they_gain() -> None:
    good, dear = finding("good", 1, way(0, CLEAR, 4.0, 90)), finding("dear", 2, way(0, JOIN, 12.4, -30))

    page = present(replace(standing(), findings=(good, dear)), None, "/p/checkout", "Checkout", may=True)

    assert page.tried_says == "The best of 2 tried. 1 other loses more than it gains."
