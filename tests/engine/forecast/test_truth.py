"""How a forecast ended: reached, dropped, or open still."""

from datetime import date
from typing import Any

from leadline.engine.forecast.history import History
from leadline.engine.forecast.truth import Truth
from leadline.program import document

TODAY = date(2026, 3, 2)
MADE = date(2026, 2, 2)
BEGUN = {"created_on": "2026-01-05"}


def truth(*work: dict[str, Any]) -> Truth:
    snapshot = document.read({"id": "p", "as_of": TODAY.isoformat(), "work": [{**BEGUN, **one} for one in work]})
    return Truth(snapshot, History.of(snapshot))


KNOWN = truth(
    {"id": "a", "state": "done", "done_on": "2026-02-10"},
    {"id": "b", "state": "done", "done_on": "2026-02-20"},
    {"id": "c", "state": "doing"},
    {"id": "d", "state": "dropped"},
    {"id": "e", "state": "doing", "done_on": "2026-03-03"},
    {"id": "f", "state": "done"},
    {"id": "g", "state": "doing", "done_on": "2026-02-10"},
)


def item(id: str) -> tuple[str, date | None]:
    return KNOWN.of("item", id, (), None, MADE)


def scope(*ids: str) -> tuple[str, date | None]:
    return KNOWN.of("scope", "live", ids, None, MADE)


def test_an_item_is_reached_on_its_day_and_dropped_when_it_is_dropped_or_gone() -> None:
    assert item("a") == ("reached", date(2026, 2, 10))
    assert item("c") == ("", None)
    assert item("d") == ("dropped", None)
    assert item("gone") == ("dropped", None)


def test_a_day_to_come_is_not_reached() -> None:
    assert item("e") == ("", None)


def test_what_is_done_on_no_known_day_is_set_aside_and_not_held_against_anybody() -> None:
    assert item("f") == ("dropped", None)


def test_what_was_opened_again_is_not_reached() -> None:
    assert item("g") == ("", None)


def test_a_scope_is_reached_with_the_last_of_its_items_and_dropped_ones_count_no_more() -> None:
    assert scope("a", "b") == ("reached", date(2026, 2, 20))
    assert scope("a", "c") == ("", None)
    assert scope("a", "d", "gone") == ("reached", date(2026, 2, 10))
    assert scope("d", "gone") == ("dropped", None)


def test_a_pace_is_reached_with_so_many_items_from_its_day_on() -> None:
    days = ["2026-02-01", "2026-02-02", "2026-02-10", "2026-02-10", "2026-02-14"]
    known = truth(*({"id": f"w{n}", "state": "done", "done_on": day} for n, day in enumerate(days)))
    # The one of the day before does not count; the third after it is the second of 10 February.
    assert known.of("pace", "", (), 3, MADE) == ("reached", date(2026, 2, 10))
    assert known.of("pace", "", (), 4, MADE) == ("reached", date(2026, 2, 14))
    assert known.of("pace", "", (), 5, MADE) == ("", None)
    assert known.of("pace", "", (), None, MADE) == ("", None)
