"""A date is proposed, countered through the link of a letter, proposed again, accepted, and becomes the promise."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.browser import scene

from leadline.channels import folder
from leadline.record import jobs
from leadline.rounds.deliver import queue_delivery

LIVE = "/p/checkout/milestones/live"


@pytest.fixture
def mara(new_context: Callable[..., Any]) -> Page:
    """The browser of somebody without an account."""
    page: Page = new_context().new_page()
    return page


def propose(page: Page, iso: str) -> None:
    """Type a date and ask the people who do the work."""
    typed = page.get_by_role("group").filter(has_text="Type a date, or one fixed outside")
    typed.locator("summary").click()
    typed.locator("input[type=date]").fill(iso)
    typed.get_by_role("button").last.click()


def letters() -> list[EmailMessage]:
    """What the delivery put into the folder, newest first."""
    queue_delivery(scene.now())
    scene.do_all(jobs.QUICK)
    return folder.letters(Path(settings.HOME) / "letters")


def link_in(letter: EmailMessage) -> str:
    """The signed link of a letter."""
    found = re.search(r"http\S+/answer/\S+", letter.get_content())
    assert found, letter.get_content()
    return found[0]


def test_a_date_is_countered_by_letter_and_the_second_proposal_becomes_the_promise(
    noor: Page, mara: Page, site: str, seen: Any
) -> None:
    noor.goto(site + LIVE)
    propose(noor, "2026-05-04")
    expect(noor.get_by_role("status").filter(has_text="Proposed 4 May for Checkout live")).to_be_visible()
    expect(noor.get_by_role("region", name="What they say")).to_contain_text("no answer yet")

    (letter,) = letters()
    assert letter["To"] == "mara@example.com"
    assert "%" not in letter.get_content()
    mara.goto(link_in(letter))
    expect(mara.get_by_role("heading", level=1)).to_contain_text("Can you stand for")
    assert "%" not in mara.get_by_role("main").inner_text()  # No odds before the answer: they would anchor it.
    mara.get_by_label("The date you can stand for").fill("2026-05-18")
    mara.get_by_label("Your range", exact=True).fill("12-20d")
    mara.get_by_label("What it would need").fill("Two days with the bank")
    mara.get_by_role("button", name="Name another date").click()
    expect(mara.get_by_role("main").get_by_role("status")).to_contain_text("Thank you")

    noor.goto(site + LIVE)
    answers = noor.get_by_role("region", name="What they say")
    expect(answers).to_contain_text("countered: 18 May, 12 to 20 working days")
    expect(answers).to_contain_text("Two days with the bank")
    propose(noor, "2026-05-18")
    second = next(one for one in letters() if "18 May" in one["Subject"])
    mara.goto(link_in(second))
    mara.get_by_role("button", name=re.compile("^Yes, ")).click()
    expect(mara.get_by_role("main").get_by_role("status")).to_contain_text("All agreed")

    scene.run_round(seen)
    noor.goto(site + LIVE)
    line = noor.locator(".promise-line")
    expect(line).to_contain_text("10 Apr")  # The first promise is never forgotten.
    expect(line).to_contain_text("18 May")
    expect(line.locator("div").filter(has_text="Moves").get_by_role("definition")).to_have_text(
        re.compile("^1(?=38 days later)")
    )
    agreed = [one for one in scene.plan(seen).promises if one.state == "agreed"]
    assert [one.due.isoformat() for one in agreed if one.due] == ["2026-05-18"]
    assert agreed[0].odds is not None
    assert 0 < agreed[0].odds <= 1


def test_the_slider_says_the_odds_and_posts_the_date_it_stands_on(noor: Page, site: str, seen: Any) -> None:
    noor.goto(site + LIVE)
    slider = noor.get_by_role("slider", name="Date")
    slider.focus()
    for _ in range(3):
        noor.keyboard.press("ArrowRight")
    date, odds = (noor.locator(f"[data-say={one}]").inner_text() for one in ("date", "odds"))
    assert "%" in odds

    noor.locator("#propose").get_by_role("button").click()

    expect(noor.get_by_role("status").filter(has_text=f"Proposed {date} for Checkout live")).to_be_visible()


def test_opening_the_link_twice_changes_nothing_and_a_settled_question_says_so(
    noor: Page, mara: Page, site: str, seen: Any
) -> None:
    noor.goto(site + LIVE)
    propose(noor, "2026-05-04")
    link = link_in(letters()[0])
    before = scene.plan(seen)

    mara.goto(link)
    mara.goto(link)
    assert scene.plan(seen) == before
    mara.get_by_role("button", name=re.compile("^Yes, ")).click()
    mara.goto(link)

    expect(mara.get_by_role("main").get_by_role("status")).to_have_text(
        "This is settled: everybody asked has said yes."
    )
    expect(mara.get_by_role("button")).to_have_count(0)


def test_a_day_that_has_passed_is_refused_and_stays_typed(noor: Page, site: str, seen: Any) -> None:
    noor.goto(site + LIVE)

    propose(noor, "2026-02-20")

    expect(noor.get_by_role("heading", level=1)).to_have_text("That was not done yet")
    expect(noor.get_by_role("main").locator("[name=due]")).to_have_value("2026-02-20")
    assert [one.state for one in scene.plan(seen).promises] == ["agreed"]


def test_a_wrong_range_in_the_answer_is_said_on_the_page_of_the_link(
    noor: Page, mara: Page, site: str, seen: Any
) -> None:
    noor.goto(site + LIVE)
    propose(noor, "2026-05-04")
    mara.goto(link_in(letters()[0]))
    mara.get_by_label("Your own range, if you have one").fill("8-3d")

    mara.get_by_role("button", name=re.compile("^Yes, ")).click()

    expect(mara.get_by_role("alert")).to_contain_text("Put the smaller number first")
    assert mara.get_by_label("Your own range, if you have one").input_value() == "8-3d"
