"""Every page there is, on the example programs: it answers, reads, fits both widths, and axe finds nothing in light or dark."""

from collections.abc import Callable, Iterator
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
FORMS = [LOOKS[0], LOOKS[3]]
"""Pages of nouns are one form each, made by one function: a light and a dark look find what there is to find."""
REFUSED = {"a used link": 410, "nothing here": 404}
CLOSE = pytest.mark.xfail(reason="Links of two lines stand closer together than a finger is wide (target-size).")
KNOWN = {"goals": CLOSE, "decision": CLOSE}
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


@pytest.fixture
def look(
    request: pytest.FixtureRequest, session: BrowserContext, stranger: BrowserContext, company: halden.Halden
) -> Iterator[Callable[[str], tuple[Page, int]]]:
    """Opens a page by its name; whatever it complains about fails the test."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_one(name: str) -> tuple[Page, int]:
        page = (stranger if name in halden.OUTSIDE else session).new_page()
        pages.append(page)
        watch(page, complaints)
        answer = page.goto(company.address(name))
        return page, answer.status if answer else 0

    yield open_one
    for page in pages:
        page.close()
    known = request.node.get_closest_marker("xfail")
    assert known or [one for one in complaints if "status of 404" not in one] == []


@pytest.mark.parametrize("name", [pytest.param(one, marks=KNOWN.get(one, ())) for one in halden.names()])
def test_it_answers_fits_and_can_be_read_by_everybody(name: str, look: Callable[[str], tuple[Page, int]]) -> None:
    page, status = look(name)

    assert status == REFUSED.get(name, 200)
    assert page.get_by_role("heading", level=1).count() == 1
    assert len(page.get_by_role("main").inner_text()) > EMPTY_SCREEN
    wrong = []
    for size, scheme, rules in LOOKS if name in PAGES else FORMS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        across = page.evaluate("() => document.documentElement.scrollWidth")
        if across > size["width"]:
            wrong.append(f"{across} pixels wide at {size['width']}: {widest(page)}")
        found = Axe().run(page, options=rules).response["violations"]
        wrong += [f"{one['id']} at {size['width']} {scheme}: {one['nodes'][0]['html'][:160]}" for one in found]
    assert wrong == []


def widest(page: Page) -> str:
    """What sticks out of the window."""
    return str(
        page.evaluate(
            "() => [...document.body.querySelectorAll('*')]"
            ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll-x, [data-scrolls]'))"
            ".map((one) => one.outerHTML.slice(0, 90))[0]"
        )
    )
