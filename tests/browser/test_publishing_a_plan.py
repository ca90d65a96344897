"""Plan: published, in the journal, followed by the forecast, and taken back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import scene


def planned(program: Any) -> dict[str, str]:
    """The first day of each piece of work that is published."""
    return {one.id: str(one.planned_from) for one in scene.plan(program).work if one.planned_from}


@pytest.mark.parametrize("way_back", ["toast", "page", "journal"])
def test_a_plan_is_published_stands_in_the_journal_and_is_taken_back(
    noor: Page, site: str, seen: Any, way_back: str
) -> None:
    noor.get_by_role("navigation").get_by_role("link", name="Plan", exact=True).first.click()
    expect(noor.get_by_role("heading", level=1)).to_have_text(re.compile("^The plan ends "))
    noor.get_by_role("button", name="Publish").click()
    question = noor.get_by_role("dialog")
    expect(question).to_contain_text("2 pieces of work get their days and people.")
    question.get_by_role("button", name="Publish").click()

    toast = noor.get_by_role("status").filter(has_text="Published the plan. 2 pieces of work are planned.")
    expect(toast).to_be_visible()
    expect(noor.get_by_text("This is the published plan.")).to_be_visible()
    # Payments waits for its key, 10 to 20 days more: half of the time less than 14.1. Refunds waits for Payments.
    assert planned(seen)["A"] == "2026-03-16"
    assert set(planned(seen)) == {"A", "B"}

    if way_back == "toast":
        toast.get_by_role("button", name="Undo").click()
    elif way_back == "page":
        noor.get_by_role("button", name="Take it back").click()
    else:
        noor.goto(f"{site}/p/checkout/journal")
        line = noor.get_by_role("row").filter(has_text=re.compile("^Published the plan"))
        line.get_by_role("button", name="Undo").click()

    expect(noor.get_by_role("status").filter(has_text="Took back: ")).to_be_visible()
    assert planned(seen) == {}


def test_the_next_round_plans_as_published(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/plan")
    noor.get_by_role("button", name="Publish").click()
    noor.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(noor.get_by_text("This is the published plan.")).to_be_visible()

    scene.run_round(seen)
    noor.goto(f"{site}/p/checkout/plan")

    expect(noor.get_by_text("This is the published plan.")).to_be_visible()


def test_a_plan_that_a_round_has_overtaken_is_not_published(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/plan")
    noor.get_by_role("button", name="Publish").click()
    scene.run_round(seen)

    noor.get_by_role("dialog").get_by_role("button", name="Publish").click()

    says = "Round 2 has planned anew since you looked at the plan of round 1. Look at it again."
    expect(noor.get_by_role("status").filter(has_text=says)).to_be_visible()
    expect(noor.get_by_role("heading", level=1)).to_have_text(re.compile("^The plan ends "))
    assert planned(seen) == {}


def test_it_is_published_without_script(
    new_context: Callable[..., Any], site: str, seen: Any, sign_in: Callable[[Page], Page]
) -> None:
    plain = sign_in(new_context(java_script_enabled=False).new_page())
    plain.goto(f"{site}/p/checkout/plan")
    plain.locator("#publish summary").click()

    plain.locator("#publish form").get_by_role("button", name="Publish").click()

    expect(plain.get_by_text("This is the published plan.")).to_be_visible()
    assert set(planned(seen)) == {"A", "B"}
