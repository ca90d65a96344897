"""Several promises in one sentence."""

from leadline.charts.together import crowded, together


def test_one_promise_has_its_share() -> None:
    assert together([0.57], 0.57) == "The promise holds in 57\u00a0% of futures."


def test_few_promises_have_the_share_of_all_of_them_however_small() -> None:
    assert together([0.2, 0.3], 0.0) == "All 2 hold together in 0\u00a0% of futures."


def test_many_that_often_hold_together_say_so() -> None:
    assert together([0.9] * 10, 0.4) == "All 10 hold together in 40\u00a0% of futures."


def test_many_that_hardly_ever_hold_together_say_how_many_hold_in_the_average_future() -> None:
    # 44 × 0.8 + 17 × 0.6 = 35.2 + 10.2 = 45.4.
    odds = [0.8] * 44 + [0.6] * 17

    assert crowded(odds, 0.0)
    assert together(odds, 0.0) == "On average 45 of 61 promises hold. All of them hold in no future that was tried."
    assert together(odds, 0.012).endswith("All of them hold in 1\u00a0% of futures.")


def test_what_nobody_knows_is_not_said() -> None:
    assert together([0.5, 0.5], None) == ""
    assert together([], 0.5) == ""
