from datetime import date, datetime

import pytest

from leadline.program.plain import DocumentError, read_fields, read_noun, read_value, where, write_field, write_noun
from leadline.program.promises import Answer, Promise
from leadline.program.ranges import Range
from leadline.program.slug import slug
from leadline.program.work import Milestone, WorkItem


def test_a_noun_leaves_out_what_nobody_said() -> None:
    assert write_noun(Milestone("beta")) == {"id": "beta"}


def test_a_value_of_one_word_may_be_written_as_that_word() -> None:
    promise = read_noun("promise", {"id": "p", "doers": ["mara", {"person": "ines", "answer": "accepted"}]})

    assert promise.doers == (Answer("mara"), Answer("ines", "accepted"))
    assert write_noun(promise)["doers"] == ["mara", {"person": "ines", "answer": "accepted"}]


def test_a_field_with_nothing_behind_it_keeps_its_default() -> None:
    assert read_noun("work", {"id": "a", "priority": None, "estimate": None, "state": None}) == WorkItem("a")


def test_a_change_can_set_a_field_back_to_nothing() -> None:
    assert write_field(WorkItem, "estimate", None) is None
    assert read_fields("work", {"estimate": None, "done_on": "", "name": ""}) == {
        "estimate": None,
        "done_on": None,
        "name": "",
    }


def test_a_time_of_day_does_not_make_a_day_another_one() -> None:
    assert read_value(Promise, "due", datetime(2026, 3, 31, 17, 5)) == date(2026, 3, 31)
    assert type(read_value(Promise, "due", datetime(2026, 3, 31, 17, 5))) is date


@pytest.mark.parametrize("given", ["3-8d", {"low": 3, "high": 8}, Range(3, 8)])
def test_a_range_has_several_plain_forms(given: object) -> None:
    assert read_value(WorkItem, "estimate", given) == Range(3, 8)


@pytest.mark.parametrize("given", [True, 1.5, "x", float("inf"), float("nan"), [], None])
def test_a_whole_number_is_nothing_else(given: object) -> None:
    with pytest.raises(DocumentError, match="priority: Expected a whole number"):
        read_value(WorkItem, "priority", given)


def test_what_an_edit_holds_is_kept_as_json_knows_it() -> None:
    told = {"kind": "change", "fields": {"due": date(2026, 3, 31), "week": (1.0, 0)}}
    objection = read_noun("objection", {"id": "o", "claims": [told]})

    assert objection.claims == ({"kind": "change", "fields": {"due": "2026-03-31", "week": [1.0, 0]}},)


def test_an_edit_nested_without_end_is_refused() -> None:
    deep: dict[str, object] = {}
    for _ in range(5_000):
        deep = {"a": deep}

    with pytest.raises(DocumentError, match="nested deeper than 50 levels"):
        read_noun("objection", {"id": "o", "claims": [deep]})


def test_an_unknown_noun_or_field_names_the_nearest_one() -> None:
    with pytest.raises(DocumentError, match="“mile” is no noun"):
        read_noun("mile", {"id": "x"})
    with pytest.raises(DocumentError, match="due_date: A promise has no field “due_date”"):
        read_noun("promise", {"id": "x", "due_date": "2026-03-31"})
    with pytest.raises(DocumentError, match="id: The id of a work stays"):
        read_fields("work", {"id": "b"})


def test_places_count_from_one() -> None:
    assert where(("work", 0, "estimate")) == "work[1].estimate"


@pytest.mark.parametrize(
    ("name", "id"),
    [("Checkout live!", "checkout-live"), ("  Zoë  Müller ", "zoe-muller"), ("PAY-12", "pay-12"), ("", ""), ("Straße 3", "strasse-3")],
)  # fmt: skip
def test_a_name_becomes_a_short_id(name: str, id: str) -> None:
    assert slug(name) == id


def test_names_that_lose_letters_stay_apart() -> None:
    long = "a very long name " * 9
    ids = {slug(name) for name in ("Проект 2", "Задача 2", "日本", "中国", "!!", "??", long, long + "b")}

    assert len(ids) == 8
    assert all(0 < len(id) <= 60 for id in ids)
    assert slug("日本") == slug(" 日本 ")
