"""The whole of Monday without a mouse."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from leadline.record.places import place_of


def test_the_finder_opens_by_key_and_leads_to_the_findings(noor: Page, site: str) -> None:
    noor.keyboard.press("Control+k")
    finder = noor.get_by_role("combobox", name="Find or do anything")
    expect(finder).to_be_focused()

    noor.keyboard.type("findi")
    expect(noor.get_by_role("option", selected=True)).to_contain_text("Findings")
    noor.keyboard.press("Enter")

    expect(noor).to_have_url(f"{site}/p/checkout/findings")


def test_the_finder_finds_what_the_program_holds(noor: Page, site: str) -> None:
    noor.keyboard.press("Control+k")
    expect(noor.get_by_role("dialog", name="Find or do anything")).to_be_visible()
    noor.keyboard.type("refun")

    expect(noor.get_by_role("option", name="Refunds work")).to_be_visible()
    noor.keyboard.press("Enter")

    expect(noor).to_have_url(site + place_of("work", "B", "checkout"))


def test_escape_closes_the_finder_and_the_next_key_is_heard_by_the_page(noor: Page) -> None:
    noor.keyboard.press("Control+k")
    expect(noor.get_by_role("dialog", name="Find or do anything")).to_be_visible()

    noor.keyboard.press("Escape")

    expect(noor.get_by_role("dialog", name="Find or do anything")).to_be_hidden()
    # The browser takes the focus out of a closed dialog only with its next frame.
    noor.wait_for_function("() => document.activeElement === document.body")
    noor.keyboard.press("?")
    expect(noor.get_by_role("dialog", name="Keys")).to_be_visible()


def test_j_and_k_walk_the_actions_and_a_accepts_the_one_in_hand(noor: Page, site: str) -> None:
    actions = noor.locator("[data-action]:visible")
    for _ in range(3):
        noor.keyboard.press("j")
    noor.keyboard.press("k")
    noor.keyboard.press("k")
    expect(actions.first).to_be_focused()
    says = actions.first.get_by_role("heading").inner_text()

    noor.keyboard.press("a")

    expect(noor.get_by_role("status").filter(has_text=f"Accepted: {says}")).to_be_visible()


def test_s_asks_until_when_and_why_and_puts_the_finding_aside(noor: Page, seen: Any) -> None:
    noor.keyboard.press("j")
    says = noor.locator("[data-here]").get_by_role("heading").inner_text()
    noor.keyboard.press("s")
    question = noor.get_by_role("dialog", name="Snooze it")
    expect(question).to_be_visible()

    question.get_by_label("Reason").fill("Waiting for Ines")
    noor.keyboard.press("Enter")

    expect(noor.get_by_role("status").filter(has_text="Waiting for Ines")).to_be_visible()
    expect(noor.locator("[data-action]").filter(has_text=says)).to_have_count(0)


def test_g_and_a_letter_go_to_a_place(noor: Page, site: str) -> None:
    noor.goto(f"{site}/p/checkout/findings")

    noor.keyboard.press("g")
    noor.keyboard.press("m")

    expect(noor).to_have_url(f"{site}/p/checkout/monday")


def test_tab_begins_with_the_way_past_the_rail(noor: Page) -> None:
    noor.keyboard.press("Tab")
    expect(noor.get_by_role("link", name="Skip to the page")).to_be_focused()

    noor.keyboard.press("Enter")

    expect(noor.get_by_role("main")).to_be_focused()


def test_every_key_that_leads_somewhere_leads_to_a_page(noor: Page, site: str) -> None:
    places = noor.locator("[data-go]").evaluate_all("(all) => all.map((one) => one.dataset.url)")

    assert len(places) >= 4
    for url in places:
        answer = noor.request.get(site + url)
        assert answer.status == 200, url
        assert re.search("<h1", answer.text()), url
