"""Two people are asked how long work takes, answer by letter without seeing anything, and what they said becomes the estimate."""

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
from leadline.record.models import Program
from leadline.rounds.deliver import queue_delivery

RANGES = "/p/checkout/ranges"


@pytest.fixture
def somebody(new_context: Callable[..., Any]) -> Page:
    """The browser of people without an account."""
    page: Page = new_context().new_page()
    return page


def letters() -> list[EmailMessage]:
    queue_delivery(scene.now())
    scene.do_all(jobs.QUICK)
    return folder.letters(Path(settings.HOME) / "letters")


def link_to(person: str) -> str:
    letter = next(one for one in letters() if one["To"] == f"{person}@example.com")
    found = re.search(r"http\S+/answer/\S+", letter.get_content())
    assert found, letter.get_content()
    return found[0]


def answer(page: Page, link: str, said: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("How long does “Payments” take?")
    # Three examples of very different size, and no other number: any would pull the answer.
    assert set(re.findall(r"\d[\w-]*", page.get_by_role("main").inner_text())) == {"3-8d", "4-10w", "3-5-8d"}
    page.get_by_label("Your range").fill(said)
    page.get_by_role("button", name="Send my range").click()


def test_ranges_are_asked_blind_shown_together_and_kept(noor: Page, somebody: Page, site: str, seen: Program) -> None:
    noor.goto(site + RANGES)
    form = noor.locator("#ask-range-form")
    form.get_by_label("How long does this take").select_option("A")
    for name in ("Mara", "Ines"):
        form.get_by_role("checkbox", name=name).check()
    form.get_by_role("button", name="Ask").click()
    expect(noor.get_by_role("status").filter(has_text="each for themselves")).to_be_visible()

    answer(somebody, link_to("mara"), "soon")
    expect(somebody.get_by_role("main")).to_contain_text("“soon” is not a range. Write it as 3-8d")
    answer(somebody, link_to("mara"), "2-4-7d")
    expect(somebody.get_by_role("main").get_by_role("status")).to_contain_text("1 of 2 ranges are in")

    noor.goto(site + RANGES)
    main = noor.get_by_role("main")
    expect(main).to_contain_text("1 of 2 ranges in")
    expect(main.locator("svg.chart")).to_have_count(0)
    expect(main).not_to_contain_text("2-4-7d")

    answer(somebody, link_to("ines"), "4-8-13d")
    expect(somebody.get_by_role("main").get_by_role("status")).to_contain_text("All 2 ranges for “Payments” are in")

    noor.goto(site + RANGES)
    shown = noor.get_by_role("region", name="Payments")
    expect(shown).to_contain_text("Together 3-6-10d")
    expect(shown).to_contain_text("no own history")
    assert not re.search("Mara|Ines", shown.inner_text())
    shown.get_by_role("button", name="Keep 3-6-10d").click()

    expect(noor.get_by_role("region", name="Payments")).to_contain_text("Kept: 3-6-10d.")
    assert str(scene.plan(seen).find("work", "A").estimate) == "3-6-10d"  # type: ignore[union-attr]
    noor.get_by_role("button", name="Undo").click()
    expect(noor.get_by_role("status").filter(has_text="Took back")).to_be_visible()
    assert str(scene.plan(seen).find("work", "A").estimate) == "5-10d"  # type: ignore[union-attr]
