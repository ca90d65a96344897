"""Forms of nouns: a default is never taken for something said, money is typed as money, rare things stay behind “More”."""

from pathlib import Path

import pytest

from leadline.charts.parts import Field, Form
from leadline.program import document
from leadline.program.plain import read_value
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record.forms import noun_form, read_form
from leadline.sources.file.yaml_document import read_files


@pytest.fixture
def plan() -> Snapshot:
    """Mara builds Payments; Refunds waits for it; a risk would hit Payments."""
    return document.read(
        {
            "id": "checkout",
            "as_of": "2026-03-02",
            "people": [{"id": "mara", "name": "Mara"}],
            "milestones": [{"id": "live", "name": "Checkout live"}],
            "work": [
                {"id": "A", "name": "Payments", "assignee": "mara", "cost_cents": 300_000, "skill_level": 1},
                {"id": "B", "name": "Refunds", "state": "doing"},
            ],
            "dependencies": [{"id": "a-b", "before": "A", "after": "B"}],
            "risks": [{"id": "r", "event": "The key is late", "work": ["A"], "probability": 0.3}],
        }
    )


def field(form: Form, name: str) -> Field:
    """The one question of that name, behind “More” or not."""
    return next(one for one in (*form.fields, *form.more) if one.name == name)


@pytest.mark.parametrize(
    ("noun", "name", "default"),
    [("person", "capacity", 1.0), ("work", "skill_level", 1), ("work", "priority", 0), ("goal", "weight", 1.0)],
)
def test_an_empty_number_takes_the_default_of_its_field_and_not_zero(noun: str, name: str, default: float) -> None:
    values, wrong = read_form(noun, {name: ""})

    assert (values, wrong) == ({name: default}, {})


def test_a_field_with_its_default_is_empty_and_says_what_empty_means(plan: Snapshot) -> None:
    form = noun_form("work", plan, "", value=plan.find("work", "A"))

    level = field(form, "skill_level")
    assert (level.value, level.hint) == ("", "From 1 (learns it) to 4 (teaches it). Empty means 1.")


def test_what_is_rarely_needed_stands_behind_more_until_something_is_said_in_it(plan: Snapshot) -> None:
    fresh = noun_form("work", plan, "")
    costly = noun_form("work", plan, "", value=plan.find("work", "A"))

    assert "cost" in [one.name for one in fresh.more]
    assert "cost" in [one.name for one in costly.fields]
    assert [one.name for one in fresh.fields] == [
        "name", "project", "milestone", "state", "assignee", "estimate", "acceptance",
    ]  # fmt: skip


def test_a_rare_field_that_is_wrong_is_not_hidden(plan: Snapshot) -> None:
    form = noun_form("work", plan, "", given={"cost": "lots"}, wrong={"cost_cents": "That is not an amount."})

    assert [one.error for one in form.fields if one.name == "cost"] == ["That is not an amount."]


@pytest.mark.parametrize(("typed", "cents"), [("3000", 300_000), ("1,250.50", 125_050), ("", 0), ("12 000", 1_200_000)])
def test_money_is_typed_as_money_and_kept_in_cents(typed: str, cents: int) -> None:
    assert read_form("work", {"cost": typed}) == ({"cost_cents": cents}, {})


def test_money_is_shown_as_money_with_its_currency(plan: Snapshot) -> None:
    cost = field(noun_form("work", plan, "", value=plan.find("work", "A")), "cost")

    assert (cost.label, cost.value, cost.unit) == ("Cost", "3000", "EUR")


def test_what_is_no_amount_is_said_with_an_example() -> None:
    _, wrong = read_form("work", {"cost": "lots"})

    assert wrong == {"cost_cents": "“lots” is not an amount. Write it as 3000 or 1250.50."}


@pytest.mark.parametrize(("typed", "share"), [("30 %", 0.3), ("30%", 0.3), ("0.3", 0.3)])
def test_a_share_may_be_typed_in_percent(typed: str, share: float) -> None:
    assert read_form("risk", {"probability": typed}) == ({"probability": share}, {})


def test_several_references_are_ticked_by_name_those_chosen_first(plan: Snapshot) -> None:
    work = field(noun_form("risk", plan, "", value=plan.find("risk", "r")), "work")

    assert work.kind == "checks"
    assert [(one.label, one.chosen) for one in work.options] == [
        ("Payments", True), ("Refunds", False), ("Checkout live", False),
    ]  # fmt: skip


def test_unticking_the_last_box_is_understood() -> None:
    assert read_form("risk", {"had-work": "1"}) == ({"work": []}, {})
    assert read_form("person", {"had-outside": "1"}) == ({"outside": False}, {})
    assert read_form("person", {}) == ({}, {})


def test_choices_are_said_in_words_and_relations_by_the_names_of_their_ends(plan: Snapshot) -> None:
    state = field(noun_form("work", plan, "", value=plan.find("work", "B")), "state")
    dependency = field(noun_form("promise", plan, ""), "dependency")

    assert [(one.value, one.label) for one in state.options if one.chosen] == [("doing", "under way")]
    assert [one.label for one in dependency.options] == ["none", "Refunds waits for Payments"]


@pytest.mark.parametrize("noun", list(NOUNS))
def test_a_form_sent_back_as_it_was_shown_changes_nothing(noun: str, company: tuple[Snapshot, ...]) -> None:
    for program in company:
        for value in program.of(noun):
            values, wrong = read_form(noun, shown(noun_form(noun, program, "", value=value)))

            assert wrong == {}
            assert {name: read_value(NOUNS[noun], name, plain) for name, plain in values.items()} == {
                name: getattr(value, name) for name in values
            }


@pytest.fixture(scope="module")
def company() -> tuple[Snapshot, ...]:
    """The example programs."""
    return tuple(one.snapshot for one in read_files(sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))))


def shown(form: Form) -> dict[str, str]:
    """What a browser posts when nobody touched anything."""
    sent = {}
    for one in (*form.fields, *form.more):
        if one.kind == "checks":
            if ticked := [option.value for option in one.options if option.chosen]:
                sent[one.name] = ", ".join(ticked)
        elif one.kind == "check":
            sent |= {one.name: "yes"} if one.options else {}
        elif one.kind == "select":
            chosen = [option.value for option in one.options if option.chosen or option.value == one.value]
            sent[one.name] = (chosen or [one.options[0].value])[0]
        else:
            sent[one.name] = one.value
    return sent
