import pytest

from leadline.cli.errors import Stop
from leadline.cli.fields import read_fields_of
from leadline.program.plain import DocumentError


def test_values_take_the_form_of_a_document() -> None:
    words = ["estimate=3-8d", "priority=2", "not_before=2026-03-09", "name=Payment = form"]

    assert read_fields_of("work", words, new=True) == {
        "estimate": "3-8d",
        "priority": 2,
        "not_before": "2026-03-09",
        "name": "Payment = form",
    }


def test_lists_are_words_with_commas_or_json_and_parts_are_json() -> None:
    assert read_fields_of("person", ["skills=python, sql"], new=False) == {"skills": ["python", "sql"]}
    assert read_fields_of("person", ['skills=[{"name":"sql","level":3}]'], new=False) == {
        "skills": [{"name": "sql", "level": 3}]
    }
    assert read_fields_of("risk", ['response={"action":"tent"}'], new=False) == {"response": {"action": "tent"}}


def test_yes_and_no_are_answers_and_nothing_empties_a_field() -> None:
    assert read_fields_of("project", ["keeps-the-lights-on=yes"], new=False) == {"keeps_the_lights_on": True}
    assert read_fields_of("milestone", ["done_on="], new=False) == {"done_on": None}
    assert read_fields_of("program", ["budget_cents=5000"], new=False) == {"budget_cents": 5000}


@pytest.mark.parametrize("word", ["name", "=x", 'response={"action"'])
def test_a_word_that_is_no_field_is_bad_input(word: str) -> None:
    with pytest.raises(Stop, match=r"FIELD=VALUE|broken"):
        read_fields_of("risk", [word], new=False)


def test_a_new_noun_may_name_its_id_and_a_changed_one_may_not() -> None:
    assert read_fields_of("milestone", ["id=api"], new=True) == {"id": "api"}
    with pytest.raises(DocumentError, match="The id of a milestone stays"):
        read_fields_of("milestone", ["id=api"], new=False)
