"""A slip is discovered, with nothing but the keyboard: asked about, seen, taken into the plan, taken back."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser import scene

from leadline.record import jobs
from leadline.record.models import Slip


def tab_to(page: Page, name: str) -> None:
    """Walk to something by the Tab key, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || document.activeElement.value || ''").strip() == name:
            return
    raise AssertionError(f"“{name}” cannot be reached by Tab.")


def test_from_the_milestone_to_the_plan_by_keys_alone(
    noor: Page, site: str, seen: Any, worker: Callable[[str], None]
) -> None:
    before = scene.plan(seen)
    noor.goto(f"{site}/p/checkout/milestones/live")
    tab_to(noor, "It slips")
    noor.keyboard.press("Enter")
    question = noor.get_by_role("dialog", name="What if it slips?")
    expect(question).to_be_visible()
    expect(question.get_by_label("By how much")).to_be_focused()
    noor.keyboard.type("3w")
    noor.keyboard.press("Tab")
    noor.keyboard.type("The bank moved its window")
    worker(jobs.ROUNDS)
    noor.keyboard.press("Enter")

    # The answer comes by itself.
    expect(noor.get_by_role("heading", level=1)).to_contain_text("Checkout live 3 weeks later", timeout=60_000)
    expect(
        noor.get_by_role("region", name="Whom it hits").get_by_role("row", name=re.compile("Checkout live"))
    ).to_contain_text("+21", timeout=60_000)
    expect(noor.get_by_text("Because: The bank moved its window.")).to_be_visible()
    assert scene.plan(seen) == before

    tab_to(noor, "It is true")
    noor.keyboard.press("Enter")
    expect(noor.get_by_role("dialog", name="Checkout live 3 weeks later is true")).to_be_visible()
    tab_to(noor, "Take it into the plan")
    noor.keyboard.press("Enter")

    expect(noor.get_by_text("It is in the plan", exact=True)).to_be_visible()
    assert [one.id for one in scene.plan(seen).risks] == ["slip-live"]
    assert scene.plan(seen).decisions[0].question == "Checkout live comes 3 weeks later. What do we do?"


def test_a_time_that_cannot_be_read_is_said_where_it_was_typed(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/slips")
    noor.get_by_role("button", name="It slips").click()
    noor.get_by_label("Milestone", exact=True).select_option("live")
    noor.get_by_label("By how much").fill("soon")

    noor.get_by_role("button", name="See what that does").click()

    expect(noor.get_by_role("alert").get_by_text("“soon” is no slip. Write 3w for three weeks")).to_be_visible()
    assert not Slip.objects.exists()
