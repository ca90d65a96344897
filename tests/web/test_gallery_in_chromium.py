"""The sample pages in a real browser under the product's policy: axe, both widths, both schemes, without script."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from tests.web import gallery, sample

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with gallery.served() as address:
        yield address


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    # The one Playwright of the whole run: a second could not start beside it.
    with playwright.chromium.launch(executable_path=chromium_path, args=FLAGS) as browser:
        yield browser


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    return reader.new_page()


def watch(page: Page) -> list[str]:
    """Everything the console complains about from now on, blocked styles and scripts among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    chromium: Browser, site: str, size: Any, scheme: Any
) -> None:
    with chromium.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        complaints = watch(page)
        found: dict[str, list[tuple[str, str]]] = {}
        for name in sample.gallery():
            page.goto(f"{site}/{name}.html")

            violations = Axe().run(page, options=RULES).response["violations"]
            found[name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
            assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"], name
        assert {name: one for name, one in found.items() if one} == {}
        # Pages that outlive their fragments are asked for in the background; only a blocked or broken script counts.
        assert [line for line in complaints if "404" not in line] == []


def test_axe_finds_nothing_in_the_finder_the_keys_and_an_open_question(page: Page, site: str) -> None:
    page.goto(f"{site}/finding.html")
    for key, shown in (("/", "#palette"), ("?", "#keys")):
        page.keyboard.press(key)
        expect(page.locator(shown)).to_be_visible()
        assert Axe().run(page, options=RULES).response["violations"] == []
        page.keyboard.press("Escape")
        expect(page.locator(shown)).to_be_hidden()
        # The browser takes the focus out of a closed dialog only with its next frame.
        page.wait_for_function("() => document.activeElement === document.body")

    page.get_by_role("button", name="Accept and ask both").click()

    expect(page.get_by_role("dialog", name="Accept, and ask Joana and Henrik?")).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_the_finder_filters_asks_the_server_and_goes_there(page: Page, site: str) -> None:
    page.goto(f"{site}/monday.html")
    page.keyboard.press("Control+k")
    finder = page.get_by_role("combobox")

    finder.fill("iberia")

    expect(page.get_by_role("option", name="Iberia pilot")).to_be_visible()
    finder.fill("roadm")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Roadmap")
    finder.press("Enter")
    page.wait_for_url("**/roadmap.html")


def test_keys_walk_the_actions_and_never_act_while_somebody_types(page: Page, site: str) -> None:
    page.goto(f"{site}/monday.html")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-here]")).to_contain_text("Start the pilot")
    page.keyboard.press("s")

    question = page.get_by_role("dialog", name="Snooze until when, and why?")
    expect(question).to_be_visible()
    question.get_by_label("Because").press_sequentially("g m j ?")
    expect(question.get_by_label("Because")).to_have_value("g m j ?")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/program.html")


def test_a_why_swaps_the_waterfall_beside_the_table(page: Page, site: str) -> None:
    page.goto(f"{site}/monday.html")
    before = page.locator("#todo").bounding_box()

    page.get_by_role("link", name="Brazil live").click()

    expect(page.locator("#why-MBR")).to_be_visible()
    expect(page.locator("#why-MIB")).to_be_hidden()
    assert page.locator("#todo").bounding_box() == before


def test_a_round_is_followed_until_it_is_done(page: Page, site: str) -> None:
    page.goto(f"{site}/progress.html")

    expect(page.get_by_role("link", name="New numbers are ready. Show them")).to_be_visible()
    expect(page.locator("#round-state")).to_contain_text("Round 143, today 07:20")
    expect(page.get_by_role("status").get_by_role("link", name="Show them", exact=True)).to_be_visible()


def test_a_quote_arrives_beside_its_question(page: Page, site: str) -> None:
    page.goto(f"{site}/milestone.html")

    page.get_by_role("button", name="Try it").click()

    answer = page.locator("[data-quote-answer]")
    expect(answer).to_contain_text("Trying it in 10,000 futures.")
    expect(answer).to_contain_text("−4.2")


def test_the_slider_says_the_odds_the_page_brought(page: Page, site: str) -> None:
    page.goto(f"{site}/milestone.html")

    page.get_by_role("slider", name="Date").press("Home")

    expect(page.locator("[data-say=odds]")).to_have_text("59 %")
    expect(page.locator("[data-say=word]")).to_have_text("Ambitious. Good as a target.")


def test_the_theme_is_kept_in_a_cookie_for_the_server(page: Page, reader: BrowserContext, site: str) -> None:
    page.goto(f"{site}/monday.html")
    switch = page.get_by_role("button", name=re.compile("^Theme"))

    switch.click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert [cookie["value"] for cookie in reader.cookies() if cookie["name"] == "theme"] == ["dark"]
    switch.click()
    switch.click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")
    assert reader.cookies() == []


def test_arrows_follow_the_folds_of_the_roadmap(page: Page, site: str) -> None:
    page.goto(f"{site}/roadmap.html")
    arrow = page.locator("path[data-from=RAIL-17]")
    expect(arrow).to_have_attribute("d", re.compile("^M180"))

    page.get_by_text("Payment rails").click()

    # Both ends are folded into one summary, so there is nothing to point at.
    expect(arrow).to_have_attribute("d", "")


def test_everything_is_there_without_script(chromium: Browser, site: str) -> None:
    with chromium.new_context(viewport=WIDE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/monday.html")

        page.locator("summary[data-verb=snooze]").first.click()
        expect(page.get_by_label("Because").first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Theme"))).to_be_hidden()
        page.get_by_role("link", name="Brazil live").click()
        expect(page.locator("#why-MBR")).to_be_visible()
        with suppress(Exception):
            page.get_by_role("link", name="Find or do anything").click()
        page.wait_for_url("**/find")


def test_nothing_moves_while_a_page_arrives(page: Page, site: str) -> None:
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver((list) => {"
        " for (const entry of list.getEntries()) window.shifted += entry.value;"
        " }).observe({ type: 'layout-shift', buffered: true });"
    )
    for name in ("monday", "finding", "milestone", "brief", "roadmap", "form"):
        page.goto(f"{site}/{name}.html", wait_until="networkidle")
        assert page.evaluate("() => window.shifted") == 0, name
