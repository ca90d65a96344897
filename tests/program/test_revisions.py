"""What dated changes tell of a day that is past."""

from datetime import date

from leadline.program.ranges import Range
from leadline.program.revisions import Revision, Revisions

TODAY = date(2026, 3, 31)


def change(number: int, field: str, day: int, was: str, became: str, subject: str = "A") -> Revision:
    """A change on a day of March."""
    return Revision(f"r{number}", subject, field, date(2026, 3, day), was, became)


def test_before_a_change_stood_what_was_and_from_its_day_on_what_became() -> None:
    past = Revisions([change(2, "milestone", 20, "beta", "live"), change(1, "milestone", 10, "", "beta")], TODAY)

    held = [past.on("A", "milestone", date(2026, 3, day), "live") for day in (9, 10, 19, 20, 31)]

    assert held == ["", "beta", "beta", "live", "live"]
    assert past.on("B", "milestone", date(2026, 3, 1), "live") == "live", "nothing is dated: as today"


def test_the_estimate_of_a_day_is_the_one_that_stood_on_it() -> None:
    past = Revisions([change(1, "estimate", 10, "5d", "1 week"), change(2, "estimate", 20, "1 week", "8-13d")], TODAY)
    now = Range(8, 13)

    assert past.estimate_on("A", date(2026, 3, 9), now) == Range(5, 5)
    assert past.estimate_on("A", date(2026, 3, 20), now) == now
    assert past.estimate_on("A", None, now) == now
    assert past.estimate_on("A", date(2026, 3, 15), now) == now, "“1 week” cannot be read, so today's counts"


def test_where_there_was_no_estimate_on_a_day_there_is_none() -> None:
    past = Revisions([change(1, "estimate", 10, "", "3d")], TODAY)

    assert past.estimate_on("A", date(2026, 3, 9), Range(3, 3)) is None


def test_it_was_blocked_from_the_first_word_of_it_until_the_day_it_was_free() -> None:
    past = Revisions(
        [
            change(1, "blocked", 3, "", "blocked"),
            change(2, "blocked", 4, "", "blocked"),
            change(3, "blocked", 6, "blocked", ""),
            change(4, "blocked", 30, "", "blocked"),
        ],
        TODAY,
    )

    assert list(past.blocked("A", TODAY)) == [(date(2026, 3, 3), date(2026, 3, 6)), (date(2026, 3, 30), TODAY)]


def test_it_was_closed_from_being_done_until_it_was_opened_again_and_not_by_being_done_now() -> None:
    past = Revisions(
        [change(1, "state", 3, "doing", "done"), change(2, "state", 9, "done", "doing"), change(3, "state", 20, "doing", "done")],
        TODAY,
    )  # fmt: skip

    assert list(past.closed("A")) == [(date(2026, 3, 3), date(2026, 3, 9))]


def test_a_change_to_come_a_change_without_a_day_and_one_of_nothing_tell_nothing() -> None:
    told = [
        Revision("a", "A", "estimate", date(2026, 4, 1), "1d", "2d"),
        Revision("b", "A", "estimate", None, "1d", "2d"),
        change(3, "estimate", 5, "2d", "2d"),
    ]

    assert not Revisions(told, TODAY).of("A", "estimate")
