"""A milestone and its work typed in through the pages, down to odds."""

import re
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser import scene


def add(page: Page, site: str, noun: str, **values: str) -> None:
    """Fill in the form of a new noun, by its labels, and send it."""
    page.goto(f"{site}/p/checkout/{noun}/add")
    for label, value in values.items():
        field = page.get_by_label(label, exact=True)
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.locator("form.panel").get_by_role("button").first.click()


def test_a_milestone_typed_in_with_an_estimate_has_odds_after_a_round(noor: Page, site: str, seen: Any) -> None:
    add(noor, site, "milestone", Name="Refunds live")
    expect(noor.get_by_role("status").filter(has_text="Added milestone “Refunds live”.")).to_be_visible()
    add(noor, site, "work", Name="Refund forms", Milestone="Refunds live", Estimate="3-8d")
    expect(noor.get_by_role("status").filter(has_text="Added work “Refund forms”.")).to_be_visible()

    scene.run_round(seen)
    noor.goto(f"{site}/p/checkout/milestones")
    noor.get_by_role("main").get_by_role("link", name="Refunds live").first.click()

    expect(noor.get_by_role("heading", name="Which date has which odds")).to_be_visible()
    expect(noor.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d"))


def test_a_wrong_estimate_is_said_beside_its_field_and_nothing_typed_is_lost(noor: Page, site: str, seen: Any) -> None:
    add(noor, site, "work", Name="Refund forms", Milestone="Checkout live", Estimate="8-3d")

    estimate = noor.get_by_label("Estimate", exact=True)
    expect(estimate).to_have_value("8-3d")
    expect(estimate).to_have_attribute("aria-invalid", "true")
    expect(estimate).to_have_accessible_description(re.compile("Put the smaller number first"))
    expect(noor.get_by_label("Name", exact=True)).to_have_value("Refund forms")
    expect(noor.get_by_label("Milestone", exact=True)).to_have_value("live")
    assert len(scene.plan(seen).work) == 2

    estimate.fill("3-8d")
    noor.locator("form.panel").get_by_role("button").first.click()

    expect(noor.get_by_role("status").filter(has_text="Added work “Refund forms”.")).to_be_visible()
    assert [str(one.estimate) for one in scene.plan(seen).work if one.name == "Refund forms"] == ["3-8d"]


def test_a_milestone_nobody_works_on_says_why_it_has_no_odds(noor: Page, site: str, seen: Any) -> None:
    add(noor, site, "milestone", Name="Party")

    scene.run_round(seen)
    noor.goto(f"{site}/p/checkout/milestones")
    noor.get_by_role("link", name=re.compile("^Without odds")).click()
    noor.get_by_role("main").get_by_role("link", name="Party").first.click()

    expect(noor.get_by_text("Its odds are unknown.")).to_be_visible()
    expect(noor.get_by_role("link", name="Add work")).to_be_visible()


def test_what_was_typed_in_can_be_changed_retired_and_brought_back(noor: Page, site: str, seen: Any) -> None:
    add(noor, site, "work", Name="Refund forms", Estimate="3-8d")
    noor.get_by_label("Estimate", exact=True).fill("2-4d")
    noor.locator("form.panel").get_by_role("button").first.click()
    expect(noor.get_by_role("status").filter(has_text="Changed estimate of work “Refund forms”.")).to_be_visible()
    expect(noor.get_by_label("Estimate", exact=True)).to_have_value("2-4d")

    retire(noor)
    expect(noor).to_have_url(f"{site}/p/checkout/journal")
    expect(noor.get_by_role("row").nth(1)).to_contain_text("Retired work “Refund forms”.")
    assert len(scene.plan(seen).work) == 2

    noor.get_by_role("row").nth(1).get_by_role("button", name="Undo").click()
    expect(noor.get_by_text("taken back").first).to_be_visible()
    assert [str(one.estimate) for one in scene.plan(seen).work if one.name == "Refund forms"] == ["2-4d"]


def test_what_others_still_use_is_not_retired_and_the_page_says_who_uses_it(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/work/B")

    retire(noor)

    expect(noor.get_by_role("status").filter(has_text="“Refunds” is still used by dependency")).to_be_visible()
    assert [one.id for one in scene.plan(seen).work] == ["A", "B"]


def retire(page: Page) -> None:
    """Press the button and say yes to the question."""
    page.get_by_role("button", name="Retire", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Retire it").click()


def test_what_is_rarely_needed_is_reached_by_keyboard_and_money_is_typed_as_money(
    noor: Page, site: str, seen: Any
) -> None:
    noor.goto(f"{site}/p/checkout/work/B")
    expect(noor.get_by_label("Cost", exact=True)).to_be_hidden()
    noor.get_by_text("More", exact=True).focus()
    noor.keyboard.press("Enter")
    noor.get_by_label("Cost", exact=True).fill("1,250.50")
    noor.keyboard.press("Enter")

    expect(noor.get_by_role("status").filter(has_text="Changed cost")).to_be_visible()
    # What has been said does not hide again.
    expect(noor.get_by_label("Cost", exact=True)).to_have_value("1250.50")
    assert [one.cost_cents for one in scene.plan(seen).work if one.id == "B"] == [125_050]
    # Nobody said a skill level or a priority: they stay what they were.
    assert [(one.skill_level, one.priority) for one in scene.plan(seen).work if one.id == "B"] == [(1, 0)]


def test_work_is_ticked_by_name_and_unticked_again(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/roadblock/key")
    noor.get_by_role("checkbox", name="Refunds").check()
    noor.get_by_role("checkbox", name="Payments").uncheck()
    noor.get_by_role("button", name="Keep the change").click()

    expect(noor.get_by_role("checkbox", name="Refunds")).to_be_checked()
    assert [one.work for one in scene.plan(seen).roadblocks] == [("B",)]
