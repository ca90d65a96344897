"""Every page there is, on the example programs: it answers, reads, fits both widths, and axe finds nothing in light or dark."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from tests.browser import halden, scene
from tests.browser.watching import watch

from leadline.record.doors import PAGES

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WHOLE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"preload": False, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
LOOKS = [(WIDE, "light", WHOLE), (WIDE, "dark", CONTRAST), (PHONE, "light", CONTRAST), (PHONE, "dark", WHOLE)]
FORMS = [(WIDE, "light", None), LOOKS[3]]
"""Pages of nouns are one form each, made by one function: one look of axe finds what there is to find."""
REFUSED = {"a used link": 410, "nothing here": 404}
EMPTY_SCREEN = 60
"""A page with fewer characters than this says nothing."""


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any) -> Iterator[halden.Halden]:
    """The example programs, read only."""
    with django_db_blocker.unblock(), halden.open_halden() as open_one:
        yield open_one


@pytest.fixture(scope="module")
def session(company: halden.Halden, browser: Any, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """The owner's browser."""
    with browser.new_context(**browser_context_args) as context:
        context.new_page().goto(f"{company.site}/start/{scene.start_token()}")
        yield context


@pytest.fixture(scope="module")
def stranger(company: halden.Halden, browser: Any, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """The browser of somebody without an account."""
    with browser.new_context(**browser_context_args) as context:
        yield context


@pytest.mark.parametrize("name", halden.names())
def test_it_answers_fits_and_can_be_read_by_everybody(
    name: str, company: halden.Halden, session: BrowserContext, stranger: BrowserContext
) -> None:
    page = (stranger if name in halden.OUTSIDE else session).new_page()
    complaints: list[str] = []
    watch(page, complaints)

    with closing(page):
        answer = page.goto(company.address(name))
        assert answer is not None
        assert answer.status == REFUSED.get(name, 200)
        assert page.get_by_role("heading", level=1).count() == 1
        assert len(page.get_by_role("main").inner_text()) > EMPTY_SCREEN
        wrong = [one for look in (LOOKS if name in PAGES else FORMS) for one in faults(page, *look)]

    assert wrong == []
    assert [one for one in complaints if "status of 404" not in one] == []


def faults(page: Page, size: Any, scheme: Any, rules: Any) -> list[str]:
    """What is too wide, and what axe finds, in one size and scheme; without rules only the width is looked at."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    look, across = f"{size['width']} {scheme}", page.evaluate("() => document.documentElement.scrollWidth")
    found = Axe().run(page, options=rules).response["violations"] if rules else []
    wide = [f"{look}: {across} pixels wide by {widest(page)}"] if across > size["width"] else []
    return [*wide, *(f"{look}: {one['id']} in {one['nodes'][0]['html'][:160]}" for one in found)]


def widest(page: Page) -> str:
    """What sticks out of the window."""
    return str(
        page.evaluate(
            "() => [...document.body.querySelectorAll('*')]"
            ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll-x, [data-scrolls]'))"
            ".map((one) => one.outerHTML.slice(0, 90))[0]"
        )
    )
