"""Monday: a priced remedy is accepted, a round shows what it brought, undo brings it back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import scene


def odds_on(page: Page) -> int:
    """The odds of Checkout live in the table of promises, in points."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Checkout live"))
    found = re.search(r"(\d+)\s%", row.get_by_role("cell").first.inner_text())
    assert found, row.inner_text()
    return int(found[1])


@pytest.mark.parametrize("way_back", ["toast", "journal"])
def test_an_accepted_remedy_raises_the_odds_until_it_is_taken_back(
    noor: Page, site: str, seen: Any, way_back: str
) -> None:
    monday, journal = f"{site}/p/checkout/monday", f"{site}/p/checkout/journal"
    before = odds_on(noor)

    noor.get_by_role("button", name=re.compile("^Accept ?: ")).first.click()
    toast = noor.get_by_role("status").filter(has_text="Accepted: ")
    expect(toast).to_be_visible()
    assert odds_on(noor) == before  # Pages never compute: the odds change with the next round.

    if way_back == "journal":
        scene.run_round(seen)
        noor.goto(monday)
        assert odds_on(noor) > before
        noor.goto(journal)
        noor.get_by_role("row").filter(has_text=re.compile("^Accepted: ")).get_by_role("button", name="Undo").click()
    else:
        # The round runs behind the open page; its toast is still there to take the acceptance back.
        scene.run_round(seen)
        toast.get_by_role("button", name="Undo").click()
    expect(noor.get_by_role("status").filter(has_text="Took back: ")).to_be_visible()
    noor.goto(journal)
    expect(noor.get_by_role("row").filter(has_text=re.compile("^Accepted: "))).to_contain_text("taken back")

    scene.run_round(seen)
    noor.goto(monday)
    assert odds_on(noor) == before


def test_an_accepted_remedy_is_not_offered_again(noor: Page) -> None:
    first = noor.locator("[data-action]").first

    first.get_by_role("button", name=re.compile("^Accept")).click()

    expect(noor.get_by_role("status").filter(has_text="Accepted: ")).to_be_visible()
    expect(first).to_contain_text("Accepted")
    expect(first.get_by_role("button")).to_have_count(0)


def test_the_finding_shows_its_evidence_and_accepts_after_a_question(noor: Page, seen: Any) -> None:
    noor.locator("[data-action]").first.get_by_role("link").first.click()
    expect(noor.get_by_role("heading", name="What was seen")).to_be_visible()

    noor.get_by_role("button", name="Accept").first.click()
    question = noor.get_by_role("dialog")
    expect(question).to_contain_text("Undo takes them back")
    question.get_by_role("button", name="Accept").click()

    expect(noor.get_by_role("status").filter(has_text="Accepted: ")).to_be_visible()
