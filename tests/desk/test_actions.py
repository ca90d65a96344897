"""What to do first: each edit once, in the order of what is won by it."""

from leadline.desk.actions import chosen
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
