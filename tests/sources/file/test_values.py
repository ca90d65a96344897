from datetime import date
from typing import Any

import pytest

from leadline.sources.errors import BadMapping
from leadline.sources.file.dates import find_form, read_date
from leadline.sources.file.row import Cell
from leadline.sources.file.scope import Scope, natural
from leadline.sources.file.values import compile_test, compile_value, names_in

AS_OF = date(2026, 3, 2)


def scope(others: dict[str, list[Scope]] | None = None, **cells: Cell) -> Scope:
    return Scope(dict(cells), {}, AS_OF, 1, others or {})


def value(plain: Any, row: Scope) -> Any:
    return compile_value(plain, "here")(row)


@pytest.mark.parametrize(
    ("how", "cell", "made"),
    [
        ({"as": "text"}, 5.0, "5"),
        ({"as": "slug"}, "PAY 1", "pay-1"),
        ({"as": "date"}, date(2026, 3, 31), "2026-03-31"),
        ({"as": "date", "form": "d-m-y"}, "31/03/26", "2026-03-31"),
        ({"as": "range"}, "3-8", "3-8d"),
        ({"as": "range"}, "5 days?", "5d"),
        ({"as": "range", "unit": "h"}, 16.0, "2d"),
        ({"as": "range", "times": 0.5}, "4", "2d"),
        ({"as": "share"}, "50 %", 0.5),
        ({"as": "share"}, 0.25, 0.25),
        ({"as": "money"}, "€ 1.234,50", 123450),
        ({"as": "money"}, "$1,234.5", 123450),
        ({"as": "money"}, "1 234", 123400),
        ({"as": "number"}, "1,000", 1000.0),
        ({"as": "whole"}, "3.0", 3),
        ({"as": "words", "words": {"Open": "todo"}}, "open", "todo"),
        ({"as": "words", "words": {}, "else": "todo"}, "odd", "todo"),
        ({"as": "yes_no"}, "Yes", True),
        ({"as": "list", "separator": ","}, "a, b,,c", ["a", "b", "c"]),
        ({"as": ["list", "slug"]}, ("A b", "C"), ["a-b", "c"]),
        ({"as": "first"}, "a; b", "a"),
        ({"as": "handle"}, "mara", "mara"),
        ({"as": "link_key"}, "12FS+3 days", "12"),
        ({"as": "link_kind"}, "12SS", "SS"),
        ({"as": "link_kind"}, "PAY-1", "FS"),
        ({"as": "link_key"}, "Maps", "Maps"),
        ({"as": "link_lag"}, "12FS-2d", -2.0),
        ({"as": "link_lag"}, "12FS+1w", 7.0),
        ({"as": "date"}, "", None),
    ],
)
def test_a_cell_is_turned_into_what_a_field_wants(how: dict[str, Any], cell: Cell, made: Any) -> None:
    assert value({"column": "x", **how}, scope(x=cell)) == made


@pytest.mark.parametrize(
    ("how", "cell", "says"),
    [
        ({"as": "date"}, "soon", "“soon” is no day. Write it as 2026-03-31."),
        ({"as": "date", "form": "d-m-y"}, "12/31/26", "no day with its parts in the order d-m-y"),
        ({"as": "range"}, "8-3d", "8-3d is not a range. Put the smaller number first"),
        ({"as": "range"}, "abc", "“abc” is not a range"),
        ({"as": "share"}, "250 %", "is no share"),
        ({"as": "number"}, "many", "is no number"),
        ({"as": "whole"}, "9" * 400, "has more digits than any number that is read"),
        ({"as": "words", "words": {"open": "todo"}}, "odd", "none of the words of the mapping (open)"),
        ({"as": "yes_no"}, "maybe", "neither yes nor no"),
        ({"as": "handle"}, "all of us", "no handle of one person"),
        ({"as": "handle"}, "“@mara”", "was read as mara"),
    ],
)
def test_a_cell_that_does_not_fit_is_told(how: dict[str, Any], cell: Cell, says: str) -> None:
    row = scope(x=cell)

    value({"column": "x", **how}, row)

    assert [column for column, _ in row.troubles] == ["x"]
    assert says in row.troubles[0][1]


def test_a_bad_part_of_a_list_leaves_the_others() -> None:
    row = scope(x="mara; all of us; ines")

    assert value({"column": "x", "as": ["list", "handle"]}, row) == ["mara", "ines"]
    assert len(row.troubles) == 1


def test_texts_are_put_together_and_empty_where_a_part_is() -> None:
    row = scope(kep="12", stage="")

    assert value({"text": "kep-{kep}"}, row) == "kep-12"
    assert value({"text": "kep-{kep}-{stage}"}, row) == ""
    assert value({"text": "kep-{kep}-{stage|none}"}, row) == "kep-12-none"


def test_the_first_branch_that_holds_is_taken() -> None:
    plain = {"case": [{"when": {"a": "x"}, "is": 1}, {"when": {"a": ["y", "z"]}, "column": "b"}, {"is": 3}]}

    assert [value(plain, scope(a=a, b="B")) for a in ("X", "z", "other")] == [1, "B", 3]
    assert value({"as_of": -1}, scope()) == "2026-03-01"


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ({"v": "V1.9"}, True),
        ({"v": ["v1.8", "v1.10"]}, False),
        ({"v": {"not": "v1.8"}}, True),
        ({"v": {"empty": False}}, True),
        ({"e": {"empty": True}, "v": {"empty": True}}, False),
        ({"v": {"up_to": {"is": "v1.34"}}}, True),
        ({"v": {"after": {"is": "v1.8"}}}, True),
        ({"v": {"same_as": "w"}}, True),
        ({"e": {"up_to": {"is": "v1.34"}}}, False),
        ({"v": {"not": {"up_to": {"is": "v1.8"}}}}, True),
    ],
)
def test_conditions_compare_as_people_count(test: dict[str, Any], holds: bool) -> None:
    assert compile_test(test, "here")(scope(v="v1.9", w="v1.9", e="")) is holds


def test_versions_and_days_sort_naturally() -> None:
    assert sorted(["v1.34", "v1.9", "v1.10"], key=natural) == ["v1.9", "v1.10", "v1.34"]
    assert natural(date(2026, 3, 2)) == natural("2026-03-02")


def test_another_table_is_looked_into() -> None:
    plan = [scope(release="v1", day="2026-03-01", told="1"), scope(release="v1", day="2026-03-09", told="2")]
    row = scope({"plan": plan}, wanted="v1")
    look = {"look_up": "plan", "where": {"release": "wanted"}, "take": "day"}

    assert value({**look, "last_by": "told"}, row) == "2026-03-09"
    assert value({**look, "and": {"told": "1"}}, row) == "2026-03-01"
    assert value({**look, "where": {"release": {"is": "v2"}}}, row) is None
    assert value(look, row) is None
    assert row.troubles == [("day", "2 rows of “plan” fit. Say which one counts (last_by).")]


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        (3, "is no expression"),
        ({}, "it needs one of column, is"),
        ({"column": "a", "is": 1}, "and only one"),
        ({"column": "a", "ass": "date"}, "“ass” is unknown"),
        ({"column": "a", "as": "dat"}, "there is no converter “dat”"),
        ({"column": "a", "as": "words"}, "needs a table"),
        ({"look_up": "plan"}, "say which column to take"),
        ({"as_of": 10**9}, "more than a hundred years. Check the number"),
        ({"case": [{"when": {"a": {"over": 1}}, "is": 1}]}, "“over” is unknown"),
    ],
)
def test_an_expression_that_says_nothing_is_refused(plain: Any, says: str) -> None:
    with pytest.raises(BadMapping, match=says):
        compile_value(plain, "nouns[1].id")


def test_a_value_that_needs_itself_is_empty_and_not_endless() -> None:
    values = {"a": compile_value({"text": "{b|}x"}, "a"), "b": compile_value({"text": "{a|}y"}, "b")}

    assert Scope({}, values, AS_OF, 1, {}).get("a") == "yx"


def test_the_names_of_an_expression_are_found() -> None:
    plain = {"case": [{"when": {"s": {"not": {"same_as": "t"}}}, "text": "{u|}-{v}"}, {"column": "w"}]}

    assert set(names_in(plain)) == {"s", "t", "u", "v", "w"}


@pytest.mark.parametrize(
    ("values", "form", "ambiguous"),
    [
        (["2026-03-31", "2026-04-01T10:00:00Z"], "y-m-d", False),
        (["03/04/2026", "31/03/2026"], "d-m-y", False),
        (["03/04/2026", "03/31/2026"], "m-d-y", False),
        (["03/04/2026", "05/06/2026"], "d-m-y", True),
        (["05/05/2026"], "d-m-y", False),
        (["02/Jan/26 3:45 PM", "31/Mar/26 12:00 AM"], "d-m-y", False),
        (["Mar 5, 2026", "Apr 30, 2026"], "d-m-y", False),
        (["Mon 02.03.26", "Tue 31.03.26"], "d-m-y", False),
    ],
)
def test_the_form_of_days_is_found_in_all_values(values: list[str], form: str, ambiguous: bool) -> None:
    found = find_form(values)

    assert found is not None
    assert (found.form, found.ambiguous, found.unread) == (form, ambiguous, 0)


def test_what_are_no_days_have_no_form() -> None:
    assert find_form(["a", "b", "2026-03-31"]) is None
    assert find_form([]) is None
    assert read_date("Mar 5, 2026", "d-m-y") == date(2026, 3, 5)
