"""What could help a milestone, on its page: tried on the same futures, answered in the page."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser import scene

from leadline.record import jobs
from leadline.record.models import Quote


def test_a_way_answers_with_a_price_within_seconds_and_changes_nothing(
    noor: Page, site: str, seen: Any, worker: Callable[[str], None]
) -> None:
    worker(jobs.QUICK)
    before = scene.plan(seen)
    noor.goto(f"{site}/p/checkout/milestones/live")
    way = noor.get_by_role("region", name="What could help").get_by_role("row").filter(has_text="Clear it today")

    way.get_by_role("button", name=re.compile("^Try it")).click()

    answer = way.get_by_role("status")
    expect(answer).to_contain_text("Trying it")
    expect(answer).to_contain_text(re.compile(r"−\d+\.\d"))  # Earlier: the roadblock takes 10 to 20 days.
    assert scene.plan(seen) == before


def test_without_a_worker_it_says_that_it_is_being_tried(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/milestones/live")
    way = noor.get_by_role("region", name="What could help").get_by_role("row").filter(has_text="Clear it today")

    way.get_by_role("button", name=re.compile("^Try it")).click()

    expect(way.get_by_role("status")).to_contain_text("Trying it")


def test_without_script_the_answer_has_a_page_of_its_own(
    new_context: Callable[..., Any], sign_in: Callable[[Page], Page], site: str, seen: Any
) -> None:
    plain = sign_in(new_context(java_script_enabled=False).new_page())
    plain.goto(f"{site}/p/checkout/milestones/live")
    way = plain.get_by_role("region", name="What could help").get_by_role("row").filter(has_text="Clear it today")
    way.get_by_role("button", name=re.compile("^Try it")).click()
    expect(plain.get_by_text("Trying it")).to_be_visible()

    scene.do_all(jobs.QUICK)
    plain.reload()

    expect(plain.get_by_text(re.compile(r"−\d+\.\d")).first).to_be_visible()
    assert plain.get_by_role("heading", level=1).count() == 1


def test_a_first_look_without_people_stands_there_until_the_price_does(noor: Page, site: str, seen: Any) -> None:
    noor.goto(f"{site}/p/checkout/milestones/live")
    way = noor.get_by_role("region", name="What could help").get_by_role("row").filter(has_text="Clear it today")
    way.get_by_role("button", name=re.compile("^Try it")).click()
    expect(way.get_by_role("status")).to_contain_text("Trying it")

    Quote.objects.update(glimpse={"commitment": "live", "days": 4.2})

    answer = way.get_by_role("status")
    expect(answer).to_contain_text("About 4 days earlier for")
    expect(answer).to_contain_text("Counted as if somebody were always free.")
    scene.do_all(jobs.QUICK)
    expect(answer).to_contain_text(re.compile(r"−\d+\.\d"))
    expect(answer).not_to_contain_text("About")
