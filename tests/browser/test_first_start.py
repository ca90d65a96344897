"""The first minute: Monday answers before the first round ends, shows how far it is, and brings the numbers when they are there."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from leadline.record import jobs
from leadline.rounds import clock
from leadline.rounds import round as rounds


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A round that stops before it prices anything until the event is set, as a long one would."""
    go_on, look = threading.Event(), rounds.look

    def slow(*given: Any, progress: Callable[[str, float], None], **named: Any) -> Any:
        for _ in range(300):
            # Told again and again, as the engine does: a worker keeps no more than one a second.
            progress("simulate", 0.5)
            if go_on.wait(0.2):
                break
        return look(*given, progress=progress, **named)

    monkeypatch.setattr(rounds, "look", slow)
    yield go_on
    go_on.set()


def test_monday_answers_before_the_first_round_and_follows_it_to_the_numbers(
    page: Page,
    program: Any,
    sign_in: Callable[[Page], Page],
    worker: Callable[[str], None],
    held: threading.Event,
    site: str,
) -> None:
    clock.tick(datetime.now(UTC))
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout is read. Its first round is on its way.")
    expect(page.get_by_role("progressbar")).to_be_visible()

    worker(jobs.ROUNDS)
    expect(page.get_by_text("Simulating futures").first).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"^0\.[1-9]"))
    held.set()

    expect(page.get_by_role("heading", name="What to do about it")).to_be_visible()
    expect(page).to_have_url(f"{site}/p/checkout/monday")
    expect(page.get_by_role("row").filter(has_text="Checkout live").first).to_contain_text("%")


def test_a_round_that_ends_behind_an_older_page_offers_its_numbers(
    noor: Page, seen: Any, worker: Callable[[str], None], held: threading.Event, site: str
) -> None:
    clock.queue_round(seen, datetime.now(UTC))
    noor.goto(f"{site}/p/checkout/milestones/live")
    worker(jobs.ROUNDS)
    expect(noor.locator("#round-state")).to_contain_text("Round 2")
    held.set()

    offer = noor.get_by_role("status").filter(has_text="New numbers are ready.")
    expect(offer).to_be_visible()
    offer.get_by_role("link", name="Show them").click()

    expect(noor.get_by_role("contentinfo")).to_contain_text("Round 2")


def test_without_a_round_under_way_monday_offers_to_run_one(
    page: Page, program: Any, sign_in: Callable[[Page], Page], worker: Callable[[str], None]
) -> None:
    sign_in(page)

    page.get_by_role("button", name="Run the first round").click()
    worker(jobs.ROUNDS)

    expect(page.get_by_role("heading", name="What to do about it")).to_be_visible()


def test_other_pages_answer_before_the_first_round_too(
    page: Page, program: Any, sign_in: Callable[[Page], Page], site: str
) -> None:
    sign_in(page)
    for place in page.locator(".rail-link").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))"):
        page.goto(site + place)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
