"""Sums over the work of a program, by hand."""

from leadline.linter.network import effort_days
from leadline.program.ranges import Range
from leadline.program.work import WorkItem


def test_work_of_two_takes_twice_the_days() -> None:
    both = WorkItem("a", estimate=Range(2.0, 8.0), hands=2)

    assert effort_days([both, WorkItem("b", estimate=Range(1.0, 1.0)), WorkItem("c")]) == 2 * 4.0 + 1.0
