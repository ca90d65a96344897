"""What a history says on a day: the same today as in a replay, with the naive line of that day beside it."""

from datetime import date, timedelta
from typing import Any

import pytest

from leadline.engine.forecast.history import FEWEST, MOST_ITEMS, PACE, Foreseen, History, foresee
from leadline.engine.forecast.replay import replay
from leadline.program import document

TODAY = date(2026, 1, 5)


def history(*work: dict[str, Any], as_of: date = TODAY) -> History:
    return History.of(document.read({
        "id": "p", "as_of": as_of.isoformat(), "milestones": [{"id": "live"}], "work": list(work),
    }))  # fmt: skip


def done(number: int, ago: int, took: int = 10, **more: Any) -> dict[str, Any]:
    """Done so many days ago, after so many."""
    ended = TODAY - timedelta(days=ago)
    begun = ended - timedelta(days=took)
    return {
        "id": f"d{number}", "state": "done", "created_on": begun.isoformat(), "done_on": ended.isoformat(), **more,
    }  # fmt: skip


def opened(number: int, age: int, **more: Any) -> dict[str, Any]:
    return {"id": f"o{number}", "state": "doing", "created_on": (TODAY - timedelta(days=age)).isoformat(), **more}


def steady(weeks: int = 40, a_week: int = 2) -> list[dict[str, Any]]:
    """So many done in each of the last weeks, the last ones yesterday, each after ten days."""
    return [done(week * a_week + n, 7 * week + 1) for week in range(weeks) for n in range(a_week)]


def asked(found: list[Foreseen], question: str) -> list[Foreseen]:
    return [one for one in found if one.question == question]


def test_naive_for_an_item_is_what_items_took_less_its_age_and_never_before_today() -> None:
    found = foresee(history(*steady(), opened(1, 4), opened(2, 30)), TODAY.toordinal())
    # All took ten days: six are left at four days, none at thirty.
    assert {one.subject: one.naive for one in asked(found, "item")} == {"o1": 6, "o2": 0}
    assert [one.made_on for one in found] == [TODAY] * len(found)


def test_a_scope_is_all_that_is_open_of_a_milestone_and_naive_divides_it_by_the_pace() -> None:
    waiting = [opened(n, 3, milestone="live") for n in range(6)]
    found = asked(foresee(history(*steady(), *waiting), TODAY.toordinal()), "scope")
    # Six at two a week are three weeks.
    assert [(one.subject, one.about, one.naive) for one in found] == [("live", tuple(f"o{n}" for n in range(6)), 21)]


def test_four_open_items_are_no_scope() -> None:
    waiting = [opened(n, 3, milestone="live") for n in range(4)]
    assert asked(foresee(history(*steady(), *waiting), TODAY.toordinal()), "scope") == []


def test_naive_for_the_next_items_is_their_number_over_the_pace() -> None:
    found = asked(foresee(history(*steady()), TODAY.toordinal()), "pace")
    # Two a week: 24 in twelve weeks, for which naive says twelve weeks.
    assert [(one.subject, one.count, one.naive) for one in found] == [(PACE, 24, 84)]
    assert all(day is not None and day > 0 for day in found[0].days)


def test_a_program_asks_about_forty_items_and_the_same_ones_tomorrow() -> None:
    waiting = [opened(n, 3) for n in range(100)]
    today = history(*steady(), *waiting)
    first, second = (asked(foresee(today, TODAY.toordinal() - ago), "item") for ago in (0, 1))
    assert len(first) == MOST_ITEMS
    assert [one.subject for one in first] == [one.subject for one in second]


def test_a_replay_says_of_a_day_what_would_have_been_said_on_it() -> None:
    late = [opened(n, 200, milestone="live") for n in range(6)]
    day = TODAY - timedelta(days=28)
    work = [*steady(), *late]
    # What was known that day: what was done after it is still open, what was created after it is not there.
    known = [
        one if one.get("done_on", "9999") <= day.isoformat() else {**one, "state": "doing", "done_on": None}
        for one in work
        if one["created_on"] <= day.isoformat()
    ]
    then = history(*known, as_of=day)
    whole = document.read({"id": "p", "as_of": TODAY.isoformat(), "milestones": [{"id": "live"}], "work": work})
    replayed = [one for one in replay(whole) if one.made_on == day]
    assert {one.question for one in replayed} == {"item", "scope", "pace"}
    assert [(one.question, one.subject, one.days, one.naive) for one in foresee(then, day.toordinal())] == [
        (one.question, one.subject, one.days, one.naive) for one in replayed
    ]


def test_the_same_history_has_one_digest_and_another_day_gives_another() -> None:
    assert history(*steady()).digest == history(*steady()).digest
    assert history(*steady()).digest != history(*steady()[1:], done(0, 2)).digest


@pytest.mark.parametrize(
    "work",
    [
        [],
        [opened(1, 5)],
        [done(n, 3) for n in range(FEWEST - 1)],
        [{**done(n, 3), "state": "dropped"} for n in range(50)],
        [opened(n, -400) for n in range(50)],
        [done(n, -5) for n in range(50)],
        [{"id": f"x{n}", "state": "done"} for n in range(50)],
    ],
    ids=["nothing", "one", "too-few", "all-dropped", "created-in-future", "done-in-future", "no-days"],
)
def test_too_little_history_says_nothing(work: list[dict[str, Any]]) -> None:
    assert foresee(history(*work), TODAY.toordinal()) == []


def test_what_was_all_done_on_one_day_is_foreseen_widely_or_not_at_all() -> None:
    same = [done(n, 30, took=0) for n in range(50)]
    found = foresee(
        history(*same, opened(1, 5), *(opened(n, 5, milestone="live") for n in range(2, 9))), TODAY.toordinal()
    )
    assert asked(found, "pace") == []
    items = asked(found, "item")
    # Nothing ever took as long as these are old: what is typical elsewhere stands in, from days to many months.
    assert all(one.days[2] is not None and (one.days[-1] is None or one.days[-1] > 60) for one in items)
    assert {one.naive for one in items} == {0}


def test_after_ten_years_of_silence_there_is_no_pace() -> None:
    found = foresee(history(*[done(n, 3650 + n) for n in range(50)], opened(1, 5)), TODAY.toordinal())
    assert {one.question for one in found} == {"item"}


def test_until_it_was_given_up_it_was_open_and_from_then_on_it_is_no_work_that_was_done() -> None:
    given_up = done(900, 20, 60, state="dropped")
    known = history(*steady(), given_up)
    asked_about = [
        "d900" in {one.subject for one in asked(foresee(known, TODAY.toordinal() - ago), "item")}
        for ago in (90, 40, 19)
    ]
    # Begun eighty days ago and dropped twenty days ago: a replay that left it out before would know the future.
    assert asked_about == [False, True, False]
    assert len(known.done_on) == 80
    assert known.finished(TODAY.toordinal()) == 80


def test_a_day_without_an_end_for_what_was_given_up_leaves_it_out() -> None:
    assert len(history(*steady(), {"id": "x", "state": "dropped", "created_on": "2025-06-02"}).work) == 80


def test_what_was_opened_again_is_open() -> None:
    known = history(*steady(), done(900, 20, 60, state="doing"))
    assert len(known.done_on) == 80
    assert "d900" in {one.subject for one in asked(foresee(known, TODAY.toordinal()), "item")}


def with_changes(work: list[dict[str, Any]], *changes: dict[str, Any]) -> History:
    """With dated changes: days ago, not days."""
    told = [
        {"id": f"r{n}", **one, "changed_on": f"{TODAY - timedelta(days=one['changed_on'])}"} for n, one in enumerate(changes)
    ]  # fmt: skip
    own = {"id": "p", "as_of": TODAY.isoformat(), "milestones": [{"id": "live"}, {"id": "next"}], "work": work}
    return History.of(document.read({**own, "revisions": told}))


def test_what_came_into_a_milestone_later_is_no_part_of_what_was_forecast_before() -> None:
    work = [*steady(), *(opened(n, 100, milestone="live") for n in range(8))]
    moves = [
        {"subject": f"o{n}", "field": "milestone", "changed_on": 30, "was": was, "became": "live"}
        for n, was in ((6, ""), (7, "next"))
    ]
    past = with_changes(work, *moves)

    (before,) = asked(foresee(past, (TODAY - timedelta(days=31)).toordinal()), "scope")
    (after,) = asked(foresee(past, (TODAY - timedelta(days=30)).toordinal()), "scope")

    assert before.about == tuple(f"o{n}" for n in range(6))
    assert after.about == tuple(f"o{n}" for n in range(8))


def test_without_dated_changes_what_belongs_to_a_milestone_now_always_did() -> None:
    past = history(*steady(), *(opened(n, 100, milestone="live") for n in range(8)))

    (said,) = asked(foresee(past, (TODAY - timedelta(days=60)).toordinal()), "scope")

    assert len(said.about) == 8


def test_what_was_opened_again_is_open_from_then_on_and_was_not_while_it_was_closed() -> None:
    again = [
        {"subject": "o0", "field": "state", "changed_on": 60, "was": "doing", "became": "done"},
        {"subject": "o0", "field": "state", "changed_on": 40, "was": "done", "became": "doing"},
    ]
    past = with_changes([*steady(), opened(0, 100)], *again)
    place = next(place for place, one in enumerate(past.work) if one.id == "o0")

    known = {ago: place in past.open_on((TODAY - timedelta(days=ago)).toordinal()) for ago in (61, 60, 41, 40, 1)}

    assert known == {61: True, 60: False, 41: False, 40: True, 1: True}


def test_a_tracker_that_keeps_the_first_day_it_was_done_is_read_by_the_last() -> None:
    again = [
        {"subject": "d0", "field": "state", "changed_on": 60, "was": "doing", "became": "done"},
        {"subject": "d0", "field": "state", "changed_on": 40, "was": "done", "became": "doing"},
        {"subject": "d0", "field": "state", "changed_on": 20, "was": "doing", "became": "done"},
    ]
    work = [done(0, 60), *steady()[1:]]
    day = TODAY.toordinal()

    whole, unknown = with_changes(work, *again), with_changes(work, *again[:2])

    assert [int(one.resolved[0]) for one in (whole, unknown, history(*work))] == [day - 20, day - 40, day - 60]


def test_a_history_with_other_changes_has_another_name() -> None:
    work = [*steady(), opened(0, 100, milestone="live")]
    move = {"subject": "o0", "field": "milestone", "changed_on": 30, "was": "", "became": "live"}

    assert with_changes(work, move).digest != with_changes(work).digest
    assert with_changes(work).digest == with_changes(work, {**move, "field": "estimate"}).digest
