"""Coming in by the one-time link, and going out."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser import scene


def test_the_one_time_link_signs_in_and_leads_to_monday(page: Page, site: str, seen: Any) -> None:
    page.goto(f"{site}/start/{scene.start_token()}")

    expect(page).to_have_url(f"{site}/p/checkout/monday")
    expect(page.get_by_role("navigation", name="You are here")).to_contain_text("Checkout")


def test_the_link_works_once(page: Page, site: str, seen: Any, new_context: Callable[..., Any]) -> None:
    link = f"{site}/start/{scene.start_token()}"
    page.goto(link)
    somebody_else = new_context().new_page()

    somebody_else.goto(link)

    expect(somebody_else.get_by_role("heading", level=1)).to_have_text("This link was used already, or is too old")
    somebody_else.goto(f"{site}/p/checkout/monday")
    expect(somebody_else.get_by_label("Password")).to_be_visible()
    page.goto(link)
    expect(page).to_have_url(f"{site}/p/checkout/monday")


def test_signing_out_ends_the_session(noor: Page, site: str) -> None:
    noor.get_by_role("button", name="Sign out").and_(noor.locator(":visible")).click()

    expect(noor.get_by_role("heading", level=1)).to_have_text("Sign in")
    noor.goto(f"{site}/p/checkout/findings")
    expect(noor).to_have_url(f"{site}/sign-in?next=%2Fp%2Fcheckout%2Ffindings")


def test_a_wrong_password_says_so_and_keeps_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail").fill("noor@example.com")
    page.get_by_label("Password").fill("guess")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_contain_text("do not fit together")
    expect(page.get_by_label("E-mail")).to_have_value("noor@example.com")
