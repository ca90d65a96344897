"""D2, deadlines agreed with those who do the work: a date nobody agreed to becomes one that its doer named."""

import re

import pytest
from tests.mission.story import Story

from leadline.program.commitments import commitment, line
from leadline.program.promises import Promise

DOCUMENT = """\
id: checkout
name: Checkout
as_of: 2026-03-02
sponsor: ines
started_on: 2025-11-03
people:
  - {id: mara, name: Mara Lindqvist}
  - {id: ines, name: Ines Duarte}
milestones:
  - {id: live, name: Checkout live, owner: ines, cost_of_delay_cents: 1000000}
work:
  - {id: A, name: Payments, milestone: live, assignee: mara, estimate: 8-12d}
  - {id: B, name: Refunds, milestone: live, assignee: mara, estimate: 8-12d}
dependencies: [{id: a-b, before: A, after: B}]
promises:
  - {id: fair, milestone: live, due: 2026-03-27, set_by: ines, set_on: 2026-02-19, odds: 0.4,
     doers: [{person: mara, answer: asked, "on": 2026-02-19}]}
"""


@pytest.fixture
def begun(story: Story) -> Story:
    story.begins(DOCUMENT, "checkout")
    story.does("set_address", person="mara", email="mara@example.com")
    return story


def proposed(story: Story) -> Promise:
    """The newest proposal."""
    return max((one for one in story.plan().promises if one.state == "proposed"), key=lambda one: one.due or one.id)


def test_an_imposed_date_is_noticed(begun: Story) -> None:
    assert begun.finding("D203")["says"] == "Checkout live is due 27 Mar, but Mara Lindqvist never agreed to it."


def test_a_date_is_proposed_countered_and_agreed_from_signed_links(begun: Story) -> None:
    imposed = begun.odds("live")

    begun.does("propose_date", milestone="live", due="2026-04-10", doers="mara")
    countered = begun.answers(begun.link_to("mara"), "counter_date", due="2026-04-24", range="9-14d")
    begun.does("propose_date", milestone="live", due="2026-04-24", doers="mara")
    agreed = begun.answers(begun.link_to("mara"), "accept_date")
    begun.round()

    assert "Mara Lindqvist countered" in countered
    assert "All agreed" in agreed
    promised = commitment(begun.plan(), "live")
    assert promised is not None
    assert str(promised.due) == "2026-04-24"
    assert [(one.person, one.answer) for one in promised.doers] == [("mara", "accepted")]
    # The day is four weeks later than the imposed one: its odds are better, and stored as they were when proposed.
    assert promised.odds is not None
    assert promised.odds > imposed
    assert begun.findings("D203") == []


def test_the_first_promise_stays_beside_the_present_one(begun: Story) -> None:
    begun.does("propose_date", milestone="live", due="2026-04-24", doers="mara")
    begun.answers(begun.link_to("mara"), "accept_date")

    kept = line(begun.plan(), "live")

    assert kept is not None
    assert (str(kept.first.due), str(kept.present.due), kept.moves) == ("2026-03-27", "2026-04-24", 1)


def test_the_odds_of_a_promise_are_not_recomputed_when_the_plan_changes(begun: Story) -> None:
    begun.does("propose_date", milestone="live", due="2026-04-24", doers="mara")
    begun.answers(begun.link_to("mara"), "accept_date")
    begun.round()
    promised = commitment(begun.plan(), "live")
    before = begun.odds("live")

    begun.says("change", "work", "B", "estimate=20-30d")
    begun.round()

    # Three weeks more work: today's odds fall, and those of the day it was promised are what they were.
    assert begun.odds("live") < before
    assert commitment(begun.plan(), "live") == promised


def test_opening_the_link_changes_nothing_and_asks_without_an_anchor(begun: Story) -> None:
    begun.does("propose_date", milestone="live", due="2026-04-24", doers="mara")
    before = begun.plan()

    page = begun.browser.__class__().get(f"/answer/{begun.link_to('mara')}").content.decode()

    assert begun.plan() == before
    assert proposed(begun).due is not None
    assert "%" not in re.sub(r"<[^>]+>", " ", page)
