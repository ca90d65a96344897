"""Everything that matters works where no script runs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import scene


@pytest.fixture
def plain(new_context: Callable[..., Any], seen: Any, sign_in: Callable[[Page], Page]) -> Page:
    """The owner's browser without script."""
    return sign_in(new_context(java_script_enabled=False).new_page())


def test_a_remedy_is_accepted(plain: Page) -> None:
    plain.get_by_role("button", name=re.compile("^Accept")).first.click()

    expect(plain.get_by_text(re.compile("^Accepted: "))).to_be_visible()


def test_a_finding_is_snoozed_in_a_form_that_unfolds_in_place(plain: Page) -> None:
    row = plain.locator("[data-action]").first
    says = row.get_by_role("heading").inner_text()
    row.locator("summary").click()
    row.get_by_label("Reason").fill("Waiting for Ines")

    row.get_by_role("button", name="Snooze").click()

    expect(plain.get_by_text("Waiting for Ines")).to_be_visible()
    expect(plain.locator("[data-action]").filter(has_text=says)).to_have_count(0)


def test_a_milestone_is_added(plain: Page, site: str, seen: Any) -> None:
    plain.goto(f"{site}/p/checkout/milestone/add")
    plain.get_by_label("Name", exact=True).fill("Refunds live")

    plain.locator("form.panel").get_by_role("button").first.click()

    expect(plain.get_by_text("Added milestone “Refunds live”.")).to_be_visible()
    assert [one.name for one in scene.plan(seen).milestones] == ["Checkout live", "Refunds live"]


def test_a_date_is_proposed_by_typing_it(plain: Page, site: str, seen: Any) -> None:
    plain.goto(f"{site}/p/checkout/milestones/live")
    typed = plain.get_by_role("group").filter(has_text="Type a date, or one fixed outside")
    typed.locator("summary").click()
    form = typed.locator("form")
    form.locator("input[type=date]").fill("2026-05-15")

    form.get_by_role("button").first.click()

    expect(plain.get_by_text(re.compile("^Proposed 15 May for Checkout live"))).to_be_visible()


def test_finding_leads_to_a_page_of_finds(plain: Page, site: str) -> None:
    plain.get_by_role("link", name="Find or do anything").click()
    plain.get_by_label("Find or do").and_(plain.locator("main input")).fill("refunds")
    plain.keyboard.press("Enter")

    plain.get_by_role("main").get_by_role("link", name="Refunds work").click()
    expect(plain).to_have_url(f"{site}/p/checkout/work/B")


def test_buttons_that_need_script_are_not_shown(plain: Page) -> None:
    expect(plain.get_by_role("button", name=re.compile("^Theme"))).to_have_count(0)
    expect(plain.locator("[data-scripted]:visible")).to_have_count(0)


def test_every_place_of_the_rail_can_be_read(plain: Page, site: str) -> None:
    rail = plain.get_by_role("navigation", name="Main", exact=True)
    places = rail.locator(".rail-link").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")

    assert len(places) >= 8
    for place in places:
        plain.goto(site + place)
        expect(plain.get_by_role("heading", level=1)).to_be_visible()
        assert len(plain.get_by_role("main").inner_text()) > 80, place
