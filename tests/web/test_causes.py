"""Where the bars of a waterfall stand. The cell is 100 wide with 6.5 of air at both ends, so 87 for the bars."""

from leadline.web.causes import Step, waterfall


def test_two_steps_later_and_one_back_add_up_to_their_total() -> None:
    # 0 → 10 → 15 → 5: from 0 to 15 days on 87, so 5.8 a day.
    first, second, third, total = waterfall([10, 5, -10])

    assert first == Step(left=6.5, width=58.0, zero=6.5, enters=6.5, leaves=64.5, way="later")
    assert second == Step(left=64.5, width=29.0, zero=6.5, enters=64.5, leaves=93.5, way="later")
    assert third == Step(left=35.5, width=58.0, zero=6.5, enters=93.5, leaves=35.5, way="earlier")
    assert total == Step(left=6.5, width=29.0, zero=6.5, enters=6.5, leaves=35.5, way="total")


def test_a_gain_alone_runs_left_from_the_right_edge() -> None:
    gain, total = waterfall([-8.4])

    assert (gain.left, gain.width, gain.zero) == (6.5, 87.0, 93.5)
    assert total.width == 87.0


def test_no_causes_leave_an_empty_total() -> None:
    (total,) = waterfall([])

    assert (total.width, total.way) == (0.0, "total")


def test_changes_of_nothing_divide_nothing() -> None:
    assert [step.width for step in waterfall([0.0, 0.0])] == [0.0, 0.0, 0.0]
